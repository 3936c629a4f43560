import { Finding } from '@killrate/shared/document';
import { describe, expect, it } from 'vitest';
import { aBody, aFile, aFlag, aMutant, aTest, aText, keys, measuredOf, TESTS } from './findings.fixture.ts';
import type { StaticTest } from './flag.ts';
import { type Judgement, judgeTests } from './fusion.ts';
import type { FindingEvidence } from './fusion-finding.ts';
import type { Measured, MeasuredTest } from './measured.ts';

const MUTANTS = keys(12).map((key) => aMutant(key));
const OTHER = aTest('other', { kills: keys(12), line: 50 });

/** Judges tests of the text beside one that kills everything. */
function judge(texts: readonly StaticTest[], tests: readonly MeasuredTest[], measured: Partial<Measured> = {}): Judgement {
  return judgeTests({ files: [aFile(texts)], measured: measuredOf(MUTANTS, [...tests, OTHER], measured) });
}

/** Rule, verdict and level of what is said of the test `adds`. */
function saidOf({ findings }: Judgement): string[] {
  return findings.filter(({ test }) => test === 'adds').map(({ rule, verdict, level }) => `${rule}: ${verdict}, ${level}`);
}

function evidenceOf({ findings }: Judgement, rule: string): FindingEvidence {
  return findings.find((finding) => finding.rule === rule)?.evidence as FindingEvidence;
}

const hollow = aText('adds', { flags: [aFlag('constant-assertion')] });
const tautology = aText('adds', { flags: [aFlag('tautology', { level: 'information' })] });

describe('a test whose assertion cannot fail', () => {
  it('is confirmed hollow where it kills nothing', () => {
    expect(saidOf(judge([hollow], [aTest('adds', { covers: keys(12) })]))).toEqual([
      'constant-assertion: confirmed-hollow, error',
    ]);
  });

  it('is confirmed hollow where it kills by crashes only', () => {
    const kills = { m1: 'crash', m2: 'timeout' } as const;
    expect(saidOf(judge([hollow], [aTest('adds', { covers: keys(12), kills })]))).toEqual([
      'constant-assertion: confirmed-hollow, error',
    ]);
  });

  it('is confirmed hollow where it runs no mutant at all, of a project that was measured as a whole', () => {
    expect(saidOf(judge([hollow], [aTest('adds')]))).toEqual(['constant-assertion: confirmed-hollow, error']);
    expect(saidOf(judge([hollow], [aTest('adds')], { unmeasured: ['src/b.ts'] }))).toEqual([
      'constant-assertion: suspect, warning',
    ]);
  });

  it('is cleared by one mutant that a second assertion kills, and that mutant is shown', () => {
    const judgement = judge([hollow], [aTest('adds', { covers: keys(12), kills: { m1: 'crash', m2: 'assertion' } })]);
    expect(saidOf(judgement)).toContain('constant-assertion: cleared, information');
    expect(evidenceOf(judgement, 'constant-assertion')).toMatchObject({ killedMutant: 'm2', bite: null });
  });

  it('is suspect without a matrix, and cleared by an assertion that killed all the same', () => {
    const without = { hasMatrix: false, withoutMatrix: ['src/price.ts'] };
    expect(saidOf(judge([hollow], [aTest('adds', { covers: keys(12) })], without))).toEqual([
      'constant-assertion: suspect, warning',
    ]);
    expect(saidOf(judge([hollow], [aTest('adds', { kills: ['m1'] })], without))).toEqual([
      'constant-assertion: cleared, information',
    ]);
  });

  it('is suspect where no run knows it', () => {
    const judgement = judge([hollow], []);
    expect(saidOf(judgement)).toEqual(['constant-assertion: suspect, warning']);
    expect(judgement.notes).toContain(
      `${TESTS}: 1 of its tests took part in no run, 1 test of the runs could not be found in it: killrate run --kill-matrix says what holds now`,
    );
  });

  it('is suspect where what it asserts was not measured', () => {
    const elsewhere = aText('adds', { flags: [aFlag('dangling-expect')], units: ['ship'] });
    expect(saidOf(judge([elsewhere], [aTest('adds', { covers: keys(12) })]))).toEqual(['dangling-expect: suspect, warning']);
    const sameUnit = judge([elsewhere, aText('other', { line: 50, units: ['ship'] })], [aTest('adds', { covers: keys(12) })]);
    expect(saidOf(sameUnit)).toEqual(['dangling-expect: confirmed-hollow, error']);
    const here = { ...elsewhere, units: ['shop.price'] };
    expect(saidOf(judge([here], [aTest('adds', { covers: keys(12) })]))).toEqual(['dangling-expect: confirmed-hollow, error']);
  });

  it('is suspect where its title says that it is there for types', () => {
    const typed = aText('has the right types', { flags: [aFlag('no-assertion')] });
    const { findings } = judge([typed], [aTest('has the right types', { covers: keys(12) })]);
    expect(findings.map(({ verdict, level }) => [verdict, level])).toEqual([['suspect', 'warning']]);
  });

  it('needs three mutants that others kill where a part of the project was not measured', () => {
    const part = { unmeasured: ['src/b.ts'] };
    expect(saidOf(judge([hollow], [aTest('adds', { covers: keys(3) })], part))).toEqual([
      'constant-assertion: confirmed-hollow, error',
    ]);
    expect(saidOf(judge([hollow], [aTest('adds', { covers: keys(2) })], part))).toEqual(['constant-assertion: suspect, warning']);
  });
});

