import { expect, test } from 'vitest';
import { countPlanned, countRuns, pageOfRuns } from './run-list.ts';
import { measureFile } from './state.fixture.ts';
import { newStore, planFile } from './store.fixture.ts';

const AT = '2026-11-20T10:00:00.000Z';

test('runs come newest first, a page at a time, those of one moment by id', () => {
  const database = newStore();
  measureFile(database, { id: 'a', at: AT }, {});
  measureFile(database, { id: 'b', at: AT }, {});
  measureFile(database, { id: 'old', at: '2026-11-19T10:00:00.000Z' }, {});

  const first = pageOfRuns(database, null, 1);
  const second = pageOfRuns(database, first.next, 2);

  expect(first.runs.map(({ id }) => id)).toEqual(['b']);
  expect(first.next).toEqual({ startedAt: AT, id: 'b' });
  expect(second.runs.map(({ id }) => id)).toEqual(['a', 'old']);
  expect(second.next).toBeNull();
  expect(pageOfRuns(database, null, 3).next).toBeNull();
  expect(countRuns(database)).toBe(3);
});

test('an empty store has no runs', () => {
  expect(pageOfRuns(newStore(), null, 5)).toEqual({ runs: [], next: null });
});

test('what a run planned adds up over its jobs; what it reused is counted', () => {
  const database = newStore();
  measureFile(database, { id: 'run-1' }, { a: 'Killed', b: 'Survived' });
  planFile(database, 'run-1', 'src/other.ts', []);
  database.exec(`UPDATE result SET is_reused = 1 WHERE mutant_id = (SELECT id FROM mutant WHERE key = 'a')`);

  expect(countPlanned(database, 'run-1')).toEqual({ planned: 2, reused: 1 });
});

test('where a job was never planned, nobody knows how much was', () => {
  const database = newStore();
  measureFile(database, { id: 'run-1' }, { a: 'Killed' });
  planFile(database, 'run-1', 'src/other.ts', []);
  database.exec(`UPDATE job SET planned_count = NULL WHERE file = 'src/other.ts'`);

  expect(countPlanned(database, 'run-1')).toEqual({ planned: null, reused: 0 });
});
