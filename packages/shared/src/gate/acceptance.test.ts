import { describe, expect, test } from 'vitest';
import type { MutantStatus } from '../model.ts';
import { tally } from '../score.ts';
import { ACCEPTANCE_CATEGORIES, applyLedger, describeStale, LedgerEntry, type StaleEntry } from './acceptance.ts';
import { ACCEPTANCE, mutantsOf, newEntry, newMutant } from './gate.fixture.ts';

const TODAY = '2026-11-20';

/** Why an entry is stale beside a mutant of this status (undefined: there is no such mutant), null where it holds. */
function whyStale(
  status: MutantStatus | null | undefined,
  entry: Partial<LedgerEntry> = {},
  isKnown = true,
): StaleEntry['why'] | null {
  const mutants = status === undefined ? [] : [newMutant('key', status)];
  const { stale } = applyLedger(mutants, [newEntry('key', entry)], () => isKnown, TODAY);
  return stale[0]?.why ?? null;
}

describe('an entry of the ledger', () => {
  test.each([
    ['Survived', null],
    ['NoCoverage', null],
    ['Pending', null],
    [null, null],
    ['Killed', 'killed'],
    ['Timeout', 'killed'],
    ['CompileError', 'not-a-survivor'],
    ['RuntimeError', 'not-a-survivor'],
    ['Ignored', 'not-a-survivor'],
    [undefined, 'changed'],
  ] as const)('beside a mutant of status %s it is stale as: %s', (status, why) => {
    expect(whyStale(status)).toBe(why);
  });

  test.each([
    ['2026-11-19', 'expired'],
    ['2026-11-20', null],
    ['2026-11-21', null],
    [null, null],
  ] as const)('that expires on %s is on 2026-11-20: %s', (expires, why) => {
    expect([whyStale('Survived', { expires }), whyStale('Pending', { expires }), whyStale(null, { expires })]).toEqual([
      why,
      why,
      why,
    ]);
  });

  test('what became of its mutant counts before its day', () => {
    const expires = '2026-01-01';

    expect([whyStale('Killed', { expires }), whyStale('Ignored', { expires }), whyStale(undefined, { expires })]).toEqual([
      'killed',
      'not-a-survivor',
      'changed',
    ]);
  });

  test('of a file whose mutants are not all here, only its day can make it stale', () => {
    expect([whyStale(undefined, {}, false), whyStale(undefined, { expires: '2026-01-01' }, false)]).toEqual([null, 'expired']);
  });

  test.each([
    ['file', { file: 'src/other.ts' }],
    ['mutator', { mutator: 'Other' }],
    ['original', { original: 'other' }],
    ['replacement', { replacement: 'other' }],
  ])('of which the %s is not that of its mutant tells of another one, whatever became of it', (_, words) => {
    expect([whyStale('Survived', words), whyStale('Killed', words), whyStale(undefined, words)]).toEqual([
      'other-mutant',
      'other-mutant',
      'changed',
    ]);
  });

  test('whose code is laid out otherwise is the same', () => {
    const mutant = newMutant('key', 'Survived', { original: 'a +\n  b' });
    const { stale } = applyLedger([mutant], [newEntry('key', { original: ' a + b' })], () => true, TODAY);
    expect(stale).toEqual([]);
  });

  test('whether its mutant is gone is asked of its own file', () => {
    const ledger = [newEntry('gone', { file: 'src/known.ts' }), newEntry('not looked for', { file: 'src/other.ts' })];

    const { stale } = applyLedger([], ledger, (file) => file === 'src/known.ts', TODAY);

    expect(stale).toEqual([{ entry: ledger[0], why: 'changed' }]);
  });
});

describe('mutants under a ledger', () => {
  test('an accepted survivor carries the decision, and leaves numerator and denominator', () => {
    const mutants = [newMutant('a', 'Killed'), newMutant('b', 'Survived'), newMutant('c', 'NoCoverage')];
    const decision = { ...ACCEPTANCE, category: 'glue', reason: 'wiring', author: 'eva', expires: '2027-01-01' } as const;

    const accepted = applyLedger(mutants, [newEntry('b', decision)], () => true, TODAY);

    expect(accepted).toEqual({ mutants: [mutants[0], { ...mutants[1], acceptance: decision }, mutants[2]], stale: [] });
    expect(tally(accepted.mutants)).toMatchObject({ accepted: 1, survived: 0, killRate: 50 });
  });

  test('a survivor under a stale entry counts again', () => {
    const { mutants } = applyLedger(
      mutantsOf({ Killed: 1, Survived: 1 }),
      [newEntry('Survived-1', { expires: '2026-11-19' })],
      () => true,
      TODAY,
    );

    expect(tally(mutants)).toMatchObject({ accepted: 0, survived: 1, killRate: 50 });
  });
});

test.each([
  ['changed', 'its code changed or is gone'],
  ['expired', 'it expired on 2026-11-19'],
  ['killed', 'its mutant is killed now'],
  ['not-a-survivor', 'its mutant is no survivor now'],
  ['other-mutant', 'it tells of another mutant than the one of its key'],
] as const)('an entry that is stale as %s reads: %s', (why, text) => {
  expect(describeStale({ entry: newEntry('key', { expires: '2026-11-19' }), why })).toBe(text);
});

describe('an entry as it is read', () => {
  test.each(ACCEPTANCE_CATEGORIES)('one of category %s is as it was written', (category) => {
    const entry = newEntry('key', { category, author: 'eva', expires: '2027-01-01', mutator: '', original: '', replacement: '' });

    expect(LedgerEntry.parse(entry)).toEqual(entry);
  });

  test('the categories are four', () => {
    expect(ACCEPTANCE_CATEGORIES).toEqual(['equivalent', 'logging', 'glue', 'will-not-fix']);
  });

  test.each<[string, object]>([
    ['no key', { key: '' }],
    ['no file', { file: '' }],
    ['no reason', { reason: '' }],
    ['another category', { category: 'because' }],
    ['a field nobody knows', { surplus: 1 }],
    ['a field less', { replacement: undefined }],
    ['no author, not even null', { author: undefined }],
    ['an end that is left open', { expires: undefined }],
    ...['2026-1-01', '026-11-20', '2026-11-2', 'x2026-11-20', '2026-11-20x', '2026/11/20', 'soon'].map(
      (date): [string, object] => [`the date ${date}`, { date }],
    ),
    ['an end that is no date', { expires: '31.12.2026' }],
  ])('%s is refused', (_, change) => {
    expect(LedgerEntry.safeParse({ ...newEntry('key'), ...change }).success).toBe(false);
  });

  test('a date in other order is told how it is written', () => {
    expect(LedgerEntry.safeParse({ ...newEntry('key'), date: '20.11.2026' }).error?.issues[0]?.message).toBe(
      'a date is written YYYY-MM-DD',
    );
  });
});