describe('a test that swallows its assertions', () => {
  const swallowing = aText('adds', { flags: [aFlag('swallowed-assertion', { level: 'warning', line: 3 })] });
  const never = [{ file: TESTS, line: 3, column: 3, executions: 0, tests: [] }];

  it('is confirmed hollow where none of them was ever executed, with or without a matrix', () => {
    const tests = [aTest('adds', { kills: ['m1'] })];
    const without = { assertions: never, hasMatrix: false };
    expect(saidOf(judge([swallowing], tests, without))).toEqual(['swallowed-assertion: confirmed-hollow, error']);
  });

  it('is cleared where one was executed and killed', () => {
    const once = [{ file: TESTS, line: 3, column: 3, executions: 1, tests: [`${TESTS} > adds`] }];
    expect(saidOf(judge([swallowing], [aTest('adds', { kills: ['m1'] })], { assertions: once }))[1]).toBe(
      'swallowed-assertion: cleared, information',
    );
  });
});

describe('a test that compares the code with itself', () => {
  const tests = [aTest('adds', { kills: ['m1', 'm2'] })];
  const together = (changed: number, same: number) => [
    { test: `${TESTS} > adds`, file: TESTS, line: 2, column: 3, changed, together: same },
  ];

  it('is a confirmed tautology where both sides always move together, whatever else it kills', () => {
    expect(saidOf(judge([tautology], tests, { compared: together(4, 4) }))).toContain('tautology: confirmed-tautology, error');
  });

  it('is cleared by a kill where they do not, and suspect without any', () => {
    expect(saidOf(judge([tautology], tests, { compared: together(4, 3) }))).toContain('tautology: cleared, information');
    expect(saidOf(judge([tautology], [aTest('adds', { covers: ['m1'] })]))).toEqual(['tautology: suspect, information']);
  });

  it('is hollow by evidence where it kills nothing, and both are said', () => {
    expect(saidOf(judge([tautology], [aTest('adds', { covers: keys(12) })]))).toEqual([
      'kills-nothing: hollow-by-evidence, warning',
      'tautology: hollow-by-evidence, warning',
    ]);
  });

  it('is one where nothing but the values shows it, if it kills nothing by an assertion', () => {
    const shown = aText('adds', { mayCompareItself: [aFlag('tautology', { level: 'information' })] });
    const crashes = [aTest('adds', { kills: { m1: 'crash' } })];
    expect(saidOf(judge([shown], crashes, { compared: together(3, 3) }))).toContain('tautology: confirmed-tautology, error');
    expect(saidOf(judge([shown], crashes, { compared: together(3, 2) })).join()).not.toContain('tautology');
    expect(saidOf(judge([shown], crashes, { compared: together(2, 2) })).join()).not.toContain('tautology');
    expect(saidOf(judge([shown], crashes)).join()).not.toContain('tautology');
    expect(saidOf(judge([shown], tests, { compared: together(3, 3) })).join()).not.toContain('tautology');
    const holding = { ...shown, holdsUnchanged: true };
    expect(saidOf(judge([holding], crashes, { compared: together(3, 3) })).join()).not.toContain('tautology');
  });

  it('is one by a single change where both sides are one value, if it kills nothing by an assertion', () => {
    const itself = aText('adds', { flags: [aFlag('self-comparison')] });
    const crashes = [aTest('adds', { kills: { m1: 'crash' } })];
    const verdictOf = (text: typeof itself, ran: typeof tests, changed: number, same: number) =>
      saidOf(judge([text], ran, { compared: together(changed, same) })).join();
    expect(verdictOf(itself, crashes, 1, 1)).toContain('self-comparison: confirmed-tautology');
    expect(verdictOf(itself, crashes, 1, 0)).not.toContain('confirmed-tautology');
    expect(verdictOf(itself, tests, 1, 1)).not.toContain('confirmed-tautology');
    expect(verdictOf(tautology, crashes, 1, 1)).not.toContain('confirmed-tautology');
  });

  it('is one beside another doubt at the same place', () => {
    const both = aText('adds', {
      flags: [aFlag('golden-value', { level: 'information' })],
      mayCompareItself: [aFlag('tautology', { level: 'information' })],
    });
    expect(saidOf(judge([both], [aTest('adds', { kills: { m1: 'crash' } })], { compared: together(3, 3) }))).toContain(
      'tautology: confirmed-tautology, error',
    );
  });

  it('is told once where the text shows it too', () => {
    const both = aText('adds', {
      flags: [aFlag('tautology', { level: 'information' })],
      mayCompareItself: [aFlag('tautology', { level: 'information' })],
    });
    expect(saidOf(judge([both], [aTest('adds', { covers: ['m1'] })], { compared: together(4, 4) }))).toEqual([
      'tautology: confirmed-tautology, error',
    ]);
  });

  it('leaves a second doubt as it was', () => {
    const both = aText('adds', {
      flags: [aFlag('tautology', { level: 'information' }), aFlag('golden-value', { level: 'information', line: 4 })],
    });
    expect(saidOf(judge([both], [aTest('adds', { covers: ['m1'] })], { compared: together(4, 4) }))).toEqual([
      'tautology: confirmed-tautology, error',
      'golden-value: suspect, information',
    ]);
  });
});

