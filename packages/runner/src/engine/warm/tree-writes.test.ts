import { existsSync, mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { aFolder } from '../../folder.fixture.ts';
import { findWrites, readTree } from './tree-writes.ts';

/** A folder whose times lie so far back that whatever is written is later. */
function anOldFolder(): string {
  const root = aFolder({ 'src/a.js': 'a', 'test/a.test.js': 't', 'node_modules/x/index.js': 'x' });
  for (const path of ['', 'src', 'src/a.js', 'test', 'test/a.test.js']) utimesSync(join(root, path), 1_000, 1_000);
  return root;
}

test('a suite that writes nothing is found to write nothing, whatever tools write among the packages', () => {
  const root = anOldFolder();
  const before = readTree(root);
  mkdirSync(join(root, 'node_modules/.vite'));
  utimesSync(root, 1_000, 1_000);
  expect(findWrites(root, before).first).toBeNull();
});

test('a file that stays is named, and removed when the tree is put back', () => {
  const root = anOldFolder();
  const before = readTree(root);
  writeFileSync(join(root, 'test/left.txt'), 'left');
  const writes = findWrites(root, before);
  expect(writes.first).toBe('test/left.txt');
  writes.clear?.();
  expect(existsSync(join(root, 'test/left.txt'))).toBe(false);
  expect(existsSync(join(root, 'src/a.js'))).toBe(true);
});

test('a file that came and went is told by its folder, a changed one by itself, a removed one by its name', () => {
  const root = anOldFolder();
  const before = readTree(root);
  writeFileSync(join(root, 'test/gone.txt'), 'gone');
  rmSync(join(root, 'test/gone.txt'));
  expect(findWrites(root, before).first).toBe('test');

  utimesSync(join(root, 'test'), 1_000, 1_000);
  writeFileSync(join(root, 'src/a.js'), 'b');
  expect(findWrites(root, before).first).toBe('src/a.js');

  rmSync(join(root, 'src/a.js'));
  for (const path of ['src', '']) utimesSync(join(root, path), 1_000, 1_000);
  expect(findWrites(root, before).first).toBe('src/a.js');
});
