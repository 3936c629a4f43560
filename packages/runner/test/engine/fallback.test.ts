/** Where threads that are kept are not safe, the stock engine measures, and that is said. */
import { readFileSync, rmSync } from 'node:fs';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import type { TestProject } from '../project.fixture.ts';
import { createEngineProject, measure } from './statuses.fixture.ts';

const SOURCE = { 'src/add.js': 'export const add = (a, b) => a + b;\n' };
const TEST = {
  'test/add.test.js':
    "import { expect, it } from 'vitest';\nimport { add } from '../src/add.js';\nit('adds', () => { expect(add(1, 2)).toBe(3); });\n",
};

/** Lets every mutant pass. */
const CHECKER = `const check = async (mutants) => Object.fromEntries(mutants.map(({ id }) => [id, { status: 'passed' }]));
const factory = Object.assign(() => ({ init: async () => {}, check }), { inject: [] });
export const strykerPlugins = [{ kind: 'Checker', name: 'kind', factory }];
`;

let project: TestProject;
afterEach(() => project.remove());

describe('the stock engine measures, and a note says why', () => {
  it.each([
    {
      name: "a suite in Vitest's pool vmThreads",
      files: { 'vitest.config.js': "export default { test: { pool: 'vmThreads' } };\n" },
      because: "its tests run in Vitest's pool vmThreads",
    },
    {
      name: 'a config that names checkers',
      files: {
        'stryker.conf.mjs': "export default { checkers: ['kind'], plugins: ['./checker.mjs'] };\n",
        'checker.mjs': CHECKER,
      },
      because: "its config names checkers, which are Stryker's",
    },
    {
      name: 'a suite that changes the working directory, which threads may not',
      files: {
        'test/folder.test.js':
          "import { expect, it } from 'vitest';\nit('goes up', () => { const here = process.cwd(); process.chdir('..'); process.chdir(here); expect(process.cwd()).toBe(here); });\n",
      },
      because: 'its suite fails in threads that are kept',
    },
    {
      name: 'a test that fails without what another file left, where files share one world',
      files: {
        'vitest.config.js': 'export default { test: { isolate: false, fileParallelism: false } };\n',
        'test/first.test.js': "import { it } from 'vitest';\nit('comes first', () => { globalThis.isFirst = true; });\n",
        'test/second.test.js':
          "import { expect, it } from 'vitest';\nit('comes second', () => { expect(globalThis.isFirst).toBe(true); });\n",
      },
      because: 'its suite fails in threads that are kept',
    },
  ])('$name', ({ files, because }) => {
    project = createEngineProject(SOURCE, TEST, files as Record<string, string>);
    const { statuses, notes, code } = measure(project);
    const said = `measured with the stock engine, which is slower: ${because}`;
    expect(code).toBe(0);
    expect(notes).toContainEqual(expect.stringMatching(`^${said}`));
    expect(statuses).toEqual({ 'src/add.js': ['() => undefined: Killed', 'a - b: Killed'] });
  });
});

describe('a suite that is red everywhere', () => {
  it('is red, whichever engine tried, and only what fails is run again', () => {
    project = createEngineProject(SOURCE, TEST, {
      'test/red.test.js': "import { expect, it } from 'vitest';\nit('is red', () => { expect(1).toBe(2); });\n",
    });
    const runs = `${project.root}-runs`;
    onTestFinished(() => rmSync(runs, { force: true }));
    project.write(
      'test/green.test.js',
      `import { appendFileSync } from 'node:fs';\nimport { it } from 'vitest';\nit('is green', () => { appendFileSync(${JSON.stringify(runs)}, '.'); });\n`,
    );
    const { code, document } = measure(project);
    expect(readFileSync(runs, 'utf8')).toBe('.');
    expect({ code, status: document.run?.status, mutants: document.mutants }).toEqual({
      code: 4,
      status: 'baseline-failed',
      mutants: [],
    });
  });
});
