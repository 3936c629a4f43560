import type { FileView } from '@killrate/shared/api';
import { tally } from '@killrate/shared/score';
import { expect, test } from 'vitest';
import { branchesOf, openAtFirst, orderTree, rowsOf, stepOf, type TreeNode, treeOf } from './file-tree.ts';

function fileOf(file: string, other: Partial<FileView> & { killed?: number; survived?: number } = {}): FileView {
  const { killed = 1, survived = 0, ...rest } = other;
  const mutants = [
    ...Array.from({ length: killed }, () => ({ status: 'Killed', acceptance: null }) as const),
    ...Array.from({ length: survived }, () => ({ status: 'Survived', acceptance: null }) as const),
  ];
  return {
    ...{ file, module: 'app', measurement: 'current', totals: tally(mutants), formerTotals: null },
    ...{ isStale: false, lastMeasuredAt: null },
    ...rest,
  };
}

/** The tree as indented names. */
function drawn(nodes: readonly TreeNode[], indent = ''): string[] {
  return nodes.flatMap((node) => [`${indent}${node.name}`, ...drawn(node.children, `${indent}  `)]);
}

test('files stand in their folders, folders before files, each by name', () => {
  const files = ['src/b.ts', 'src/a/z.ts', 'src/a/y.ts', 'main.ts'].map((file) => fileOf(file));

  expect(drawn(treeOf(files, ['app']))).toEqual(['app', '  src', '    a', '      y.ts', '      z.ts', '    b.ts', '  main.ts']);
});

test('a folder that holds only a folder stands in one row with it', () => {
  expect(drawn(treeOf([fileOf('packages/web/src/a.ts')], ['app']))).toEqual(['app', '  packages/web/src', '    a.ts']);
});

test('modules keep their order, and those nobody knows come after them', () => {
  const files = [fileOf('a.ts', { module: 'b' }), fileOf('b.ts', { module: 'other' }), fileOf('c.ts', { module: 'a' })];

  expect(treeOf(files, ['b', 'a', 'empty']).map((node) => node.name)).toEqual(['b', 'a', 'other']);
});

test('the rate of a folder is that of all of its mutants, not of its files', () => {
  const files = [fileOf('src/a.ts', { killed: 9 }), fileOf('src/b.ts', { killed: 0, survived: 1 })];
  const [module] = treeOf(files, ['app']);

  expect(module?.children[0]?.totals).toMatchObject({ killed: 9, survived: 1, mutants: 10, killRate: 90 });
});

test('a folder without valid mutants has no rate', () => {
  expect(treeOf([fileOf('src/a.ts', { killed: 0 })], ['app'])[0]?.totals.killRate).toBeNull();
});

test('a folder tells how many of its files are stale, and when one of them was last measured', () => {
  const files = [
    fileOf('src/a.ts', { isStale: true, lastMeasuredAt: '2026-11-01T00:00:00Z' }),
    fileOf('src/b.ts', { lastMeasuredAt: '2026-11-03T00:00:00Z' }),
    fileOf('src/c.ts'),
  ];

  expect(treeOf(files, ['app'])[0]).toMatchObject({ files: 3, staleFiles: 1, lastMeasuredAt: '2026-11-03T00:00:00Z' });
});

const TREE = treeOf([fileOf('src/a.ts'), fileOf('src/b.ts'), fileOf('main.ts')], ['app']);
const ALL_OPEN = new Set(branchesOf(TREE));

test('rows are the nodes whose parents are all open, with their place among their siblings', () => {
  const rows = rowsOf(TREE, new Set(['module:app']));

  expect(rows.map(({ node, level, position, siblings }) => [node.name, level, position, siblings])).toEqual([
    ['app', 1, 1, 1],
    ['src', 2, 1, 2],
    ['main.ts', 2, 2, 2],
  ]);
});

test('levels open at first as long as their rows are few', () => {
  expect(rowsOf(TREE, openAtFirst(TREE, 100))).toHaveLength(5);
  expect(rowsOf(TREE, openAtFirst(TREE, 3))).toHaveLength(3);
});

test('the only module is open even where its rows are many', () => {
  expect(openAtFirst(TREE, 1)).toEqual(new Set(['module:app']));
});

test.each([
  ['module:app', 'ArrowDown', { kind: 'focus', id: 'app:src/' }],
  ['module:app', 'ArrowRight', { kind: 'focus', id: 'app:src/' }],
  ['module:app', 'ArrowLeft', { kind: 'close', id: 'module:app' }],
  ['module:app', 'ArrowUp', null],
  ['app:src/a.ts', 'ArrowLeft', { kind: 'focus', id: 'app:src/' }],
  ['app:src/a.ts', 'ArrowRight', null],
  ['app:src/a.ts', 'Home', { kind: 'focus', id: 'module:app' }],
  ['app:src/a.ts', 'End', { kind: 'focus', id: 'app:main.ts' }],
  ['app:main.ts', 'ArrowDown', null],
  ['app:main.ts', 'x', null],
  ['nowhere', 'ArrowDown', null],
])('in an open tree at %s, %s gives %j', (id, key, step) => {
  expect(stepOf(rowsOf(TREE, ALL_OPEN), id, key)).toEqual(step);
});

test('a closed branch opens to the right, and leads to its parent on the left', () => {
  const rows = rowsOf(TREE, new Set(['module:app']));

  expect(stepOf(rows, 'app:src/', 'ArrowRight')).toEqual({ kind: 'open', id: 'app:src/' });
  expect(stepOf(rows, 'app:src/', 'ArrowLeft')).toEqual({ kind: 'focus', id: 'module:app' });
});

test('by need, those with the most unproven mutants come first on every level, and equals keep their order', () => {
  const files = [
    fileOf('a/x.ts'),
    fileOf('a/y.ts', { survived: 1 }),
    fileOf('b/z.ts', { survived: 3 }),
    fileOf('c.ts', { killed: 0 }),
    fileOf('d.ts'),
  ];

  expect(drawn(orderTree(treeOf(files, ['app']), 'need'))).toEqual([
    'app',
    '  b',
    '    z.ts',
    '  a',
    '    y.ts',
    '    x.ts',
    '  c.ts',
    '  d.ts',
  ]);
});

test('ordering leaves the tree by path as it was', () => {
  const tree = treeOf([fileOf('a.ts'), fileOf('b.ts', { survived: 1 })], ['app']);
  orderTree(tree, 'need');

  expect(drawn(orderTree(tree, 'path'))).toEqual(['app', '  a.ts', '  b.ts']);
});
