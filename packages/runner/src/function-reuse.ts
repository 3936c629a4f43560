/** Results of single mutants that measuring again would only repeat, though sources changed: their runs entered nothing that did. */
import { listSome } from '@killrate/shared/count';
import type { Mutant } from '@killrate/shared/model';
import type { Database } from '@killrate/shared/store/open';
import { measuredFiles } from '@killrate/shared/store/results';
import { getRun, sourcesOfRun, suiteHashOfRun } from '@killrate/shared/store/runs';
import { type TakenOver, type Trace, tracesOfJob } from '@killrate/shared/store/traces';
import { type ChangeReader, createChangeReader } from './changed-functions.ts';
import type { EngineMutant } from './engine/engine.ts';
import type { FunctionChange } from './impact/function-change.ts';
import type { OpaqueTests } from './impact/opaque-tests.ts';
import type { NamedMutant } from './named-mutants.ts';
import { resultsOfJob } from './project-state.ts';
import { changedSince, isSettled } from './reuse.ts';

/** The project as it is now, as far as results may be taken over into a run of it. */
export interface PresentState {
  database: Database;
  /** A hash of each source, by path. */
  sources: Readonly<Record<string, string>>;
  suiteHash: string;
  /** The text of a source. */
  textOf: (file: string) => string;
  opaque: OpaqueTests;
  /** Whether only results of runs with a kill matrix say enough. */
  isMatrix: boolean;
}

/** Whether a mutant's result holds for another run, and as what it is known; or why not, as a sentence goes on. */
export type FunctionAnswer = { kind: 'holds'; takenOver: TakenOver } | { kind: 'stale'; reason: string };

/** Answers for the mutants of a file as they are planned now, by key. */
export type FunctionReuse = (file: string, named: readonly NamedMutant[]) => Map<string, FunctionAnswer>;

/**
 * Makes the test. A result holds where the suite is the same, the mutant stands in a function that is the same, the same tests execute
 * it, and no function (nor a module's own code) that changed since was entered in the run that decided it: that run would do
 * again what it did, up to its end.
 */
export function createFunctionReuse(state: PresentState): FunctionReuse {
  const measured = new Map(measuredFiles(state.database).map((each) => [each.file, each]));
  const changes = createChangeReader(state);
  return (file, named) => {
    const former = measured.get(file);
    const basis = former === undefined ? 'it was never measured as a whole' : readBasis(state, changes, former);
    if (typeof basis === 'string') return new Map(named.map(({ key }) => [key, stale(basis)]));
    const pairs = pairMutants(basis, named);
    return new Map(
      named.map((present) => {
        const pair = pairs.get(present.key) ?? 'it is in a function that changed';
        return [present.key, typeof pair === 'string' ? stale(pair) : judgePair(state, changes, basis, pair, present)];
      }),
    );
  };
}

function stale(reason: string): FunctionAnswer {
  return { kind: 'stale', reason };
}

/** What an earlier run found of a file, and what changed since. */
interface Basis {
  runId: string;
  mutants: readonly Mutant[];
  traces: ReadonlyMap<string, Trace>;
  /** The sources that changed since. */
  changed: readonly string[];
  /** Of the file itself. */
  change: FunctionChange;
}

/** Why there is nothing to go by, where there is not. */
function readBasis(
  { database, sources, suiteHash, opaque, isMatrix }: PresentState,
  changes: ChangeReader,
  { file, runId, sourceHash }: { file: string; runId: string; sourceHash: string },
): Basis | string {
  if (suiteHashOfRun(database, runId) !== suiteHash) return 'tests, helpers, config or versions changed since it was measured';
  if (isMatrix && getRun(database, runId)?.hasKillMatrix !== true) return 'it was measured without the kill matrix';
  const mutants = resultsOfJob(database, runId, file);
  const traces = tracesOfJob(database, runId, file);
  if (mutants === null || traces.size === 0) return 'what was entered when it was measured is not known';
  const changed = changedSince(sourcesOfRun(database, runId), sources);
  if (changed === null) return 'a source came or went since, which can change what an import means';
  const loaded = changed.length === 0 ? undefined : changed.find((path) => opaque.isLoadedByConfig(path));
  if (loaded !== undefined) return `${loaded} changed since, which the Vitest config loads`;
  const change = changes.ofFile(file, sourceHash);
  return change === null ? 'its functions cannot be told apart' : { runId, mutants, traces, changed, change };
}

