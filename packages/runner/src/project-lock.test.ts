import { join } from 'node:path';
import { takeLock } from '@killrate/shared/store/lock';
import { openDatabase } from '@killrate/shared/store/open';
import { expect, onTestFinished, test } from 'vitest';
import { UserError } from './errors.ts';
import { aFolder } from './folder.fixture.ts';
import { withProjectLock } from './project-lock.ts';

/** A store whose lock was taken on another machine, which was last heard of so long ago. */
function lockedElsewhere(agoMs: number) {
  const database = openDatabase(join(aFolder(), 'killrate.db'), 'create');
  onTestFinished(() => void database.close());
  const takenAt = new Date(Date.now() - agoMs).toISOString();
  takeLock(database, { pid: 7, processStart: 'then', host: 'another-machine', takenAt }, () => true);
  return database;
}

test('a holder on another machine that was heard of lately is named, and nothing is done', async () => {
  const done: string[] = [];
  const attempt = withProjectLock(lockedElsewhere(30_000), () => done.push('done'));
  await expect(attempt).rejects.toThrow(UserError);
  await expect(attempt).rejects.toThrow('process 7 on another-machine');
  expect(done).toEqual([]);
});

test('a holder on another machine that has not been heard of for minutes is passed over', async () => {
  expect(await withProjectLock(lockedElsewhere(600_000), () => 'done')).toBe('done');
});

test('the lock is free again after an action that fails', async () => {
  const database = lockedElsewhere(600_000);
  await expect(withProjectLock(database, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(await withProjectLock(database, () => 'done')).toBe('done');
});
