/** The findings about tests, files and functions, each with the sentence that a reader is told. */
import { plural } from '@killrate/shared/count';
import type { Finding } from '@killrate/shared/document';
import { lastName } from './dynamic/blind.ts';
import { meansFailure } from './dynamic/intent.ts';
import { findPseudoTested } from './dynamic/pseudo-tested.ts';
import type { Redundancy } from './dynamic/redundant.ts';
import type { Rotten } from './dynamic/rotten-green.ts';
import type { Flag, StaticFile } from './flag.ts';
import type { Case, Surroundings } from './fusion-case.ts';
import { bestKill, describeBite, describeMutants, type FindingEvidence, makeFinding } from './fusion-finding.ts';
import { hasAsserted, judgeFlag } from './fusion-verdict.ts';
import { findHappyPaths, type HappyPath, passedBy } from './happy-path.ts';
import type { MeasuredMutant } from './measured.ts';
import { describeKill } from './next-test.ts';
import { quote } from './next-test-input.ts';

/** Everything there is to say of one test. */
export function findingsOfTest(each: Case, redundancy: Redundancy | null, around: Surroundings): Finding[] {
  const { facts, verdict } = each;
  const isConvicted = verdict === 'confirmed-hollow' || verdict === 'hollow-by-evidence';
  return [
    ...facts.flags.map((flag) => findingOfFlag(flag, each, around)),
    ...idleFinding(each, around),
    ...skippedFinding(each, around),
    ...survivalFinding(each, around),
    ...weakFinding(each, around),
    ...rottenFindings(each, around),
    ...(redundancy === null || isConvicted ? [] : [redundantFinding(redundancy, each, around)]),
    ...(verdict === 'not-assessable' ? [notAssessableFinding(each, around)] : []),
  ];
}

function findingOfFlag(flag: Flag, each: Case, around: Surroundings): Finding {
  const { rule, file, line, message, evidence } = flag;
  const judged = judgeFlag(flag, each.verdict ?? 'suspect', each.facts);
  return makeFinding(around.keyOf, {
    ...{ rule, file, line, message, ...judged },
    test: each.test.name,
    evidence: { ...evidenceOf(each, around), ...evidence, killedMutant: killThatClears(each, judged.verdict) },
  });
}

/** What stands beside every finding about a test; a test that nothing convicts has no need to bite. */
function evidenceOf({ test, facts: { evidence }, verdict }: Case, around: Surroundings): FindingEvidence {
  const isFine = verdict === 'cleared' || verdict === null || evidence === null || !around.measured.hasMatrix;
  return {
    mutants: evidence === null ? null : describeMutants(evidence),
    killedMutant: null,
    bite: isFine ? null : describeBite(evidence, around, test.text?.units ?? []),
  };
}

/** A finding about a test as a whole. */
function ofTest(
  each: Case,
  { keyOf }: Surroundings,
  finding: Pick<Finding, 'rule' | 'level' | 'message'> & { evidence: FindingEvidence } & Partial<
      Pick<Finding, 'verdict' | 'line'>
    >,
): Finding {
  const { file, line, name } = each.test;
  const verdict = finding.verdict ?? each.verdict ?? 'suspect';
  const evidence = { ...finding.evidence, killedMutant: killThatClears(each, verdict) };
  return makeFinding(keyOf, { file, line, test: name, ...finding, verdict, evidence });
}

/** The key of the mutant that shows that a test bites; null where nothing is cleared by it. */
function killThatClears({ facts: { evidence } }: Case, verdict: Finding['verdict']): string | null {
  return verdict === 'cleared' && evidence !== null ? (bestKill(evidence)?.key ?? null) : null;
}

/** Said of what is convicted by it: beside an assertion that cannot fail, the counts say it already. */
function idleFinding(each: Case, around: Surroundings): Finding[] {
  const { evidence, isIdle } = each.facts;
  if (!isIdle || evidence === null || each.verdict !== 'hollow-by-evidence') return [];
  const message = `runs ${plural(evidence.provable.length, 'mutant')} that other tests kill, and kills none of them`;
  return [ofTest(each, around, { rule: 'kills-nothing', level: 'warning', message, evidence: evidenceOf(each, around) })];
}

