/** After an edit of one function, a run takes over what that function had no part in, and says what a fresh run says. */
import type { RunDocument } from '@killrate/shared/document';
import type { Mutant } from '@killrate/shared/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestProject, killrateJson, type TestProject } from '../project.fixture.ts';
import { EDIT_CASES } from './edits.fixture.ts';
import { ONLY_CONDITIONS } from './leaks.fixture.ts';

const VITEST = "import { describe, expect, it, vi } from 'vitest';\n";
const sourceOf = (index: number) => `case-${index}/source.js`;
const files = Object.fromEntries(
  EDIT_CASES.flatMap(({ source, tests }, index) => [
    [sourceOf(index), source],
    [`case-${index}/a.test.js`, VITEST + tests],
  ]),
);

let project: TestProject;
let before: RunDocument;
let after: RunDocument;
let fresh: RunDocument;
/** The same with the kill matrix, in a project of its own: its results stand for such runs only. */
let matrices: { project: TestProject; after: RunDocument; fresh: RunDocument };

function editAll(project: TestProject): void {
  for (const [
    index,
    {
      name,
      source,
      edit: [from, to],
    },
  ] of EDIT_CASES.entries()) {
    if (!source.includes(from)) throw new Error(`${name}: ${from} is not in its source`);
    project.write(
      sourceOf(index),
      source.replace(from, () => to),
    );
  }
}

beforeAll(() => {
  project = createTestProject({ 'stryker.conf.mjs': ONLY_CONDITIONS, ...files });
  before = killrateJson(project.root, 'run').document;
  editAll(project);
  after = killrateJson(project.root, 'run').document;
  fresh = killrateJson(project.root, 'run', '--fresh').document;
  const other = createTestProject({ 'stryker.conf.mjs': ONLY_CONDITIONS, ...files });
  const matrixOf = (...args: string[]) => killrateJson(other.root, 'run', '--kill-matrix', ...args).document;
  matrixOf();
  editAll(other);
  matrices = { project: other, after: matrixOf(), fresh: matrixOf('--fresh') };
});
afterAll(() => {
  project.remove();
  matrices.project.remove();
});

function mutantsOf({ mutants }: RunDocument, index: number): Mutant[] {
  return mutants.filter(({ file, status }) => file === sourceOf(index) && status !== 'Ignored');
}

const statusesOf = (document: RunDocument, index: number) => mutantsOf(document, index).map(({ status }) => status);

describe.each(EDIT_CASES.map(({ name, taken, isFelt = true }, index) => ({ name, taken, isFelt, index })))(
  'an edit of $name',
  ({ taken, isFelt, index }) => {
    it('leaves no verdict of before that a fresh run does not give', () => {
      expect(statusesOf(after, index)).toEqual(statusesOf(fresh, index));
    });

    it('lets be taken over what it has no part in, and nothing else', () => {
      expect(mutantsOf(after, index).map(({ isReused }) => isReused)).toEqual(taken);
    });

    it('leaves no cell of a kill matrix that a fresh one does not have, and takes over at most as much', () => {
      const cellsOf = (document: RunDocument) => mutantsOf(document, index).map(({ status, killedBy }) => [status, killedBy]);
      expect(cellsOf(matrices.after)).toEqual(cellsOf(matrices.fresh));
      const isReused = mutantsOf(matrices.after, index).map((mutant) => mutant.isReused);
      expect(isReused.filter((is, at) => is && taken[at] === false)).toEqual([]);
    });

    if (isFelt)
      it('makes another verdict of one that was not edited', () => {
        expect(statusesOf(fresh, index)).not.toEqual(statusesOf(before, index));
      });
  },
);

it('matrices take over the mutants under which no test that meets them enters what was edited', () => {
  const reusedIn = ({ mutants }: RunDocument) => mutants.filter(({ isReused }) => isReused).length;
  expect(reusedIn(matrices.after)).toBeGreaterThan(0);
  expect(reusedIn(matrices.after)).toBeLessThan(matrices.after.mutants.length);
});

it('what was taken over into a run whose suite was red does not make the next one green', () => {
  const other = createTestProject({
    'src/x.js': 'export const x = (n) => n > 1;\n',
    'src/g.js': 'export const g = (n) => n + 1;\n',
    'x.test.js': `${VITEST}import { x } from './src/x.js';\nit('x', () => { expect([x(1), x(2)]).toEqual([false, true]); });`,
    'g.test.js': `${VITEST}import { g } from './src/g.js';\nit('g', () => { expect(g(1)).toBe(2); });`,
  });
  const codeOf = (...args: string[]) => killrateJson(other.root, 'run', ...args).code;
  try {
    expect(codeOf()).toBe(0);
    other.write('src/g.js', 'export const g = (n) => n + 2;\n');
    expect([codeOf('src/x.js'), codeOf('src/x.js'), codeOf('src/x.js')]).toEqual([4, 4, 4]);
    other.write('src/g.js', 'export const g = (n) => 1 + n;\n');
    expect([codeOf('src/x.js'), codeOf('src/x.js')]).toEqual([0, 0]);
  } finally {
    other.remove();
  }
});

it('a matrix in which a test ran out of its time is measured again, as another one may on another day', () => {
  const other = createTestProject({
    'stryker.conf.mjs': ONLY_CONDITIONS,
    'vitest.config.mjs': 'export default { test: { testTimeout: 200 } };\n',
    'src/wait.js':
      "export const wait = (n) => (n > 0 ? Promise.resolve('due') : new Promise((resolve) => setTimeout(resolve, 60_000)));\n",
    'src/due.js': 'export const due = (n) => (n > 0 ? n : 0);\n',
    'wait.test.js': `${VITEST}import './src/due.js';\nimport { wait } from './src/wait.js';\nit('waits', async () => { expect(await wait(1)).toBe('due'); });`,
    'due.test.js': `${VITEST}import { due } from './src/due.js';\nit('is due', () => { expect([due(1), due(-1)]).toEqual([1, 0]); });`,
  });
  const reusedIn = ({ mutants }: RunDocument, source: string) =>
    mutants
      .filter(({ file, status }) => file === source && status !== 'Ignored')
      .map(({ killedBy, isReused }) => [killedBy.some(({ kind }) => kind === 'timeout'), isReused]);
  const run = () => killrateJson(other.root, 'run', '--kill-matrix').document;
  try {
    run();
    other.write('src/due.js', 'export const due = (n) => (n > 0 ? n + 0 : 0);\n');
    const wait = reusedIn(run(), 'src/wait.js');
    expect(wait).toContainEqual([true, false]);
    expect(wait).toContainEqual([false, true]);
  } finally {
    other.remove();
  }
});