describe('a test that nothing in its text speaks against', () => {
  const plain = aText('adds');

  it('is hollow by evidence where it kills none of ten, and told what would make it bite', () => {
    const judgement = judge([plain], [aTest('adds', { covers: keys(12) })]);
    expect(saidOf(judgement)).toEqual(['kills-nothing: hollow-by-evidence, warning']);
    expect(evidenceOf(judgement, 'kills-nothing')).toEqual({
      mutants: { covered: 12, killed: 0, killedByAssertion: 0, notKilledCount: 12, notKilled: keys(12) },
      killedMutant: null,
      bite: 'Call price where `b` is not 0. Assert the exact result of price, written out and not calculated. Then src/price.ts:1 cannot turn `a + b` into `a - b` unnoticed.',
    });
  });

  it('is fine where it kills', () => {
    const judgement = judge([plain], [aTest('adds', { kills: keys(13) })]);
    expect(judgement.tests.find(({ name }) => name === 'adds')).toMatchObject({ verdict: null, kills: 13, killsByAssertion: 12 });
  });

  it('is not assessable of two mutants, which is said once and only beside a matrix', () => {
    const tests = [aTest('adds', { covers: keys(2) })];
    expect(saidOf(judge([plain], tests))).toEqual(['not-assessable: not-assessable, information']);
    expect(saidOf(judge([plain], tests, { hasMatrix: false }))).toEqual([]);
  });

  it('is left alone where it only compiles, where its comment says so, and where it looks at what was not measured', () => {
    const tests = [aTest('adds', { covers: keys(12) })];
    expect(saidOf(judge([aText('adds', { assertion: 'compile-time' })], tests))).toEqual([]);
    expect(saidOf(judge([aText('adds', { silenced: ['kills-nothing'] })], tests))).toEqual([]);
    expect(saidOf(judge([aText('adds', { units: ['ship'] })], tests))).toEqual([]);
    expect(saidOf(judge([plain], tests, { unmeasured: ['src/b.ts'] }))).toEqual([]);
    const part = { unmeasured: ['src/b.ts'] };
    expect(saidOf(judge([aText('adds', { units: ['price'] })], tests, part))).toEqual([
      'kills-nothing: hollow-by-evidence, warning',
    ]);
    const prepared = aText('adds', { units: ['price', 'ship'] });
    expect(saidOf(judge([prepared], tests, part))).toEqual([]);
    expect(saidOf(judge([prepared], tests))).toEqual(['kills-nothing: hollow-by-evidence, warning']);
  });

  it('in a part of the project is held to kill only where what it looks at has mutants itself', () => {
    const looking = (units: string[]) => [aText('adds', { units }), aText('other', { line: 50, units: ['ship'] })];
    const tests = [aTest('adds', { covers: keys(12) })];
    const part = { unmeasured: ['src/b.ts'] };
    // That the other test, which kills, looks at `ship` as well tells nothing: it may kill by the way.
    expect(saidOf(judge(looking(['ship']), tests, part))).toEqual([]);
    expect(saidOf(judge(looking(['ship']), tests))).toEqual(['kills-nothing: hollow-by-evidence, warning']);
  });

  it('in a part of the project is held to kill where it looks at the class of a method that has mutants', () => {
    const mutants = keys(12).map((key) => aMutant(key, { symbol: 'Store.set' }));
    const tests = [aTest('adds', { covers: keys(12) }), OTHER];
    const measured = measuredOf(mutants, tests, { unmeasured: ['src/b.ts'] });
    const judged = (unit: string) => saidOf(judgeTests({ files: [aFile([aText('adds', { units: [unit] })])], measured }));
    expect(judged('Store')).toEqual(['kills-nothing: hollow-by-evidence, warning']);
    expect(judged('Shop')).toEqual([]);
  });

  it('says nothing of a test that holds something against what it was before', () => {
    const killing = [
      aTest('adds', { covers: keys(10), kills: { m11: 'crash', m12: 'crash', m13: 'crash', m14: 'crash', m15: 'crash' } }),
      aTest('other', { kills: keys(10) }),
    ];
    const idle = [aTest('adds', { covers: keys(10) }), aTest('other', { kills: keys(10) })];
    const text = aText('adds', { holdsUnchanged: true, units: ['price'] });
    expect([saidOf(judge([text], idle)), saidOf(judge([text], killing))]).toEqual([[], []]);
  });

  it('says nothing of a test that is to fail: whatever breaks the code, it passes by that', () => {
    const tests = [aTest('adds', { covers: keys(10) }), aTest('other', { kills: keys(10) })];
    expect(saidOf(judge([aText('adds', { isExpectedToFail: true })], tests))).toEqual([]);
    expect(saidOf(judge([aText('adds')], tests))).toEqual(['kills-nothing: hollow-by-evidence, warning']);
  });
});

