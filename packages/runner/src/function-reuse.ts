/** Results of single mutants that measuring again would only repeat, though sources changed: their runs entered nothing that did. */
import { listSome } from '@killrate/shared/count';
import type { Mutant } from '@killrate/shared/model';
import type { Database } from '@killrate/shared/store/open';
import { measuredFiles } from '@killrate/shared/store/project-state';
import { getRun, manifestOfSuite, sourcesOfRun, suiteHashOfRun } from '@killrate/shared/store/runs';
import { type TakenOver, type Trace, tracesOfJob } from '@killrate/shared/store/traces';
import { fileOfTest } from '@killrate/shared/test-id';
import { type ChangeReader, createChangeReader } from './changed-functions.ts';
import { findCleanRuns } from './clean-runs.ts';
import type { LoadedConfig } from './config/load-config.ts';
import type { CleanToReuse, EngineMutant } from './engine/engine.ts';
import { type ChangedTests, findChangedTests } from './impact/changed-tests.ts';
import type { FunctionChange } from './impact/function-change.ts';
import { moduleGraphOf } from './impact/module-graph.ts';
import { KNOWN_TO_CONFIG, type OpaqueTests, opaqueTestsOf } from './impact/opaque-tests.ts';
import type { NamedMutant } from './named-mutants.ts';
import type { Project } from './project/project.ts';
import { resultsOfJob } from './project-state.ts';
import { changedSince, isSettled } from './reuse.ts';

/** The project as it is now, as far as results may be taken over into a run of it. */
export interface PresentState {
  database: Database;
  /** A hash of each source, by path. */
  sources: Readonly<Record<string, string>>;
  /** All else that a verdict depends on: a hash of each, as `suiteManifest` gives it. */
  suite: Readonly<Record<string, string>>;
  /** The text of a source. */
  textOf: (file: string) => string;
  opaque: OpaqueTests;
  /** The test files by which a suite differs from the present one; null where it differs by more. */
  changedTests: (formerSuite: Readonly<Record<string, string>>) => ChangedTests | null;
  /** Whether only results of runs with a kill matrix say enough. */
  isMatrix: boolean;
}

/** Whether a mutant's result holds for another run, and as what it is known; or why not, as a sentence goes on. */
type FunctionAnswer =
  | { kind: 'holds'; takenOver: TakenOver }
  /** A survivor of which the runs of some test files would go as they went: `kept` is what these entered. */
  | { kind: 'partly'; kept: Trace['enteredBy']; reason: string }
  | { kind: 'stale'; reason: string };

export interface FunctionReuse {
  /** Reads what will be asked for, as long as there is time for it. */
  prepare(files: readonly string[]): void;
  /** Answers for the mutants of a file as they are planned now, by key. */
  answer(file: string, named: readonly NamedMutant[]): Map<string, FunctionAnswer>;
  /** The runs of test files without any mutant that would go as they went, over these files; null where there are none. */
  cleanRuns(files: readonly string[]): CleanToReuse | null;
  /** Why a result as it was measured cannot be taken over, as far as can be told without running the suite; null where nothing speaks against it. */
  whyStale(former: Mutant): string | null;
}

/** Makes the test for a project as it is. */
export function openFunctionReuse(
  database: Database,
  project: Project,
  loaded: Pick<LoadedConfig, 'engineOptions'>,
  present: Pick<PresentState, 'sources' | 'suite' | 'textOf' | 'isMatrix'>,
): FunctionReuse {
  const opaque = opaqueTestsOf(project, loaded, present.textOf);
  const changedTests = (former: Readonly<Record<string, string>>) =>
    findChangedTests(former, present.suite, () => moduleGraphOf(project));
  return createFunctionReuse({ ...present, database, opaque, changedTests });
}

/**
 * Makes the test. A result holds where the suite is the same but for test files that do not execute it, the mutant stands in a function that is the same,
 * the same tests execute it, and no function (nor a module's own code) that changed since was entered in the run that decided it: that
 * run would do again what it did, up to its end.
 */
