/** Watching the assertions of a suite changes no verdict, and what is told of them is true. */
import { join } from 'node:path';
import { RunDocument } from '@killrate/shared/document';
import {
  type ExecutedAssertion,
  executedAssertions,
  movedAssertions,
  skippedAssertions,
} from '@killrate/shared/store/assertions';
import { openDatabase } from '@killrate/shared/store/open';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createTestProject, killrateUnder, type TestProject } from '../project.fixture.ts';
import { TRAP_CASES } from './assertions.fixture.ts';
import { EXTERNAL_PACKAGES, ONLY_CONDITIONS } from './leaks.fixture.ts';
import { MODULE_CASES, WAIT_CASES } from './modules.fixture.ts';
import { STATE_CASES } from './state.fixture.ts';
import { createEngineProject } from './statuses.fixture.ts';
import { caseFiles, type SuiteCase, sourceOf } from './suite-case.fixture.ts';
import { VITEST_CASES } from './vitest.fixture.ts';

type Wish = 'off' | 'all' | '';

/** A kill matrix of the project, with as much watching as is wished for. */
function measureMatrix(project: TestProject, wish: Wish, ...args: string[]): RunDocument {
  return measureAgain(project, wish, '--fresh', ...args);
}

/** The same, with what holds of earlier results. */
function measureAgain(project: TestProject, wish: Wish, ...args: string[]): RunDocument {
  const { stdout } = killrateUnder({ KILLRATE_ASSERTIONS: wish }, project.root, 'run', '--kill-matrix', '--json', ...args);
  return RunDocument.parse(JSON.parse(stdout));
}

function stored<T>(project: TestProject, read: (database: ReturnType<typeof openDatabase>) => T): T {
  const database = openDatabase(join(project.root, 'reports', 'killrate.db'), 'read');
  try {
    return read(database);
  } finally {
    database.close();
  }
}

/** What was executed, as `line: executions` of each assertion of a file. */
function countsOf(executed: readonly ExecutedAssertion[] | null, file: string): string[] {
  return (executed ?? []).filter((each) => each.file === file).map(({ line, executions }) => `${line}: ${executions}`);
}

const GROUPS: readonly { kind: string; cases: readonly SuiteCase[] }[] = [
  { kind: 'traps', cases: TRAP_CASES },
  { kind: 'state', cases: STATE_CASES },
  { kind: 'modules', cases: MODULE_CASES },
  { kind: 'what Vitest offers', cases: VITEST_CASES },
  { kind: 'waiting', cases: WAIT_CASES },
];

describe.each(GROUPS)('suites of $kind', ({ kind, cases }) => {
  let project: TestProject;
  let unwatched: RunDocument;
  let compared: RunDocument;
  let executed: ExecutedAssertion[] | null;
  beforeAll(() => {
    project = createEngineProject({ 'stryker.conf.mjs': ONLY_CONDITIONS }, EXTERNAL_PACKAGES, ...cases.map(caseFiles));
    unwatched = measureMatrix(project, 'off', 'case-*/source.js');
    compared = measureMatrix(project, 'all', 'case-*/source.js');
    executed = stored(project, (database) => executedAssertions(database, () => true));
  });
  afterAll(() => project.remove());

  it('are measured warm, and watched', () => {
    expect(compared.notes.filter((note) => /stock engine|not watched/.test(note))).toEqual([]);
    expect(executed?.length).toBeGreaterThan(4);
  });

  it('have the same statuses and kills with every assertion watched as with none', () => {
    const verdicts = ({ mutants }: RunDocument) =>
      mutants.map(({ key, status, killedBy }) => [key, status, killedBy.map(({ test, kind: how }) => `${how} ${test}`).sort()]);
    expect(verdicts(compared)).toEqual(verdicts(unwatched));
  });

  const numbered = cases.map((suite, index) => ({ ...suite, index }));
  it.each(numbered)('$name', ({ index, expected }) => {
    const statuses = compared.mutants.filter(({ file, status }) => file === sourceOf(index) && status !== 'Ignored');
    expect(statuses.map(({ status }) => status)).toEqual(expected);
  });

  it.runIf(kind === 'traps')('tell how often each assertion was executed, and by which tests', () => {
    // In a loop of three and in one of two; in a generator that throws; inside of another assertion.
    expect(countsOf(executed, 'case-2/a.test.js')).toEqual(['3: 1', '6: 1', '7: 1', '8: 3', '9: 2']);
    // Caught where it throws, and never reached.
    expect(countsOf(executed, 'case-9/a.test.js')).toEqual(['7: 1', '9: 0']);
    expect(countsOf(executed, 'case-9/test/helper.js')).toEqual(['2: 2', '4: 0']);
    expect(executed?.find(({ file }) => file === 'case-9/test/helper.js')?.tests).toEqual([
      'case-9/a.test.js > is high',
      'case-9/a.test.js > is high too',
    ]);
    // While it loads, no test is running.
    expect(executed?.find(({ file, line }) => file === 'case-8/typed.test.tsx' && line === 7)).toMatchObject({
      executions: 1,
      tests: [],
    });
  });
});

