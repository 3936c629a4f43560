import { expect, test } from 'vitest';
import { enqueueJobs } from './jobs.ts';
import { takeLock } from './lock.ts';
import { lockHolder, readProgress } from './run-progress.ts';
import { finishRun } from './runs.ts';
import { measureFile } from './state.fixture.ts';
import { AT, FILE, HASH, judge, newMutant, newStore, planRun } from './store.fixture.ts';

test('without a run there is no progress', () => {
  expect(readProgress(newStore())).toBeNull();
});

test('a run at work tells what it has done', () => {
  const database = newStore();
  planRun(database, { id: 'run-1', mutants: ['a', 'b', 'c', 'd'].map((key) => newMutant(key)) });
  judge(database, 'run-1', 'a', { status: 'Killed' });
  judge(database, 'run-1', 'b', { status: 'Survived' });
  judge(database, 'run-1', 'c', { status: 'Timeout' });

  expect(readProgress(database)).toEqual({
    runId: 'run-1',
    startedAt: AT,
    done: 3,
    total: 4,
    killed: 2,
    survived: 1,
    file: null,
  });
});

test('a run that is over makes no progress', () => {
  const database = newStore();
  planRun(database, { id: 'run-1', mutants: [newMutant('a')] });
  finishRun(database, 'run-1', 'completed', null, AT);

  expect(readProgress(database)).toBeNull();
});

test('the file at work is named, and a file that waits counts as many mutants as it had', () => {
  const database = newStore();
  measureFile(database, { id: 'run-1', file: 'src/later.ts' }, { x: 'Killed', y: 'Killed' });
  finishRun(database, 'run-1', 'completed', null, AT);
  planRun(database, { id: 'run-2', mutants: [newMutant('a')], run: { startedAt: '2026-11-21T10:00:00.000Z' } });
  enqueueJobs(database, 'run-2', [{ file: 'src/later.ts', module: 'default', sourceHash: HASH, isWholeFile: true }]);
  database.prepare(`UPDATE job SET status = 'running' WHERE run_id = 'run-2' AND file = ?`).run(FILE);

  expect(readProgress(database)).toMatchObject({ runId: 'run-2', total: 3, done: 0, file: FILE });
  database.exec(`UPDATE job SET is_whole_file = 0 WHERE run_id = 'run-2' AND file = 'src/later.ts'`);
  expect(readProgress(database)).toMatchObject({ total: 1 });
});

test('who holds the lock is told, null where nobody does', () => {
  const database = newStore();
  const holder = { pid: 1, processStart: 'then', host: 'here', takenAt: AT };

  expect(lockHolder(database)).toBeNull();
  takeLock(database, holder, () => true);
  expect(lockHolder(database)).toEqual(holder);
});
