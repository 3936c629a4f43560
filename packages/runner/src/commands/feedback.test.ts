import { expect, test } from 'vitest';
import { aSituation, unit } from '../gate/situation.fixture.ts';
import { type FeedbackWord, feedbackCommand } from './feedback.ts';

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