const PRICE = 'export function price(n) {\n  if (n > 3) return n * 2;\n  return n;\n}\n';

describe('the two sides of an assertion', () => {
  const project = createTestProject({
    'stryker.conf.mjs': ONLY_CONDITIONS,
    'src/price.js': PRICE,
    'test/price.test.js': `import { expect, it } from 'vitest'; import { price } from '../src/price.js';
it('compares the code with itself', () => {
  expect({ price: price(5) }).toEqual({ price: price(5) });
});
it('compares the code with what is known', () => {
  expect(price(5)).toBe(10);
});
it('compares what is never the same twice', () => {
  const salt = Math.random();
  expect(price(5) + salt).toBe(price(5) + salt);
});
it('compares what no mutant changes', () => {
  expect(price.name).toBe('price');
});
it('throws before it compares', () => {
  if (price(5) !== 10) throw new Error('other');
  expect(price(5)).toBe(price(5));
});
`,
  });
  afterAll(() => project.remove());

  it('are told where a mutant changed the actual, and whether the expected changed with it', () => {
    measureMatrix(project, 'all');
    const moved = stored(project, (database) => movedAssertions(database, () => true));
    expect(moved).toEqual([
      {
        test: 'test/price.test.js > compares the code with itself',
        file: 'test/price.test.js',
        line: 3,
        column: 3,
        changed: 1,
        together: 1,
      },
      {
        test: 'test/price.test.js > compares the code with what is known',
        file: 'test/price.test.js',
        line: 6,
        column: 3,
        changed: 1,
        together: 0,
      },
    ]);
  });

  it('are told as well where a file leaves a server open, so that it never shares a thread', () => {
    const served = createTestProject({
      'stryker.conf.mjs': ONLY_CONDITIONS,
      'src/price.js': PRICE,
      'test/price.test.js': `import { createServer } from 'node:net'; import { expect, it } from 'vitest'; import { price } from '../src/price.js';
createServer().listen(0);
it('compares the code with itself', () => { expect(price(5)).toBe(price(5)); });
it('compares what is never the same twice', () => { const salt = Math.random(); expect(price(5) + salt).toBe(price(5) + salt); });
`,
    });
    onTestFinished(() => served.remove());
    const { mutants } = measureMatrix(served, 'all');
    expect(new Set(mutants.flatMap(({ how }) => how ?? []))).toEqual(new Set(['cold']));
    const moved = stored(served, (database) => movedAssertions(database, () => true)) ?? [];
    expect(moved.map(({ test, together }) => `${test}: ${together}`)).toEqual([
      'test/price.test.js > compares the code with itself: 1',
    ]);
  });
});

