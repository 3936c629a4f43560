/** One test under judgement: text and runs matched, with all that its verdict is made from. */
import type { FindingVerdict } from '@killrate/shared/document';
import type { ExecutedAssertion } from '@killrate/shared/store/assertions';
import { findUnnoticed, lastName } from './dynamic/blind.ts';
import { compareAt, isCovarying } from './dynamic/co-varying.ts';
import { gatherEvidence, type Killers, killersOf, type TestEvidence } from './dynamic/evidence.ts';
import { type Functions, functionsOf, type MutatedFunction } from './dynamic/function-mutants.ts';
import { meansTypes } from './dynamic/intent.ts';
import { killsNothing } from './dynamic/kills-nothing.ts';
import { byFile, findRotten } from './dynamic/rotten-green.ts';
import { findSkipped } from './dynamic/skipped-assertions.ts';
import { findSurvival, type Survival } from './dynamic/survives-deletion.ts';
import { hasWeakOracle } from './dynamic/weak-oracle.ts';
import type { Flag } from './flag.ts';
import { createFindingKeys } from './fusion-finding.ts';
import type { MatchedTest } from './fusion-match.ts';
import { type Facts, judgeTest, TAUTOLOGY_RULES } from './fusion-verdict.ts';
import type { Measured, MeasuredMutant, MeasuredTest } from './measured.ts';

/** A test with all that its verdict is made from. */
export interface Case {
  test: MatchedTest;
  facts: Facts;
  verdict: FindingVerdict | null;
}

/** What is known of all tests together. */
export interface Surroundings {
  measured: Measured;
  killers: Killers;
  functions: Functions;
  watched: ReadonlyMap<string, readonly ExecutedAssertion[]> | null;
  /** How many tests run any mutant of a function: the fewer, the more a test that does is about it. */
  runsOf: ReadonlyMap<MutatedFunction, number>;
  /** Names that stand for measured code: of functions with mutants, and what tests look at that kill by an assertion. */
  names: ReadonlySet<string>;
  tests: ReadonlyMap<string, MeasuredTest>;
  keyOf: ReturnType<typeof createFindingKeys>;
}

/** Reads from the runs what every test needs. */
export function surveyRuns(measured: Measured, tests: readonly MatchedTest[]): Surroundings {
  const functions = functionsOf(measured.mutants.values());
  return {
    ...{ measured, functions },
    killers: killersOf(measured),
    watched: byFile(measured.assertions),
    runsOf: countRuns(measured, functions),
    names: namesOfMeasured(measured, functions, tests),
    tests: new Map(measured.tests.map((test) => [test.id, test])),
    keyOf: createFindingKeys(),
  };
}

/**
 * Where a part was not measured, a test may look at that part and kill by the way: then only functions and classes that have mutants are
 * known to be measured.
 */
function namesOfMeasured({ unmeasured }: Measured, functions: Functions, tests: readonly MatchedTest[]): Set<string> {
  const symbols = functions.all.map(({ symbol }) => symbol);
  return new Set(
    unmeasured.length > 0
      ? symbols.flatMap((symbol) => symbol.split('.'))
      : [...symbols, ...tests.flatMap(unitsThatBite)].map(lastName),
  );
}

/** A factory's product has no mutants of its own, yet a test that looks at it kills. */
function unitsThatBite({ text, cases }: MatchedTest): readonly string[] {
  const bites = cases.some(({ kills }) => [...kills.values()].includes('assertion'));
  return bites ? (text?.units ?? []) : [];
}

function countRuns({ tests, mutants }: Measured, functions: Functions): Map<MutatedFunction, number> {
  const runs = new Map<MutatedFunction, number>();
  for (const { covers } of tests) {
    const run = new Set([...covers].flatMap((key) => mutants.get(key) ?? []).map((mutant) => functions.of(mutant)));
    for (const each of run) if (each !== null) runs.set(each, (runs.get(each) ?? 0) + 1);
  }
  return runs;
}

/** Gathers what is known of a test, and judges it. */
export function judgeCase(test: MatchedTest, around: Surroundings): Case {
  const facts = gatherFacts(test, around);
  return { test, facts, verdict: isCompiledOnly(test) ? null : judgeTest(facts) };
}

