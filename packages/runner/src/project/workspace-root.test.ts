import { describe, expect, test } from 'vitest';
import { aFolder, type Entries } from '../folder.fixture.ts';
import { ancestorsOf, findWorkspaceRoot } from './workspace-root.ts';

describe('the root of the workspace', () => {
  test.each<[what: string, sign: Entries]>([
    ['pnpm', { 'pnpm-workspace.yaml': 'packages: [packages/*]' }],
    ['npm and yarn', { 'package.json': '{ "workspaces": ["packages/*"] }' }],
    ['yarn, as an object', { 'package.json': '{ "workspaces": { "packages": [] } }' }],
    ['lerna', { 'lerna.json': '{}' }],
    ['a git checkout', { '.git/HEAD': '' }],
    ['a git worktree, where .git is a file', { '.git': 'gitdir: /x' }],
  ])('of %s is found from a package two folders down', (_, sign) => {
    const root = aFolder({ ...sign, 'packages/a/package.json': '{}' });
    expect(findWorkspaceRoot(`${root}/packages/a`)).toBe(root);
  });

  test('is a workspace rather than the checkout around it', () => {
    const root = aFolder({ '.git/HEAD': '', 'js/pnpm-workspace.yaml': '', 'js/a/package.json': '{}' });
    expect(findWorkspaceRoot(`${root}/js/a`)).toBe(`${root}/js`);
  });

  test('is a workspace above rather than a checkout nearer by, as of a submodule', () => {
    const root = aFolder({ 'pnpm-workspace.yaml': '', 'packages/a/.git': 'gitdir: /x', 'packages/a/package.json': '{}' });
    expect(findWorkspaceRoot(`${root}/packages/a`)).toBe(root);
  });

  test('is the nearest of two', () => {
    const root = aFolder({ 'lerna.json': '{}', 'inner/lerna.json': '{}', 'inner/a/package.json': '{}' });
    expect(findWorkspaceRoot(`${root}/inner/a`)).toBe(`${root}/inner`);
  });

  test('is the project itself where it is the root', () => {
    const root = aFolder({ 'pnpm-workspace.yaml': '', 'package.json': '{}' });
    expect(findWorkspaceRoot(root)).toBe(root);
  });

  test('passes over a package.json that says nothing of workspaces, and one that does not parse', () => {
    const root = aFolder({
      'lerna.json': '{}',
      'a/package.json': '{ "name": "a" }',
      'a/b/package.json': '{ oops',
      'a/b/c/x': '',
    });
    expect(findWorkspaceRoot(`${root}/a/b/c`)).toBe(root);
  });
});

test('the ancestors of a folder begin with itself and end at the root of the file system', () => {
  expect(ancestorsOf('/a/b/c')).toEqual(['/a/b/c', '/a/b', '/a', '/']);
  expect(ancestorsOf('/')).toEqual(['/']);
});
