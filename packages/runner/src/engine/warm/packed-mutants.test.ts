import { expect, test } from 'vitest';
import type { EngineMutant } from '../engine.ts';
import { packMutants, unpackMutants } from './packed-mutants.ts';

const MUTANT: EngineMutant = {
  ...{ index: 0, file: 'src/a.ts', line: 1, column: 2, endLine: 3, endColumn: 4, mutator: 'Regex', replacement: 'a' },
  ...{ ignoreReason: null, isStatic: false, coveredBy: [] },
};

test('what is packed comes out as it was', () => {
  const mutants: EngineMutant[] = [
    { ...MUTANT, coveredBy: ['a > 1, 2', 'b'], metIn: ['b.test.ts', 'a.test.ts'], leastLimitIn: [] },
    { ...MUTANT, index: 1, isStatic: true, coveredBy: ['b', 'a > 1, 2'], metIn: ['a.test.ts'], leastLimitIn: ['a.test.ts'] },
    { ...MUTANT, index: 2, ignoreReason: 'logging' },
  ];
  expect(unpackMutants(JSON.parse(JSON.stringify(packMutants(mutants))))).toEqual(mutants);
});

test('a name and a list are written once, however many mutants have them', () => {
  const { names, lists, mutants } = packMutants([
    { ...MUTANT, coveredBy: ['one', 'two'] },
    { ...MUTANT, coveredBy: ['one', 'two'] },
    { ...MUTANT, coveredBy: ['two'] },
  ]);
  expect(names).toEqual(['one', 'two']);
  expect(lists).toEqual([[0, 1], [1]]);
  expect(mutants.map(({ coveredBy }) => coveredBy)).toEqual([0, 0, 1]);
});
