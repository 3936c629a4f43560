import { describe, expect, test } from 'vitest';
import { adding, aSituation, checkOf, type Situation, testing } from './situation.fixture.ts';

const PAY = 'src/pay.ts';
const TEST = 'src/pay.test.ts';
const IDLE = { [PAY]: `${TEST} > runs it` };

/** A good test on line 4, and a hollow one on line 6. */
const TESTS = `${testing('pay').trimEnd()}\n\ntest('runs it', () => {\n  pay(1);\n});\n`;

const asking = (findings: object, more: object = {}) => ({ target: 0, findings, ...more });

/** Everything is killed by the good test; the hollow one runs it too. */
async function measured(config: object, isMatrix: boolean): Promise<Situation> {
  const situation = aSituation({ [PAY]: adding('pay', 12), [TEST]: TESTS }, config);
  await situation.measure({ [PAY]: 'KKKKKKKKKKKK' }, { isMatrix, idle: IDLE });
  return situation;
}

describe('findings that were asked for', () => {
  test('fail the gate where a test is confirmed hollow, with its file, line, test and rule', async () => {
    const answer = await (await measured(asking({ confirmed: 'error' }), true)).gate();
    expect(answer.code).toBe(2);
    expect(checkOf(answer, 'confirmed findings')).toMatchObject({
      ...{ kind: 'findings', outcome: 'failed', actual: '1 finding in 1 test' },
      findings: [{ rule: 'no-assertion', file: TEST, line: 6, test: 'runs it' }],
    });
    expect(answer.document?.findings.find(({ rule }) => rule === 'no-assertion')).toMatchObject({ verdict: 'confirmed-hollow' });
    expect(answer.text).toContain('next: killrate tests');
  });

  test('are never green without a kill matrix: the command that makes one is named', async () => {
    const answer = await (await measured(asking({ confirmed: 'error' }), false)).gate();
    expect(answer.code).toBe(5);
    expect(answer.document?.gate?.passed).toBe(false);
    expect(answer.reasons).toEqual([
      'incomplete: confirmed findings were not judged: there is no kill matrix of src/pay.ts: killrate run --kill-matrix',
    ]);
    expect(answer.text).toContain('next: killrate run --kill-matrix');
  });

  test('pass where nothing is found', async () => {
    const situation = aSituation({ [PAY]: adding('pay', 3), [TEST]: testing('pay') }, asking({ confirmed: 'error' }));
    await situation.measure({ [PAY]: 'KKK' }, { isMatrix: true });
    const answer = await situation.gate();
    expect(answer.code).toBe(0);
    expect(checkOf(answer, 'confirmed findings')).toMatchObject({ outcome: 'passed', actual: 'none' });
  });

  test('are something to judge by where no module has a target', async () => {
    const situation = await measured({ findings: { confirmed: 'error' } }, true);
    expect((await situation.gate()).code).toBe(2);
  });

  test('of a rule that is off fail nothing', async () => {
    const rules = { 'no-assertion': 'off', 'kills-nothing': 'off' };
    expect((await (await measured(asking({ confirmed: 'error', rules }), true)).gate()).code).toBe(0);
  });
});

describe('a project that never asked', () => {
  test('is only warned, and only where it has a matrix', async () => {
    const warned = await (await measured({ target: 0 }, true)).gate();
    expect(warned.code).toBe(0);
    expect(checkOf(warned, 'confirmed findings')).toMatchObject({ level: 'warn', outcome: 'failed' });
    const silent = await (await measured({ target: 0 }, false)).gate();
    expect(silent.code).toBe(0);
    expect(silent.document?.gate?.checks.filter(({ kind }) => kind === 'findings')).toEqual([]);
    expect(silent.document?.findings).toEqual([]);
  });
});

