import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { StoreError } from './errors.ts';
import { MIGRATIONS } from './migrations.ts';
import { type Database, type OpenMode, openDatabase } from './open.ts';
import { beginRun, listRuns } from './runs.ts';
import { AT, newRun, temporaryFolder } from './store.fixture.ts';

const EVERY_MODE: OpenMode[] = ['create', 'existing', 'read'];
const isRoot = process.getuid?.() === 0;

function storePath(): string {
  return join(temporaryFolder(), 'reports', 'killrate.db');
}

/** Opens a store for the time of the test. */
function open(path: string, mode: OpenMode, migrations = MIGRATIONS): Database {
  const database = openDatabase(path, mode, migrations);
  onTestFinished(() => {
    database.close();
  });
  return database;
}

/** A file, and its folder, as some other program left it. */
function writeFile(content: string): string {
  const path = storePath();
  mkdirSync(dirname(path));
  writeFileSync(path, content);
  return path;
}

/** A database as SQL makes it without killrate. */
function writeDatabase(sql: string): string {
  const path = writeFile('');
  const database = new SqliteDatabase(path);
  database.exec(sql);
  database.close();
  return path;
}

function failureOf(path: string, mode: OpenMode): StoreError {
  try {
    openDatabase(path, mode).close();
  } catch (error) {
    if (error instanceof StoreError) return error;
    throw error;
  }
  throw new Error(`${path} was opened`);
}

/** A store at version 1, as an older killrate left it, with one run. */
function writeOlderStore(): string {
  const path = storePath();
  const older = openDatabase(path, 'create', MIGRATIONS.slice(0, 1));
  older.exec(
    `INSERT INTO run (id, scope, request, status, started_at, project_hash, engine, concurrency, environment)
     VALUES ('of-old', 'all', '{}', 'completed', '${AT}', 'hash', 'stock', 1, '{}')`,
  );
  older.close();
  return path;
}

describe('creating', () => {
  test('the file and the folders above it are made, and what is written is there when it is opened again', () => {
    const path = join(temporaryFolder(), 'not', 'there', 'yet', 'killrate.db');

    const first = openDatabase(path, 'create');
    beginRun(first, newRun('run-1'));
    first.close();

    expect(listRuns(open(path, 'create'), 10)).toHaveLength(1);
    expect(readdirSync(dirname(path))).toContain('killrate.db');
  });

  test('the file says `kill` where SQLite files name their application', () => {
    const path = storePath();
    openDatabase(path, 'create').close();

    expect(readFileSync(path).toString('latin1', 68, 72)).toBe('kill');
  });

  test('a file that another process has only just made is taken over', () => {
    const path = writeFile('');

    expect(listRuns(open(path, 'create'), 10)).toEqual([]);
  });

  test('a file that a process left without tables when it died is taken over', () => {
    const path = writeDatabase('PRAGMA journal_mode = WAL');

    expect(listRuns(open(path, 'create'), 10)).toEqual([]);
  });

  test('a store that could not be made to the end is no obstacle to the next', () => {
    const path = storePath();

    expect(() => openDatabase(path, 'create', [...MIGRATIONS, 'CREATE TABLE; broken'])).toThrow('syntax error');

    expect(listRuns(open(path, 'create'), 10)).toEqual([]);
  });
});

