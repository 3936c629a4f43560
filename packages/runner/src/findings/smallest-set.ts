/** The tests that could go with every kill kept, as a matrix has it, and which of them to put back where a kill is lost. */
import type { AssessedTest } from '@killrate/shared/document';
import type { JudgedTests, TestMaterial } from './assess-tests.ts';
import { type Killers, killersOf } from './dynamic/evidence.ts';
import type { Measured, MeasuredTest } from './measured.ts';

export interface SetProposal {
  /** The tests that could go, in order of place. */
  drop: readonly AssessedTest[];
  /** By source, the keys of the mutants that the suite kills: the rest has to kill them still. */
  killed: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Verdicts that say why a test that kills nothing is not there for something else. */
const CONVICTED = new Set<AssessedTest['verdict']>(['confirmed-hollow', 'confirmed-tautology', 'hollow-by-evidence']);

/** Null without a matrix of all sources. */
export function proposeSet({ files, measured }: TestMaterial, { tests, smallestSet }: JudgedTests): SetProposal | null {
  if (smallestSet === null) return null;
  const named = new Set(smallestSet.drop);
  // What only the compiler checks no mutant can speak of; and somebody may have said why a test stays.
  const staying = files
    .flatMap((file) => file.tests)
    .filter(({ assertion, silenced }) => assertion === 'compile-time' || silenced?.includes('redundant') === true);
  const isStaying = new Set(staying.map(({ file, line }) => `${file}:${line}`));
  const drop = tests.filter(
    ({ file, line, cases, kills, verdict }) =>
      named.has(cases[0] ?? '') && !isStaying.has(`${file}:${line}`) && (kills > 0 || CONVICTED.has(verdict)),
  );
  const killed = [...measured.mutants.values()].filter(({ status }) => status === 'Killed' || status === 'Timeout');
  return {
    drop: putBack(drop, keysWithoutTest(drop, killed, measured), measured),
    killed: new Map(
      [...Map.groupBy(killed, ({ file }) => file)].map(([file, own]) => [file, new Set(own.map(({ key }) => key))]),
    ),
  };
}

/** What was killed by no test in particular, as by a time limit, needs one that runs it. */
function keysWithoutTest(drop: readonly AssessedTest[], killed: readonly { key: string }[], measured: Measured): string[] {
  const isDropped = new Set(drop.flatMap(({ cases }) => cases));
  const killers = killersOf(measured);
  return killed.map(({ key }) => key).filter((key) => testsFor(key, killers, measured).every(({ id }) => isDropped.has(id)));
}

/** The tests that kill a mutant; where none is known to, those that run it. */
function testsFor(key: string, killers: Killers, { tests }: Measured): MeasuredTest[] {
  const ids = new Set(killers.get(key));
  return tests.filter(({ id, covers }) => (ids.size > 0 ? ids.has(id) : covers.has(key)));
}

/** What can still go once each of these mutants has one more test again, the fastest; the same where there is none to put back. */
export function putBack(drop: readonly AssessedTest[], lost: readonly string[], measured: Measured): AssessedTest[] {
  const killers = killersOf(measured);
  const callOf = new Map(drop.flatMap((test) => test.cases.map((id) => [id, test] as const)));
  const back = new Set<AssessedTest>();
  for (const key of lost) {
    const calls = testsFor(key, killers, measured).flatMap(({ id }) => callOf.get(id) ?? []);
    const [fastest] = calls.toSorted((one, other) => one.durationMs - other.durationMs);
    if (fastest !== undefined && !calls.some((call) => back.has(call))) back.add(fastest);
  }
  return drop.filter((test) => !back.has(test));
}

/** How many mutants no test would run any more: all of them live already, and are then told as not covered. */
export function countNotRun(drop: readonly AssessedTest[], { tests }: Measured): number {
  const isDropped = new Set(drop.flatMap(({ cases }) => cases));
  const runBy = (isGone: boolean) =>
    new Set(tests.filter(({ id }) => isDropped.has(id) === isGone).flatMap(({ covers }) => [...covers]));
  return runBy(true).difference(runBy(false)).size;
}

/** By test that could go, the ids of as few of the tests that stay as kill all that it kills; of equals those of its own file. */
export function findStandIns(drop: readonly AssessedTest[], measured: Measured): Map<AssessedTest, readonly string[]> {
  const isDropped = new Set(drop.flatMap(({ cases }) => cases));
  const killers = killersOf({ tests: measured.tests.filter(({ id }) => !isDropped.has(id)) });
  const byId = new Map(measured.tests.map((test) => [test.id, test]));
  return new Map(
    drop.map((test) => {
      const shares = new Map<string, Set<string>>();
      for (const key of new Set(test.cases.flatMap((id) => [...(byId.get(id)?.kills.keys() ?? [])])))
        for (const id of killers.get(key) ?? []) shares.set(id, (shares.get(id) ?? new Set()).add(key));
      const isElsewhere = ([id]: [string, unknown]) => Number(byId.get(id)?.file !== test.file);
      return [test, chooseFew([...shares].toSorted((one, other) => isElsewhere(one) - isElsewhere(other)))];
    }),
  );
}

/** Always the next with the most of what is left. */
function chooseFew(shares: readonly (readonly [id: string, keys: ReadonlySet<string>])[]): string[] {
  let left = new Set(shares.flatMap(([, keys]) => [...keys]));
  const chosen: string[] = [];
  while (left.size > 0) {
    const sizes = shares.map(([, keys]) => left.intersection(keys).size);
    const [id, keys] = shares[sizes.indexOf(Math.max(...sizes))] ?? ['', left];
    chosen.push(id);
    left = left.difference(keys);
  }
  return chosen;
}
