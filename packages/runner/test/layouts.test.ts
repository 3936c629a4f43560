/** Projects of many layouts: what they need is there in the sandbox, and the mutants are met by their tests. */
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createTestProject, killrate, killrateJson, type TestProject } from './project.fixture.ts';

let project: TestProject;
afterEach(() => project.remove());

describe('a package inside a workspace', () => {
  it('finds siblings, the packages and tsconfig of the root, and itself by its own name', () => {
    project = createTestProject({
      'package.json': '{ "name": "root", "private": true, "workspaces": ["packages/*"] }',
      'tsconfig.base.json': '{ "compilerOptions": { "strict": true, "target": "es2022" } }',
      'shared/numbers.ts': 'export const two = 2;\n',
      'packages/x/package.json': '{ "name": "@little/x", "type": "module", "exports": "./src/double.ts" }',
      'packages/x/tsconfig.json': '{ "extends": "../../tsconfig.base.json" }',
      'packages/x/vitest.config.ts':
        "import { fileURLToPath } from 'node:url';\nexport default { resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } } };\n",
      'packages/x/src/double.ts':
        "import { two } from '../../../shared/numbers';\nexport const double = (x: number) => x * two;\n",
      'packages/x/src/näme [id] ü.ts': 'export const minus = (x: number) => -x;\n',
      'packages/x/test/double.test.ts':
        "import { expect, it } from 'vitest';\nimport { double } from '@little/x';\nit('doubles', () => { expect(double(3)).toBe(6); });\n",
      'packages/x/test/alias.test.ts':
        "import { expect, it } from 'vitest';\nimport { minus } from '@/näme [id] ü';\nit('negates', () => { expect(minus(3)).toBe(-3); });\n",
      'packages/y/package.json': '{ "name": "@little/y" }',
    });
    mkdirSync(join(project.root, 'node_modules', '@little'));
    symlinkSync('../../packages/x', join(project.root, 'node_modules', '@little', 'x'));
    const { code, document } = killrateJson(project.root, 'run', '-C', 'packages/x');
    expect(document.mutants.map(({ file, replacement, status }) => ({ file, replacement, status }))).toEqual([
      { file: 'src/double.ts', replacement: '() => undefined', status: 'Killed' },
      { file: 'src/double.ts', replacement: 'x / two', status: 'Killed' },
      { file: 'src/näme [id] ü.ts', replacement: '() => undefined', status: 'Killed' },
      { file: 'src/näme [id] ü.ts', replacement: '+x', status: 'Killed' },
    ]);
    expect(code).toBe(0);
  });
});

describe('Vitest projects, CommonJS, JavaScript and TSX', () => {
  it('are all measured', () => {
    project = createTestProject({
      'package.json': '{ "name": "little" }',
      'vitest.config.mjs':
        "export default { test: { projects: [{ test: { name: 'one', include: ['one/**/*.test.*'] } }, { test: { name: 'two', include: ['two/**/*.test.*'], pool: 'forks' } }] } };\n",
      'src/plus.cjs': 'exports.plus = (a, b) => a + b;\n',
      'src/more.mjs': 'export const more = (a) => a > 0;\n',
      'src/view.tsx': 'export function View({ on }: { on: boolean }): string {\n  return on ? "on" : "off";\n}\n',
      'one/plus.test.mjs':
        "import { expect, it } from 'vitest';\nimport { plus } from '../src/plus.cjs';\nit('adds', () => { expect(plus(1, 2)).toBe(3); });\n",
      'two/more.test.ts':
        "import { expect, it } from 'vitest';\nimport { more } from '../src/more.mjs';\nit('is more', () => { expect([more(1), more(0)]).toEqual([true, false]); });\n",
      'two/view.test.tsx':
        "import { expect, it } from 'vitest';\nimport { View } from '../src/view';\nit('shows', () => { expect(View({ on: true })).toBe('on'); });\n",
    });
    const { document } = killrateJson(project.root, 'run');
    expect(document.jobs.map((job) => job.file)).toEqual(['src/more.mjs', 'src/plus.cjs', 'src/view.tsx']);
    expect(document.mutants.filter((mutant) => mutant.file !== 'src/view.tsx' && mutant.status !== 'Killed')).toEqual([]);
    expect(document.mutants.find((mutant) => mutant.replacement === '""' && mutant.original === '"off"')?.status).toBe(
      'NoCoverage',
    );
    expect(document.mutants.find((mutant) => mutant.replacement === '""' && mutant.original === '"on"')?.status).toBe('Killed');
  });
});