describe('of a change', () => {
  /** A change that edits the source and measures it anew. */
  async function changed(findings: object, tests: string, isMatrix = true): Promise<Situation> {
    const situation = await measured(asking(findings), true);
    situation.change({ [PAY]: adding('pay', 13), [TEST]: tests });
    await situation.measure({ [PAY]: 'KKKKKKKKKKKKK' }, { isMatrix, idle: IDLE });
    return situation;
  }

  test('the tests that run what it touches count', async () => {
    const answer = await (await changed({ confirmed: 'error' }, TESTS)).gate({ base: 'main' });
    expect(answer.code).toBe(2);
    expect(checkOf(answer, 'confirmed findings').expected).toBe('none in tests that run what the change touches');
  });

  test('with newOnly only tests count whose own lines it touches', async () => {
    const untouched = await (await changed({ confirmed: 'error', newOnly: true }, TESTS)).gate({ base: 'main' });
    expect(untouched.code).toBe(0);
    expect(checkOf(untouched, 'confirmed findings')).toMatchObject({ outcome: 'passed' });
    const touched = TESTS.replace('  pay(1);', '  pay(2);');
    const answer = await (await changed({ confirmed: 'error', newOnly: true }, touched)).gate({ base: 'main' });
    expect(answer.code).toBe(2);
    expect(checkOf(answer, 'confirmed findings')).toMatchObject({ findings: [{ file: TEST, line: 6 }] });
  });

  test('a matrix is needed of what its tests run, and of nothing else', async () => {
    const lacking = await (await changed({ confirmed: 'error' }, TESTS, false)).gate({ base: 'main' });
    expect(lacking.code).toBe(5);
    const situation = aSituation(
      { [PAY]: adding('pay', 12), [TEST]: TESTS, 'src/tax.ts': adding('tax', 2), 'src/tax.test.ts': testing('tax') },
      asking({ confirmed: 'error' }),
    );
    const others = { 'src/tax.ts': 'src/tax.test.ts > idles' };
    await situation.measure({ 'src/tax.ts': 'KK' }, { idle: others });
    situation.change({ [PAY]: adding('pay', 13) });
    await situation.measure({ [PAY]: 'KKKKKKKKKKKKK' }, { isMatrix: true, idle: IDLE });
    expect((await situation.gate({ base: 'main' })).code).toBe(2);
    expect((await situation.gate()).code).toBe(5);
  });

  test('with newOnly a test that kills only where there is no matrix is not convicted', async () => {
    const tests = { [PAY]: `${TEST} > works`, 'src/tax.ts': `${TEST} > runs it` };
    const findings = asking({ confirmed: 'error', newOnly: true });
    const situation = aSituation({ [PAY]: adding('pay', 12), 'src/tax.ts': adding('tax', 2), [TEST]: TESTS }, findings);
    situation.change({ [TEST]: TESTS.replace('  pay(1);', '  pay(2);') });
    await situation.measure({ 'src/tax.ts': 'KK' }, { tests, idle: { 'src/tax.ts': `${TEST} > works` } });
    await situation.measure({ [PAY]: 'KKKKKKKKKKKK' }, { tests, idle: IDLE, isMatrix: true });
    const answer = await situation.gate({ base: 'main' });
    expect(answer.code).toBe(5);
    expect(checkOf(answer, 'confirmed findings')).toMatchObject({
      outcome: 'not-judged',
      actual: expect.not.stringContaining('finding in'),
    });
    expect(answer.document?.findings.filter(({ verdict }) => verdict === 'confirmed-hollow')).toEqual([]);
  });

  test('that silences a rule is listed for the reviewer, and passes', async () => {
    const silenced = TESTS.replace(
      '  pay(1);',
      '  // killrate ignore-finding no-assertion, kills-nothing: it must not throw\n  pay(1);',
    );
    const answer = await (await changed({ confirmed: 'error' }, silenced)).gate({ base: 'main' });
    expect(answer.code).toBe(0);
    expect(checkOf(answer, 'new ignore-finding comments')).toMatchObject({
      ...{ kind: 'listed', level: 'warn' },
      message: `${TEST}:7 // killrate ignore-finding no-assertion, kills-nothing: it must not throw`,
    });
  });

  test('that asks for less is told, and fails', async () => {
    const situation = await measured(asking({ confirmed: 'error', suspect: 'error' }), true);
    situation.change();
    situation.configure(asking({ confirmed: 'warn', newOnly: true, suspect: 'error', rules: { tautology: 'off' } }));
    situation.commit();
    await situation.measure({ [PAY]: 'KKKKKKKKKKKK' }, { isMatrix: true, idle: IDLE });
    const answer = await situation.gate({ base: 'main' });
    expect(answer.code).toBe(2);
    expect(checkOf(answer, 'targets').message).toBe(
      'findings.confirmed: error before, warn now; findings.newOnly: false before, true now; findings.rules: tautology is off now',
    );
  });
});