describe('a test that does not notice that what it looks at is empty', () => {
  const mutants = [aBody('m1', 20), ...MUTANTS.slice(1)];
  const said = (text: StaticTest, test: MeasuredTest) =>
    saidOf(judgeTests({ files: [aFile([text])], measured: measuredOf(mutants, [test, OTHER]) }));
  const looks = aText('adds', { units: ['price'] });
  const CRASHES = { m2: 'crash', m3: 'crash', m4: 'crash', m5: 'crash', m6: 'crash' } as const;

  it('is hollow by evidence where it kills by crashes only', () => {
    expect(said(looks, aTest('adds', { covers: ['m1'], kills: CRASHES }))).toEqual(['weak-oracle: hollow-by-evidence, warning']);
  });

  it('is of note only where nothing is what it expects', () => {
    const nothing = aText('adds', { units: ['price'], expectsNothing: true });
    expect(said(nothing, aTest('adds', { covers: ['m1'], kills: CRASHES }))).toContain('weak-oracle: suspect, information');
  });

  it('is nothing against a test that only says what is not called: no mutant adds a call', () => {
    const one = aTest('adds', { covers: keys(12) });
    expect(said(aText('adds'), one)).toEqual(['kills-nothing: hollow-by-evidence, warning']);
    expect(said(aText('adds', { expectsNoCall: true }), one)).toEqual([]);
  });

  it('is left alone where an assertion kills: to give back nothing may be what it is about', () => {
    expect(said(looks, aTest('adds', { covers: ['m1'], kills: ['m2', 'm99'] }))).toEqual([]);
  });

  it('is confirmed hollow where it swallows its assertions, unless one of these kills', () => {
    const swallowing = { ...looks, flags: [aFlag('swallowed-assertion', { level: 'warning' })] };
    expect(said(swallowing, aTest('adds', { covers: ['m1'], kills: CRASHES }))).toEqual([
      'swallowed-assertion: confirmed-hollow, error',
    ]);
    expect(said(swallowing, aTest('adds', { covers: ['m1'], kills: ['m2', 'm99'] }))).toEqual([
      'swallowed-assertion: cleared, information',
    ]);
  });
});

describe('a test that passes with every function emptied', () => {
  const survivors = new Set([`${TESTS} > adds`]);

  it('is hollow by evidence where it kills by crashes only, whatever rule speaks of it', () => {
    const one = [aTest('adds', { covers: keys(4), kills: { m1: 'crash' } as const })];
    expect(saidOf(judge([aText('adds', { looksAtOwn: false })], one, { survivors }))).toEqual([
      'survives-deletion: hollow-by-evidence, warning',
    ]);
    const doubted = aText('adds', { looksAtOwn: false, flags: [aFlag('existence-only', { level: 'information' })] });
    expect(saidOf(judge([doubted], one, { survivors }))).toEqual([
      'survives-deletion: hollow-by-evidence, warning',
      'existence-only: hollow-by-evidence, warning',
    ]);
  });

  it('is of note only where nobody read it, or it looks at what it built, and nothing where it is to fail', () => {
    const one = [aTest('adds', { covers: keys(4), kills: { m1: 'crash' } as const })];
    for (const texts of [[], [aText('adds', { looksAtOwn: true })]])
      expect(saidOf(judge(texts, one, { survivors }))).toContain('survives-deletion: suspect, information');
    const failing = aText('adds', { looksAtOwn: false, isExpectedToFail: true });
    expect(saidOf(judge([failing], one, { survivors }))).toEqual(['redundant: redundant-candidate, information']);
  });

  it('is of note only where it asserts what code that does nothing gives', () => {
    const one = [aTest('adds', { covers: keys(4), kills: { m1: 'crash' } as const })];
    const judgement = judge([aText('adds', { looksAtOwn: false, expectsNothing: true })], one, { survivors });
    expect(saidOf(judgement)).toContain('survives-deletion: suspect, information');
    expect(judgement.tests.find(({ name }) => name === 'adds')).toMatchObject({ verdict: null });
  });

  it('is cleared by an assertion that kills, and that mutant is shown', () => {
    const judgement = judge([], [aTest('adds', { covers: keys(4), kills: ['m2'] })], { survivors });
    expect(saidOf(judgement)).toContain('survives-deletion: cleared, information');
    expect(evidenceOf(judgement, 'survives-deletion')).toMatchObject({ killedMutant: 'm2' });
  });

  it('kills nothing of three mutants already, which is then all that is said', () => {
    const one = [aTest('adds', { covers: keys(3) })];
    expect(saidOf(judge([aText('adds', { looksAtOwn: false })], one, { survivors }))).toEqual([
      'kills-nothing: hollow-by-evidence, warning',
    ]);
  });

  it('is not named where a part of the project was not measured, nor where a comment says so, nor beside what is confirmed', () => {
    const one = aTest('adds', { covers: keys(4), kills: { m1: 'crash' } });
    const looking = aText('adds', { units: ['price'] });
    expect(saidOf(judge([looking], [one], { survivors, unmeasured: ['src/b.ts'] }))).toEqual([]);
    const silenced = judge([aText('adds', { silenced: ['survives-deletion'] })], [one], { survivors });
    expect(saidOf(silenced)).toEqual(['redundant: redundant-candidate, information']);
    expect(saidOf(judge([hollow], [one], { survivors }))).toEqual(['constant-assertion: confirmed-hollow, error']);
  });

  it('has to do so in all of its cases', () => {
    const cases = ['adds', 'adds 2'].map((name) => aTest(name, { covers: keys(4), kills: { m1: 'crash' }, line: 1 }));
    expect(judge([], cases, { survivors }).findings.filter(({ rule }) => rule === 'survives-deletion')).toEqual([]);
  });
});