function createFunctionReuse(state: PresentState): FunctionReuse {
  const measured = new Map(measuredFiles(state.database).map((each) => [each.file, each]));
  const changes = createChangeReader(state);
  const known = new Map<string, Basis | string>();
  const basisOf = (file: string): Basis | string => {
    const former = measured.get(file);
    const basis =
      known.get(file) ?? (former === undefined ? 'it was never measured as a whole' : readBasis(state, changes, former));
    known.set(file, basis);
    return basis;
  };
  return {
    prepare(files) {
      for (const basis of files.map(basisOf)) {
        if (typeof basis === 'string') continue;
        for (const trace of basis.traces.values()) whyOtherwise(state, changes, basis, trace);
      }
    },
    answer(file, named) {
      const basis = basisOf(file);
      if (typeof basis === 'string') return new Map(named.map(({ key }) => [key, stale(basis)]));
      const pairs = pairMutants(basis, named);
      return new Map(
        named.map((present) => {
          const pair = pairs.get(present.key) ?? CHANGED_ITSELF;
          return [present.key, typeof pair === 'string' ? stale(pair) : judgePair(state, changes, basis, pair, present)];
        }),
      );
    },
    cleanRuns: (files) => findCleanRuns(state, changes, files),
    whyStale(former) {
      const basis = basisOf(former.file);
      if (typeof basis === 'string') return basis;
      const trace = basis.traces.get(former.key);
      if (trace === undefined) return 'what was entered when it was measured is not known';
      if (basis.change.changed.has(trace.functionNumber)) return CHANGED_ITSELF;
      return isDecided(former) ? whyOtherwise(state, changes, basis, trace) : UNDECIDED;
    },
  };
}

const CHANGED_ITSELF = 'it is in a function that changed';
const UNDECIDED = 'its status hangs on the clock, or no test decided it';

function stale(reason: string): FunctionAnswer {
  return { kind: 'stale', reason };
}

/** What an earlier run found of a file, and what changed since. */
interface Basis {
  runId: string;
  /** A hash of the content that the file had. */
  sourceHash: string;
  mutants: readonly Mutant[];
  traces: ReadonlyMap<string, Trace>;
  /** The sources that changed since. */
  changed: readonly string[];
  /** The test files that did. */
  changedTests: ReadonlySet<string>;
  /** These, and the snapshots that did. */
  changedPaths: readonly string[];
  /** Of the file itself. */
  change: FunctionChange;
}

/** Why there is nothing to go by, where there is not. */
function readBasis(
  { database, sources, opaque, changedTests: changedTestsSince, isMatrix }: PresentState,
  changes: ChangeReader,
  { file, runId, sourceHash }: { file: string; runId: string; sourceHash: string },
): Basis | string {
  const tests = changedTestsSince(manifestOfSuite(database, suiteHashOfRun(database, runId) ?? '') ?? {});
  if (tests === null) return 'helpers, data of tests, config or versions changed since it was measured';
  const { files: changedTests, paths: changedPaths } = tests;
  if (isMatrix && getRun(database, runId)?.hasKillMatrix !== true) return 'it was measured without the kill matrix';
  const mutants = resultsOfJob(database, runId, file);
  const traces = tracesOfJob(database, runId, file);
  if (mutants === null || traces.size === 0) return 'what was entered when it was measured is not known';
  const changed = changedSince(sourcesOfRun(database, runId), sources);
  if (changed === null) return 'a source came or went since, which can change what an import means';
  const loaded = [...changed, ...changedPaths].find((path) => opaque.isKnownToConfig(path));
  if (loaded !== undefined) return `${loaded} changed since, which ${KNOWN_TO_CONFIG}`;
  // What is run before the tests of a file is not told from what is run by none.
  if (changedTests.size > 0 && opaque.isKnownToConfig(file))
    return `${listSome([...changedTests])} changed since, and it is loaded before any test`;
  const change = changes.ofFile(file, sourceHash);
  return change === null
    ? 'its functions cannot be told apart'
    : { runId, sourceHash, mutants, traces, changed, changedTests, changedPaths, change };
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
  state: PresentState,
  changes: ChangeReader,
  basis: Basis,
  { mutant: former, trace }: Former,
  { key, mutant }: NamedMutant,
): FunctionAnswer {
  if (!isDecided(former) || (state.isMatrix && hangsOnClock(former))) return stale(UNDECIDED);
  const { metIn } = mutant;
  const { changedTests } = basis;
  const still = (files: readonly string[]) => files.filter((file) => !changedTests.has(file));
  if (metIn === undefined || mutant.isStatic !== former.isStatic || !isSameSet(still(metIn), still(trace.metIn)))
    return stale('other test files execute it now');
  const stillCovering = (tests: readonly string[]) =>
    changedTests.size === 0 ? tests : tests.filter((test) => !changedTests.has(fileOfTest(test)));
  if (!isSameSet(stillCovering(mutant.coveredBy), stillCovering(former.coveredBy))) return stale('other tests execute it now');
  if (former.status === 'Timeout' && !isCountedAlike(mutant, trace))
    return stale('how far loops are counted in its tests is not certain');
  const otherwise = whyOtherwise(state, changes, basis, trace, metIn);
  if (otherwise === null) {
    const { runId: from, sourceHash: formerHash } = basis;
    return { kind: 'holds', takenOver: { key, formerKey: former.key, from, formerHash } };
  }
  // What is seen of assertions is kept by the mutant, not by the test file: a matrix has all of them run.
  const kept = former.status === 'Survived' && !state.isMatrix ? keptRuns(state, changes, basis, trace) : NONE;
  return kept.size === 0 || isSameSet([...kept.keys()], metIn) ? stale(otherwise) : { kind: 'partly', kept, reason: otherwise };
}

