/** `pnpm bench reuse`: random edits one after another; what a run reuses must be what a fresh run finds. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { RunDocument } from '@killrate/shared/document';
import type { Mutant } from '@killrate/shared/model';
import { UserError } from '../src/errors.ts';
import { walkProject } from '../src/project/project-files.ts';
import { countOf, listOf, required } from './arguments.ts';
import { runKillrate } from './engine-run.ts';
import { median, print, seconds, share, tableLines } from './figures.ts';
import { describeLoad } from './load.ts';
import { copyProject, openSubject, type Subject, withScratch } from './project-copy.ts';
import { createRandom, type Random } from './random.ts';
import { drawEdit, EDIT_KINDS, type Edit } from './random-edit.ts';
import { type Baseline, findBaseline, runSuite, timeoutMsFor } from './suite-run.ts';
import { startWatching, type WatchingRun } from './watching-run.ts';

export const REUSE_OPTIONS = {
  project: { type: 'string' },
  edits: { type: 'string' },
  seed: { type: 'string' },
  files: { type: 'string' },
  without: { type: 'string' },
  concurrency: { type: 'string' },
  watch: { type: 'boolean' },
  matrix: { type: 'boolean' },
} as const;
/** An edit that is undone is a change of its own: verdicts for the text as it was may be recalled. */
const TAKEN_BACK = 'taken back';
/** Edits that break the suite, or find no place, are drawn anew so often for each that counts. */
const MOST_DRAWS = 20;

/** Two copies that are edited alike: one keeps its store, the other measures everything anew. */
interface Twins {
  subject: Subject;
  reusing: string;
  fresh: string;
  concurrency: number;
  baseline: Baseline;
  signal: AbortSignal;
  /** Whether kill matrices are measured. */
  isMatrix: boolean;
  /** Runs over the reusing copy all the while; null where a command is started for each change. */
  watching: WatchingRun | null;
}

/** A mutant of which the run that reuses says something else than the fresh one. */
interface Odd {
  key: string;
  /** Of the run that reuses; null where it does not know the mutant. */
  reusing: Mutant | null;
  fresh: Mutant | null;
}

/** One change of the project, and what the two runs after it found. */
interface Step {
  kind: string;
  /** The file, and what was done to it. */
  what: string;
  mutants: number;
  reused: number;
  reuseMs: number;
  freshMs: number;
  odd: Odd[];
  /** What only one of the two runs says of the tests. */
  findings: string[];
}

/** Prints a table by kind of edit, and every stale verdict; the exit code is 1 where there is one, or any other difference. */
export async function benchReuse(args: readonly string[], signal: AbortSignal): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: REUSE_OPTIONS });
  const folder = required('project', values.project);
  const subject = await openSubject(folder, listOf(values.files), listOf(values.without));
  const random = createRandom(values.seed === undefined ? undefined : countOf('seed', values.seed, 0));
  const edits = countOf('edits', values.edits, 50);
  const concurrency = countOf('concurrency', values.concurrency, 2);
  print(`${subject.project.name}: ${subject.files.length} files, ${edits} edits, seed ${random.seed}; ${describeLoad()}`);
  await withScratch(async (scratch) => {
    const [reusing, fresh] = [copyProject(subject, join(scratch, 'reusing')), copyProject(subject, join(scratch, 'fresh'))];
    const baseline = await findBaseline([fresh], signal);
    if (baseline === null) throw new UserError('the suite is not green twice without any edit: nothing can be told from it');
    const isMatrix = values.matrix === true;
    if (isMatrix && values.watch === true) throw new UserError('a watch keeps nothing for a kill matrix: --watch or --matrix');
    const watching = values.watch === true ? startWatching(reusing, subject.files, concurrency, signal) : null;
    try {
      await editAndCompare({ subject, reusing, fresh, concurrency, baseline, signal, isMatrix, watching }, edits, random);
    } finally {
      await watching?.close();
    }
  });
}