/** What only the compiler checks says nothing when it runs. */
function isCompiledOnly({ text }: MatchedTest): boolean {
  return text?.assertion === 'compile-time';
}

function gatherFacts(test: MatchedTest, { measured, killers, functions, watched, names }: Surroundings): Facts {
  const { text, cases, file, name } = test;
  const evidence = cases.length === 0 ? null : gatherEvidence(cases, measured, killers);
  const isWhole = measured.unmeasured.length === 0;
  const units = text?.units ?? [];
  const isMeasured = (unit: string) => names.has(lastName(unit));
  // Some of them only prepare: where a part was not measured, it may be the others that the test is about.
  const isAbout = units.length === 0 ? null : isWhole ? units.some(isMeasured) : units.every(isMeasured);
  const isJudged = measured.hasMatrix && evidence !== null && (isAbout ?? isWhole) && !isCompiledOnly(test);
  const isForTypes = meansTypes(file, name);
  // Whatever breaks the code, a test that is to fail passes by that; and one that holds what was against what is does by most of it.
  const isRuntime = isJudged && !isForTypes && text?.isExpectedToFail !== true;
  const isHeldToKill = isRuntime && text?.holdsUnchanged !== true;
  const isSilenced = (rule: string) => text?.silenced?.includes(rule) === true;
  const ids = new Set(cases.map(({ id }) => id));
  const survival = isRuntime && isWhole ? survivalOf(test, evidence, measured) : null;
  const hasNoOtherCheck = isHeldToKill && evidence.killedByAssertion.length === 0;
  const covaries = (flag: Flag) =>
    isCovarying(compareAt(flag, ids, measured.compared), hasNoOtherCheck && flag.rule === 'self-comparison');
  const flags = text?.flags ?? [];
  return {
    ...{ evidence, isWhole, isAbout, isForTypes },
    flags: hasNoOtherCheck ? [...flags, ...provenOf(text, covaries)] : flags,
    hasMatrix: measured.hasMatrix,
    isIdle:
      isHeldToKill &&
      text?.expectsNoCall !== true &&
      !isSilenced('kills-nothing') &&
      killsNothing(evidence, functions, name, survival === 'hollow'),
    unnoticed: isHeldToKill && text?.expectsNothing !== true ? findUnnoticed(evidence, functions, units, name) : null,
    isWeak: isHeldToKill && text?.holdsUnchanged !== true && !isSilenced('weak-oracle') && hasWeakOracle(evidence, name),
    isExact: text?.saysExactly === true,
    survival: isSilenced('survives-deletion') ? null : survival,
    skipped: isRuntime && !isSilenced('swallowed-assertion') ? skippedOf(test, evidence, measured) : null,
    rotten: text === null || isSilenced('rotten-green') ? null : findRotten(text, cases, watched),
    isCovarying: covaries,
  };
}

/** Tautologies that only the values under mutants show; a test that kills by an assertion compares something else too. */
function provenOf(text: MatchedTest['text'], covaries: (flag: Flag) => boolean): Flag[] {
  const said = (text?.flags ?? []).filter(({ rule }) => TAUTOLOGY_RULES.has(rule));
  const isSaid = (flag: Flag) => said.some(({ line, column }) => line === flag.line && column === flag.column);
  return (text?.mayCompareItself ?? []).filter((flag) => covaries(flag) && !isSaid(flag));
}

/** What it says that all cases of a test pass with every function emptied; null where it says nothing, or they do not. */
function survivalOf({ text, cases, name }: MatchedTest, evidence: TestEvidence, { survivors }: Measured): Survival | null {
  const isSurvivor = cases.every(({ id }) => survivors.has(id));
  return isSurvivor
    ? findSurvival(evidence, name, text?.looksAtOwn !== false || text.holdsUnchanged === true || text.expectsNothing === true)
    : null;
}

function skippedOf({ text }: MatchedTest, evidence: TestEvidence, { skipped }: Measured): MeasuredMutant | null {
  return text?.guarded === undefined || text.guarded.length === 0 ? null : findSkipped(evidence, skipped);
}

/** What a call is named by among the tests. */
export function callOf({ file, line, cases }: MatchedTest): string {
  return cases[0]?.id ?? `${file}:${line}`;
}
