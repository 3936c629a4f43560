import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { MIGRATIONS, migrate, versionOf } from './migrations.ts';
import { cleanMeasurements } from './runs.ts';

const STEPS = ['CREATE TABLE first (x TEXT) STRICT', 'CREATE TABLE second (x TEXT) STRICT; INSERT INTO first VALUES (1)'];

function blank(): Database.Database {
  const database = new Database(':memory:');
  onTestFinished(() => {
    database.close();
  });
  return database;
}

function tablesOf(database: Database.Database): unknown[] {
  return database.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid`).pluck().all();
}

test('a blank file takes every step, and counts them', () => {
  const database = blank();
  expect(versionOf(database)).toBe(0);

  migrate(database, STEPS);

  expect([tablesOf(database), versionOf(database)]).toEqual([['first', 'second'], 2]);
});

test('a file takes only the steps that it lacks', () => {
  const database = blank();
  migrate(database, STEPS.slice(0, 1));

  migrate(database, STEPS);

  expect([tablesOf(database), versionOf(database)]).toEqual([['first', 'second'], 2]);
});

test('migrating twice is migrating once', () => {
  const database = blank();
  migrate(database, STEPS);

  migrate(database, STEPS);

  expect(database.prepare('SELECT count(*) FROM first').pluck().get()).toBe(1);
});

test('where one step fails none is taken, and the file stays unmarked', () => {
  const database = blank();

  expect(() => migrate(database, [...STEPS, 'INSERT INTO first VALUES (2); INSERT INTO no_such_table VALUES (1)'])).toThrow(
    'no_such_table',
  );

  expect([tablesOf(database), versionOf(database), database.pragma('application_id', { simple: true })]).toEqual([[], 0, 0]);
});

test('the state of the project survives the step from version 1', () => {
  const database = blank();
  migrate(database, MIGRATIONS.slice(0, 1));
  database.exec(`
    INSERT INTO run (id, scope, request, status, started_at, project_hash, engine, concurrency, environment)
      VALUES ('run-1', 'all', '{}', 'completed', '2026-11-20', 'hash', 'stock', 1, '{}');
    INSERT INTO mutant VALUES (7, 'key', 'src/price.ts', 'price', 'ArithmeticOperator', 'a + b', 'a - b');
    INSERT INTO state VALUES (7, 'src/price.ts', 'hash-of-price', 'run-1')`);

  migrate(database, MIGRATIONS);

  expect(database.prepare('SELECT * FROM state').all()).toEqual([
    { mutant_id: 7, source_hash: 'hash-of-price', file: 'src/price.ts', run_id: 'run-1' },
  ]);
});

test('a run from before version 4 measured nothing that its commit is known to hold, and has no plan', () => {
  const database = blank();
  migrate(database, MIGRATIONS.slice(0, 3));
  database.exec(`
    INSERT INTO run (id, scope, request, status, started_at, project_hash, engine, concurrency, environment, commit_hash)
      VALUES ('run-1', 'all', '{}', 'completed', '2026-11-20', 'hash', 'stock', 1, '{}', '0123abcd');
    INSERT INTO job (run_id, file, module, source_hash, is_whole_file, status)
      VALUES ('run-1', 'src/price.ts', 'default', 'hash-of-price', 1, 'completed')`);

  migrate(database, MIGRATIONS);

  expect(cleanMeasurements(database, 'src/price.ts', 'hash-of-price')).toEqual([]);
  expect(database.prepare('SELECT planned_count, planned_hash FROM job').all()).toEqual([
    { planned_count: null, planned_hash: null },
  ]);
});
