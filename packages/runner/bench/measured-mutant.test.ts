import { expect, it } from 'vitest';
import { findDifferences, mutantsOfReport } from './measured-mutant.ts';

const LOCATION = { start: { line: 1, column: 1 }, end: { line: 1, column: 6 } };

function report(...statuses: string[]) {
  return mutantsOfReport({
    files: {
      'src/a.ts': {
        mutants: statuses.map((status) => ({ location: LOCATION, mutatorName: 'Arithmetic', replacement: '1 - 2', status })),
      },
    },
  });
}

it('measurements that say the same have no difference', () => {
  expect(findDifferences([report('Killed', 'Survived'), report('Killed', 'Survived')])).toEqual([]);
});

it('mutants that are alike are held against each other in their order', () => {
  const [difference, ...others] = findDifferences([report('Killed', 'Survived'), report('Killed', 'Timeout')]);
  expect(others).toEqual([]);
  expect(difference?.statuses).toEqual(['Survived', 'Timeout']);
  expect(difference?.mutant.place).toBe('src/a.ts:1:1');
});

it('a mutant that one of them does not know is a difference', () => {
  expect(findDifferences([report('Killed'), report()])[0]?.statuses).toEqual(['Killed', 'absent']);
});
