/** What is heard of a project's files as they are saved. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { aFolder, writeEntries } from '../folder.fixture.ts';
import { ProjectChanges } from './project-changes.ts';

const never = new AbortController().signal;

async function watched() {
  const root = aFolder({ 'src/a.ts': '', 'src/b.ts': '', 'README.md': '', 'node_modules/x/index.js': '', 'reports/a.json': '' });
  const changes = new ProjectChanges(root);
  onTestFinished(() => changes.close());
  await changes.ready();
  return { root, changes };
}

/** What is told until it is so many paths: the system may tell of two files far from each other. */
async function takeMany(changes: ProjectChanges, count: number): Promise<string[]> {
  const seen = new Set<string>();
  while (seen.size < count) for (const path of (await changes.take(never)) ?? []) seen.add(path);
  return [...seen].sort();
}

test('files that came, were written and went are told', async () => {
  const { root, changes } = await watched();
  writeEntries(root, { 'src/new/c.ts': '', 'src/a.ts': 'a' });
  rmSync(join(root, 'src/b.ts'));
  expect(await takeMany(changes, 3)).toEqual(['src/a.ts', 'src/b.ts', 'src/new/c.ts']);
});

test('packages, reports, folders, what editors keep beside a file and floors that a run raised are not heard of', async () => {
  const { root, changes } = await watched();
  mkdirSync(join(root, 'src/empty'));
  writeEntries(root, {
    ...{ 'node_modules/x/index.js': 'x', 'reports/a.json': '{}', 'src/.a.ts.swp': '', 'src/a.ts~': '', 'src/.#a.ts': '' },
    ...{ 'killrate.floors.json': '{}', 'src/a.ts': 'a' },
  });
  expect(await changes.take(never)).toEqual(['src/a.ts']);
});

test('what is written for people can wait, and code cannot', async () => {
  const { root, changes } = await watched();
  let isUrgent = false;
  void changes.urgent.then(() => {
    isUrgent = true;
  });
  writeEntries(root, { 'README.md': 'read me' });
  expect(await changes.take(never)).toEqual(['README.md']);
  expect(isUrgent).toBe(false);
  const { urgent } = changes;
  writeEntries(root, { 'src/a.ts': 'a' });
  await urgent;
  expect(await changes.take(never)).toEqual(['src/a.ts']);
});

test('whoever waits is let go where the wait is ended', async () => {
  const { root, changes } = await watched();
  const ending = new AbortController();
  const taken = changes.take(ending.signal);
  ending.abort();
  expect(await taken).toBeNull();
  expect(await changes.take(ending.signal)).toBeNull();
  writeEntries(root, { 'src/a.ts': 'a' });
  expect(await changes.take(never)).toEqual(['src/a.ts']);
});
