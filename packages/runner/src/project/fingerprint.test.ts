import { appendFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Config } from '../config/config.ts';
import type { LoadedConfig } from '../config/load-config.ts';
import { aFolder, type Entries, PACKAGE, writeEntries } from '../folder.fixture.ts';
import { describeEnvironment, fingerprint, ownVersion } from './fingerprint.ts';
import { openProject } from './project.ts';

const PROJECT: Entries = {
  ...PACKAGE,
  'src/a.ts': 'export const a = 1;',
  'test/helper.ts': '',
  'test/__snapshots__/a.test.ts.snap': '',
  'pnpm-lock.yaml': 'lockfileVersion: 9',
  'node_modules/.modules.yaml': 'layoutVersion: 5',
  'node_modules/.package-lock.json': '{}',
};

const config = (more: object = {}, engineOptions: Record<string, unknown> = {}): LoadedConfig => ({
  file: 'stryker.conf.mjs',
  config: Config.parse(more),
  engineOptions,
});

function print(root: string, loaded = config(), environment: Record<string, string> = { node: 'v24' }): string {
  return fingerprint(openProject(root), loaded, environment);
}

describe('the fingerprint', () => {
  test('is the same for the same project', () => {
    const root = aFolder(PROJECT);
    expect(print(root)).toBe(print(root));
  });

  test.each([
    ['a source', 'src/a.ts'],
    ['a helper of tests', 'test/helper.ts'],
    ['a snapshot', 'test/__snapshots__/a.test.ts.snap'],
    ['the manifest', 'package.json'],
    ['the lockfile', 'pnpm-lock.yaml'],
    ["pnpm's record of what is installed", 'node_modules/.modules.yaml'],
    ["npm's record of what is installed", 'node_modules/.package-lock.json'],
  ])('changes with %s', (_, path) => {
    const root = aFolder(PROJECT);
    const before = print(root);
    appendFileSync(`${root}/${path}`, '\n');
    expect(print(root)).not.toBe(before);
  });

  test('changes with a new file', () => {
    const root = aFolder(PROJECT);
    const before = print(root);
    writeFileSync(`${root}/test/b.test.ts`, '');
    expect(print(root)).not.toBe(before);
  });

  test("changes with Stryker's options, with what counts as logging, and with versions", () => {
    const root = aFolder(PROJECT);
    const prints = [
      print(root),
      print(root, config({}, { mutator: { excludedMutations: ['StringLiteral'] } })),
      print(root, config({ logging: [] })),
      print(root, config(), { node: 'v22' }),
    ];
    expect(new Set(prints).size).toBe(prints.length);
  });

  test('stays when only targets change, or reports are written', () => {
    const root = aFolder(PROJECT);
    const before = print(root);
    expect(print(root, config({ target: 90, modules: [{ name: 'a', files: ['src/**'], target: 60 }] }))).toBe(before);
    writeEntries(root, { 'reports/killrate.db': 'x', 'coverage/index.html': 'x', 'node_modules/.vite/deps.json': 'x' });
    expect(print(root)).toBe(before);
  });

  test('changes with the lockfile and the installed packages of the workspace', () => {
    const root = aFolder({
      'pnpm-workspace.yaml': '',
      'pnpm-lock.yaml': '',
      'node_modules/.modules.yaml': '',
      'node_modules/vitest/package.json': '{"version":"5.1.1"}',
      'packages/a/package.json': '{}',
    });
    const prints = [print(`${root}/packages/a`)];
    for (const path of ['pnpm-lock.yaml', 'node_modules/.modules.yaml']) {
      appendFileSync(`${root}/${path}`, 'x');
      prints.push(print(`${root}/packages/a`));
    }
    expect(new Set(prints).size).toBe(3);
  });
});

test('the environment names every version that takes part', () => {
  const environment = describeEnvironment(openProject(aFolder(PACKAGE)));
  expect(Object.keys(environment).sort()).toEqual(['killrate', 'node', 'platform', 'stryker', 'vitest']);
  expect(environment).toMatchObject({ killrate: ownVersion(), vitest: '5.1.1', node: process.version });
  expect(environment.stryker).toMatch(/^\d+\.\d+\.\d+/);
});
