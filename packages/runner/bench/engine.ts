/** `pnpm bench engine`: engines in turn on the same mutants; how long each takes, and every mutant of which they do not say the same. */
import { parseArgs } from 'node:util';
import { UserError } from '../src/errors.ts';
import { countOf, listOf } from './arguments.ts';
import { judgeDifferences } from './engine-judge.ts';
import { CONTENDERS, type Contender, type EngineRun, type EngineSettings, runEngine } from './engine-run.ts';
import { decimal, mebibytes, median, print, seconds, tableLines } from './figures.ts';
import { withHogs } from './hogs.ts';
import { describeLoad } from './load.ts';
import { type Difference, findDifferences } from './measured-mutant.ts';
import { openSubject, type Subject } from './project-copy.ts';

export const ENGINE_OPTIONS = {
  project: { type: 'string', default: '.' },
  files: { type: 'string' },
  without: { type: 'string' },
  rounds: { type: 'string' },
  repeat: { type: 'string' },
  hogs: { type: 'string' },
  concurrency: { type: 'string' },
  engines: { type: 'string', default: 'stock,warm' },
  matrix: { type: 'boolean', default: false },
  unrelated: { type: 'boolean', default: false },
  judge: { type: 'boolean', default: false },
} as const;

/** Prints each run, medians and differences; with `--repeat`, only whether warm runs in a row say the same; with `--judge`, who is right. */
export async function benchEngine(args: readonly string[], signal: AbortSignal): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: ENGINE_OPTIONS });
  const subject = await openSubject(values.project, listOf(values.files), listOf(values.without));
  const settings = { concurrency: countOf('concurrency', values.concurrency, 2), isRelated: !values.unrelated };
  const hogs = countOf('hogs', values.hogs, 0);
  const busy = hogs === 0 ? '' : `, ${hogs} hogs beside`;
  print(`${subject.project.name}: ${subject.files.length} files, concurrency ${settings.concurrency}${busy}; ${describeLoad()}`);
  await withHogs(hogs, async () => {
    if (values.repeat !== undefined) return await repeat(subject, settings, countOf('repeat', values.repeat, 3), signal);
    const contenders = contendersOf([...listOf(values.engines), ...(values.matrix ? ['warm-matrix'] : [])]);
    const runs = await compare(subject, settings, contenders, countOf('rounds', values.rounds, 3), signal);
    if (values.judge) await judgeDifferences(subject, runs, findDifferences(runs.map((run) => run.mutants)), signal);
  });
}

function contendersOf(names: readonly string[]): Contender[] {
  const unknown = names.find((name) => !CONTENDERS.some((contender) => contender === name));
  if (unknown !== undefined) throw new UserError(`there is no engine ${unknown}: there are ${CONTENDERS.join(', ')}`);
  return [...new Set(names)] as Contender[];
}

async function compare(
  subject: Subject,
  settings: EngineSettings,
  contenders: readonly Contender[],
  rounds: number,
  signal: AbortSignal,
): Promise<EngineRun[]> {
  const runs: EngineRun[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    for (const contender of contenders) {
      const run = await runEngine(contender, subject, settings, signal);
      runs.push(run);
      print(`round ${round}  ${contender.padEnd(14)} ${seconds(run.wallMs)}  ${describeStatuses(run)}`, ...notesOf(run));
    }
  }
  print('', `medians of ${rounds}`, ...tableLines(medianRows(contenders, runs)));
  print(...contenders.flatMap((contender) => timingLines(runs.findLast((run) => run.contender === contender))));
  printDifferences(runs);
  return runs;
}

function notesOf({ document }: EngineRun): string[] {
  return (document?.notes ?? []).map((note) => `         ${note}`);
}

function describeStatuses({ mutants }: EngineRun): string {
  const counts = [...Map.groupBy(mutants, ({ status }) => status ?? 'unresolved')].sort(([a], [b]) => (a < b ? -1 : 1));
  return `${mutants.length} mutants: ${counts.map(([status, those]) => `${those.length} ${status}`).join(', ')}`;
}

/** Ignored ones and those that no test reaches take no time. */
function countMeasured({ mutants }: EngineRun): number {
  return mutants.filter(({ status }) => status !== 'Ignored' && status !== 'NoCoverage').length;
}

function medianRows(contenders: readonly Contender[], runs: readonly EngineRun[]): string[][] {
  const titles = ['engine', 'wall', 'times', 'measured', 'mutants/s', 'before first mutant', 'peak memory'];
  const of = (contender: Contender) => runs.filter((run) => run.contender === contender);
  const wallOf = (contender: Contender) => median(of(contender).map((run) => run.wallMs));
  const reference = contenders[0] === undefined ? null : wallOf(contenders[0]);
  const rows = contenders.map((contender) => {
    const own = of(contender);
    const wallMs = wallOf(contender) ?? Number.NaN;
    const measured = own[0] === undefined ? 0 : countMeasured(own[0]);
    return [
      contender,
      seconds(wallMs),
      decimal((reference ?? Number.NaN) / wallMs),
      String(measured),
      decimal((measured * 1_000) / wallMs),
      seconds(median(own.map((run) => run.firstMutantMs))),
      mebibytes(median(own.map((run) => run.peakBytes))),
    ];
  });
  return [titles, ...rows];
}

/** Where the time of a run of killrate went; parts that were done side by side are added up. */
function timingLines(run: EngineRun | undefined): string[] {
  const timings = run?.document?.timings ?? [];
  if (run === undefined || timings.length === 0) return [];
  const rows = timings.map(({ part, count, durationMs }) => [`  ${part}`, String(count), seconds(durationMs)]);
  return ['', `${run.contender}, its last round`, ...tableLines(rows)];
}

function printDifferences(runs: readonly EngineRun[]): void {
  const names = runs.map((run) => run.contender);
  const differences = findDifferences(runs.map((run) => run.mutants));
  const detected = differences.filter(({ statuses }) => statuses.every((status) => status === 'Killed' || status === 'Timeout'));
  print(
    '',
    `${differences.length} mutants with a status that is not the same in all runs; ${detected.length} of them killed in one and timed out in another`,
    ...differences.flatMap((difference) => describeDifference(difference, names)),
  );
}

function describeDifference({ mutant, statuses, reasons }: Difference, names: readonly string[]): string[] {
  const said = statuses.map((status, at) => `${names[at]} ${status}`);
  const shortReasons = [...new Set(reasons.filter((reason) => reason !== null))].map((reason) => `      ${firstLine(reason)}`);
  return [`  ${mutant.place}  ${mutant.mutator}  ${firstLine(mutant.replacement)}`, `      ${said.join(', ')}`, ...shortReasons];
}

function firstLine(text: string): string {
  const [first = ''] = text.split('\n');
  return first === text ? text : `${first} ...`;
}

async function repeat(subject: Subject, settings: EngineSettings, times: number, signal: AbortSignal): Promise<void> {
  const runs: EngineRun[] = [];
  for (let time = 1; time <= times; time += 1) {
    const run = await runEngine('warm', subject, settings, signal);
    runs.push(run);
    print(`run ${time}  ${seconds(run.wallMs)}  ${mebibytes(run.peakBytes)}  ${describeStatuses(run)}`, ...notesOf(run));
  }
  const isSame = findDifferences(runs.map((run) => run.mutants)).length === 0;
  printDifferences(runs);
  if (!isSame) process.exitCode = 1;
}