describe('a test seen to pass by its assertions', () => {
  const skipped = new Map([[`${TESTS} > adds`, new Set(['m3'])]]);
  const text = aText('adds', { guarded: [{ line: 4, column: 5 }] });

  it('is suspect where it kills nothing by an assertion, and the mutant is named', () => {
    const judgement = judge([text], [aTest('adds', { covers: keys(4), kills: { m1: 'crash' } })], { skipped });
    expect(saidOf(judgement)).toContain('swallowed-assertion: suspect, warning');
    expect(judgement.findings.find(({ rule }) => rule === 'swallowed-assertion')).toMatchObject({
      line: 4,
      message: 'none of its assertions is executed, and it passes, where src/price.ts:3 turns `a + b` into `a - b`',
    });
  });

  it('is cleared where it kills by one, and both mutants are shown', () => {
    const judgement = judge([text], [aTest('adds', { covers: keys(4), kills: ['m1'] })], { skipped });
    expect(saidOf(judgement)).toContain('swallowed-assertion: cleared, information');
    expect(evidenceOf(judgement, 'swallowed-assertion')).toMatchObject({ killedMutant: 'm1', places: [`${TESTS}:4`] });
  });

  it('is not named once more where the text says so already, nor where it has other assertions', () => {
    const test = aTest('adds', { covers: keys(4), kills: ['m1'] });
    const flagged = aText('adds', { guarded: [{ line: 4, column: 5 }], flags: [aFlag('swallowed-assertion')] });
    const rules = (one: StaticTest) => saidOf(judge([one], [test], { skipped })).filter((said) => said.startsWith('swallowed'));
    expect([rules(flagged).length, rules(aText('adds', { guarded: [] })).length]).toEqual([1, 0]);
  });
});