async function editAndCompare(twins: Twins, edits: number, random: Random): Promise<void> {
  let latest = await measureTwice(twins);
  const steps: Step[] = [];
  let [broken, done] = [0, 0];
  for (let draw = 0; done < edits && draw < edits * MOST_DRAWS; draw += 1) {
    const edit = drawEditOf(twins, latest, random);
    if (edit === null) continue;
    apply(twins.fresh, edit, edit.after);
    if (!(await isGreen(twins))) {
      apply(twins.fresh, edit, edit.before);
      broken += 1;
      continue;
    }
    const compared = await compareAfter(twins, edit.kind, edit, edit.after);
    latest = compared.document;
    steps.push(compared.step);
    done += 1;
    print(...describeStep(done, compared.step));
    if (random.next() < 0.5) continue;
    apply(twins.fresh, edit, edit.before);
    const undone = await compareAfter(twins, TAKEN_BACK, edit, edit.before);
    latest = undone.document;
    steps.push(undone.step);
    print(...describeStep(done, undone.step));
  }
  tell(steps, broken, random);
}

/** The first measurement, and what it costs to ask again where nothing changed. */
async function measureTwice(twins: Twins): Promise<RunDocument> {
  if (twins.watching !== null) {
    const startedAt = performance.now();
    const document = await twins.watching.next();
    print(`measured in ${seconds(performance.now() - startedAt)}, and then watched`);
    return document;
  }
  const first = await measure(twins, twins.reusing, []);
  const again = await measure(twins, twins.reusing, []);
  const { mutants } = again.document;
  const reused = `${mutants.filter(({ isReused }) => isReused).length} of ${mutants.length} reused`;
  print(`measured in ${seconds(first.watched.wallMs)}; nothing changed: ${seconds(again.watched.wallMs)}, ${reused}`);
  return again.document;
}

function drawEditOf({ reusing, subject }: Twins, { mutants }: RunDocument, random: Random): Edit | null {
  const all = walkProject(reusing).files.filter(({ isSymlink }) => !isSymlink);
  return drawEdit({ root: reusing, all: all.map(({ path }) => path), sources: subject.files, mutants }, random);
}

function apply(root: string, { file }: Edit, text: string | null): void {
  if (text === null) rmSync(join(root, file));
  else writeFileSync(join(root, file), text);
}

async function isGreen({ fresh, baseline, signal }: Twins): Promise<boolean> {
  const { kind } = await runSuite(fresh, { isCi: baseline.isCi, timeoutMs: timeoutMsFor(baseline), signal });
  return kind === 'green';
}

async function measure({ subject, concurrency, signal, isMatrix }: Twins, root: string, more: readonly string[]) {
  return await runKillrate(root, subject.files, [...more, ...(isMatrix ? ['--kill-matrix'] : [])], concurrency, signal);
}

/** Edits the reusing copy as the fresh one was, and measures both. */
async function compareAfter(
  twins: Twins,
  kind: string,
  edit: Edit,
  text: string | null,
): Promise<{ step: Step; document: RunDocument }> {
  const { file, what } = edit;
  const startedAt = performance.now();
  apply(twins.reusing, edit, text);
  const watched = (await twins.watching?.next()) ?? null;
  const watchedMs = performance.now() - startedAt;
  const reusing =
    watched === null ? await measure(twins, twins.reusing, []) : { document: watched, watched: { wallMs: watchedMs } };
  const fresh = await measure(twins, twins.fresh, ['--fresh']);
  const { mutants } = reusing.document;
  const step = {
    kind,
    what: `${file}: ${what}`,
    mutants: mutants.length,
    reused: mutants.filter(({ isReused }) => isReused).length,
    reuseMs: reusing.watched.wallMs,
    freshMs: fresh.watched.wallMs,
    odd: findOdd(mutants, fresh.document.mutants, { withKillers: twins.isMatrix }),
    findings: twins.isMatrix ? differingFindings(reusing.document, fresh.document) : [],
  };
  return { step, document: reusing.document };
}

