import { expect, it } from 'vitest';
import { recordSurvivors, survivorsOfDeletion } from './deletion.ts';
import { enqueueJobs } from './jobs.ts';
import type { Database } from './open.ts';
import { recordTests } from './run-tests.ts';
import { beginRun } from './runs.ts';
import { FILE, HASH, newRun, newStore, newTest } from './store.fixture.ts';

const ADDS = 'src/price.test.ts > adds';

function storeWith(...runs: string[]): Database {
  const database = newStore();
  for (const id of runs) {
    beginRun(database, newRun(id));
    recordTests(database, id, [newTest('adds'), newTest('pays')]);
    enqueueJobs(database, id, [{ file: FILE, module: 'shop', sourceHash: HASH, isWholeFile: true }]);
  }
  return database;
}

it('a test that passed without the code is given with the run and the contents that it did so in', () => {
  const database = storeWith('run-1');
  recordSurvivors(database, 'run-1', [ADDS, 'nobody knows it']);
  expect(survivorsOfDeletion(database)).toEqual([{ test: ADDS, runId: 'run-1', sources: new Map([[FILE, HASH]]) }]);
});

it('what a run wrote earlier is replaced by what it writes, and stays for other runs', () => {
  const database = storeWith('run-1', 'run-2');
  recordSurvivors(database, 'run-1', [ADDS]);
  recordSurvivors(database, 'run-2', [ADDS]);
  recordSurvivors(database, 'run-2', []);
  expect(survivorsOfDeletion(database).map(({ runId }) => runId)).toEqual(['run-1']);
});

it('a file whose results were taken over, or of which only some mutants were asked for, was not emptied', () => {
  const database = storeWith('run-1');
  enqueueJobs(database, 'run-1', [{ file: 'src/some.ts', module: 'shop', sourceHash: HASH, isWholeFile: false }]);
  enqueueJobs(database, 'run-1', [{ file: 'src/old.ts', module: 'shop', sourceHash: HASH, isWholeFile: true }]);
  database.prepare("UPDATE job SET status = 'reused' WHERE file = 'src/old.ts'").run();
  recordSurvivors(database, 'run-1', [ADDS]);
  expect(survivorsOfDeletion(database)[0]?.sources).toEqual(new Map([[FILE, HASH]]));
});
