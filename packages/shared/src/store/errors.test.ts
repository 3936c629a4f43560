import { describe, expect, test } from 'vitest';
import { StoreError, toFolderError, toStoreError } from './errors.ts';

const PATH = '/project/reports/killrate.db';

function coded(code: unknown): Error {
  return Object.assign(new Error('what the system says'), { code });
}

describe('what SQLite throws', () => {
  test.each([
    ['SQLITE_NOTADB', 'not-a-store', 'not a killrate store: move it away'],
    ['SQLITE_CORRUPT', 'not-a-store', 'damaged: move it away'],
    ['SQLITE_READONLY', 'read-only', 'make the file and its folder writable'],
    ['SQLITE_CANTOPEN', 'read-only', 'a folder that is readable and writable'],
    ['SQLITE_PERM', 'read-only', 'make the file readable and writable'],
    ['SQLITE_FULL', 'full', 'free some space and run again'],
    ['SQLITE_IOERR', 'full', 'free some space and run again'],
    ['SQLITE_BUSY', 'busy', 'end that process and try again'],
    ['SQLITE_READONLY_DBMOVED', 'read-only', 'make the file and its folder writable'],
    ['SQLITE_IOERR_WRITE', 'full', 'free some space and run again'],
    ['SQLITE_BUSY_SNAPSHOT', 'busy', 'end that process and try again'],
  ])('%s is a StoreError of kind %s and says: %s', (code, kind, advice) => {
    const error = toStoreError(coded(code), PATH);

    expect(error).toBeInstanceOf(StoreError);
    expect(error).toMatchObject({ name: 'StoreError', kind, path: PATH, message: expect.stringContaining(advice) });
  });

  test('the message is one line that begins with the path and ends with the code', () => {
    const { message } = toStoreError(coded('SQLITE_FULL'), PATH) as StoreError;

    expect(message).toMatch(/^\/project\/reports\/killrate\.db \S.* \(SQLITE_FULL\)$/);
  });

  test.each(['SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_ERROR', 'ENOSPC', 'not SQLITE_FULL'])('%s stays what it is', (code) => {
    const error = coded(code);

    expect(toStoreError(error, PATH)).toBe(error);
  });

  test.each([null, undefined, 'SQLITE_FULL', new Error('SQLITE_FULL'), coded(13), coded(null)])(
    '%s stays what it is',
    (thrown) => {
      expect(toStoreError(thrown, PATH)).toBe(thrown);
    },
  );
});

describe('what the file system throws', () => {
  test.each([
    ['EACCES', 'read-only', 'make its folder readable and writable'],
    ['EPERM', 'read-only', 'make its folder readable and writable'],
    ['EROFS', 'read-only', 'on a disk that is read-only'],
    ['EEXIST', 'read-only', 'a file stands where its folder should be'],
    ['ENOTDIR', 'read-only', 'a file stands where its folder should be'],
    ['ENOENT', 'read-only', 'a link that leads nowhere'],
    ['ENOSPC', 'full', 'free some space and run again'],
  ])('%s is a StoreError of kind %s and says: %s', (code, kind, advice) => {
    const error = toFolderError(coded(code), PATH);

    expect(error).toBeInstanceOf(StoreError);
    expect(error).toMatchObject({ kind, path: PATH, message: expect.stringContaining(advice) });
  });

  test('a code that nobody foresaw stays what it is', () => {
    const error = coded('EMFILE');

    expect(toFolderError(error, PATH)).toBe(error);
  });
});