describe('other verdicts', () => {
  it('that a value exists is cleared by any kill by an assertion, and a warning where there is none', () => {
    const exists = aText('adds', { flags: [aFlag('existence-only', { level: 'information' })] });
    const said = (test: MeasuredTest) => saidOf(judge([exists], [test])).find((each) => each.startsWith('existence'));
    expect(said(aTest('adds', { covers: keys(9), kills: ['m1'] }))).toBe('existence-only: cleared, information');
    expect(said(aTest('adds', { covers: keys(9), kills: { m2: 'crash' } }))).toBe('existence-only: suspect, warning');
  });

  it('a tautology that nothing but the text shows is information, and a warning where the test kills nothing by assertion', () => {
    expect(saidOf(judge([tautology], []))).toEqual(['tautology: suspect, information']);
    const crashes = aTest('adds', { covers: keys(4), kills: { m2: 'crash' } });
    expect(saidOf(judge([tautology], [crashes]))).toContain('tautology: suspect, warning');
  });

  it('a duplicate warns whatever it kills, and is cleared as a test where it does', () => {
    const twin = aText('adds', { flags: [aFlag('duplicate-body', { level: 'warning' })] });
    const judgement = judge([twin], [aTest('adds', { kills: ['m1', 'm20'] })]);
    expect(saidOf(judgement)).toEqual(['duplicate-body: cleared, warning']);
    expect(judgement.tests.find(({ name }) => name === 'adds')?.verdict).toBeNull();
    expect(saidOf(judge([twin], [aTest('adds')]))).toEqual(['duplicate-body: suspect, warning']);
  });

  it('a redundant test is a candidate, and a convicted one is not named once more', () => {
    const tests = [aTest('adds', { kills: ['m1', 'm2'] })];
    const judgement = judge([aText('adds')], tests);
    expect(saidOf(judgement)).toEqual(['redundant: redundant-candidate, information']);
    expect(judgement.findings[0]?.message).toBe('all that it kills (2 mutants) is killed by "other" too');
    expect(judgement.smallestSet?.drop).toEqual([`${TESTS} > adds`]);
    expect(judgement.tests[0]?.isRedundant).toBe(true);
  });

  it('redundancy is not judged of a part of the project', () => {
    const judgement = judge([aText('adds')], [aTest('adds', { kills: ['m1', 'm2'] })], { unmeasured: ['src/b.ts'] });
    expect(saidOf(judgement)).toEqual([]);
    expect(judgement.smallestSet).toBeNull();
  });

  it('a function whose body nobody misses is a finding of the source', () => {
    const mutants = [aBody('m1', 20, { status: 'Survived' }), ...MUTANTS.slice(1)];
    const other = aTest('other', { covers: ['m1'], kills: keys(11, 2) });
    const { findings } = judgeTests({ files: [], measured: measuredOf(mutants, [other]) });
    expect(findings).toMatchObject([
      { rule: 'pseudo-tested', file: 'src/price.ts', line: 1, test: null, verdict: 'hollow-by-evidence', level: 'warning' },
    ]);
    expect(findings[0]?.message).toBe('1 test runs price, and none notices that its whole body is gone');
  });

  it('a test that passes by the boundary of what it looks at is on the happy path only', () => {
    const boundary = aMutant('m20', {
      ...{ mutator: 'EqualityOperator', original: 'a > 9', replacement: 'a >= 9', status: 'Survived' },
    });
    const measured = measuredOf([...MUTANTS, boundary], [aTest('adds', { covers: ['m20'], kills: ['m1', 'm99'] }), OTHER]);
    const judgement = judgeTests({
      files: [aFile([aText('adds', { units: ['price'] }), aText('other', { line: 50 })])],
      measured,
    });
    expect(saidOf(judgement)).toEqual(['happy-path-only: cleared, information']);
    expect(evidenceOf(judgement, 'happy-path-only').killedMutant).toBe('m1');
    expect(evidenceOf(judgement, 'happy-path-only').bite).toContain('where `a` is exactly `9`');
  });

  it.each([
    [{ m1: 'crash', m40: 'assertion' }, true],
    [{ m1: 'crash', m40: 'crash' }, false],
    [{ m40: 'assertion' }, false],
  ] as const)('a test that kills %j is on the happy path of what m1 is of: %j', (kills, isNamed) => {
    const boundary = aMutant('m20', {
      ...{ mutator: 'EqualityOperator', original: 'a > 9', replacement: 'a >= 9', status: 'Survived' },
    });
    const mutants = [...MUTANTS, boundary, aMutant('m40', { symbol: 'tax' })];
    const measured = measuredOf(mutants, [aTest('adds', { covers: ['m20'], kills }), OTHER]);
    const texts = [aText('adds', { units: ['price'] }), aText('other', { line: 50 })];
    const said = saidOf(judgeTests({ files: [aFile(texts)], measured }));
    expect(said).toEqual(isNamed ? ['happy-path-only: cleared, information'] : []);
  });
});

