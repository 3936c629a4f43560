/** The verdict on one test: what its text says, held against what it kills. */
import type { Finding, FindingVerdict } from '@killrate/shared/document';
import { FEWEST_PROVABLE, type TestEvidence } from './dynamic/evidence.ts';
import type { MutatedFunction } from './dynamic/function-mutants.ts';
import type { Rotten } from './dynamic/rotten-green.ts';
import type { Survival } from './dynamic/survives-deletion.ts';
import type { Flag } from './flag.ts';
import type { MeasuredMutant } from './measured.ts';

/** Rules that say: this test, or this assertion, cannot fail. With evidence beside them they convict. */
const HOLLOW_RULES = new Set([
  'no-assertion',
  'dangling-expect',
  'lost-promise-assertion',
  'constant-assertion',
  'setup-restated',
  'mock-echo',
  'mocks-the-unit',
  'swallowed-assertion',
]);
/** Rules that say: this compares the code with itself. */
export const TAUTOLOGY_RULES: ReadonlySet<string> = new Set(['self-comparison', 'tautology']);
/** Rules whose word alone is wrong too often, or of too little weight, to warn: with a test that checks nothing it does. */
const DOUBTED_ALONE = new Set(['existence-only', 'tautology']);
/** Rules that speak of the text beside the assertions: whether the test kills says nothing about them. */
const TEXT_RULES = new Set(['duplicate-body', 'duplicate-title', 'commented-out-assertion']);

/** Everything a verdict is made from. */
export interface Facts {
  flags: readonly Flag[];
  /** Null where no run knows the test. */
  evidence: TestEvidence | null;
  /** Whether every test of every mutant ran: only then is what it is not known to kill what it does not kill. */
  hasMatrix: boolean;
  /** Whether all sources were measured: only then is what it kills all there is. */
  isWhole: boolean;
  /** Whether its assertions look at code that was measured; null where it is not known what they look at. */
  isAbout: boolean | null;
  /** Whether it is there for the compiler, as its title or its file says: what it lets live is then not held against it. */
  isForTypes: boolean;
  /** Whether it kills nothing, as the rule of that name says. */
  isIdle: boolean;
  isWeak: boolean;
  /** Whether it says of something computed exactly what it is: killing by crashes alone is then for want of other mutants. */
  isExact: boolean;
  /** The functions that its assertions look at, where all can be emptied without it noticing. */
  unnoticed: readonly MutatedFunction[] | null;
  rotten: Rotten | null;
  /** Whether it passes with every function emptied that it runs, as the rule of that name says. */
  survival: Survival | null;
  /** A mutant that others kill and under which it passed without executing an assertion; null where none was seen. */
  skipped: MeasuredMutant | null;
  /** Whether an assertion compares the code with itself, as the values under mutants show. */
  isCovarying: (flag: Flag) => boolean;
}

/** What is held of the test as a whole; null where nothing speaks against it. */
export function judgeTest(facts: Facts): FindingVerdict | null {
  const { flags, evidence, hasMatrix, isIdle, isWeak, rotten, survival } = facts;
  const doubts = flags.filter(({ rule }) => !TEXT_RULES.has(rule));
  if (rotten?.isHollow === true && !facts.isForTypes) return 'confirmed-hollow';
  if (doubts.some((flag) => HOLLOW_RULES.has(flag.rule) && isConvicted(flag, facts))) return 'confirmed-hollow';
  if (doubts.some((flag) => isConfirmedTautology(flag, facts))) return 'confirmed-tautology';
  if (isIdle || survival === 'hollow' || isBlind(facts)) return 'hollow-by-evidence';
  if (doubts.length > 0 || rotten !== null) return hasAsserted(facts) ? 'cleared' : 'suspect';
  if (isWeak && !facts.isExact) return 'suspect';
  if (facts.skipped !== null) return hasAsserted(facts) ? 'cleared' : 'suspect';
  // What is about nothing that code would do may pass without it: a note says so, and the test is none the worse.
  if (survival !== null) return survival === 'cleared' ? 'cleared' : null;
  const isKnown = evidence !== null && (evidence.kills.size > 0 || evidence.provable.length >= FEWEST_PROVABLE);
  return isKnown || !hasMatrix || flags.length > 0 ? null : 'not-assessable';
}

