import { describe, expect, it } from 'vitest';
import { PlainValues } from '../assertions/moved-values.ts';
import { ChosenTests, keyOfTests } from './chosen-tests.ts';
import type { SuiteFile } from './suite.ts';
import { hitsOf, type WarmMutant } from './warm-mutant.ts';

/** A test file with three tests, the last of them skipped; each runs mutant 7 as often as its place says, loading it runs it ten times. */
function testFile(path: string): SuiteFile {
  const test = (name: string, outcome: string) => ({ id: `${path}#${name}`, file: path, name, outcome });
  const tests = [test('first', 'passed'), test('second', 'passed'), test('third', 'skipped')];
  return {
    ...{ path, tests, passing: new Set(tests.map(({ id }) => id)), executed: 2, leftOut: null },
    ...{ static: { 7: 10 }, perTest: { 0: { 7: 1 }, 1: { 7: 2 } } },
    values: new PlainValues([{ test: 't', site: 's', pairs: [] }]),
  } as unknown as SuiteFile;
}

function mutantOf(files: SuiteFile[]): WarmMutant {
  const coveredBy = files.flatMap(({ path }) => [`${path} > first`, `${path} > second`]);
  return { id: '7', files, mutant: { index: 0, coveredBy } } as unknown as WarmMutant;
}

describe('a mutant meets only the chosen tests', () => {
  const files = [testFile('a.test.js'), testFile('b.test.js')];
  const restricted = new ChosenTests(['a.test.js > second', 'a.test.js > third']).restrict(mutantOf(files));

  it('in files that have one of them, less the others', () => {
    expect(restricted.files).toHaveLength(1);
    expect(restricted.files[0]).toMatchObject({ path: 'a.test.js', leftOut: [0, 2], executed: 1 });
    expect([...(restricted.files[0]?.passing ?? [])]).toEqual(['a.test.js#second']);
  });

  it('as often as these reach it, and loading their file', () => {
    expect(restricted.files.map((file) => hitsOf(file, '7'))).toEqual([12]);
    expect(restricted.mutant.coveredBy).toEqual(['a.test.js > second']);
  });

  it('and values are not compared, which nobody saw without the others', () => {
    const isSeen = (file: SuiteFile | undefined) => file?.values.has('t', 's');
    expect([isSeen(files[0]), isSeen(restricted.files[0])]).toEqual([true, false]);
  });
});

it('a file is the same one for every mutant, so that what is learned of it is kept', () => {
  const file = testFile('a.test.js');
  const chosen = new ChosenTests(['a.test.js > first']);
  expect(chosen.restrict(mutantOf([file])).files[0]).toBe(chosen.restrict(mutantOf([file])).files[0]);
});

it('the same tests in another order are the same choice', () => {
  expect(keyOfTests(['b', 'a'])).toBe(keyOfTests(['a', 'b']));
  expect(keyOfTests(['a'])).not.toBe(keyOfTests(['a', 'b']));
});
