/** The rules about tests by name: how much a finding of each weighs, what it says, and what to do about it. */
import type { Finding } from './document.ts';

/** One rule as people read of it. Sentences, each with its full stop. */
export interface FindingRule {
  /** Of a finding that nothing but the rule speaks for. */
  level: Finding['level'];
  /** `static`: the text of the tests shows it; `dynamic`: what runs found out. */
  kind: 'static' | 'dynamic';
  /** What is wrong with the test. */
  says: string;
  /** What is not held against a test, however alike it looks. */
  spares: string;
  /** What would mend it. */
  mends: string;
}

/** Every rule, those about missing evidence first. */
export const FINDING_RULES = {
  'no-assertion': {
    level: 'error',
    kind: 'static',
    says: 'No assertion can be reached from the test: it passes whatever the code does, as long as nothing throws.',
    spares:
      'Tests that call a helper, a page object or a custom matcher that asserts, or have a fixture that does; tests that check types only.',
    mends: 'Assert what the code gives back, changes or throws.',
  },
  'dangling-expect': {
    level: 'error',
    kind: 'static',
    says: 'The `expect` has no matcher that is called: nothing is compared.',
    spares: 'A chain that is stored and called later; assertions of chai that are properties.',
    mends: 'Call a matcher, as in `expect(value).toBe(expected)`.',
  },
  'lost-promise-assertion': {
    level: 'error',
    kind: 'static',
    says: 'The assertion stands in a promise, or in a timer, that nobody waits for, or only `Promise.allSettled`: the test passes before it can fail, or all the same. So do `findBy*` of testing-library, a request of supertest and a property that waits, where nobody waits for them.',
    spares: 'Promises that are awaited, returned or collected, as by `Promise.all`; timers that the test or a hook lets pass.',
    mends: 'Await the promise, or return it; let the time of a timer pass.',
  },
  'swallowed-assertion': {
    level: 'warning',
    kind: 'static',
    says: 'The assertions stand where they may never run, in a catch, an if or a callback; or what they find is caught, and nobody hears of it.',
    spares:
      'Tests that count their assertions, as by `expect.assertions(n)`; an if that only narrows a type, unless a mutant was seen to get by.',
    mends: 'Expect the throw (`toThrow`, `rejects`), or count the assertions with `expect.assertions(n)`.',
  },
  'constant-assertion': {
    level: 'error',
    kind: 'static',
    says: 'Both sides are constants: the outcome is known before the code runs.',
    spares: 'Constants in a branch or a callback, where they mark that it is reached; tests with `expect.assertions(n)`.',
    mends: 'Compare with what the code gives back.',
  },
  'self-comparison': {
    level: 'warning',
    kind: 'static',
    says: 'Both sides are the same value: it is compared with itself.',
    spares: 'Sides that both call the unit, getters, and identity (`toBe`) of two expressions.',
    mends: 'Write down the value that is expected.',
  },
  tautology: {
    level: 'information',
    kind: 'static',
    says: 'The expected value is computed by the very code under test: both change together.',
    spares: 'Memoised and cached callees, tests that are about sameness, identity of objects, round trips.',
    mends: 'Write down the value that is expected, or compute it in another way.',
  },
  'setup-restated': {
    level: 'error',
    kind: 'static',
    says: 'Only what the test itself built, or a builder of the tests, is asserted, and no other call stands between; or nothing but the language and the tests runs in it at all.',
    spares:
      'Tests in which a call that may be of the project stands between building and asserting, and files that know nothing of it.',
    mends: 'Call the unit, and assert what it made of it.',
  },
  'mock-echo': {
    level: 'error',
    kind: 'static',
    says: 'The value that a double was told to return is asserted by calling that double, or a function of the test that only passes the call on; or that a double was called, by a test that calls it itself.',
    spares: 'Values that come through the unit.',
    mends: 'Call the unit, and assert what it does with the value.',
  },
  'mocks-the-unit': {
    level: 'error',
    kind: 'static',
    says: 'The function that is asserted is replaced by a double, or all of the code that the test has to do with is: the test never runs it.',
    spares: 'Modules of which only other exports are replaced, and spies that call through.',
    mends: 'Replace what the unit uses, not the unit.',
  },
  'existence-only': {
    level: 'information',
    kind: 'static',
    says: 'It only asserts that there is a value, of what kind it is, or that nothing throws.',
    spares: 'Callees that give back a boolean, and tests that are about not throwing.',
    mends: 'Assert which value it is.',
  },
  'snapshot-only': {
    level: 'information',
    kind: 'static',
    says: 'It asserts by snapshots beside the test only: what is right stands nowhere that a reader sees.',
    spares: 'Short inline snapshots.',
    mends: 'Assert the values that matter, beside the snapshot or in place of it.',
  },
  'interaction-only': {
    level: 'information',
    kind: 'static',
    says: 'It only asserts that a double of a module was called.',
    spares: 'Doubles that are handed in as callbacks.',
    mends: 'Assert what comes of the call too.',
  },
  'golden-value': {
    level: 'information',
    kind: 'static',
    says: 'The expected value is long or random-looking, and nothing says where it is from.',
    spares: 'Published vectors and algorithms, encoders, values in the title.',
    mends: 'Say where the value is from, or assert the properties that it must have.',
  },
  'commented-out-assertion': {
    level: 'information',
    kind: 'static',
    says: 'An assertion is commented out.',
    spares: 'Prose.',
    mends: 'Bring it back, or take the comment out.',
  },
  'duplicate-body': {
    level: 'warning',
    kind: 'static',
    says: 'Another test of the group has the same body: one of them proves nothing more.',
    spares: 'Cases of `each`, and tests with other hooks.',
    mends: 'Take one of them out, or make it test what its title says.',
  },
  'duplicate-title': {
    level: 'information',
    kind: 'static',
    says: 'Another test of the file has the same full name: reports cannot tell them apart.',
    spares: 'Cases of `each`.',
    mends: 'Name what is different about it.',
  },
  'happy-path-only': {
    level: 'information',
    kind: 'dynamic',
    says: 'The unit throws or has boundaries where this test passes by, and no test goes there.',
    spares:
      'Units without branches; tests that run a comparison which some test meets at its boundary, unless the unit throws and no test sees that; of more than three tests of one unit all but the one that checks the least.',
    mends: 'Add a test of the boundary, and one that expects the throw.',
  },
  'kills-nothing': {
    level: 'warning',
    kind: 'dynamic',
    says: 'It runs mutants that other tests kill, and kills none of them.',
    spares:
      'Tests that run few mutants, or only those of module level; tests that assert that a value did not change, or only that something is not called.',
    mends: 'Assert what distinguishes the right result from a wrong one.',
  },
  'survives-deletion': {
    level: 'warning',
    kind: 'dynamic',
    says: 'It passes though every function that it runs is empty.',
    spares: 'Tests that are about what is absent, stays as it is or does not throw. One that kills by an assertion is cleared.',
    mends: 'Assert what only the code can have made: a result, a change or an error.',
  },
  'rotten-green': {
    level: 'warning',
    kind: 'dynamic',
    says: 'The assertion is never executed, and the test passes.',
    spares: 'Assertions of helpers that another test reaches. One that none does is of note only where the test executes others.',
    mends: 'Make sure that it is reached, as by `expect.assertions(n)`.',
  },
  'pseudo-tested': {
    level: 'warning',
    kind: 'dynamic',
    says: 'Tests run the function, and do not notice when its body is emptied.',
    spares: 'Functions that log, and those that are empty.',
    mends: 'Assert what it gives back or changes.',
  },
  'weak-oracle': {
    level: 'warning',
    kind: 'dynamic',
    says: 'It kills mutants by crashes only, none by an assertion: five or more, or fewer while it lets ten live that other tests kill. One that says exactly what the code gives (`toBe(42)`) gets a note only, and no verdict.',
    spares: 'Tests that are about not throwing, or about what stays as it is.',
    mends: 'Assert the result: a wrong one that does not crash goes unnoticed.',
  },
  redundant: {
    level: 'information',
    kind: 'dynamic',
    says: 'Everything that it kills is killed by up to three other tests, and it runs nothing that they do not run.',
    spares: 'Tests that alone kill a mutant, or alone run one; those in whose place it takes more than three others.',
    mends: 'It can go, if it tells a reader nothing that the others do not.',
  },
  'not-assessable': {
    level: 'information',
    kind: 'dynamic',
    says: 'Too little is known to say whether it proves anything: it runs too few mutants, or none that holds now.',
    spares: 'Tests against whose text a rule speaks: these are judged.',
    mends: 'Nothing need be done; a run of what it tests may tell more.',
  },
} as const satisfies Record<string, FindingRule>;

