import { expect, test } from 'vitest';
import { allFeedback, countFeedback, type Feedback, feedbackOn, giveFeedback } from './feedback.ts';
import { AT, newStore } from './store.fixture.ts';

/** A store with what was said of mutants (or findings) of a rule, as `rule: + + -`. */
function said(...lines: string[]) {
  const store = newStore();
  for (const line of lines) {
    const [rule = '', signs = ''] = line.split(': ');
    for (const [index, sign] of signs.split(' ').entries()) {
      const kind: Feedback['kind'] = rule.startsWith('finding') ? 'finding' : 'mutant';
      giveFeedback(store, { kind, subject: `${rule} ${index}`, rule, isUseful: sign === '+' }, AT);
    }
  }
  return store;
}

test('useful and not useful are counted by rule', () => {
  expect(countFeedback(said('UnaryOperator: + + -'))).toEqual([
    { kind: 'mutant', rule: 'UnaryOperator', useful: 2, notUseful: 1 },
  ]);
});

test('the least useful come first, of these the most often judged, then by name', () => {
  const store = said('b half: + -', 'a half: + -', 'half of four: + + - -', 'useful: +', 'useless: -', 'finding half: + -');

  expect(countFeedback(store).map(({ rule }) => rule)).toEqual([
    'useless',
    'half of four',
    'finding half',
    'a half',
    'b half',
    'useful',
  ]);
});

test('a later saying on the same subject takes the place of the former', () => {
  const store = newStore();
  const first: Feedback = { kind: 'mutant', subject: 'key-1', rule: 'UnaryOperator', isUseful: true };
  giveFeedback(store, first, AT);

  giveFeedback(store, { ...first, rule: 'ArithmeticOperator', isUseful: false }, '2026-11-21T10:00:00.000Z');

  expect(countFeedback(store)).toEqual([{ kind: 'mutant', rule: 'ArithmeticOperator', useful: 0, notUseful: 1 }]);
  expect(store.prepare('SELECT given_at FROM feedback').pluck().all()).toEqual(['2026-11-21T10:00:00.000Z']);
});

test('a mutant and a finding of one name are two subjects', () => {
  const store = newStore();
  for (const kind of ['mutant', 'finding'] as const) giveFeedback(store, { kind, subject: 'x', rule: 'r', isUseful: true }, AT);

  expect(countFeedback(store).map(({ kind, useful }) => [kind, useful])).toEqual([
    ['finding', 1],
    ['mutant', 1],
  ]);
});

test('where nothing was said nothing is counted', () => {
  expect(countFeedback(newStore())).toEqual([]);
});

test('what was last said of a subject is told, null where nobody said anything', () => {
  const store = newStore();
  const say = (isUseful: boolean) => giveFeedback(store, { kind: 'mutant', subject: 'key-1', rule: 'Regex', isUseful }, AT);

  expect(feedbackOn(store, 'mutant', 'key-1')).toBeNull();
  say(true);
  expect(feedbackOn(store, 'mutant', 'key-1')).toBe('useful');
  say(false);
  expect(feedbackOn(store, 'mutant', 'key-1')).toBe('not-useful');
  expect([feedbackOn(store, 'finding', 'key-1'), feedbackOn(store, 'mutant', 'key-2')]).toEqual([null, null]);
});

test('what was last said of every finding is told by its key', () => {
  const database = newStore();
  for (const [kind, subject, isUseful] of [
    ['finding', 'f1', true],
    ['finding', 'f2', true],
    ['finding', 'f2', false],
    ['mutant', 'm1', true],
  ] as const)
    giveFeedback(database, { kind, subject, rule: 'no-assertion', isUseful }, '2026-11-20');
  expect(allFeedback(database, 'finding')).toEqual(
    new Map([
      ['f1', 'useful'],
      ['f2', 'not-useful'],
    ]),
  );
});