/** Whether it killed a mutant by an assertion. */
export function hasAsserted({ evidence }: Pick<Facts, 'evidence'>): boolean {
  return evidence !== null && evidence.killedByAssertion.length > 0;
}

/** Whether what it kills is killed by crashes only, and what its assertions look at can be emptied: all together is like kills-nothing. */
function isBlind({ evidence, unnoticed, isWeak }: Facts): boolean {
  if (unnoticed === null || evidence === null || !isWeak) return false;
  return evidence.provable.length >= FEWEST_PROVABLE;
}

/**
 * Killing by a crash is not asserting, and an assertion that is skipped where the code does nothing is none. Where parts were not measured,
 * it takes mutants that others kill and this test does not.
 */
function isConvicted({ rule }: Flag, { evidence, rotten, unnoticed, hasMatrix, isWhole, isAbout, isForTypes }: Facts): boolean {
  if (isForTypes) return false;
  if (rotten?.isFully === true) return true;
  if (!hasMatrix || isAbout === false || evidence === null || evidence.killedByAssertion.length > 0) return false;
  if (rule === 'swallowed-assertion' && unnoticed !== null) return true;
  const missed = evidence.provable.filter(({ key }) => evidence.kills.get(key) !== 'assertion');
  return isWhole || missed.length >= FEWEST_PROVABLE;
}

function isConfirmedTautology(flag: Flag, { isCovarying }: Facts): boolean {
  return TAUTOLOGY_RULES.has(flag.rule) && isCovarying(flag);
}

/** The verdict and level of one finding, from what is held of its test. */
export function judgeFlag(flag: Flag, test: FindingVerdict, facts: Facts): Pick<Finding, 'verdict' | 'level'> {
  const verdict = verdictOfFlag(flag, test, facts);
  return { verdict, level: levelOf(flag, verdict, facts) };
}

function verdictOfFlag(flag: Flag, test: FindingVerdict, facts: Facts): FindingVerdict {
  const own = hasAsserted(facts) ? 'cleared' : 'suspect';
  if (TEXT_RULES.has(flag.rule)) return own;
  return test !== 'confirmed-tautology' || isConfirmedTautology(flag, facts) ? test : own;
}

function levelOf({ rule, level }: Flag, verdict: FindingVerdict, facts: Facts): Finding['level'] {
  switch (verdict) {
    case 'confirmed-hollow':
      // What convicts is an error; what is only of note stays so beside it.
      return HOLLOW_RULES.has(rule) || TAUTOLOGY_RULES.has(rule) ? 'error' : weaker(level);
    case 'confirmed-tautology':
      return 'error';
    case 'hollow-by-evidence':
    case 'suspect':
      return DOUBTED_ALONE.has(rule) && checksNothing(facts) ? 'warning' : weaker(level);
    case 'cleared':
      // A copy is one whatever it kills.
      return TEXT_RULES.has(rule) ? weaker(level) : 'information';
    case 'not-assessable':
    case 'redundant-candidate':
      return 'information';
    default:
      return verdict satisfies never;
  }
}

/** Only evidence makes an error. */
function weaker(level: Finding['level']): Finding['level'] {
  return level === 'error' ? 'warning' : level;
}

function checksNothing({ evidence, hasMatrix, isAbout, isForTypes }: Facts): boolean {
  if (!hasMatrix || isForTypes || isAbout === false || evidence === null) return false;
  return evidence.killedByAssertion.length === 0 && evidence.provable.length >= FEWEST_PROVABLE;
}