export type FindingRuleName = keyof typeof FINDING_RULES;

/** Every name, for lists of choices. */
export const FINDING_RULE_NAMES = Object.keys(FINDING_RULES) as [FindingRuleName, ...FindingRuleName[]];

/** The rule of this name; null where there is none, as of another version. */
export function ruleNamed(name: string): FindingRule | null {
  return Object.hasOwn(FINDING_RULES, name) ? FINDING_RULES[name as FindingRuleName] : null;
}

/** A verdict on a test as people read it: `confirmed hollow`. */
export function wordOfVerdict(verdict: Finding['verdict']): string {
  return verdict.replaceAll('-', ' ');
}

/** The verdicts, those that weigh most first. */
export const VERDICTS_BY_WEIGHT: readonly Finding['verdict'][] = [
  'confirmed-hollow',
  'confirmed-tautology',
  'hollow-by-evidence',
  'suspect',
  'redundant-candidate',
  'cleared',
  'not-assessable',
];

const WEIGHT_OF_LEVEL: Readonly<Record<Finding['level'], number>> = { error: 2, warning: 1, information: 0 };

/** The order in which the findings of one test are told: by verdict, level and line. */
export function gravestFirst(one: Finding, other: Finding): number {
  return (
    VERDICTS_BY_WEIGHT.indexOf(one.verdict) - VERDICTS_BY_WEIGHT.indexOf(other.verdict) ||
    WEIGHT_OF_LEVEL[other.level] - WEIGHT_OF_LEVEL[one.level] ||
    one.line - other.line
  );
}

/** Not-useful sayings by which a rule goes off: more than this share of at least so many. */
const MOST_NOT_USEFUL = 0.1;
const LEAST_SAYINGS = 20;

/** Whether people found so many findings of a rule wrong that it is off unless the config turns it on. */
export function isDistrusted({ useful, notUseful }: { useful: number; notUseful: number }): boolean {
  const all = useful + notUseful;
  return all >= LEAST_SAYINGS && notUseful / all > MOST_NOT_USEFUL;
}