describe('what was seen of assertions', () => {
  const TWO = `${PRICE}export function tax(n) {\n  if (n > 3) return n * 3;\n  return n;\n}\n`;
  const tests = {
    'test/tax.test.js': `import { expect, it } from 'vitest'; import { tax } from '../src/price.js';
it('compares the tax with itself', () => { expect(tax(5)).toBe(tax(5)); });
it('knows the tax', () => { expect(tax(5)).toBeGreaterThan(5); });
`,
    'test/price.test.js': `import { expect, it } from 'vitest'; import { price } from '../src/price.js';
it('compares the price with itself', () => { expect(price(5)).toBe(price(5)); });
it('compares the price only where it is high', () => { if (price(5) > 8) expect(price(5)).toBe(10); });
`,
  };
  const seenOf = (project: TestProject) =>
    stored(project, (database) => [movedAssertions(database, () => true), skippedAssertions(database, () => true)]);

  it('stays of mutants that are not measured again, and is as in a fresh run', () => {
    const project = createTestProject({ 'src/price.js': TWO, ...tests });
    onTestFinished(() => project.remove());
    measureMatrix(project, '');
    project.write('src/price.js', TWO.replace('n * 3', 'n * 4'));
    const { mutants } = measureAgain(project, '');
    const seen = seenOf(project);
    expect(mutants.filter(({ isReused }) => isReused).map(({ symbol }) => symbol)).toEqual(Array(6).fill('price'));
    measureMatrix(project, '');
    expect(seen).toEqual(seenOf(project));
    expect(seen.map((each) => each.length > 0)).toEqual([true, true]);
  });

  it('is seen anew where other assertions are looked at now', () => {
    const project = createTestProject({ 'src/price.js': TWO, ...tests });
    onTestFinished(() => project.remove());
    measureMatrix(project, '');
    project.write('src/price.js', TWO.replace('n * 3', 'n * 4'));
    expect(measureAgain(project, 'all').mutants.filter(({ isReused }) => isReused)).toEqual([]);
  });
});

describe('assertions are not watched', () => {
  const testText =
    "import { expect, it } from 'vitest'; import { price } from '../src/price.js';\nit('costs', () => { expect(price(5)).toBe(10); });\n";

  it('in a run without the kill matrix', () => {
    const project = createTestProject({ 'src/price.js': PRICE, 'test/price.test.js': testText });
    onTestFinished(() => project.remove());
    killrateUnder({}, project.root, 'run', '--json');
    expect(stored(project, (database) => executedAssertions(database, () => true))).toBe(null);
  });

  it('by the stock engine, which says so', () => {
    const project = createTestProject({ 'src/price.js': PRICE, 'test/price.test.js': testText });
    onTestFinished(() => project.remove());
    const { notes } = measureMatrix(project, '', '--engine', 'stock');
    expect(notes).toContain('assertions were not watched: only the warm engine can do that');
    expect(stored(project, (database) => executedAssertions(database, () => true))).toBe(null);
  });

  it('where the suite looks at the text of its own functions, and the verdicts stay', () => {
    const project = createTestProject({
      'stryker.conf.mjs': ONLY_CONDITIONS,
      'src/price.js': PRICE,
      'test/price.test.js': `${testText}const check = () => expect(1).toBe(1);\nit('is written so', () => { expect(check.toString()).toMatch(/toBe\\(1\\)$/); });\n`,
    });
    onTestFinished(() => project.remove());
    const { notes, mutants } = measureMatrix(project, '');
    expect(notes).toContain('assertions were not watched: the suite fails where they are');
    expect(mutants.flatMap(({ status, how }) => (status === 'Ignored' ? [] : [[status, how]]))).toEqual([
      ['Survived', 'warm'],
      ['Killed', 'warm'],
    ]);
  });
});

it('CommonJS test files are watched, and sources that assert are not', () => {
  const project = createTestProject({
    'stryker.conf.mjs': ONLY_CONDITIONS,
    'vitest.config.js': 'export default { test: { globals: true } };\n',
    'src/price.js': `import assert from 'node:assert';\n${PRICE.replace('{\n', "{\n  assert(typeof n === 'number');\n")}`,
    'test/price.test.cjs': `const path = require('node:path');
it('costs', async () => {
  const { price } = await import('../src/price.js');
  expect(path.join('a', 'b')).toBe('a/b');
  assert.equal(price(5), 10);
});\n`,
  });
  onTestFinished(() => project.remove());
  const { mutants } = measureMatrix(project, 'all');
  expect(mutants.filter(({ status }) => status === 'Killed').length).toBeGreaterThan(0);
  const executed = stored(project, (database) => executedAssertions(database, () => true));
  expect(executed?.map(({ file, line, executions }) => [file, line, executions])).toEqual([
    ['test/price.test.cjs', 4, 1],
    ['test/price.test.cjs', 5, 1],
  ]);
});