describe('how an open store behaves', () => {
  test.each(['create', 'existing'] as const)('a writer and a reader do not wait for each other (%s)', (mode) => {
    const path = storePath();
    openDatabase(path, 'create').close();
    const writer = open(path, mode);
    const reader = open(path, 'read');
    writer.pragma('busy_timeout = 0');

    const seen = reader.transaction(() => {
      const before = listRuns(reader, 10);
      beginRun(writer, newRun('meanwhile'));
      return [before, listRuns(reader, 10)];
    })();

    expect(seen).toEqual([[], []]);
    expect(listRuns(reader, 10)).toHaveLength(1);
  });

  test('a verdict does not wait until the disk confirms it', () => {
    const synchronous = open(storePath(), 'create').pragma('synchronous', { simple: true });

    expect(synchronous).toBe(1); // NORMAL: after a power cut the last verdicts may be gone, the file is whole
  });

  test('nothing can belong to a run that does not exist', () => {
    const store = open(storePath(), 'create');

    expect(() => store.exec(`INSERT INTO run_module VALUES ('no-such-run', 'payments', 90, 0)`)).toThrow('FOREIGN KEY');
  });

  test('a store that is up to date is opened without writing', () => {
    const path = storePath();
    const witness = open(path, 'create');
    const before = witness.pragma('data_version', { simple: true });

    for (const mode of EVERY_MODE) openDatabase(path, mode).close();

    expect(witness.pragma('data_version', { simple: true })).toBe(before);
  });

  test('a reader cannot write', () => {
    const path = storePath();
    openDatabase(path, 'create').close();

    expect(() => beginRun(open(path, 'read'), newRun('run-1'))).toThrow(expect.objectContaining({ code: 'SQLITE_READONLY' }));
  });

  test('a reader leaves the file as it is, even one that is in another journal mode', () => {
    const path = storePath();
    const store = openDatabase(path, 'create');
    store.pragma('journal_mode = DELETE');
    store.close();
    const before = readFileSync(path);

    openDatabase(path, 'read').close();

    expect(readFileSync(path).equals(before)).toBe(true);
    expect(readdirSync(dirname(path))).toEqual(['killrate.db']);
  });
});

describe('a store of an older killrate', () => {
  test.each(EVERY_MODE)('it is brought up to date with all that is in it (%s)', (mode) => {
    const path = writeOlderStore();

    const store = open(path, mode);

    expect(store.pragma('user_version', { simple: true })).toBe(MIGRATIONS.length);
    expect(listRuns(store, 10).map((run) => run.id)).toEqual(['of-old']);
  });

  test('a reader still cannot write after it was brought up to date', () => {
    expect(() => beginRun(open(writeOlderStore(), 'read'), newRun('run-1'))).toThrow(
      expect.objectContaining({ code: 'SQLITE_READONLY' }),
    );
  });

  test('a table that is rebuilt on the way loses none of the rows that refer to it', () => {
    const path = storePath();
    const parent = 'CREATE TABLE parent (id INTEGER PRIMARY KEY)';
    const child = 'CREATE TABLE child (parent_id INTEGER REFERENCES parent (id) ON DELETE CASCADE)';
    const older = openDatabase(path, 'create', [`${parent}; ${child}`]);
    older.exec('INSERT INTO parent VALUES (1); INSERT INTO child VALUES (1)');
    older.close();
    const rebuild = `CREATE TABLE rebuilt (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO rebuilt (id) SELECT id FROM parent;
      DROP TABLE parent; ALTER TABLE rebuilt RENAME TO parent`;

    const store = open(path, 'existing', [`${parent}; ${child}`, rebuild]);

    expect(store.prepare('SELECT * FROM child').all()).toEqual([{ parent_id: 1 }]);
  });
});

