import { expect, test } from 'vitest';
import type { Target } from '../config/config.ts';
import { aSituation, checkOf, unit } from './situation.fixture.ts';

/** One module `pay` with this target, over one file with a mutant for each letter. */
interface Case {
  fact: string;
  target: Target;
  letters: string;
  code: number;
  reason?: RegExp;
}

const CASES: Case[] = [
  { fact: 'a target that is met passes', target: 80, letters: 'KKKKKKKKKS', code: 0 },
  { fact: 'a target that is exactly met passes', target: 80, letters: 'KKKKS', code: 0 },
  { fact: 'a target of 100 asks for every mutant', target: 100, letters: 'KKKK', code: 0 },
  { fact: 'a target of 0 is met by nothing killed', target: 0, letters: 'SSN', code: 0 },
  {
    fact: 'a target that is missed fails, and says how many kills are missing',
    target: 80,
    letters: 'KKKSS',
    code: 2,
    reason: /^gate: kill rate of pay: 60\.0 % of 5 mutants.*expected at least 80 %: 20\.0 below its target: 1 more/,
  },
  {
    fact: 'a rate that is under its target by a hair is not rounded up to it',
    target: 66.67,
    letters: 'KKS',
    code: 2,
    reason: /kill rate of pay: 66\.6 % .*expected at least 66\.67 %: 0\.1 below/,
  },
  { fact: 'a rate that is over its target by a hair passes', target: 66.66, letters: 'KKS', code: 0 },
  { fact: 'the preset relaxed is 60', target: 'relaxed', letters: 'KKKSS', code: 0 },
  { fact: 'the preset adoption is 70', target: 'adoption', letters: 'KKKSS', code: 2, reason: /expected at least 70 %/ },
  { fact: 'the preset google is 87', target: 'google', letters: 'KKKKS', code: 2, reason: /expected at least 87 %/ },
  { fact: 'the preset critical is 90', target: 'critical', letters: 'KKKKS', code: 2, reason: /expected at least 90 %/ },
  { fact: 'the preset production is 90, and 9 of 10 reach it', target: 'production', letters: 'KKKKKKKKKS', code: 0 },
  {
    fact: 'what no test runs counts against the kill rate',
    target: 80,
    letters: 'KKKKNN',
    code: 2,
    reason: /kill rate of pay: 66\.7 %/,
  },
  { fact: 'what no test runs does not count against the test strength', target: { testStrength: 100 }, letters: 'KKNN', code: 0 },
  {
    fact: 'a test strength that is missed fails',
    target: { testStrength: 75 },
    letters: 'KSNN',
    code: 2,
    reason: /test strength of pay: 50\.0 %.*expected at least 75 %/,
  },
  {
    fact: 'a module of which no test runs anything has no test strength, and fails',
    target: { testStrength: 50 },
    letters: 'NNN',
    code: 2,
    reason: /no test runs any of its mutants/,
  },
  { fact: 'as many survivors as may be pass', target: { maxSurvivors: 2 }, letters: 'KKKSN', code: 0 },
  {
    fact: 'one survivor more than may be fails',
    target: { maxSurvivors: 1 },
    letters: 'KKKSN',
    code: 2,
    reason: /survivors of pay: 2, expected at most 1: 1 more than may survive/,
  },
  { fact: 'timeouts are kills', target: 100, letters: 'KKTT', code: 0 },
  { fact: 'as many timeouts as may be pass', target: { killRate: 100, maxTimeoutShare: 50 }, letters: 'KKTT', code: 0 },
  {
    fact: 'more timeouts than may be fail',
    target: { killRate: 100, maxTimeoutShare: 33.3 },
    letters: 'KKT',
    code: 2,
    reason: /timeouts of pay: 33\.4 %.*expected at most 33\.3 %: more of its mutants time out than may/,
  },
  { fact: 'runtime errors and ignored mutants count neither way', target: 100, letters: 'KEII', code: 0 },
  { fact: 'a missed target of level warn passes', target: { killRate: 80, level: 'warn' }, letters: 'KS', code: 0 },
  {
    fact: 'the level of one metric is its own',
    target: { killRate: 80, testStrength: { value: 90, level: 'warn' }, level: 'error' },
    letters: 'KS',
    code: 2,
    reason: /^gate: kill rate of pay/,
  },
  {
    fact: 'a module without a valid mutant has no rate: there is nothing to measure',
    target: 80,
    letters: 'II',
    code: 6,
    reason: /^nothing to measure: kill rate of pay: .*no valid mutant/,
  },
  {
    fact: 'where unresolved mutants could drag the rate below the target, that fails beside being incomplete',
    target: 80,
    letters: 'KKKKUS',
    code: 5,
    reason: /kill rate of pay: 66\.7 to 83\.3 % of 6 mutants, 1 of them without a status/,
  },
  {
    fact: 'where the worst case passes as well, the gate is only incomplete',
    target: 60,
    letters: 'KKKKU',
    code: 5,
    reason: /^incomplete: 1 mutant without a status that can be trusted, for one: two runs of it disagree$/,
  },
];

