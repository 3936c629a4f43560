/** Bad input: one line on stderr, the documented exit code, nothing half-written. */
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '@killrate/shared/store/open';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestProject, killrate, killrateJson, type TestProject } from './project.fixture.ts';

const FILES = {
  'src/add.ts': 'export const add = (a: number, b: number) => a + b;\n',
  'test/add.test.ts':
    "import { expect, it } from 'vitest';\nimport { add } from '../src/add';\nit('adds', () => { expect(add(1, 2)).toBe(3); });\n",
};

let project: TestProject;
beforeAll(() => {
  project = createTestProject(FILES);
});
afterAll(() => project.remove());

function oneLine(stderr: string): string {
  const lines = stderr.trimEnd().split('\n');
  expect(lines, stderr).toHaveLength(1);
  expect(lines[0]).toMatch(/^killrate: /);
  return lines[0] as string;
}

describe('a word of the command line that killrate does not know', () => {
  it.each([
    ['no such file', ['run', 'src/ad.ts'], 'there is no file src/ad.ts (did you mean src/add.ts?)'],
    ['a glob without a match', ['run', 'src/**/*.jsx'], 'src/**/*.jsx matches no source file'],
    ['a test as source', ['run', 'test/add.test.ts'], 'is a test: name the source file'],
    ['a file that is no script', ['run', 'package.json'], 'is no script'],
    ['a file outside', ['run', '/etc/hostname'], 'outside the project'],
    ['an option', ['run', '--dedline', '3'], "unknown option '--dedline' (Did you mean --deadline?)"],
    ['a command', ['rum'], "unknown command 'rum' (Did you mean run?)"],
    ['a number', ['run', '--concurrency', 'many'], 'whole number from 1 on'],
    ['no seconds', ['run', '--deadline', '0'], 'number of seconds above 0'],
    ['a module', ['run', '--module', 'defalt'], 'there is no module defalt (did you mean default?)'],
    ['a format', ['report', '--format', 'jsn'], 'Allowed choices are json, html, elements'],
    ['a missing argument', ['show'], "missing required argument 'mutant'"],
    ['a folder', ['run', '-C', '/nowhere/at/all'], 'there is no folder /nowhere/at/all'],
  ])('%s: exit code 1 and one line', (_, args, message) => {
    const { code, stdout, stderr } = killrate(project.root, ...args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(oneLine(stderr)).toContain(message);
    expect(existsSync(join(project.root, 'reports'))).toBe(false);
  });

  it('still gives a document with --json', () => {
    const { code, document } = killrateJson(project.root, 'run', 'src/ad.ts');
    expect(code).toBe(1);
    expect(document.exit).toMatchObject({ code: 1, reasons: [{ code: 1, message: expect.stringContaining('src/ad.ts') }] });
  });

  it('looking before anything was measured names the command that measures', () => {
    for (const args of [
      ['survivors'],
      ['show', 'abcd1234'],
      ['retry'],
      ['report', '--format', 'json'],
      ['prune', '--keep', '3'],
    ]) {
      const { code, stderr } = killrate(project.root, ...args);
      expect(code).toBe(1);
      expect(oneLine(stderr)).toContain('killrate run');
    }
  });
});

describe('a config that killrate cannot take', () => {
  const configs: [string, string, string][] = [
    ['a syntax error', 'export default {};\nexport const killrate = {,};\n', 'stryker.conf.mjs cannot be loaded'],
    ['an unknown key', 'export const killrate = { moduls: [] };', 'killrate has no key "moduls" (did you mean modules?)'],
    ['an unknown key of a module', "export const killrate = { modules: [{ name: 'a', file: ['src/**'] }] };", 'file'],
    [
      'a target of 120',
      "export const killrate = { modules: [{ name: 'a', files: ['src/**'], target: 120 }] };",
      'killrate.modules[0].target is 120',
    ],
    [
      'two modules of one name',
      "export const killrate = { modules: [{ name: 'a', files: ['src/**'] }, { name: 'a', files: ['lib/**'] }] };",
      'two modules are called "a"',
    ],
    ['a default export that is no object', 'export default 3;', 'default export must be an object'],
    ['an option of Stryker that it refuses', "export default { timeoutMS: 'soon' };", 'timeoutMS'],
  ];
  it.each(configs)('%s: exit code 1 and one line that says where', (_, config, message) => {
    const little = createTestProject({ ...FILES, 'stryker.conf.mjs': config });
    const { code, stderr } = killrate(little.root, 'run');
    expect(oneLine(stderr)).toContain(message);
    expect(code).toBe(1);
    little.remove();
  });

  it('a file in two modules goes to the more specific one, said once', () => {
    const modules = "modules: [{ name: 'all', files: ['src/**'] }, { name: 'adding', files: ['src/add.ts'] }]";
    const little = createTestProject({ ...FILES, 'stryker.conf.mjs': `export const killrate = { ${modules} };` });
    const { document } = killrateJson(little.root, 'run');
    expect(document.jobs).toMatchObject([{ file: 'src/add.ts', module: 'adding' }]);
    expect(document.notes.filter((note) => note.includes('src/add.ts'))).toHaveLength(1);
    little.remove();
  });
});

describe('a project that cannot be measured', () => {
  const cases: [string, Record<string, string>, { hasVitest?: boolean }, number, string[]][] = [
    ['without Vitest', FILES, { hasVitest: false }, 1, ['Vitest is not installed']],
    [
      'with a source that does not parse',
      { ...FILES, 'src/add.ts': 'export const add = (a, b) => {\n  return a +;\n};\n' },
      {},
      1,
      ['src/add.ts:2 has a syntax error'],
    ],
    ['without sources', { 'test/add.test.ts': FILES['test/add.test.ts'] }, {}, 6, ['nothing to measure', 'no source file']],
    [
      'without mutants',
      {
        ...FILES,
        'src/add.ts': 'export type Add = (a: number) => number;\nexport const add: any = null;\n',
        'test/add.test.ts': "import { expect, it } from 'vitest';\nit('is', () => { expect(1).toBe(1); });\n",
      },
      {},
      6,
      ['nothing to measure', 'no mutants'],
    ],
    [
      'with a red suite',
      { ...FILES, 'test/red.test.ts': "import { expect, it } from 'vitest';\nit('is red', () => { expect(1).toBe(2); });\n" },
      {},
      4,
      ['1 test fails without any mutant', 'test/red.test.ts > is red'],
    ],
    [
      'with a test file that breaks',
      { ...FILES, 'test/broken.test.ts': "throw new Error('no import');\n" },
      {},
      4,
      ['test/broken.test.ts', 'no import'],
    ],
    ['with no test', { 'src/add.ts': FILES['src/add.ts'] }, {}, 4, ['no test']],
    [
      'whose tests are all skipped',
      { ...FILES, 'test/add.test.ts': FILES['test/add.test.ts'].replace('it(', 'it.skip(') },
      {},
      4,
      ['no test'],
    ],
    ['whose Vitest config throws', { ...FILES, 'vitest.config.ts': "throw new Error('bad config');\n" }, {}, 4, ['bad config']],
  ];
  it.each(cases)('%s ends with its own code, and says why', (_, files, options, code, messages) => {
    const little = createTestProject(files, options);
    const ended = killrate(little.root, 'run');
    for (const message of messages) expect(ended.stderr).toContain(message);
    expect(ended.code).toBe(code);
    little.remove();
  });

  it('whose suite hangs ends with code 4 and names the file', () => {
    const little = createTestProject({
      ...FILES,
      'stryker.conf.mjs': 'export default { dryRunTimeoutMinutes: 0.1 };\n',
      'test/hang.test.ts': "import { it } from 'vitest';\nit('hangs', () => { for (;;) {} });\n",
    });
    const ended = killrate(little.root, 'run');
    expect(ended.stderr).toContain('test/hang.test.ts');
    expect(ended.code).toBe(4);
    little.remove();
  });
});

describe('a store that cannot be used', () => {
  function withStore(content: (path: string) => void): { code: number | null; stderr: string; path: string } {
    const little = createTestProject(FILES);
    const path = join(little.root, 'reports', 'killrate.db');
    mkdirSync(join(little.root, 'reports'));
    content(path);
    const before = existsSync(path) ? readFileSync(path) : null;
    const ended = killrate(little.root, 'run');
    if (before !== null) expect(readFileSync(path).equals(before)).toBe(true);
    little.remove();
    return { ...ended, path };
  }

  it('damaged: one line, and the file stays as it is', () => {
    const { code, stderr, path } = withStore((store) =>
      writeFileSync(store, 'not a database, and long enough to be taken for one'.repeat(100)),
    );
    expect(oneLine(stderr)).toContain(path);
    expect(code).toBe(1);
  });

  it('of a newer version: one line that says so', () => {
    const { code, stderr } = withStore((store) => {
      const database = openDatabase(store, 'create');
      database.pragma('user_version = 999');
      database.pragma('journal_mode = DELETE');
      database.close();
    });
    expect(oneLine(stderr)).toContain('newer killrate');
    expect(code).toBe(1);
  });

  it('reports that is a file: one line', () => {
    const little = createTestProject({ ...FILES, reports: 'a file' });
    const { code, stderr } = killrate(little.root, 'run');
    expect(oneLine(stderr)).toContain('reports');
    expect(code).toBe(1);
    little.remove();
  });

  it.skipIf(process.getuid?.() === 0)('in a folder that cannot be written: one line', () => {
    const little = createTestProject(FILES);
    mkdirSync(join(little.root, 'reports'));
    chmodSync(join(little.root, 'reports'), 0o500);
    const { code, stderr } = killrate(little.root, 'run');
    expect(oneLine(stderr)).toContain('writable');
    expect(code).toBe(1);
    chmodSync(join(little.root, 'reports'), 0o700);
    little.remove();
  });
});