describe('what is no store', () => {
  test.each(['existing', 'read'] as const)('where nothing was measured the way to begin is named (%s)', (mode) => {
    const path = storePath();

    expect(failureOf(path, mode)).toMatchObject({
      kind: 'missing',
      path,
      message: expect.stringMatching(`^${path} does not exist: .*killrate run$`),
    });
    expect(existsSync(dirname(path))).toBe(false);
  });

  test.each(['existing', 'read'] as const)('a file that is still blank is no store yet (%s)', (mode) => {
    const path = writeFile('');

    expect(failureOf(path, mode)).toMatchObject({
      kind: 'missing',
      path,
      message: expect.stringMatching(`^${path} is still empty: .*killrate run$`),
    });
    expect(readFileSync(path)).toHaveLength(0);
  });

  const foreign = [
    ['with tables', 'CREATE TABLE customer (name TEXT)'],
    ['with an application id and nothing else', 'PRAGMA application_id = 1'],
    ['with a version and nothing else', 'PRAGMA user_version = 1'],
    ['with a version that killrate does not know', 'PRAGMA user_version = 99; CREATE TABLE customer (name TEXT)'],
  ] as const;
  test.each(foreign.flatMap(([what, sql]) => EVERY_MODE.map((mode) => [what, mode, sql] as const)))(
    'a database of another program, %s, is left as it is (%s)',
    (_, mode, sql) => {
      const path = writeDatabase(sql);
      const before = readFileSync(path);

      const failure = failureOf(path, mode);

      expect(failure).toMatchObject({
        kind: 'not-a-store',
        path,
        message: expect.stringMatching(`^${path} is a database of another program: move it away`),
      });
      expect(readFileSync(path).equals(before)).toBe(true);
    },
  );

  test.each(EVERY_MODE)('a file that is no database is left as it is (%s)', (mode) => {
    const path = writeFile('{ "mutants": [] }');

    expect(failureOf(path, mode)).toMatchObject({ kind: 'not-a-store', path });
    expect(readFileSync(path, 'utf8')).toBe('{ "mutants": [] }');
  });

  test.each(EVERY_MODE)('a folder in the place of the file is left as it is (%s)', (mode) => {
    const path = storePath();
    mkdirSync(path, { recursive: true });

    const message = expect.stringMatching(`^${path} is a folder: move it away`);
    expect(failureOf(path, mode)).toMatchObject({ kind: 'not-a-store', path, message });
  });

  test.each(EVERY_MODE)('a store of a newer killrate is left as it is, and both versions are named (%s)', (mode) => {
    const path = storePath();
    const store = openDatabase(path, 'create');
    store.pragma('user_version = 99');
    store.close();
    const before = readFileSync(path);

    expect(failureOf(path, mode)).toMatchObject({
      kind: 'newer',
      path,
      message: expect.stringMatching(
        `^${path} was written by a newer killrate .*version 99.* up to ${MIGRATIONS.length}.*: update killrate, or move the file away$`,
      ),
    });
    expect(readFileSync(path).equals(before)).toBe(true);
  });
});

describe('what cannot be opened', () => {
  test.each([
    ['a file stands', (folder: string) => writeFileSync(folder, '')],
    ['a link that leads nowhere stands', (folder: string) => symlinkSync(`${folder}-gone`, folder)],
  ])('where %s in the place of the folder, no store can be made', (what, block) => {
    const path = storePath();
    block(dirname(path));

    expect(failureOf(path, 'create')).toMatchObject({
      kind: 'read-only',
      path,
      message: expect.stringContaining(`cannot be created: ${what}`),
    });
  });

  test.each(['existing', 'read'] as const)('below a file there is no store (%s)', (mode) => {
    expect(failureOf(join(writeFile('notes'), 'killrate.db'), mode)).toMatchObject({ kind: 'missing' });
  });

  test('a link that leads nowhere in the place of the file takes no store', () => {
    const path = join(temporaryFolder(), 'killrate.db');
    symlinkSync(join(dirname(path), 'gone', 'killrate.db'), path);

    expect(failureOf(path, 'create')).toMatchObject({ kind: 'read-only', message: expect.stringContaining('has to be a file') });
  });

  // Permissions do not hold root back.
  test.skipIf(isRoot)('a folder that may not be written takes no store, and says so', () => {
    const path = storePath();
    chmodSync(dirname(dirname(path)), 0o555);

    expect(failureOf(path, 'create')).toMatchObject({ kind: 'read-only', message: expect.stringContaining('folder') });
  });

  test.skipIf(isRoot)('a store in a folder that may not be entered is not called missing', () => {
    const path = storePath();
    openDatabase(path, 'create').close();
    chmodSync(dirname(path), 0);
    onTestFinished(() => chmodSync(dirname(path), 0o755));

    expect(failureOf(path, 'read')).toMatchObject({ kind: 'read-only', message: expect.stringContaining('folder') });
  });

  test.skipIf(isRoot)('a store that may not be written can be read, and says so when it is written', () => {
    const path = storePath();
    openDatabase(path, 'create').close();
    chmodSync(path, 0o444);

    expect(listRuns(open(path, 'existing'), 10)).toEqual([]);
    expect(() => beginRun(open(path, 'existing'), newRun('run-1'))).toThrow(expect.objectContaining({ code: 'SQLITE_READONLY' }));
  });
});
