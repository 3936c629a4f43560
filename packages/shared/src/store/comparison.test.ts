import { expect, test } from 'vitest';
import { FATES } from '../fate.fixture.ts';
import type { MutantStatus } from '../model.ts';
import {
  compareRuns,
  inOrderOfPlace,
  keepGone,
  mutantsAsOfRun,
  readPresentColumn,
  readRunColumn,
  runsOfPresent,
} from './comparison.ts';
import { fillPresent } from './present.ts';
import { FILE, measureFile, presentFile, presentStore } from './state.fixture.ts';
import { newStore } from './store.fixture.ts';

type Statuses = Record<string, MutantStatus | null>;

function compare(from: Statuses, to: Statuses) {
  const database = newStore();
  measureFile(database, { id: 'run-1' }, from);
  measureFile(database, { id: 'run-2' }, to);
  const keyOf = (id: number) => database.prepare('SELECT key FROM mutant WHERE id = ?').pluck().get(id) as string;
  const { common, rates, fated } = compareRuns(readRunColumn(database, 'run-1'), readRunColumn(database, 'run-2'));
  const keys = Object.fromEntries(Object.entries(fated).map(([fate, own]) => [fate, own.map(({ mutantId }) => keyOf(mutantId))]));
  return { database, common, rates, fated, keys };
}

test.each(FATES)('from %s to %s is %s', (from, to, fate) => {
  const { keys, common, fated } = compare({ a: from }, { a: to });

  expect(keys).toEqual({ new: [], fixed: [], persistent: [], gone: [], ...(fate === null ? {} : { [fate]: ['a'] }) });
  if (fate !== null) expect(fated[fate as 'new']).toMatchObject([{ from, to }]);
  expect(common).toBe(1);
});

test('what only one run measured is not common; undetected and missing later is gone, the rest has no fate', () => {
  const { common, keys } = compare({ a: 'Survived', b: 'Killed', c: 'Survived' }, { c: 'Survived', d: 'Survived' });

  expect(common).toBe(1);
  expect(keys).toEqual({ new: [], fixed: [], persistent: ['c'], gone: ['a'] });
});

test('a mutant that waits for its turn is in no run yet', () => {
  expect(compare({ a: 'Survived', b: 'Killed' }, { a: 'Pending', b: 'Killed' }).common).toBe(1);
});

test('gone is what a run that measured all of the file does not have', () => {
  const { database, fated } = compare({ a: 'Survived' }, { b: 'Killed' });
  const count = () => keepGone(database, fated.gone, 'run-2').length;

  expect(count()).toBe(1);
  database.exec(`UPDATE job SET status = 'failed' WHERE run_id = 'run-2'`);
  expect(count()).toBe(0);
  database.exec(`UPDATE job SET status = 'reused' WHERE run_id = 'run-2'`);
  expect(count()).toBe(1);
  database.exec(`UPDATE job SET is_whole_file = 0 WHERE run_id = 'run-2'`);
  expect(count()).toBe(0);
});

test('mutants are told as a run knew them, by place', () => {
  const { database } = compare({ a: 'Survived', b: 'Killed' }, { b: 'Survived', a: 'Killed' });
  const ids = database.prepare('SELECT id FROM mutant ORDER BY key DESC').pluck().all() as number[];

  expect(mutantsAsOfRun(database, 'run-1', ids)).toEqual([
    {
      ...{ mutantId: ids[1], key: 'a', file: FILE, line: 1, column: 1, endLine: 1, endColumn: 6, symbol: 'price' },
      ...{ mutator: 'ArithmeticOperator', original: 'a + b', replacement: 'a - b', status: 'Survived', reason: null },
      ...{ isStatic: false, module: 'default', coveredBy: 2 },
    },
    expect.objectContaining({ key: 'b', status: 'Killed', line: 2 }),
  ]);
  expect(mutantsAsOfRun(database, 'run-2', ids).map(({ key }) => key)).toEqual(['b', 'a']);
  expect(inOrderOfPlace(database, 'run-2', ids)).toEqual(ids);
  expect(inOrderOfPlace(database, 'run-1', ids)).toEqual(ids.toReversed());
});

