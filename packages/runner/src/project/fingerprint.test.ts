import { appendFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Config } from '../config/config.ts';
import type { LoadedConfig } from '../config/load-config.ts';
import { aFolder, type Entries, PACKAGE, writeEntries } from '../folder.fixture.ts';
import { describeEnvironment, fingerprint, hashManifest, ownVersion, suiteManifest } from './fingerprint.ts';
import { openProject } from './project.ts';

const PROJECT: Entries = {
  ...PACKAGE,
  'src/a.ts': 'export const a = 1;',
  'test/helper.ts': '',
  'test/__snapshots__/a.test.ts.snap': '',
  'pnpm-lock.yaml': 'lockfileVersion: 9',
  'node_modules/.pnpm/lock.yaml': 'lockfileVersion: 9',
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
    ["pnpm's record of what is installed", 'node_modules/.pnpm/lock.yaml'],
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

  test('stays when another machine installed the same packages, and when acceptances, floors or the text of the config change', () => {
    const root = aFolder({ ...PROJECT, 'stryker.conf.mjs': 'export default {};' });
    const before = print(root);
    writeEntries(root, {
      'node_modules/.modules.yaml': 'prunedAt: today',
      'killrate.accepted.json': '[]',
      'killrate.floors.json': '{}',
      'stryker.conf.mjs': 'export default {}; // as it was',
    });
    expect(print(root)).toBe(before);
  });

  test('changes with the lockfile and the installed packages of the workspace', () => {
    const root = aFolder({
      'pnpm-workspace.yaml': '',
      'pnpm-lock.yaml': '',
      'node_modules/.pnpm/lock.yaml': '',
      'node_modules/vitest/package.json': '{"version":"5.1.1"}',
      'packages/a/package.json': '{}',
    });
    const prints = [print(`${root}/packages/a`)];
    for (const path of ['pnpm-lock.yaml', 'node_modules/.pnpm/lock.yaml']) {
      appendFileSync(`${root}/${path}`, 'x');
      prints.push(print(`${root}/packages/a`));
    }
    expect(new Set(prints).size).toBe(3);
  });
});

describe('the manifest of a suite', () => {
  const PAST: Entries = { ...PROJECT, 'killrate.accepted.json': '[]', 'stryker.conf.mjs': '', 'README.md': 'hello' };
  const manifestOf = (root: string, loaded = config()) => suiteManifest(openProject(root), loaded);

  test('names every file beside the sources and the records, and options, versions and packages', () => {
    expect(Object.keys(manifestOf(aFolder(PAST)))).toEqual([
      'README.md',
      'package.json',
      'pnpm-lock.yaml',
      'test/__snapshots__/a.test.ts.snap',
      'test/helper.ts',
      '(options)',
      '(versions)',
      '(installed packages)',
    ]);
  });

  test('tells which of them changed, and has another hash then', () => {
    const root = aFolder(PAST);
    const before = manifestOf(root);
    appendFileSync(`${root}/test/helper.ts`, 'x');
    appendFileSync(`${root}/src/a.ts`, 'x');
    const after = manifestOf(root, config({ logging: [] }));
    expect(Object.keys(after).filter((name) => after[name] !== before[name])).toEqual(['test/helper.ts', '(options)']);
    expect(hashManifest(after)).not.toBe(hashManifest(before));
    expect(hashManifest(manifestOf(root))).toBe(hashManifest(manifestOf(root)));
  });
});

test('the environment names every version that takes part', () => {
  const environment = describeEnvironment(openProject(aFolder(PACKAGE)));
  expect(Object.keys(environment).sort()).toEqual(['killrate', 'node', 'platform', 'stryker', 'vitest']);
  expect(environment).toMatchObject({ killrate: ownVersion(), vitest: '5.1.1', node: process.version });
  expect(environment.stryker).toMatch(/^\d+\.\d+\.\d+/);
});
