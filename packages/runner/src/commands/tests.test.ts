import { describe, expect, test } from 'vitest';
import { adding, aSituation, collectingIo, type Judged, type Situation, testing, toJudged } from '../gate/situation.fixture.ts';
import { testsCommand } from './tests.ts';

const PAY = 'src/pay.ts';
const TEST = 'src/pay.test.ts';
/** A good test on line 4, and a hollow one on line 6. */
const TESTS = `${testing('pay').trimEnd()}\n\ntest('runs it', () => {\n  pay(1);\n});\n`;

async function tests({ root }: Situation, given: Partial<Parameters<typeof testsCommand>[1]> = {}): Promise<Judged> {
  const { io, text } = collectingIo();
  return await toJudged(text, () => testsCommand(io, { cwd: root, file: null, isWhole: false, rule: null, ...given }));
}

async function measured(isMatrix: boolean): Promise<Situation> {
  const situation = aSituation({ [PAY]: adding('pay', 12), [TEST]: TESTS });
  await situation.measure({ [PAY]: 'KKKKKKKKKKKS' }, { isMatrix, idle: { [PAY]: `${TEST} > runs it` } });
  return situation;
}

describe('with a kill matrix', () => {
  test('a hollow test is confirmed, with its code, its numbers and what runs know of it', async () => {
    const { code, document, text } = await tests(await measured(true));
    expect(code).toBe(0);
    expect(text).toMatch(/^2 tests {2}1 kill nothing {2}1 confirmed hollow/);
    expect(text).toMatch(/^runs it +confirmed hollow +12 +0 +0/m);
    expect(document?.findings).toMatchObject([{ rule: 'no-assertion', verdict: 'confirmed-hollow', level: 'error', line: 6 }]);
    expect(document?.assessedTests).toMatchObject([
      { name: 'works', verdict: null, covers: 12, killsByAssertion: 11, uniqueKills: 11, findings: [] },
      { name: 'runs it', verdict: 'confirmed-hollow', covers: 12, kills: 0, cases: [`${TEST} > runs it`] },
    ]);
  });

  test('the next test to write is named with its survivor, and the good test as the nearest', async () => {
    const { document, text } = await tests(await measured(true));
    expect(document?.nextTests).toMatchObject([{ file: PAY, symbol: 'pay', nearestTest: `${TEST} > works` }]);
    expect(document?.mutants.map(({ status }) => status)).toContain('Survived');
    expect(text).toContain('next test to write');
  });

  test('a rule and information are asked for by name', async () => {
    const situation = await measured(true);
    expect((await tests(situation, { rule: 'tautology' })).document?.findings).toEqual([]);
    const whole = await tests(situation, { isWhole: true });
    expect(whole.document?.findings.length).toBeGreaterThanOrEqual(1);
    expect(whole.text).not.toContain('--all shows');
  });

  test('a rule that is off says nothing, and convicts nobody', async () => {
    const situation = await measured(true);
    situation.configure({ target: 80, findings: { rules: { 'no-assertion': 'off', 'kills-nothing': 'off' } } });
    const { document } = await tests(situation);
    expect(document?.findings.filter(({ test }) => test === 'runs it')).toEqual([]);
    expect(document?.assessedTests?.find(({ name }) => name === 'runs it')?.verdict).toBeNull();
  });
});

test('what convicts beside a rule that is off still convicts, and by nothing else', async () => {
  const situation = await measured(true);
  situation.configure({ target: 80, findings: { rules: { 'no-assertion': 'off' } } });
  const { document } = await tests(situation);
  expect(document?.assessedTests?.find(({ name }) => name === 'runs it')?.verdict).toBe('hollow-by-evidence');
  expect(document?.findings.map(({ rule }) => rule)).toEqual(['kills-nothing']);
});

describe('without a kill matrix', () => {
  test('the text is judged, nothing is confirmed, and the command that would do more is named', async () => {
    const { code, document, text } = await tests(await measured(false));
    expect(code).toBe(0);
    expect(document?.findings).toMatchObject([{ rule: 'no-assertion', verdict: 'suspect', level: 'warning' }]);
    expect(document?.notes.join(' ')).toContain('killrate run --kill-matrix');
    expect(text.split('\n').at(-1)).toContain('next: killrate run --kill-matrix');
  });

  test('so it is where nothing was measured yet', async () => {
    const { code, document, text } = await tests(aSituation({ [PAY]: adding('pay', 2), [TEST]: TESTS }));
    expect(code).toBe(0);
    expect(document).toMatchObject({ run: null, mutants: [], findings: [{ rule: 'no-assertion', verdict: 'suspect' }] });
    expect(text).toContain('only the text of the tests was judged');
  });
});

describe('bad input', () => {
  test('a test file that does not parse is named with the reason, and the rest is judged', async () => {
    const broken = "import { test } from 'vitest';\ntest('broken', () => {\n  expect(;\n});\n";
    const situation = aSituation({ [PAY]: adding('pay', 2), [TEST]: TESTS, 'src/broken.test.ts': broken });
    const { code, document } = await tests(situation);
    expect(code).toBe(0);
    expect(document?.notes.find((note) => note.includes('src/broken.test.ts'))).toMatch(/syntax|parse/i);
    expect(document?.findings).toMatchObject([{ file: TEST }]);
  });

  test('tests in plain JavaScript are read as any others', async () => {
    const plain =
      "import { test } from 'vitest';\nfunction twice(a) {\n  return a;\n}\ntest('plain', () => {\n  twice(1);\n});\n";
    const situation = aSituation({ [PAY]: adding('pay', 2), 'src/plain.test.mjs': plain, 'src/plain.test.js': plain });
    expect((await tests(situation)).document?.assessedTests).toHaveLength(2);
  });

  test('a file that is no test file is refused with the nearest one', async () => {
    const { code, reasons } = await tests(await measured(true), { file: 'src/pai.test.ts' });
    expect(code).toBe(1);
    expect(reasons).toEqual(['src/pai.test.ts is no test file of this project (did you mean src/pay.test.ts?)']);
    expect((await tests(await measured(true), { file: PAY })).code).toBe(1);
  });

  test('a file is found however its path is written', async () => {
    const situation = await measured(true);
    for (const file of [TEST, `./${TEST}`, `${situation.root}/${TEST}`])
      expect((await tests(situation, { file })).document?.assessedTests).toHaveLength(2);
  });
});