/** What only narrows a type is no doubt of its own; where it was seen to let a mutant pass, it is. */
function skippedFinding(each: Case, around: Surroundings): Finding[] {
  const { evidence, skipped, flags } = each.facts;
  const isSaid = flags.some(({ rule }) => rule === 'swallowed-assertion') || each.facts.rotten !== null;
  if (skipped === null || evidence === null || isSaid) return [];
  const isCleared = hasAsserted(each.facts);
  const places = each.test.text?.guarded ?? [];
  const { file, line, original, replacement } = skipped;
  return [
    ofTest(each, around, {
      ...{ rule: 'swallowed-assertion', line: places[0]?.line ?? each.test.line },
      level: isCleared ? 'information' : 'warning',
      ...(isCleared && { verdict: 'cleared' }),
      message: `none of its assertions is executed, and it passes, where ${file}:${line} turns ${quote(original)} into ${quote(replacement)}`,
      evidence: {
        ...evidenceOf(each, around),
        places: places.map((place) => `${each.test.file}:${place.line}`),
      },
    }),
  ];
}

/** Beside an assertion that cannot fail, and one that kills nothing, it would only say the same again. */
function survivalFinding(each: Case, around: Surroundings): Finding[] {
  const { evidence, survival, isIdle } = each.facts;
  const isSaid = isIdle || each.verdict === 'confirmed-hollow' || each.verdict === 'confirmed-tautology';
  if (survival === null || evidence === null || isSaid) return [];
  return [
    ofTest(each, around, {
      ...{ rule: 'survives-deletion', level: survival === 'hollow' ? 'warning' : 'information' },
      verdict: survival === 'hollow' ? 'hollow-by-evidence' : survival,
      message: 'passes with every function emptied that it runs',
      evidence: evidenceOf(each, around),
    }),
  ];
}

function weakFinding(each: Case, around: Surroundings): Finding[] {
  const { evidence, isWeak, isIdle, flags, unnoticed, survival } = each.facts;
  if (!isWeak || isIdle || each.verdict === 'confirmed-hollow' || evidence === null) return [];
  const kills = `kills ${plural(evidence.kills.size, 'mutant')}, none of them by an assertion`;
  const names = unnoticed?.map(({ symbol }) => symbol).join(' and ');
  const message = names === undefined ? kills : `${kills}, and does not notice that ${names} does nothing any more`;
  const isWorse = survival !== 'hollow' && (flags.length > 0 || names !== undefined);
  const level = isWorse ? 'warning' : 'information';
  return [ofTest(each, around, { rule: 'weak-oracle', level, message, evidence: evidenceOf(each, around) })];
}

/** One for each assertion that never ran, where no rule about the text speaks of it already. */
function rottenFindings(each: Case, around: Surroundings): Finding[] {
  const { rotten, flags } = each.facts;
  if (rotten === null) return [];
  const said = new Set(flags.filter(({ rule }) => rule === 'swallowed-assertion').map(({ line }) => line));
  const rottenAt = (line: number, message: string, places: readonly ExecutedPlace[], level: Finding['level']): Finding =>
    ofTest(each, around, {
      ...{ rule: 'rotten-green', level: rotten.isHollow ? 'error' : level, line, message },
      evidence: { ...evidenceOf(each, around), places: places.map((at) => `${at.file}:${at.line}:${at.column}`) },
    });
  const message = rotten.isFully
    ? 'the test passes, and no assertion of it was executed'
    : 'the test passes, and this assertion was never executed';
  const own = rotten.places
    .filter(({ line }) => !said.has(line))
    .map((place) => rottenAt(place.line, message, [{ file: each.test.file, ...place }], 'warning'));
  const { inHelpers } = rotten;
  if (inHelpers.length === 0) return own;
  const helped = rotten.isFully
    ? 'the test passes, and no assertion of the helpers that it calls was ever executed'
    : `${plural(inHelpers.length, 'assertion')} of the helpers that it calls ${inHelpers.length === 1 ? 'is' : 'are'} executed by no test`;
  return [...own, rottenAt(each.test.line, helped, inHelpers, 'information')];
}

type ExecutedPlace = Pick<Rotten['inHelpers'][number], 'file' | 'line' | 'column'>;

/** `"a", "b" and "c"`. */
const allOf = new Intl.ListFormat('en-GB');

function redundantFinding({ group, isTwin }: Redundancy, each: Case, around: Surroundings): Finding {
  const count = plural(each.facts.evidence?.kills.size ?? 0, 'mutant');
  const others = allOf.format(group.map((id) => `"${around.tests.get(id)?.name ?? id}"`));
  return ofTest(each, around, {
    ...{ rule: 'redundant', level: 'information', verdict: 'redundant-candidate' },
    message: isTwin ? `kills exactly what ${others} kills (${count})` : `all that it kills (${count}) is killed by ${others} too`,
    evidence: { ...evidenceOf(each, around), bite: null, tests: group },
  });
}

