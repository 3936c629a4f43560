import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { StoreError } from '@killrate/shared/store/errors';
import { listRuns } from '@killrate/shared/store/runs';
import { expect, test } from 'vitest';
import { temporaryFolder, writeRun } from './store.fixture.ts';
import { readStore, type Store } from './store.ts';

function idsOf(store: Store): string[] {
  return listRuns(store, 10).map((run) => run.id);
}

test('everything one request reads is of one moment, whatever is written meanwhile', () => {
  const path = join(temporaryFolder(), 'killrate.db');
  writeRun(path, { id: 'first' }, []);

  const seen = readStore(path, (store) => {
    const before = idsOf(store);
    writeRun(path, { id: 'second' }, []);
    return [before, idsOf(store)];
  });

  expect(seen).toEqual([['first'], ['first']]);
  expect(readStore(path, idsOf)).toHaveLength(2);
});

test('the store is closed after reading, and after reading failed', () => {
  const path = join(temporaryFolder(), 'killrate.db');
  writeRun(path, {}, []);
  const lent: Store[] = [];

  readStore(path, (store) => lent.push(store));
  const failing = () =>
    readStore(path, (store) => {
      lent.push(store);
      throw new Error('of the route');
    });

  expect(failing).toThrow('of the route');
  expect(lent.map((store) => store.open)).toEqual([false, false]);
});

test('damage that shows only while reading is a StoreError', () => {
  const path = join(temporaryFolder(), 'killrate.db');
  writeRun(path, {}, ['Killed']);
  const pageBytes = readStore(path, (store) => Number(store.pragma('page_size', { simple: true }))) ?? 0;
  const rootPage = readStore(path, (store) =>
    Number(store.prepare(`SELECT rootpage FROM sqlite_schema WHERE name = 'run'`).pluck().get()),
  );
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.alloc(pageBytes, 0xff), 0, pageBytes, pageBytes * ((rootPage ?? 0) - 1));
  closeSync(file);

  expect(() => readStore(path, idsOf)).toThrow(StoreError);
});

test('what a route throws stays what it is', () => {
  const path = join(temporaryFolder(), 'killrate.db');
  writeRun(path, {}, []);

  expect(() =>
    readStore(path, () => {
      throw new RangeError('a bug');
    }),
  ).toThrow(RangeError);
});
