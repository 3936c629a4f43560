import { expect, test } from 'vitest';
import { adding, aSituation, collectingIo, testing, unit } from '../gate/situation.fixture.ts';
import { type FeedbackWord, feedbackCommand } from './feedback.ts';
import { testsCommand } from './tests.ts';

const PAY = 'src/pay.ts';

async function measured() {
  const situation = aSituation(unit('src/pay', 3));
  await situation.measure({ [PAY]: 'SSS' });
  const say = (key: string | null, word: FeedbackWord | null) => feedbackCommand({ cwd: situation.root, key, word });
  return { situation, say };
}

test('what is said of mutants is counted by mutator, and the last word on one counts', async () => {
  const { situation, say } = await measured();
  expect(await say(null, null)).toEqual(['no feedback yet: killrate feedback KEY useful|not-useful']);
  const [first = '', second = ''] = [1, 2].map((number) => situation.key(PAY, number));
  expect(await say(first.slice(0, 6), 'useful')).toEqual([`noted: ${first} (ArithmeticOperator) is useful`]);
  await say(second, 'useful');
  await say(second, 'not-useful');
  expect(await say(null, null)).toEqual(['ArithmeticOperator  1 useful, 1 not useful']);
});

test('a key that nobody knows is told, with the nearest one, and counts nowhere', async () => {
  const { situation, say } = await measured();
  const key = situation.key(PAY, 1);
  const slip = `${key.slice(0, 11)}${key.endsWith('0') ? '1' : '0'}`;
  await expect(say(slip, 'useful')).rejects.toThrow(
    `there is no mutant ${slip} (did you mean ${key}?), and no finding: killrate survivors and killrate tests list them`,
  );
  await expect(say(key, null)).rejects.toThrow(`say whether ${key} was useful or not-useful`);
  expect(await say(null, null)).toEqual(['no feedback yet: killrate feedback KEY useful|not-useful']);
});

test('the beginning of several keys is told', async () => {
  const { say } = await measured();
  await expect(say('', 'useful')).rejects.toThrow(/is the beginning of 3 keys: write more of it$/);
});

test('a finding is spoken of by its key, and counted by its rule', async () => {
  const hollow = `${testing('pay').trimEnd()}\n\ntest('runs it', () => {\n  pay(1);\n});\n`;
  const situation = aSituation({ 'src/pay.ts': adding('pay', 3), 'src/pay.test.ts': hollow });
  await situation.measure({ [PAY]: 'KKK' });
  const { io } = collectingIo();
  const { findings } = await testsCommand(io, { cwd: situation.root, file: null, isWhole: false, rule: 'no-assertion' });
  const [{ key } = { key: '' }] = findings;
  const say = (word: FeedbackWord | null) => feedbackCommand({ cwd: situation.root, key: word && key.slice(0, 8), word });
  expect(await say('not-useful')).toEqual([`noted: ${key} (no-assertion) is not-useful`]);
  expect(await say(null)).toEqual(['test/no-assertion  0 useful, 1 not useful']);
});
