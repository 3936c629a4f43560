/** Test files that were seen to have nothing to do with what is measured, nor with what changed, are left out of the dry run. */
import type { RunDocument } from '@killrate/shared/document';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestProject, killrateJson, type TestProject } from '../project.fixture.ts';

const testOf = (name: string, more = '') =>
  `import { expect, it } from 'vitest';\nimport { ${name} } from '../src/${name}.js';\n${more}it('${name}s', () => { expect(${name}(1)).toBe(false); });\n`;
const sourceOf = (name: string) => `export const ${name} = (n) => n > 1;\n`;
const FILES = Object.fromEntries(
  ['add', 'bend', 'cut'].flatMap((name) => [
    [`src/${name}.js`, sourceOf(name)],
    [`test/${name}.test.js`, testOf(name)],
  ]),
);
/** Reaches `cut` by another file. */
const BOTH = {
  'src/mend.js': "import { cut } from './cut.js';\nexport const mend = (n) => cut(n);\n",
  'test/mend.test.js': testOf('mend'),
};

let project: TestProject;
beforeEach(() => {
  project = createTestProject({ ...FILES, ...BOTH });
});
afterEach(() => project.remove());

function run(...args: string[]): RunDocument {
  return killrateJson(project.root, 'run', '--engine', 'warm', ...args).document;
}

function edit(name: string): void {
  project.write(`src/${name}.js`, sourceOf(name).replace('n > 1', 'n > 1 && n !== -7'));
}

/** How many test files a run says that it left out. */
function leftOut({ notes }: RunDocument): number {
  return notes.reduce((sum, note) => sum + Number(/^(\d+) test files? not run/.exec(note)?.[1] ?? 0), 0);
}

const statusesOf = ({ mutants }: RunDocument, file: string) =>
  mutants.filter((mutant) => mutant.file === file).map(({ replacement, status }) => `${replacement}: ${status}`);

describe('after an edit of one source', () => {
  it('only test files that load it run, and its mutants get the statuses of a fresh run', () => {
    run();
    edit('cut');
    const after = run('src/cut.js');
    expect(leftOut(after)).toBe(2);
    const fresh = run('--fresh');
    expect(leftOut(fresh)).toBe(0);
    expect(statusesOf(after, 'src/cut.js')).toEqual(statusesOf(fresh, 'src/cut.js'));
    expect(after.mutants.some(({ file, coveredBy }) => file === 'src/cut.js' && coveredBy.length > 0)).toBe(true);
  });

  it('a run of everything leaves them out too, and has all tests', () => {
    const before = run();
    edit('cut');
    const after = run();
    expect(leftOut(after)).toBe(2);
    expect(after.tests.map(({ id }) => id).sort()).toEqual(before.tests.map(({ id }) => id).sort());
  });

  it('a run of this file alone is enough to go by, the next time', () => {
    run('src/cut.js');
    edit('cut');
    expect(leftOut(run('src/cut.js'))).toBe(2);
  });

  it('test files of another source that changed run as well: red ones are no baseline', () => {
    run();
    project.write('src/bend.js', 'export const bend = (n) => n < 9;\n');
    edit('cut');
    const { code } = killrateJson(project.root, 'run', 'src/cut.js', '--engine', 'warm');
    expect(code).toBe(4);
  });
});

it('a mutant that is looked at again meets only the test files that load its source', () => {
  const [mutant] = run().mutants.filter(({ file, status }) => file === 'src/cut.js' && status === 'Survived');
  const { document } = killrateJson(project.root, 'retry', mutant?.key ?? '', '--engine', 'warm');
  expect(leftOut(document)).toBe(2);
  expect(document.mutants.map(({ key, status }) => [key, status])).toEqual([[mutant?.key, mutant?.status]]);
});

describe('all test files run', () => {
  it('with a matrix, and where everything is measured anew', () => {
    run();
    edit('cut');
    expect(leftOut(run('src/cut.js', '--kill-matrix'))).toBe(0);
    expect(leftOut(run('src/cut.js', '--fresh'))).toBe(0);
  });

  it('where a test file, a helper or the config changed', () => {
    run();
    edit('cut');
    project.write('test/add.test.js', testOf('add', 'it("is new", () => {});\n'));
    expect(leftOut(run('src/cut.js'))).toBe(0);
  });

  it('where a source came, as an import may lead to it now', () => {
    run();
    edit('cut');
    project.write('src/new.js', sourceOf('new1'));
    expect(leftOut(run('src/cut.js'))).toBe(0);
  });

  it('where a setup file loads the source for each of them', () => {
    project.write('vitest.config.js', "export default { test: { setupFiles: ['./setup.js'] } };\n");
    project.write('setup.js', "import './src/cut.js';\n");
    run();
    edit('cut');
    expect(leftOut(run('src/cut.js'))).toBe(0);
  });
});

it('a test file that may know the source by its text runs', () => {
  const reading = "import { readFileSync } from 'node:fs';\nreadFileSync('src/cut.js');\n";
  project.write('test/add.test.js', testOf('add', reading));
  run();
  edit('cut');
  expect(leftOut(run('src/cut.js'))).toBe(1);
});