/** What two runs over one state of a project do not say alike: statuses, and which tests kill where that is of a kill matrix. */
export function findOdd(
  reusing: readonly Mutant[],
  fresh: readonly Mutant[],
  { withKillers = false }: { withKillers?: boolean } = {},
): Odd[] {
  const saidOf = ({ status, killedBy }: Mutant) => JSON.stringify([status, withKillers ? killedBy : null]);
  const [mine, theirs] = [reusing, fresh].map((mutants) => new Map(mutants.map((mutant) => [mutant.key, mutant])));
  const keys = new Set([...(mine?.keys() ?? []), ...(theirs?.keys() ?? [])]);
  return [...keys].flatMap((key) => {
    const odd = { key, reusing: mine?.get(key) ?? null, fresh: theirs?.get(key) ?? null };
    return odd.reusing !== null && odd.fresh !== null && saidOf(odd.reusing) === saidOf(odd.fresh) ? [] : [odd];
  });
}

/** Findings that are not in both; which of two tests is redundant hangs on what they took. */
function differingFindings(reusing: RunDocument, fresh: RunDocument): string[] {
  const namesOf = ({ findings }: RunDocument) =>
    new Set(
      findings.flatMap(({ rule, file, line, test, verdict }) =>
        rule === 'redundant' ? [] : [`${rule}, ${verdict}: ${file}:${line} ${test ?? ''}`],
      ),
    );
  const [mine, theirs] = [namesOf(reusing), namesOf(fresh)];
  return [
    ...[...mine].filter((name) => !theirs.has(name)).map((name) => `only where results are reused: ${name}`),
    ...[...theirs].filter((name) => !mine.has(name)).map((name) => `only in a fresh run: ${name}`),
  ];
}

/** A verdict that was reused though measuring anew finds another; what was measured both times is a verdict that flips. */
function isStale({ reusing }: Odd): boolean {
  return reusing === null || reusing.isReused;
}

function describeStep(number: number, { kind, what, mutants, reused, reuseMs, freshMs, odd, findings }: Step): string[] {
  const lines = odd.map((each) => {
    const { key } = each;
    const where = each.fresh ?? each.reusing;
    const place = where === null ? '' : `${where.file}:${where.line}:${where.column} ${where.mutator}`;
    const said = `${each.reusing?.status ?? 'unknown'}, measured anew ${each.fresh?.status ?? 'unknown'}`;
    return `      ${isStale(each) ? 'STALE' : 'flips'} ${key} ${place}: ${said}: ${each.reusing?.reason ?? ''} / ${each.fresh?.reason ?? ''}`;
  });
  const times = `${seconds(reuseMs)} against ${seconds(freshMs)}`;
  return [
    `${String(number).padStart(3)}  ${kind}  ${what}`,
    `      ${reused} of ${mutants} reused, ${times}`,
    ...lines,
    ...findings.map((each) => `      FINDING ${each}`),
  ];
}

function tell(steps: readonly Step[], broken: number, { seed }: Random): void {
  const row = (name: string, own: readonly Step[]) => {
    const [mutants, reused] = [sum(own, (step) => step.mutants), sum(own, (step) => step.reused)];
    const [stale, flips] = [
      sum(own, (step) => step.odd.filter(isStale).length),
      sum(own, (step) => step.odd.filter((odd) => !isStale(odd)).length),
    ];
    const times = [seconds(median(own.map((step) => step.reuseMs))), seconds(median(own.map((step) => step.freshMs)))];
    return [name, String(own.length), share(reused, mutants), ...times, String(stale), String(flips)];
  };
  const kinds = [...EDIT_KINDS, TAKEN_BACK].filter((kind) => steps.some((step) => step.kind === kind));
  const rows = kinds.map((kind) =>
    row(
      kind,
      steps.filter((step) => step.kind === kind),
    ),
  );
  const titles = ['change', 'edits', 'reused', 'reusing', 'fresh', 'stale', 'flips'];
  print('', ...tableLines([titles, ...rows, row('all', steps)]), `${broken} edits left out that broke the suite; seed ${seed}`);
  if (steps.some(({ odd, findings }) => odd.length + findings.length > 0)) process.exitCode = 1;
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
