/** The smallest set of tests from end to end: real suites, a real matrix, and the tests that stay run alone before anything is said. */
import { afterEach, expect, it } from 'vitest';
import { processesOfSession } from '../src/process/process-identity.ts';
import { sessionFoldersOf } from '../src/sandbox/session-folder.ts';
import { createTestProject, killrate, killrateJson, startKillrate, type TestProject, until } from './project.fixture.ts';

const SOURCE = `export function fee(amount) {
  if (amount >= 100) return 5;
  return amount >= 10 ? 2 : 1;
}
`;

const HEAD = "import { expect, it } from 'vitest';\nimport { fee } from '../src/fee.js';\n";
const GROWS = "it('grows', () => { expect([9, 10, 99, 100].map(fee)).toEqual([1, 2, 2, 5]); });\n";

let project: TestProject;
afterEach(() => project.remove());

function measured(files: Record<string, string>): void {
  project = createTestProject(files);
  const { code } = killrateJson(project.root, 'run', '--kill-matrix');
  expect(code).toBe(0);
}

/** What of the project state anybody can see. */
function known() {
  const { run, totals, mutants, assessedTests } = killrateJson(project.root, 'tests', '--all').document;
  return { run, totals, mutants, assessedTests };
}

it('a redundant test is named once the others have killed everything alone, and nothing is stored', () => {
  measured({
    'src/fee.js': SOURCE,
    'test/fee.test.js': `${HEAD}${GROWS}it('is one at first', () => { expect(fee(1)).toBe(1); });\n`,
  });
  const before = known();
  const { code, document, stderr } = killrateJson(project.root, 'tests', '--smallest-set');
  const killed = before.totals.killed + before.totals.timeout;
  expect(code).toBe(0);
  expect(document.smallestSet).toMatchObject({
    ...{ verified: true, keep: ['test/fee.test.js > grows'], drop: ['test/fee.test.js > is one at first'] },
    ...{ mutants: killed, lost: [] },
  });
  expect(stderr).toContain('candidate: 1 of 2 tests keep every kill');
  expect(stderr).toMatch(/is one at first.*\n.*killed by "grows" too/);
  expect(known()).toEqual(before);
});

it('a set whose tests need others to have run before them is not proposed', () => {
  measured({
    'src/fee.js': SOURCE,
    'test/fee.test.js': `${HEAD}let known;\nit('prepares', () => { known = fee(9); expect(known).toBe(1); });
it('grows', () => { expect([known, ...[10, 99, 100].map(fee)]).toEqual([1, 2, 2, 5]); expect(fee(9)).toBe(1); });\n`,
  });
  const { code, document, stderr } = killrateJson(project.root, 'tests', '--smallest-set');
  expect(code).toBe(0);
  expect(document.smallestSet).toMatchObject({ verified: false, drop: [], savedMs: 0 });
  expect(document.smallestSet?.keep).toHaveLength(2);
  expect(stderr).toMatch(/no smaller set of tests is proposed: .*its tests fail without any mutant.*grows/s);
});

it('where a kill is lost without the tests before it, one that makes it by itself is put back', () => {
  const head = "import { expect, it } from 'vitest';\nimport { next } from '../src/next.js';\n";
  measured({
    'src/next.js': "let calls = 0;\nexport function next() {\n  calls += 1;\n  return calls > 1 ? 'again' : 'first';\n}\n",
    'test/order.test.js': `${head}it('says something', () => { expect(next()).not.toBe(''); });
it('says something again', () => { expect(next()).not.toBe(''); });\n`,
    'test/first.test.js': `${head}it('says first', () => { expect(next()).toBe('first'); });\n`,
    'test/slow.test.js': `${head}it('says more', async () => {
  next();
  await new Promise((done) => setTimeout(done, 100));
  expect(next()).not.toBe('');
});\n`,
  });
  const { document } = killrateJson(project.root, 'tests', '--smallest-set');
  expect(document.smallestSet).toMatchObject({ verified: true, drop: ['test/order.test.js > says something'], lost: [] });
});

it('a suite of which each test is needed is left as it is', () => {
  measured({ 'src/fee.js': SOURCE, 'test/fee.test.js': `${HEAD}${GROWS}` });
  const { code, document, stderr } = killrateJson(project.root, 'tests', '--smallest-set');
  expect([code, document.smallestSet]).toMatchObject([0, { verified: false, keep: ['test/fee.test.js > grows'], drop: [] }]);
  expect(stderr).toContain('each test');
});

it('without a matrix it ends with the command that makes one', () => {
  project = createTestProject({ 'src/fee.js': SOURCE, 'test/fee.test.js': `${HEAD}${GROWS}` });
  expect(killrate(project.root, 'tests', '--smallest-set')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('killrate run --kill-matrix'),
  });
  killrate(project.root, 'run');
  project.write('test/more.test.js', `${HEAD}it('is a number', () => { expect(fee(1)).toBe(1); });\n`);
  const { code, stderr } = killrate(project.root, 'tests', '--smallest-set');
  expect([code, stderr]).toEqual([1, expect.stringContaining('killrate run --kill-matrix')]);
  expect(killrate(project.root, 'tests', 'test/fee.test.js', '--smallest-set')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('leave out the file'),
  });
});

it.each([
  ['at once', () => sessionFoldersOf(project.root).length > 0],
  ['among the mutants', (told: string) => told.includes('src/early.js')],
])('Ctrl-C %s ends it with 130, and leaves nothing behind', async (_when, isReached) => {
  const slow = "it('is slow', async () => { await new Promise((done) => setTimeout(done, 400)); expect(fee(1)).toBe(1); });\n";
  measured({
    'src/early.js': 'export const early = (a) => a + 1;\n',
    'src/fee.js': SOURCE,
    'test/early.test.js':
      "import { expect, it } from 'vitest';\nimport { early } from '../src/early.js';\nit('adds', () => { expect(early(1)).toBe(2); });\n",
    'test/fee.test.js': `${HEAD}${slow}it('grows slowly', async () => {
  await new Promise((done) => setTimeout(done, 500));
  expect([9, 10, 99, 100].map(fee)).toEqual([1, 2, 2, 5]);
});\n`,
  });
  const before = known();
  const running = startKillrate(project.root, 'tests', '--smallest-set');
  await until(() => isReached(running.stdout()));
  running.kill('SIGINT');
  const { code, stdout, stderr } = await running.ended;
  expect([code, stderr]).toEqual([130, expect.stringContaining('none is proposed')]);
  expect(stdout).not.toContain('candidate');
  const folders = sessionFoldersOf(project.root);
  expect(folders.flatMap(({ id }) => processesOfSession(id))).toEqual([]);
  expect(folders).toEqual([]);
  expect(known()).toEqual(before);
});