describe('what is said of a test', () => {
  it('names an assertion that never ran, and is an error where none did and nothing else can fail', () => {
    const text = aText('adds', { assertions: [{ line: 3, column: 5 }] });
    const never = { file: TESTS, line: 3, column: 5, executions: 0, tests: [] };
    const once = { file: TESTS, line: 4, column: 5, executions: 1, tests: [`${TESTS} > adds`] };
    const partly = judge([text], [aTest('adds', { kills: ['m1', 'm99'] })], { assertions: [never, once] });
    expect(saidOf(partly)).toEqual(['rotten-green: cleared, warning']);
    expect(evidenceOf(partly, 'rotten-green').killedMutant).toBe('m1');
    expect(partly.findings[0]).toMatchObject({ line: 3, message: 'the test passes, and this assertion was never executed' });
    expect(evidenceOf(partly, 'rotten-green').places).toEqual([`${TESTS}:3:5`]);
    const fully = judge([text], [aTest('adds', { kills: { m1: 'crash', m99: 'crash' } })], { assertions: [never] });
    expect(saidOf(fully)).toEqual(['rotten-green: suspect, warning']);
    expect(fully.findings[0]?.message).toBe('the test passes, and no assertion of it was executed');
    const alone = judge([{ ...text, assertsAlone: true }], [aTest('adds', { kills: ['m1', 'm99'] })], { assertions: [never] });
    expect(saidOf(alone)).toEqual(['rotten-green: confirmed-hollow, error']);
  });

  it('names the helper whose assertions no test ever executed, at the test', () => {
    const helper = { file: 'test/helper.ts', line: 8, column: 3, executions: 0, tests: [] };
    const text = aText('adds', { line: 2, assertions: [], helpers: [{ file: 'test/helper.ts', line: 7, endLine: 9 }] });
    const judgement = judge([text], [aTest('adds', { kills: ['m1', 'm99'] })], {
      assertions: [helper, { ...helper, file: TESTS, line: 90, executions: 1 }],
    });
    expect(saidOf(judgement)).toEqual(['rotten-green: confirmed-hollow, error']);
    expect(judgement.findings[0]).toMatchObject({
      line: 2,
      message: 'the test passes, and no assertion of the helpers that it calls was ever executed',
    });
    expect(evidenceOf(judgement, 'rotten-green').places).toEqual(['test/helper.ts:8:3']);
  });

  it('notes those of a helper of which others ran', () => {
    const at = (line: number, tests: string[]) => ({ file: 'test/helper.ts', line, column: 3, executions: tests.length, tests });
    const text = aText('adds', { line: 2, assertions: [], helpers: [{ file: 'test/helper.ts', line: 7, endLine: 9 }] });
    const test = aTest('adds', { kills: ['m1', 'm99'] });
    const judgement = judge([text], [test], {
      assertions: [at(7, [test.id]), at(8, []), { ...at(90, ['another']), file: TESTS }],
    });
    expect(saidOf(judgement)).toEqual(['rotten-green: cleared, information']);
    expect(judgement.findings[0]?.message).toBe('1 assertion of the helpers that it calls is executed by no test');
  });

  it('tells a weak oracle from its doubts, and leaves it out where the test is convicted', () => {
    const crashes = Object.fromEntries(keys(6).map((key) => [key, 'crash' as const]));
    const tests = [aTest('adds', { kills: { ...crashes, m99: 'crash' } })];
    expect(saidOf(judge([aText('adds')], tests))).toEqual(['weak-oracle: suspect, information']);
    expect(judge([aText('adds')], tests).findings[0]?.message).toBe('kills 7 mutants, none of them by an assertion');
    expect(saidOf(judge([tautology], tests))).toContain('weak-oracle: suspect, warning');
    expect(saidOf(judge([hollow], tests))).toEqual(['constant-assertion: confirmed-hollow, error']);
  });

  it('holds a weak oracle against no test that says exactly what the code gives', () => {
    const crashes = Object.fromEntries(keys(6).map((key) => [key, 'crash' as const]));
    const tests = [aTest('adds', { kills: { ...crashes, m99: 'crash' } })];
    const verdictOf = (text: Parameters<typeof aText>[1]) =>
      judge([aText('adds', text)], tests).tests.find(({ name }) => name === 'adds')?.verdict;
    expect(verdictOf({ saysExactly: false })).toBe('suspect');
    expect(verdictOf({ saysExactly: true })).toBe(null);
    expect(saidOf(judge([aText('adds', { saysExactly: true })], tests))).toEqual(['weak-oracle: suspect, information']);
    expect(saidOf(judge([aText('adds', { holdsUnchanged: true })], tests))).toEqual([]);
  });

  it('calls a twin one, and names both where two are needed', () => {
    const twins = [aTest('adds', { kills: ['m20'], line: 30 }), aTest('first', { kills: ['m20'], line: 20 })];
    expect(judge([], twins).findings.find(({ test }) => test === 'adds')?.message).toBe(
      'kills exactly what "first" kills (1 mutant)',
    );
    const parts = keys(2, 20).map((key) => aTest(`kills ${key}`, { kills: [key, `only ${key}`] }));
    expect(judge([], [aTest('adds', { kills: keys(2, 20) }), ...parts]).findings[0]?.message).toBe(
      'all that it kills (2 mutants) is killed by "kills m20" and "kills m21" too',
    );
  });

  it('is not assessable where no run knows it', () => {
    expect(judge([aText('adds')], []).findings.find(({ test }) => test === 'adds')?.message).toBe(
      'took part in no run that holds: what it kills is not known',
    );
  });

  const onHappyPath = (kills: Record<string, string[]>): (string | null)[] => {
    const boundary = { mutator: 'EqualityOperator', original: 'a > 9', replacement: 'a >= 9', status: 'Survived' } as const;
    const texts = Object.keys(kills).map((name, at) => aText(name, { line: 20 * at + 1, units: ['price'] }));
    const tests = Object.entries(kills).map(([name, killed]) => aTest(name, { kills: killed }));
    const { findings } = judgeTests({
      files: [aFile(texts)],
      measured: measuredOf([...MUTANTS, aMutant('m20', boundary)], tests),
    });
    return findings.filter(({ rule }) => rule === 'happy-path-only').map(({ test }) => test);
  };

  it('names each of a few tests of a happy path', () => {
    expect(onHappyPath({ adds: ['m1', 'm2', 'm90'], takes: ['m1', 'm91'] })).toEqual(['adds', 'takes']);
  });

  it('names of many tests of a happy path the one that checks the least', () => {
    const kills = { adds: ['m1', 'm2', 'm90'], takes: ['m1', 'm91'], 'is right': keys(12), 'is right again': keys(11) };
    expect(onHappyPath(kills)).toEqual(['takes']);
  });
});