test('what a run found is held against the same mutant, in whatever order its statuses were stored', () => {
  const { keys, common } = compare({ a: 'Survived', b: 'Killed', c: 'Timeout' }, { a: 'Killed', b: 'Survived', c: 'NoCoverage' });

  expect(keys).toEqual({ new: ['b', 'c'], fixed: ['a'], persistent: [], gone: [] });
  expect(common).toBe(3);
});

test('a mutant that only the later run has hides none of those behind it', () => {
  const database = newStore();
  measureFile(database, { id: 'run-0' }, { a: 'Killed', b: 'Killed' });
  measureFile(database, { id: 'run-1' }, { b: 'Killed' });
  measureFile(database, { id: 'run-2' }, { a: 'Killed', b: 'Survived' });

  const { common, fated } = compareRuns(readRunColumn(database, 'run-1'), readRunColumn(database, 'run-2'));

  expect([common, fated.new.length, fated.gone.length]).toEqual([1, 1, 0]);
});

test('a static mutant is told as one', () => {
  const database = newStore();
  measureFile(database, { id: 'run-1' }, { a: 'Survived' }, { isStatic: true });
  const [id = 0] = database.prepare('SELECT id FROM mutant').pluck().all() as number[];

  expect(mutantsAsOfRun(database, 'run-1', [id])[0]?.isStatic).toBe(true);
});

test('rates are over the mutants with a verdict in both runs, and differ by what was fixed less what is new', () => {
  const { rates, fated } = compare(
    { a: 'Killed', b: 'Survived', c: 'NoCoverage', d: 'Timeout', e: 'Survived', f: null, g: 'Killed', h: 'Killed' },
    { a: 'Timeout', b: 'Killed', c: 'Killed', d: 'Survived', e: 'NoCoverage', f: 'Killed', g: 'Ignored', i: 'Killed' },
  );

  expect(rates).toEqual({ mutants: 5, from: { detected: 2, killRate: 40 }, to: { detected: 3, killRate: 60 } });
  expect([fated.fixed.length, fated.new.length]).toEqual([2, 1]);
});

test('runs without a common verdict have no rates', () => {
  expect(compare({ a: 'Killed' }, { b: 'Killed' }).rates).toEqual({
    ...{ mutants: 0, from: { detected: 0, killRate: null }, to: { detected: 0, killRate: null } },
  });
});

test('the present state is compared as tests found it: accepted ones by their status, and without what counts nowhere', () => {
  const statuses = { a: 'Killed', b: 'Survived', c: null, d: 'NoCoverage', e: 'Timeout' } as const;
  const database = presentStore(statuses, ['b', 'd']);

  const accepted = readPresentColumn(database);
  expect(accepted).toEqual(readRunColumn(database, 'run-1'));

  fillPresent(database, [presentFile({ isCounted: false })], []);
  expect([...readPresentColumn(database).mutantIds]).toEqual([]);
});

test('a mutant that waits for its turn is in no present column', () => {
  expect(readPresentColumn(presentStore({ a: 'Killed', b: 'Pending' })).mutantIds).toHaveLength(1);
});

test('the present state is of the runs that its counted results are of, newest first', () => {
  const database = newStore();
  measureFile(database, { id: 'run-2' }, { a: 'Killed' });
  measureFile(database, { id: 'run-1', file: 'src/y.ts' }, { y: 'Killed' });
  measureFile(database, { id: 'run-0', at: '2026-11-21T10:00:00.000Z', file: 'src/z.ts' }, { z: 'Killed' });
  const [y, z] = [presentFile({ file: 'src/y.ts' }), presentFile({ file: 'src/z.ts' })];
  const runsOf = (...files: Parameters<typeof fillPresent>[1]) => {
    fillPresent(database, files, []);
    return runsOfPresent(database);
  };

  expect(runsOf()).toEqual([]);
  expect(runsOf(y, presentFile(), z)).toEqual(['run-0', 'run-2', 'run-1']);
  expect(runsOf(y, presentFile({ isCounted: false }))).toEqual(['run-1']);
});