test.for(CASES)('$fact', async ({ target, letters, code, reason }) => {
  const situation = aSituation(unit('src/pay', letters.length), { modules: [{ name: 'pay', files: ['src/pay.ts'], target }] });
  await situation.measure({ 'src/pay.ts': letters });
  const judged = await situation.gate();
  expect(judged).toMatchObject({ code });
  if (reason === undefined) expect(judged.reasons).toEqual([]);
  else expect(judged.reasons).toContainEqual(expect.stringMatching(reason));
});

test('the worst case that fails is told beside what is incomplete, and the one that passes is not', async () => {
  const situation = aSituation(unit('src/pay', 6));
  await situation.measure({ 'src/pay.ts': 'KKKKUS' });
  expect((await situation.gate()).reasons).toHaveLength(2);
  situation.configure({ target: 60 });
  expect((await situation.gate()).reasons).toHaveLength(1);
});

test('a warning says what is missed, and does not fail', async () => {
  const situation = aSituation(unit('src/pay', 2), { target: { killRate: 80, level: 'warn' } });
  await situation.measure({ 'src/pay.ts': 'KS' });
  const judged = await situation.gate();
  expect(checkOf(judged, 'kill rate of default')).toMatchObject({ outcome: 'failed', level: 'warn' });
  expect(judged.text).toMatch(/warn {2}kill rate of default/);
});

test('a failed check names its survivors, and what counts against another metric not', async () => {
  const situation = aSituation(unit('src/pay', 5), { target: { killRate: 90, testStrength: 90, maxTimeoutShare: 10 } });
  await situation.measure({ 'src/pay.ts': 'KSNTK' });
  const judged = await situation.gate();
  const keys = (...numbers: number[]) => numbers.map((number) => situation.key('src/pay.ts', number));
  expect(new Set(checkOf(judged, 'kill rate of default').mutants)).toEqual(new Set(keys(2, 3)));
  expect(checkOf(judged, 'test strength of default').mutants).toEqual(keys(2));
  expect(checkOf(judged, 'timeouts of default').mutants).toEqual(keys(4));
});

const TWO = { ...unit('src/pay/card', 2), ...unit('src/http', 2) };
const BOTH = { 'src/pay/card.ts': 'KS', 'src/http.ts': 'KK' };

test('a file that two modules hold is judged by the more specific one', async () => {
  const wide = { name: 'wide', files: ['src/**'], target: 100 };
  const situation = aSituation(TWO, { modules: [wide, { name: 'pay', files: ['src/pay/**'], target: 50 }] });
  await situation.measure(BOTH);
  const judged = await situation.gate();
  expect(judged).toMatchObject({ code: 0 });
  expect(checkOf(judged, 'kill rate of wide').actual).toMatch(/^100\.0 % of 2 mutants/);
});

test('a file in no module is judged by the default target', async () => {
  const situation = aSituation(TWO, { target: 90, modules: [{ name: 'http', files: ['src/http.ts'], target: 90 }] });
  await situation.measure(BOTH);
  expect(await situation.gate()).toMatchObject({
    code: 2,
    reasons: [expect.stringMatching(/^gate: kill rate of default: 50\.0/)],
  });
});

test('a file in no module has no target where there is no default one, and must be measured all the same', async () => {
  const situation = aSituation(TWO, { modules: [{ name: 'http', files: ['src/http.ts'], target: 90 }] });
  await situation.measure(BOTH);
  expect(await situation.gate()).toMatchObject({ code: 0 });
  situation.write({ 'src/pay/card.ts': 'export const card = (a: number) => a + 3;\n' });
  expect(await situation.gate()).toMatchObject({
    code: 5,
    reasons: [expect.stringMatching(/src\/pay\/card\.ts: it changed since it was measured/)],
  });
});

test('each module fails for itself', async () => {
  const pay = { name: 'pay', files: ['src/pay/**'], target: 80 };
  const situation = aSituation(TWO, { modules: [pay, { name: 'http', files: ['src/http.ts'], target: 80 }] });
  await situation.measure({ 'src/pay/card.ts': 'SS', 'src/http.ts': 'NK' });
  const { code, reasons } = await situation.gate();
  expect({ code, reasons: reasons.map((reason) => reason.slice(0, 25)) }).toEqual({
    code: 2,
    reasons: ['gate: kill rate of pay: 0', 'gate: kill rate of http: '],
  });
});

test('a module whose files are all type declarations does not pass for reaching its target', async () => {
  const types = { name: 'types', files: ['src/types.ts'], target: 80 };
  const situation = aSituation(
    { ...unit('src/pay', 1), 'src/types.ts': 'export type Sum = number;\n' },
    { target: 80, modules: [types] },
  );
  await situation.measure({ 'src/pay.ts': 'K', 'src/types.ts': '' });
  expect(await situation.gate()).toMatchObject({ code: 6, reasons: [expect.stringContaining('kill rate of types')] });
});
