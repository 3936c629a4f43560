import { describe, expect, test } from 'vitest';
import type { MutantStatus } from '../model.ts';
import { ACCEPTANCE, newBase, newMutant } from './gate.fixture.ts';
import { type BaseMutant, isUndetected, newSurvivors } from './new-survivors.ts';

const nowhere = () => false;
const everywhere = () => true;

function keysOf(found: readonly { key: string }[]): string[] {
  return found.map(({ key }) => key);
}

test.each([
  ['Survived', true],
  ['NoCoverage', true],
  ['Killed', false],
  ['Timeout', false],
  ['Ignored', false],
  ['CompileError', false],
  ['RuntimeError', false],
  ['Pending', false],
  [null, false],
] as const)('a mutant of status %s is undetected: %s', (status, expected) => {
  expect(isUndetected({ status, acceptance: null })).toBe(expected);
});

describe('a mutant that the base had', () => {
  test.each<[MutantStatus | null, string | null]>([
    ['Survived', null],
    ['NoCoverage', null],
    ['Ignored', null],
    ['Killed', 'Killed'],
    ['Timeout', 'Timeout'],
    ['CompileError', 'CompileError'],
    ['RuntimeError', 'RuntimeError'],
    ['Pending', 'Pending'],
    [null, 'unresolved'],
  ])('was %s there and survives now: it is a new survivor that was %s', (status, was) => {
    const found = newSurvivors([newMutant('key', 'Survived')], newBase({ key: status }), everywhere);

    expect(found).toEqual(was === null ? [] : [{ key: 'key', was, killedBy: [] }]);
  });

  test.each([
    ['is killed', newMutant('key', 'Killed')],
    ['is unresolved', newMutant('key', null)],
    ['was accepted', newMutant('key', 'Survived', { acceptance: ACCEPTANCE })],
  ])('that %s now is no new survivor', (_, mutant) => {
    expect(newSurvivors([mutant], newBase({ key: 'Killed' }), nowhere)).toEqual([]);
  });

  test('that no test runs any more is one', () => {
    expect(keysOf(newSurvivors([newMutant('key', 'NoCoverage')], newBase({ key: 'Killed' }), nowhere))).toEqual(['key']);
  });

  test('comes with the tests that killed it there', () => {
    const killedBy = [{ test: 'a.test.ts > adds' }, { test: 'a.test.ts > takes' }];

    expect(newSurvivors([newMutant('key', 'Survived')], newBase({ key: 'Killed' }, { killedBy }), nowhere)).toEqual([
      { key: 'key', was: 'Killed', killedBy: ['a.test.ts > adds', 'a.test.ts > takes'] },
    ]);
  });
});

describe('a mutant that the base did not have', () => {
  const other = newBase({ other: 'Killed' }, { original: 'a * b' });

  test('is a new survivor without a former status', () => {
    expect(newSurvivors([newMutant('key', 'Survived')], other, nowhere)).toEqual([{ key: 'key', was: null, killedBy: [] }]);
  });

  test('is left to the rate of the changed lines, where it is on these', () => {
    const present = [newMutant('on changed lines', 'Survived', { line: 7 }), newMutant('beside them', 'Survived', { line: 8 })];

    expect(keysOf(newSurvivors(present, [], ({ line }) => line === 7))).toEqual(['beside them']);
  });
});

describe('a mutant whose key moved', () => {
  test.each([
    ['Survived', []],
    ['Killed', ['moved']],
  ] as const)('is the one of the base that is changed in the same way, which was %s', (status, expected) => {
    expect(keysOf(newSurvivors([newMutant('moved', 'Survived')], newBase({ former: status }), nowhere))).toEqual(expected);
  });

  test('is held against the base on changed lines as well', () => {
    expect(keysOf(newSurvivors([newMutant('moved', 'Survived')], newBase({ former: 'Killed' }), everywhere))).toEqual(['moved']);
  });

  test.each<[string, Partial<BaseMutant>]>([
    ['by another mutator', { mutator: 'UnaryOperator' }],
    ['in another text', { original: 'b + a' }],
    ['to another text', { replacement: 'b - a' }],
  ])('is not one that is changed %s', (_, likeness) => {
    const found = newSurvivors([newMutant('moved', 'Survived')], newBase({ former: 'Survived' }, likeness), nowhere);

    expect(found).toEqual([{ key: 'moved', was: null, killedBy: [] }]);
  });

  test('is not one that is still there under its own key', () => {
    const present = [newMutant('new', 'Survived'), newMutant('stays', 'Survived')];

    expect(keysOf(newSurvivors(present, newBase({ stays: 'Survived' }), nowhere))).toEqual(['new']);
  });

  test('has its partner before one that is still there under its own key', () => {
    const present = [newMutant('stays', 'Survived', { line: 1 }), newMutant('moved', 'Survived', { line: 2 })];

    expect(keysOf(newSurvivors(present, newBase({ stays: 'Survived', former: 'Killed' }), nowhere))).toEqual(['moved']);
  });

  test('takes the first of several partners, and keeps it', () => {
    const base = newBase({ former1: 'Survived', former2: 'Killed' });

    expect(newSurvivors([newMutant('moved', 'Survived')], base, nowhere)).toEqual([]);
  });

  test('takes one place in the base, not two', () => {
    const present = [newMutant('first', 'Survived', { line: 1 }), newMutant('second', 'Survived', { line: 2 })];

    expect(keysOf(newSurvivors(present, newBase({ former: 'Survived' }), nowhere))).toEqual(['second']);
  });

  // Of two alike mutants one was killed and one survived; which is which is told by their order of place.
  test.each([
    ['the same one survives', 'Killed', 'Survived', []],
    ['the other one survives', 'Survived', 'Killed', ['upper']],
    ['both survive', 'Survived', 'Survived', ['upper']],
    ['none survives', 'Killed', 'Killed', []],
  ] as const)('is found by its place among alike ones: %s', (_, upper, lower, expected) => {
    const present = [newMutant('lower', lower, { line: 9 }), newMutant('upper', upper, { line: 8 })];

    expect(keysOf(newSurvivors(present, newBase({ former1: 'Killed', former2: 'Survived' }), nowhere))).toEqual(expected);
  });

  test('is found by its column on one line', () => {
    const present = [newMutant('right', 'Survived', { column: 9 }), newMutant('left', 'Killed', { column: 3 })];

    expect(newSurvivors(present, newBase({ former1: 'Killed', former2: 'Survived' }), nowhere)).toEqual([]);
  });

  test('has its partner before what may be new, being on changed lines', () => {
    const present = [newMutant('new', 'Survived', { line: 7 }), newMutant('moved', 'Survived', { line: 8 })];

    expect(newSurvivors(present, newBase({ former: 'Survived' }), ({ line }) => line === 7)).toEqual([]);
  });
});

test('new survivors come in the order of the mutants', () => {
  const present = [newMutant('worst', 'Survived', { line: 9 }), newMutant('next', 'Survived', { line: 1 })];

  expect(keysOf(newSurvivors(present, [], nowhere))).toEqual(['worst', 'next']);
});