describe('tests that disturb each other', () => {
  it('run one mutant at a time where files may not run in parallel, and that is said', () => {
    project = createTestProject({
      'vitest.config.ts': 'export default { test: { fileParallelism: false } };\n',
      'src/add.ts': 'export const add = (a: number, b: number) => a + b;\n',
      'test/add.test.ts':
        "import { expect, it, vi } from 'vitest';\nimport { add } from '../src/add';\nit('adds later', () => { vi.useFakeTimers(); let sum = 0; setTimeout(() => { sum = add(1, 2); }, 60_000); vi.runAllTimers(); expect(sum).toBe(3); });\n",
    });
    const { document } = killrateJson(project.root, 'run', '--concurrency', '2');
    expect(document.notes).toEqual(['one mutant at a time: its Vitest config turns fileParallelism off']);
    expect(document.totals.killRate).toBe(100);
  });

  it('are run as whole files where one builds on the other', () => {
    project = createTestProject({
      'src/store.ts':
        "const names: string[] = [];\nexport const add = (name: string) => { names.push(name); };\nexport const first = () => (names.length >= 1 ? names[0] : 'nobody');\n",
      'test/store.test.ts':
        "import { expect, it } from 'vitest';\nimport { add, first } from '../src/store';\nit('adds', () => { add('Ada'); });\nit('finds', () => { expect(first()).toBe('Ada'); });\n",
    });
    const { document } = killrateJson(project.root, 'run');
    const statusOf = (replacement: string) => document.mutants.find((mutant) => mutant.replacement === replacement)?.status;
    // Only `adds` runs this one, and only `finds` notices.
    expect(statusOf('{}')).toBe('Killed');
    // `finds` alone would fail without any mutant: what it looks for was added by the other test.
    expect(statusOf('true')).toBe('Survived');
    expect(statusOf('false')).toBe('Killed');
  });

  it('can be left out where they cannot run on mutated code', () => {
    project = createTestProject({
      'stryker.conf.mjs': "export const killrate = { excludeTests: ['test/size.*'] };\n",
      'src/add.ts': 'export const add = (a: number, b: number) => a + b;\n',
      'test/add.test.ts':
        "import { expect, it } from 'vitest';\nimport { add } from '../src/add';\nit('adds', () => { expect(add(1, 2)).toBe(3); });\n",
      'test/size.test.ts':
        "import { readFileSync } from 'node:fs';\nimport { expect, it } from 'vitest';\nit('is small', () => { expect(readFileSync('src/add.ts', 'utf8').length).toBeLessThan(100); });\n",
    });
    const { code, document } = killrateJson(project.root, 'run');
    expect({ code, tests: document.tests.map((test) => test.file) }).toEqual({ code: 0, tests: ['test/add.test.ts'] });
  });
});

describe('tests that load the package by its own name', () => {
  const files = {
    'package.json': '{ "name": "little", "type": "module", "exports": "./dist/plus.js" }',
    'src/plus.js': 'export const plus = (a, b) => a + b;\n',
    'src/less.js': 'export const less = (a, b) => a - b;\n',
    'dist/plus.js': 'export const plus = (a, b) => a + b;\n',
    'test/use.js': "export { plus } from 'little';\n",
    'test/plus.test.js':
      "import { expect, it } from 'vitest';\nimport { plus } from './use.js';\nit('adds', () => { expect(plus(1, 2)).toBe(3); });\n",
    'test/less.test.js':
      "import { expect, it } from 'vitest';\nimport { less } from '../src/less.js';\nit('takes', () => { expect(less(3, 2)).toBe(1); });\n",
  };

  it('run what is built, which is said', () => {
    project = createTestProject(files);
    const { document } = killrateJson(project.root, 'run');
    expect(document.totals).toMatchObject({ killed: 2, noCoverage: 2 });
    expect(document.notes.join('\n')).toContain('no test runs src/plus.js, and test/plus.test.js loads dist/plus.js');
    const { document: partial } = killrateJson(project.root, 'run', 'src/plus.js', '--fresh');
    expect(partial.notes.join('\n')).toContain('loads dist/plus.js');
    expect(killrate(project.root, 'doctor').stdout).toMatch(
      /^mend +tests +no test runs src\/plus\.js, and test\/plus\.test\.js loads/m,
    );
  });

  it('run the sources where an alias leads there, and nothing is said', () => {
    project = createTestProject({
      ...files,
      'vitest.config.js':
        "export default { resolve: { alias: { little: new URL('./src/plus.js', import.meta.url).pathname } } };\n",
      'src/idle.js': 'export const idle = () => 1;\n',
    });
    const { document } = killrateJson(project.root, 'run');
    expect(document.totals).toMatchObject({ killed: 4, noCoverage: 1 });
    expect(document.notes).toEqual([]);
    const { document: partial } = killrateJson(project.root, 'run', 'src/idle.js', '--fresh');
    expect(partial.totals).toMatchObject({ killed: 0, noCoverage: 1 });
    expect(partial.notes).toEqual([]);
  });
});
