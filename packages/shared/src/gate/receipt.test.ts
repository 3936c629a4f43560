import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { MutantStatus } from '../model.ts';
import { type Counts, FILE, mutantsOf, newMutant, totalsOf } from './gate.fixture.ts';
import { describeReceipt, writeReceipt } from './receipt.ts';

const OTHER = 'src/tax.ts';
const CONTENTS = new Map([
  [FILE, 'content of price'],
  [OTHER, 'content of tax'],
]);
const PRICE = [newMutant('a', 'Killed'), newMutant('b', 'Survived')];
const TAX = [newMutant('c', 'Killed', { file: OTHER })];
const MUTANTS = [...PRICE, ...TAX];

function hashOf(files: readonly string[], mutants = MUTANTS, contents: ReadonlyMap<string, string> = CONTENTS): string {
  return writeReceipt(files, mutants, new Map(), contents).planHash;
}

describe('the plan hash', () => {
  const hash = hashOf([FILE, OTHER]);

  test('it is 16 digits of hexadecimal', () => {
    expect(hash).toMatch(/^[0-9a-f]{16}$/);
  });

  test('it can be made from the documented parts: each file with the hash of its content and the keys of its mutants', () => {
    const parts = [
      [FILE, 'content of price', ['a', 'b']],
      ['src/types.ts', null, []],
    ];

    expect(hashOf(['src/types.ts', FILE], PRICE)).toBe(
      createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16),
    );
  });

  test('it does not depend on an order', () => {
    expect(hashOf([OTHER, FILE])).toBe(hash);
    expect(hashOf([FILE, OTHER], MUTANTS.toReversed())).toBe(hash);
  });

  test('it does not depend on how mutants ended', () => {
    expect(
      hashOf(
        [FILE, OTHER],
        MUTANTS.map((mutant) => ({ ...mutant, status: null })),
      ),
    ).toBe(hash);
  });

  test.each([
    ['a file less', hashOf([FILE], PRICE)],
    ['a file without mutants more', hashOf([FILE, OTHER, 'src/types.ts'])],
    ['a mutant less', hashOf([FILE, OTHER], [...TAX, newMutant('a', 'Killed')])],
    ['another mutant', hashOf([FILE, OTHER], [...TAX, newMutant('a', 'Killed'), newMutant('x', 'Killed')])],
    [
      'a mutant that belongs to the other file',
      hashOf([FILE, OTHER], [...TAX, newMutant('a', 'Killed'), newMutant('b', 'Killed', { file: OTHER })]),
    ],
    ['another content', hashOf([FILE, OTHER], MUTANTS, new Map([...CONTENTS, [FILE, 'edited']]))],
    ['a content that is not known', hashOf([FILE, OTHER], MUTANTS, new Map([[OTHER, 'content of tax']]))],
  ])('%s makes another', (_, other) => {
    expect(other).not.toBe(hash);
  });
});

test('every mutant is in exactly one bucket', () => {
  const counts: Counts = Object.fromEntries(
    [...MutantStatus.options, 'null', 'accepted'].map((kind, index) => [kind, index + 1]),
  );
  const mutants = mutantsOf(counts);

  const { buckets, mutants: count } = writeReceipt([FILE], mutants, new Map(), CONTENTS);

  expect(buckets).toEqual({
    killed: 1,
    survived: 2,
    noCoverage: 3,
    timeout: 4,
    compileError: 5,
    runtimeError: 6,
    ignored: 7,
    pending: 8,
    unresolved: 9,
    accepted: 10,
  });
  expect(count).toBe(mutants.length);
});

test('it names the files without a result among its own, with the reason', () => {
  const missing = new Map([
    [OTHER, 'it was never measured'],
    ['src/elsewhere.ts', 'it changed'],
  ]);

  expect(writeReceipt([FILE, OTHER], PRICE, missing, CONTENTS)).toMatchObject({
    files: 2,
    mutants: 2,
    missing: [{ file: OTHER, reason: 'it was never measured' }],
  });
});

test.each<[number, Counts, string]>([
  [12, { Killed: 120, Survived: 29 }, '12 files, 149 mutants: 120 killed, 29 survived'],
  [1, { Killed: 1 }, '1 file, 1 mutant: 1 killed'],
  [2, {}, '2 files, 0 mutants'],
  [
    1,
    {
      Pending: 10,
      null: 9,
      CompileError: 8,
      RuntimeError: 7,
      Ignored: 6,
      accepted: 5,
      NoCoverage: 4,
      Survived: 3,
      Timeout: 2,
      Killed: 1,
    },
    '1 file, 55 mutants: 1 killed, 2 timed out, 3 survived, 4 no coverage, 5 accepted, 6 ignored, 7 runtime error, 8 compile error, 9 unresolved, 10 pending',
  ],
])('%d files and %o read: %s', (files, counts, text) => {
  expect(describeReceipt(files, totalsOf(counts))).toBe(text);
});
