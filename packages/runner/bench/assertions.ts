/** `pnpm bench assertions`: kill matrices with and without watching the assertions; what it costs, and every verdict that it changes. */
import { parseArgs } from 'node:util';
import type { RunDocument } from '@killrate/shared/document';
import type { Mutant } from '@killrate/shared/model';
import { ASSERTIONS_VARIABLE } from '../src/what-to-watch.ts';
import { countOf, listOf } from './arguments.ts';
import { runKillrate } from './engine-run.ts';
import { median, print, seconds, tableLines } from './figures.ts';
import { describeLoad } from './load.ts';
import { copyProject, openSubject, type Subject, withScratch } from './project-copy.ts';

export const ASSERTIONS_OPTIONS = {
  project: { type: 'string', default: '.' },
  files: { type: 'string' },
  without: { type: 'string' },
  rounds: { type: 'string' },
  concurrency: { type: 'string' },
  all: { type: 'boolean', default: false },
} as const;

/** How a run is told what to watch; the first is what the others are held against. */
const WAYS = { unwatched: 'off', watched: '', 'all compared': 'all' } as const;
type Way = keyof typeof WAYS;

interface WatchRun {
  way: Way;
  wallMs: number;
  document: RunDocument;
}

/** Runs the ways in turn; ends with 1 where a status or a kill is not the same in all runs. `--all` compares the values of every assertion too. */
export async function benchAssertions(args: readonly string[], signal: AbortSignal): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: ASSERTIONS_OPTIONS });
  const subject = await openSubject(values.project, listOf(values.files), listOf(values.without));
  const concurrency = countOf('concurrency', values.concurrency, 2);
  const ways: Way[] = ['unwatched', 'watched', ...(values.all ? (['all compared'] as const) : [])];
  print(`${subject.project.name}: ${subject.files.length} files, concurrency ${concurrency}; ${describeLoad()}`);
  const runs: WatchRun[] = [];
  for (let round = 1; round <= countOf('rounds', values.rounds, 3); round += 1) {
    for (const way of ways) {
      const run = await measure(subject, way, concurrency, signal);
      runs.push(run);
      print(
        `round ${round}  ${way.padEnd(12)} ${seconds(run.wallMs)}  ${run.document.mutants.length} mutants`,
        ...run.document.notes,
      );
    }
  }
  printCosts(ways, runs);
  if (printDifferences(runs) > 0) process.exitCode = 1;
}

async function measure(subject: Subject, way: Way, concurrency: number, signal: AbortSignal): Promise<WatchRun> {
  return await withScratch(async (folder) => {
    const root = copyProject(subject, folder);
    const env = { [ASSERTIONS_VARIABLE]: WAYS[way] };
    const { watched, document } = await runKillrate(root, subject.files, ['--fresh', '--kill-matrix'], concurrency, signal, env);
    return { way, wallMs: watched.wallMs, document };
  });
}

function printCosts(ways: readonly Way[], runs: readonly WatchRun[]): void {
  const wallOf = (way: Way) => median(runs.filter((run) => run.way === way).map(({ wallMs }) => wallMs)) ?? Number.NaN;
  const rows = ways.map((way) => [way, seconds(wallOf(way)), (wallOf(way) / wallOf('unwatched')).toFixed(2)]);
  print('', ...tableLines([['way', 'median', 'ratio'], ...rows]));
}

/** Prints the mutants of which not all runs say the same, and gives back how many these are. */
function printDifferences(runs: readonly WatchRun[]): number {
  const said = new Map<string, { mutant: Mutant; verdicts: string[] }>();
  for (const { way, document } of runs) {
    for (const mutant of document.mutants) {
      const entry = said.get(mutant.key) ?? { mutant, verdicts: [] };
      said.set(mutant.key, { mutant, verdicts: [...entry.verdicts, `${way}: ${verdictOf(mutant)}`] });
    }
  }
  const odd = [...said.values()].filter(
    ({ verdicts }) =>
      new Set(verdicts.map((verdict) => verdict.split(': ').slice(1).join(': '))).size > 1 || verdicts.length < runs.length,
  );
  print('', `${odd.length} of ${said.size} mutants with a status or kills that are not the same in all runs`);
  for (const { mutant, verdicts } of odd)
    print(
      `  ${mutant.file}:${mutant.line}:${mutant.column}  ${mutant.mutator}`,
      ...verdicts.map((verdict) => `      ${verdict}`),
    );
  return odd.length;
}

/** Tests may be named after the folder that they run in, which is another one in every run. */
const SANDBOX = /killrate-root-[\w-]+/g;

/** Its status, and which tests kill it how. */
function verdictOf({ status, killedBy }: Mutant): string {
  const kills = killedBy.map(({ test, kind }) => `${kind} ${test.replaceAll(SANDBOX, '')}`).sort();
  return `${status ?? 'unresolved'}, ${kills.length} kills${kills.length === 0 ? '' : `: ${kills.join(' | ')}`}`;
}