/** A mutant as it was measured. */
interface Former {
  mutant: Mutant;
  trace: Trace;
}

/**
 * Finds for each mutant what it was called before. In a function that did not change there are as many, in the same order. Where the text
 * of one differs all the same, a function within it changed.
 */
function pairMutants({ mutants, traces, change }: Basis, named: readonly NamedMutant[]): Map<string, Former | string> {
  const formers = mutants.flatMap((mutant) => {
    const trace = traces.get(mutant.key);
    return trace === undefined ? [] : [{ mutant, trace, place: mutant }];
  });
  const before = Map.groupBy(formers, ({ trace }) => change.presentOf.get(trace.functionNumber) ?? null);
  const now = Map.groupBy(
    named.map((each) => ({ ...each, place: each.mutant })),
    ({ functionNumber }) => functionNumber,
  );
  const pairs = new Map<string, Former | string>();
  for (const [number, presents] of now) {
    const candidates = (before.get(number) ?? []).sort(byPlace);
    if (candidates.length !== presents.length) continue;
    for (const [index, present] of presents.sort(byPlace).entries()) {
      const former = candidates[index];
      if (former === undefined) continue;
      const isSame =
        former.mutant.mutator === present.mutant.mutator &&
        former.mutant.replacement === present.mutant.replacement &&
        sameText(former.mutant.original, present.original);
      pairs.set(present.key, isSame ? former : 'a function within the code that it changes was changed');
    }
  }
  return pairs;
}

/** Mutants of one place are told apart by what they put there. */
function byPlace(one: { place: Place }, other: { place: Place }): number {
  const [a, b] = [one.place, other.place];
  return (
    a.line - b.line ||
    a.column - b.column ||
    a.endLine - b.endLine ||
    a.endColumn - b.endColumn ||
    compareTexts(a.mutator, b.mutator) ||
    compareTexts(a.replacement, b.replacement)
  );
}

type Place = Pick<Mutant, 'line' | 'column' | 'endLine' | 'endColumn' | 'mutator' | 'replacement'>;

function compareTexts(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function sameText(one: string, other: string): boolean {
  return one.replaceAll('\r\n', '\n') === other.replaceAll('\r\n', '\n');
}

/** Statuses that the runs of tests decide; a timeout that is settled is a loop that was counted. */
const DECIDED = new Set<Mutant['status']>(['Killed', 'Survived', 'Timeout']);

function judgePair(
  { opaque }: PresentState,
  changes: ChangeReader,
  { runId, changed }: Basis,
  { mutant: former, trace }: Former,
  { key, mutant }: NamedMutant,
): FunctionAnswer {
  if (!isSettled(former) || !DECIDED.has(former.status)) return stale('its status hangs on the clock, or no test decided it');
  const { metIn } = mutant;
  if (metIn === undefined || mutant.isStatic !== former.isStatic || !isSameSet(metIn, trace.metIn))
    return stale('other test files execute it now');
  if (!isSameSet(mutant.coveredBy, former.coveredBy)) return stale('other tests execute it now');
  if (former.status === 'Timeout' && !isCountedAlike(mutant, trace))
    return stale('how far loops are counted in its tests is not certain');
  if (trace.entered === null) return stale('what was entered when it was measured is not known');
  const test = changed.length === 0 ? undefined : metIn.find((path) => opaque.isOpaque(path));
  if (test !== undefined)
    return stale(`${listSome(changed)} changed since, which ${test} may know by other ways than running it`);
  const entered = changes.enteredSince(trace.entered, changed);
  if (entered !== null) return stale(entered);
  return { kind: 'holds', takenOver: { key, formerKey: former.key, from: runId } };
}

/** The limit of a test file grows with what it passes; a loop that was counted to the least of all limits is one under any. */
function isCountedAlike({ leastLimitIn = [] }: EngineMutant, { entered }: Trace): boolean {
  return entered !== null && entered.countedIn !== null && leastLimitIn.includes(entered.countedIn);
}

function isSameSet(one: readonly string[], other: readonly string[]): boolean {
  const [first, second] = [new Set(one), new Set(other)];
  return first.size === second.size && [...first].every((item) => second.has(item));
}
