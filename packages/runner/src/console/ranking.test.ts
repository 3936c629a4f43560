import { modulesWorstFirst } from '@killrate/shared/worth';
import { expect, test } from 'vitest';
import { aDocument, aJob, aMutant } from './document.fixture.ts';
import { mostWorthATest, worstFirst } from './ranking.ts';

const jobs = [
  aJob({ file: 'src/a.ts', module: 'reached' }),
  aJob({ file: 'src/b.ts', module: 'below' }),
  aJob({ file: 'src/c.ts', module: 'far below' }),
  aJob({ file: 'src/d.ts', module: 'no target' }),
  aJob({ file: 'src/e.ts', module: 'not measured' }),
];
const halfKilled = (file: string) => [aMutant({ file, key: `${file}-1` }), aMutant({ file, key: `${file}-2`, status: 'Killed' })];
const document = aDocument({
  jobs,
  mutants: ['src/a.ts', 'src/b.ts', 'src/c.ts', 'src/d.ts'].flatMap(halfKilled),
  targets: { reached: 40, below: 60, 'far below': 90, 'not measured': 90 },
});

test('modules stand in the order of how far they are below their target', () => {
  const names = modulesWorstFirst(document.modules).map(({ name }) => name);
  expect(names).toEqual(['far below', 'below', 'no target', 'reached', 'not measured']);
});

test('mutants stand in the order of their modules, then by file and place', () => {
  const early = aMutant({ file: 'src/c.ts', line: 1, key: 'early' });
  const stray = aMutant({ file: 'other.ts', key: 'stray' });
  const keys = worstFirst(document, [stray, ...document.mutants, early]).map(({ key }) => key);
  expect(keys.slice(0, 3)).toEqual(['early', 'src/c.ts-1', 'src/c.ts-2']);
  expect(keys.at(-1)).toBe('stray');
});

test('a survivor with many tests is worth more, and each function has its turn first', () => {
  const survivor = (key: string, symbol: string, tests: number) =>
    aMutant({ key, symbol, coveredBy: Array.from({ length: tests }, (_, index) => `t > ${index}`) });
  const mutants = [
    survivor('narrow', 'f', 1),
    survivor('wide', 'f', 9),
    survivor('other', 'g', 3),
    {
      ...survivor('accepted', 'h', 99),
      acceptance: { category: 'equivalent', reason: 'same', author: null, date: '2026-11-21', expires: null },
    },
    aMutant({ key: 'killed', status: 'Killed' }),
  ];
  expect(mostWorthATest(aDocument({ mutants })).map(({ key }) => key)).toEqual(['wide', 'other', 'narrow']);
});

test('the module furthest below its target comes before any number of tests', () => {
  const covered = aMutant({ file: 'src/a.ts', key: 'covered', coveredBy: ['t > 1', 't > 2'] });
  const keys = mostWorthATest({ ...document, mutants: [covered, ...document.mutants] }).map(({ key }) => key);
  expect(keys).toEqual(['src/c.ts-1', 'src/b.ts-1', 'src/d.ts-1', 'covered', 'src/a.ts-1']);
});