function notAssessableFinding(each: Case, around: Surroundings): Finding {
  const { evidence } = each.facts;
  const message =
    evidence === null
      ? 'took part in no run that holds: what it kills is not known'
      : `runs ${plural(evidence.provable.length, 'mutant')} that it could be judged by: too few to tell`;
  return ofTest(each, around, {
    ...{ rule: 'not-assessable', level: 'information', message },
    evidence: { ...evidenceOf(each, around), bite: null },
  });
}

/** Flags that belong to no single test: no evidence speaks of them. */
export function findingsOfFiles(files: readonly StaticFile[], { keyOf }: Surroundings): Finding[] {
  return files
    .flatMap(({ flags }) => flags)
    .map(({ rule, file, line, level, message, evidence }) =>
      makeFinding(keyOf, {
        ...{ rule, file, line, message, test: null, verdict: 'suspect' },
        level: level === 'error' ? 'warning' : level,
        evidence: { ...evidence, mutants: null, killedMutant: null, bite: null },
      }),
    );
}

/** Functions whose body can go unnoticed, and the tests that only take the happy path through one. */
export function findingsOfFunctions(cases: readonly Case[], around: Surroundings): Finding[] {
  const { functions, killers } = around;
  const pseudo = findPseudoTested(functions).map((body) => pseudoFinding(body, around));
  const failing = new Set(cases.flatMap((each) => (meansFailure(each.test.name) ? coveredBy(each) : [])));
  const isMeant = ({ key, mutator }: MeasuredMutant) => mutator === 'BlockStatement' && failing.has(key);
  const happy = findHappyPaths(functions, killers, isMeant).flatMap((path) => {
    const passing = cases.filter((each) => isOnHappyPath(each, path));
    const named = passing.length > MOST_ON_HAPPY_PATH ? passing.toSorted(checksLess).slice(0, 1) : passing;
    return named.map((each) => happyFinding(path, each, around));
  });
  return [...pseudo, ...happy];
}

/** Where more tests than this are on the happy path of one function, one of them stands for all. */
const MOST_ON_HAPPY_PATH = 3;

function coveredBy({ facts: { evidence } }: Case): string[] {
  return evidence?.covered.map(({ key }) => key) ?? [];
}

/** Of many tests of one function the one that kills the least by assertion is named: it is the one to extend. */
function checksLess({ facts: one }: Case, { facts: other }: Case): number {
  return (one.evidence?.killedByAssertion.length ?? 0) - (other.evidence?.killedByAssertion.length ?? 0);
}

function pseudoFinding(body: MeasuredMutant, { keyOf, measured, functions }: Surroundings): Finding {
  const { file, line, key } = body;
  const symbol = functions.of(body)?.symbol ?? '';
  const runs = measured.tests.filter(({ covers }) => covers.has(key));
  return makeFinding(keyOf, {
    ...{ rule: 'pseudo-tested', verdict: 'hollow-by-evidence', level: 'warning', file, line, test: null },
    message: `${plural(runs.length, 'test')} ${runs.length === 1 ? 'runs' : 'run'} ${symbol}, and none notices that its whole body is gone`,
    evidence: {
      ...{ code: symbol, mutants: null, killedMutant: null, tests: runs.map(({ id }) => id) },
      bite: describeKill(body, functions),
    },
  });
}

/**
 * Whether the test's assertions look at the function and check something, and it is seen where that breaks; nothing else speaks against it,
 * and it does not mean to fail.
 */
function isOnHappyPath(each: Case, path: HappyPath): boolean {
  const { test, facts, verdict } = each;
  if (verdict !== null || facts.evidence === null || !hasAsserted(facts) || meansFailure(test.name)) return false;
  if (test.text?.silenced?.includes('happy-path-only') === true) return false;
  const isUnit = test.text?.units.some((unit) => lastName(unit) === lastName(path.symbol)) === true;
  const { kills } = facts.evidence;
  const isHeld = path.mutants.some(({ key }) => kills.has(key));
  return isUnit && isHeld && passedBy(path, new Set(coveredBy(each))).length > 0;
}

function happyFinding(path: HappyPath, each: Case, around: Surroundings): Finding {
  const { symbol } = path;
  const alive = passedBy(path, new Set(coveredBy(each)));
  const [first] = alive as [MeasuredMutant];
  const change = `${quote(first.original)} can become ${quote(first.replacement)}`;
  return ofTest(each, around, {
    // It is named among those that kill something by an assertion.
    ...{ rule: 'happy-path-only', level: 'information', verdict: 'cleared' },
    message: `no test takes ${symbol} to where it fails or to a boundary: ${change} unnoticed`,
    evidence: {
      ...evidenceOf(each, around),
      ...{ code: symbol, bite: describeKill(first, around.functions), places: alive.map(({ file, line }) => `${file}:${line}`) },
    },
  });
}