const NONE: Trace['enteredBy'] = new Map();

/** Of the runs of a survivor's test files, those that would go as they went. */
function keptRuns(state: PresentState, changes: ChangeReader, basis: Basis, { metIn, enteredBy }: Trace) {
  const { changed, changedTests } = basis;
  const still = metIn.filter((file) => !changedTests.has(file));
  if (still.some((file) => mayKnowChange(state, basis, file))) return NONE;
  return new Map(
    [...enteredBy].filter(([file, entered]) => still.includes(file) && changes.enteredSince(entered, changed) === null),
  );
}

function isDecided(former: Mutant): boolean {
  return isSettled(former) && DECIDED.has(former.status);
}

/** Whether any test that killed it did so by running out of its time: which do may be others on another day. */
function hangsOnClock({ killedBy }: Mutant): boolean {
  return killedBy.some(({ kind }) => kind === 'timeout');
}

/** Why the run that decided a result could go otherwise now; null where it could not. `metNow` are the test files that execute it now. */
function whyOtherwise(
  state: PresentState,
  changes: ChangeReader,
  basis: Basis,
  { entered, enteredBy, metIn }: Trace,
  metNow: readonly string[] = metIn,
): string | null {
  const { changed, changedTests } = basis;
  if (entered === null && (metIn.length === 0 || !metIn.every((file) => enteredBy.has(file))))
    return 'what was entered when it was measured is not certain';
  const own = [...metIn, ...metNow].find((file) => changedTests.has(file));
  if (own !== undefined) return `its test ${own} changed`;
  const test = metIn.find((file) => mayKnowChange(state, basis, file));
  if (test !== undefined)
    return `${listSome([...changed, ...basis.changedPaths])} changed since, which ${test} may know by other ways than running it`;
  // Runs of several numberings have no set in common.
  for (const each of entered === null ? enteredBy.values() : [entered]) {
    const otherwise = changes.enteredSince(each, changed);
    if (otherwise !== null) return otherwise;
  }
  return null;
}

/** Whether a test file that did not change may feel what did, by other ways than running it. */
export function mayKnowChange(
  { opaque }: PresentState,
  { changed, changedPaths }: Pick<Basis, 'changed' | 'changedPaths'>,
  test: string,
): boolean {
  return (changed.length > 0 && opaque.isOpaque(test)) || changedPaths.some((path) => opaque.mayKnow(test, path));
}

/** The limit of a test file grows with what it passes; a loop that was counted to the least of all limits is one under any. */
function isCountedAlike({ leastLimitIn = [] }: EngineMutant, { entered }: Trace): boolean {
  return entered !== null && entered.countedIn !== null && leastLimitIn.includes(entered.countedIn);
}

function isSameSet(one: readonly string[], other: readonly string[]): boolean {
  const [first, second] = [new Set(one), new Set(other)];
  return first.size === second.size && [...first].every((item) => second.has(item));
}
