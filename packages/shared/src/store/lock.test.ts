import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type LockHolder, releaseLock, renewLock, takeLock } from './lock.ts';
import { openDatabase } from './open.ts';
import { newStore, temporaryFolder } from './store.fixture.ts';

const FIRST: LockHolder = { pid: 100, processStart: '2026-11-20 10:00', host: 'desk', takenAt: '2026-11-20T10:00:00.000Z' };
const SECOND: LockHolder = { pid: 200, processStart: '2026-11-20 11:00', host: 'desk', takenAt: '2026-11-20T11:00:00.000Z' };
const alive = () => true;
const dead = () => false;

test('the lock is taken from nobody', () => {
  expect(takeLock(newStore(), FIRST, alive)).toBeNull();
});

test('who comes second is told who holds the lock, and does not get it', () => {
  const store = newStore();
  takeLock(store, FIRST, alive);

  expect(takeLock(store, SECOND, alive)).toEqual(FIRST);
  expect(takeLock(store, SECOND, alive)).toEqual(FIRST);
});

test('the lock of a holder that died is taken over', () => {
  const store = newStore();
  takeLock(store, FIRST, alive);

  expect(takeLock(store, SECOND, dead)).toBeNull();
  expect(takeLock(store, FIRST, alive)).toEqual(SECOND);
});

test('only the holder itself is asked about', () => {
  const store = newStore();
  const asked: LockHolder[] = [];
  const ask = (holder: LockHolder) => asked.push(holder) > 0;

  takeLock(store, FIRST, ask);
  takeLock(store, SECOND, ask);

  expect(asked).toEqual([FIRST]);
});

test('a holder that still lives says so, and nobody else for it', () => {
  const store = newStore();
  takeLock(store, FIRST, alive);

  renewLock(store, SECOND, '2026-11-20T13:00:00.000Z');
  expect(takeLock(store, SECOND, alive)).toEqual(FIRST);

  renewLock(store, FIRST, '2026-11-20T12:00:00.000Z');
  expect(takeLock(store, SECOND, alive)).toEqual({ ...FIRST, takenAt: '2026-11-20T12:00:00.000Z' });
});

test('a lock that was given back is free', () => {
  const store = newStore();
  takeLock(store, FIRST, alive);

  releaseLock(store, FIRST);

  expect(takeLock(store, SECOND, alive)).toBeNull();
});

test.each([
  ['another process', { pid: 101 }],
  ['a later process of the same number', { processStart: '2026-11-20 12:00' }],
  ['a process of the same number on another machine', { host: 'ci' }],
])('%s cannot give the lock back', (_, difference) => {
  const store = newStore();
  takeLock(store, FIRST, alive);

  releaseLock(store, { ...FIRST, ...difference });

  expect(takeLock(store, SECOND, alive)).toEqual(FIRST);
});

test('the lock holds between two connections', () => {
  const path = join(temporaryFolder(), 'killrate.db');
  const [one, other] = [openDatabase(path, 'create'), openDatabase(path, 'create')];
  onTestFinished(() => {
    one.close();
    other.close();
  });

  takeLock(one, FIRST, alive);

  expect(takeLock(other, SECOND, alive)).toEqual(FIRST);
});