it('what a rule says of a file has no test, and is no error without evidence', () => {
  const flags = [aFlag('no-assertion'), aFlag('golden-value', { level: 'information', line: 9 })];
  const { findings } = judgeTests({ files: [aFile([], { flags })], measured: measuredOf([], []) });
  expect(findings.map(({ rule, line, test, verdict, level }) => [rule, line, test, verdict, level])).toEqual([
    ['no-assertion', 2, null, 'suspect', 'warning'],
    ['golden-value', 9, null, 'suspect', 'information'],
  ]);
});

it('findings are in order of file, line and rule', () => {
  const flags = [aFlag('golden-value'), aFlag('existence-only'), aFlag('tautology', { line: 1 })];
  const [one, other] = ['test/b.test.ts', 'test/a.test.ts'].map((file) =>
    aFile([], { file, flags: flags.map((flag) => ({ ...flag, file })) }),
  ) as [ReturnType<typeof aFile>, ReturnType<typeof aFile>];
  const { findings } = judgeTests({ files: [one, other], measured: measuredOf([], []) });
  expect(findings.map(({ file, rule }) => `${file.charAt(5)} ${rule}`)).toEqual([
    ...['a tautology', 'a existence-only', 'a golden-value', 'b tautology', 'b existence-only', 'b golden-value'],
  ]);
});

describe('cases of one call', () => {
  const each = aText('adds %i', { isNamed: (name) => name.startsWith('adds') });

  it('are judged together: one that kills clears all', () => {
    const cases = [aTest('adds 1', { covers: keys(12) }), aTest('adds 2', { covers: keys(12), kills: ['m1'] })];
    const { tests, findings } = judge([each], cases);
    expect(tests.find(({ name }) => name === 'adds %i')).toMatchObject({
      ...{ verdict: null, kills: 1, covers: 12, durationMs: 2, cases: [`${TESTS} > adds 1`, `${TESTS} > adds 2`] },
    });
    expect(findings.map(({ rule }) => rule)).toEqual(['redundant']);
  });

  it('are convicted together', () => {
    const cases = [aTest('adds 1', { covers: keys(12) }), aTest('adds 2', { covers: keys(12) })];
    expect(judge([each], cases).findings.map(({ rule, test }) => [rule, test])).toEqual([['kills-nothing', 'adds %i']]);
  });
});

describe('what could not be judged', () => {
  it('is said once, with the command', () => {
    const nothing = judgeTests({
      files: [aFile([hollow])],
      measured: measuredOf([], [], { hasMatrix: false, assertions: null }),
    });
    expect(nothing.notes).toEqual(['no run holds, only the text of the tests was judged: killrate run --kill-matrix']);
    expect(saidOf(nothing)).toEqual(['constant-assertion: suspect, warning']);
    const without = judge([aText('adds'), aText('other')], [aTest('adds')], {
      ...{ hasMatrix: false, withoutMatrix: ['src/price.ts'], assertions: null },
    });
    expect(without.notes).toEqual([
      'kills-nothing, weak-oracle and redundant were not judged, and nothing is confirmed, without a kill matrix (src/price.ts): killrate run --kill-matrix',
      'rotten-green, and tautologies by their values, were not judged: no run watched the assertions: killrate run --kill-matrix',
    ]);
  });

  it('of a file that does not parse is its own reason, and its tests are judged by what they kill', () => {
    const file = aFile([], { unknown: ['test/price.test.ts does not parse: line 3'] });
    const { notes, findings } = judgeTests({
      files: [file],
      measured: measuredOf(MUTANTS, [aTest('adds', { covers: keys(12) }), OTHER]),
    });
    expect(notes).toEqual(['test/price.test.ts does not parse: line 3']);
    expect(findings.map(({ rule }) => rule)).toEqual(['kills-nothing']);
  });
});

it('every finding has the shape of the contract, and a key of its own that no line above moves', () => {
  const twice = [aFlag('constant-assertion'), aFlag('constant-assertion', { line: 3 })];
  const at = (line: number) =>
    judge(
      [aText('adds', { line, flags: twice.map((flag) => ({ ...flag, line: flag.line + line })) })],
      [aTest('adds', { line })],
    );
  const [one, other] = [at(1), at(70)];
  const keysOf = ({ findings }: Judgement) => findings.filter(({ test }) => test === 'adds').map(({ key }) => key);
  expect(keysOf(one)).toEqual(keysOf(other));
  expect(new Set(keysOf(one)).size).toBe(2);
  for (const finding of one.findings) expect(Finding.parse(finding)).toEqual(finding);
});

it('the same input in another order gives the same findings', () => {
  const tests = [aTest('adds', { covers: keys(12), line: 1 }), aTest('part', { kills: ['m3'], line: 20 })];
  const texts = [aText('adds'), aText('part', { line: 20 }), aText('other', { line: 50 })];
  const one = judgeTests({ files: [aFile(texts)], measured: measuredOf(MUTANTS, [...tests, OTHER]) });
  const other = judgeTests({ files: [aFile(texts)], measured: measuredOf(MUTANTS.toReversed(), [OTHER, ...tests.toReversed()]) });
  expect(other.findings.map(({ key, message }) => [key, message])).toEqual(
    one.findings.map(({ key, message }) => [key, message]),
  );
});
