import { execFileSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeEntries } from '../../folder.fixture.ts';
import { type BrokenFile, kindOf, type ObservedTest, readBrokenFiles, readOutsideErrors, readTests } from './observe.ts';

import type { VitestError, VitestFile, VitestSuite, VitestTask, VitestTest } from './vitest-shapes.ts';

const KINDS = `
import assert from 'node:assert';
import { expect, test, vi } from 'vitest';

expect.extend({
  toBeOdd: (received) => ({ pass: received % 2 === 1, message: () => received + ' is not odd' }),
  toBeTwo: (actual) => ({ pass: false, message: () => 'not two', actual, expected: 2 }),
});

test('expect', () => expect(1).toBe(2));
test('expect of a promise', () => expect(Promise.resolve(1)).rejects.toThrow());
test('expect.fail', () => expect.fail('no'));
test('expect.soft', () => { expect.soft(1).toBe(2); throw new TypeError('then'); });
test('expect.poll', () => expect.poll(() => 1, { timeout: 30, interval: 10 }).toBe(2));
test('expect.unreachable', () => expect.unreachable());
test('expect.assertions', () => { expect.assertions(1); });
test('expect.hasAssertions', () => { expect.hasAssertions(); });
test('expect.extend', () => expect(2).toBeOdd());
test('expect.extend with values', () => expect(1).toBeTwo());
test('node:assert', () => assert.deepEqual({ a: 1 }, { a: 2 }));
test('node:assert with an error of its own', () => assert.ok(false, 'said so'));
test('vi.waitFor', () => vi.waitFor(() => expect(1).toBe(2), { timeout: 30, interval: 10 }));
test('toMatchInlineSnapshot', () => expect({ a: 1 }).toMatchInlineSnapshot('{"a": 2}'));
test('toMatchSnapshot', () => expect('a').toMatchSnapshot());
test.fails('test.fails', () => {});
test('cause', () => { try { expect(1).toBe(2); } catch (cause) { throw new Error('wrapped', { cause }); } });
test('cause of a cause', () => { try { assert(false); } catch (cause) { throw new Error('a', { cause: new TypeError('b', { cause }) }); } });

test('TypeError', () => { undefined.x; });
test('Error', () => { throw new Error('boom'); });
test('an error with expected alone', () => { throw Object.assign(new Error('parse error'), { expected: 'a string' }); });
test('a string', () => { throw 'just text'; });
test('null', () => { throw null; });
test('undefined', () => { throw undefined; });
test('a rejection', async () => { await Promise.reject(new RangeError('far')); });
test('cause that is no assertion', () => { throw new Error('a', { cause: new Error('b') }); });

test('timeout', () => new Promise(() => {}), 30);
test('timeout after an assertion', async () => { expect.soft(1).toBe(1); await new Promise(() => {}); }, 30);
`;

const HOOKS = `
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';

describe('beforeAll', () => {
  beforeAll(() => { throw new TypeError('before all'); });
  test('one', () => {});
  describe('deep', () => { test('two', () => {}); });
});
describe('beforeAll that asserts', () => { beforeAll(() => { expect(1).toBe(2); }); test('three', () => {}); });
describe('beforeAll that hangs', () => { beforeAll(() => new Promise(() => {}), 30); test('four', () => {}); });
describe('afterAll', () => {
  afterAll(() => { throw new Error('after all'); });
  test('five', () => {});
  test.skip('left out', () => {});
});
describe('beforeEach', () => { beforeEach(() => { expect(1).toBe(2); }); test('six', () => {}); });
describe('afterEach', () => { afterEach(() => { throw new Error('after each'); }); test('seven', () => {}); });
describe('none', () => { beforeAll(() => {}); test('eight', () => {}); test.skip('nine', () => {}); test.todo('ten'); });
describe.skip('skipped', () => { beforeAll(() => { throw new Error('never'); }); test('eleven', () => {}); });
`;

const NAMES = `
import { describe, expect, test } from 'vitest';
test('same', () => {});
test('same', () => { expect(1).toBe(2); });
test(' same ', () => {});
describe('group', () => { test('same', () => {}); });
describe('group', () => { test('same', () => {}); describe('deep', () => { test('same', () => {}); }); });
test('group > same', () => {});
test('group same', () => {});
test.each([1, 1, 2])('each %i', () => {});
`;

const SUITE = {
  'package.json': '{"type":"module"}',
  'test/kinds.test.js': KINDS,
  'test/__snapshots__/kinds.test.js.snap':
    '// Vitest Snapshot v1, https://vitest.dev/guide/snapshot.html\n\nexports[`toMatchSnapshot 1`] = `"b"`;\n',
  'test/hooks.test.js': HOOKS,
  'test/names.test.js': NAMES,
  'test/other-names.test.js': "import { test } from 'vitest'; test('same', () => {});",
  'test/file-hook.test.js':
    "import { beforeAll, test } from 'vitest'; beforeAll(() => { throw new Error('file hook'); }); test('x', () => {});",
  'test/import.test.js': "import '../nowhere.js'; import { test } from 'vitest'; test('x', () => {});",
  'test/syntax.test.js': "import { test } from 'vitest'; test('x', () => {",
  'test/rejection.test.js':
    "import { test } from 'vitest'; test('green', () => { Promise.reject(new RangeError('nobody waits')); });",
  'keep-id.setup.js':
    "import { beforeEach } from 'vitest'; beforeEach(({ task }) => { task.meta.workerId = globalThis.__stryker__.currentTestId; });",
};

interface Seen {
  tests: ObservedTest[];
  broken: BrokenFile[];
  outside: string[];
  /** The id that the setup files gave a test in the worker, by its id here. */
  workerIds: Record<string, string>;
}

/** Runs the suite once with the real Vitest, vitest-runner's own setup file and ours, and reads it as the test runner does. */
function runSuite(root: string): Seen {
  writeEntries(root, { ...SUITE, node_modules: { link: fileURLToPath(new URL('../../../node_modules', import.meta.url)) } });
  const vitestRunner = dirname(createRequire(import.meta.url).resolve('@stryker-mutator/vitest-runner'));
  const options = {
    ...{ watch: false, root, config: false, reporters: [{}], update: 'none', passWithNoTests: true, includeTaskLocation: true },
    setupFiles: [
      join(vitestRunner, 'stryker-setup.js'),
      fileURLToPath(new URL('../stryker/tell-apart.setup.ts', import.meta.url)),
      join(root, 'keep-id.setup.js'),
    ],
    provide: {
      ...{ globalNamespace: '__stryker__', mode: 'dry-run', testNameSeparator: ' > ', repeatMark: '\u0001' },
      isGreaterThanVitest4Point1: true,
    },
  };
  const script = `
    import { startVitest } from 'vitest/node';
    import { readBrokenFiles, readOutsideErrors, readTests } from ${JSON.stringify(new URL('./observe.ts', import.meta.url).href)};
    const vitest = await startVitest('test', [], ${JSON.stringify(options)});
    const files = vitest.state.getFiles();
    const tests = readTests(files, ' > ');
    const tasks = files.flatMap(function tasksOf(task) { return task.type === 'test' ? [task] : task.tasks.flatMap(tasksOf); });
    const workerIds = Object.fromEntries(tasks.map((task, index) => [tests[index].id, task.meta.workerId]));
    console.log(JSON.stringify({
      tests, workerIds, broken: readBrokenFiles(files), outside: readOutsideErrors(files, vitest.state.errorsSet),
    }));
    await vitest.close();
    process.exit(0);`;
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:VITEST|TEST$|NODE_ENV$)/.test(name)));
  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    ...{ cwd: root, encoding: 'utf8', env, maxBuffer: 2 ** 26, stdio: ['ignore', 'pipe', 'ignore'] },
  });
  return JSON.parse(printed.trim().split('\n').at(-1) ?? '');
}

let root: string;
let seen: Seen;

beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'killrate observe ')));
  seen = runSuite(root);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const seenTest = (file: string, name: string) =>
  seen.tests.find((found) => found.file === `test/${file}.test.js` && found.name === name);

describe('the kind of a failure that Vitest reports', () => {
  const kindsOf = (names: string[]) => names.map((name) => `${name}: ${seenTest('kinds', name)?.failure?.kind}`);

  test('is an assertion, however it was made', () => {
    const names = [
      ...['expect', 'expect of a promise', 'expect.fail', 'expect.soft', 'expect.poll', 'expect.unreachable'],
      ...['expect.assertions', 'expect.hasAssertions', 'expect.extend', 'expect.extend with values', 'node:assert'],
      ...['node:assert with an error of its own', 'vi.waitFor', 'toMatchInlineSnapshot', 'toMatchSnapshot', 'test.fails'],
      ...['cause', 'cause of a cause'],
    ];
    expect(kindsOf(names)).toEqual(names.map((name) => `${name}: assertion`));
  });

  test('is a crash for whatever else is thrown', () => {
    const names = [
      ...['TypeError', 'Error', 'an error with expected alone', 'a string', 'null', 'undefined', 'a rejection'],
      'cause that is no assertion',
    ];
    expect(kindsOf(names)).toEqual(names.map((name) => `${name}: crash`));
  });

  test('is a timeout where the time of the test was up', () => {
    const names = ['timeout', 'timeout after an assertion'];
    expect(kindsOf(names)).toEqual(names.map((name) => `${name}: timeout`));
  });

  test('comes with a message that begins with the name of the error', () => {
    const messageOf = (name: string) => seenTest('kinds', name)?.failure?.message;
    expect(messageOf('expect')).toMatch(/^AssertionError: expected 1 to be 2/);
    expect(messageOf('TypeError')).toMatch(/^TypeError: Cannot read properties/);
    expect(messageOf('Error')).toBe('boom');
    expect(messageOf('a string')).toBe('just text');
  });

  test('every test of the file was seen to fail', () => {
    const outcomes = seen.tests.filter((found) => found.file === 'test/kinds.test.js').map((found) => found.outcome);
    expect(outcomes).toHaveLength(KINDS.match(/^test/gm)?.length ?? 0);
    expect(new Set(outcomes)).toEqual(new Set(['failed']));
  });
});

describe('hooks of a group of tests', () => {
  test.each<[name: string, outcome: string, kind: string | undefined]>([
    ['beforeAll > one', 'failed', 'crash'],
    ['beforeAll > deep > two', 'failed', 'crash'],
    ['beforeAll that asserts > three', 'failed', 'assertion'],
    ['beforeAll that hangs > four', 'failed', 'timeout'],
    ['afterAll > five', 'passed', undefined],
    ['afterAll > left out', 'skipped', undefined],
    ['beforeEach > six', 'failed', 'assertion'],
    ['afterEach > seven', 'failed', 'crash'],
    ['none > eight', 'passed', undefined],
    ['none > nine', 'skipped', undefined],
    ['none > ten', 'skipped', undefined],
    ['skipped > eleven', 'skipped', undefined],
  ])('%s %s', (name, outcome, kind) => {
    const found = seenTest('hooks', name);
    expect({ outcome: found?.outcome, kind: found?.failure?.kind }).toEqual({ outcome, kind });
  });

  test('that fail are errors outside any test as well, also after its tests', () => {
    const ofHooks = seen.outside
      .filter((message) => message.startsWith('test/hooks.test.js'))
      .map((message) => message.split('\n')[0]);
    expect(ofHooks).toEqual([
      'test/hooks.test.js > beforeAll: TypeError: before all',
      expect.stringMatching(/^test\/hooks\.test\.js > beforeAll that asserts: AssertionError: /),
      expect.stringMatching(/^test\/hooks\.test\.js > beforeAll that hangs: .*Hook timed out in 30ms/),
      'test/hooks.test.js > afterAll: after all',
    ]);
  });
});

describe('a test file that breaks as a whole', () => {
  const brokenAt = (file: string) => seen.broken.find((broken) => broken.file === `test/${file}.test.js`);

  test('by a hook, by an import or by its syntax is told with the message', () => {
    expect(brokenAt('file-hook')).toEqual({ file: 'test/file-hook.test.js', kind: 'crash', message: 'file hook' });
    expect(brokenAt('import')?.message).toContain('nowhere.js');
    expect(brokenAt('syntax')).toMatchObject({ kind: 'crash' });
    expect(seen.outside).toContain('test/file-hook.test.js: file hook');
  });

  test('is none whose tests only fail', () => {
    expect(seen.broken.map((broken) => broken.file).sort()).toEqual([
      'test/file-hook.test.js',
      'test/import.test.js',
      'test/syntax.test.js',
    ]);
  });
});

test('a rejection that nobody waits for is an error outside any test', () => {
  expect(seenTest('rejection', 'green')?.outcome).toBe('passed');
  expect(seen.outside).toContain('RangeError: nobody waits');
});

describe('tests of one name', () => {
  const idsIn = (file: string) =>
    seen.tests.filter((found) => found.file === `test/${file}.test.js`).map((found) => found.id.split('#')[1]);

  test('in one file are told apart by number, also where only the path to them differs', () => {
    expect(idsIn('names')).toEqual([
      ...['same', 'same\u00012', 'same\u00013'],
      ...['group > same', 'group > same\u00012', 'group > deep > same', 'group > same\u00013'],
      ...['group same', 'each 1', 'each 1\u00012', 'each 2'],
    ]);
  });

  test('have outcomes of their own', () => {
    const outcomes = seen.tests
      .filter((found) => found.name === 'same' && found.file === 'test/names.test.js')
      .map(({ outcome }) => outcome);
    expect(outcomes).toEqual(['passed', 'failed', 'passed']);
  });

  test('in two files are two tests', () => {
    expect(idsIn('other-names')).toEqual(['same']);
  });

  test('no two tests of the suite share an id', () => {
    const ids = seen.tests.map((found) => found.id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('have the same ids in the worker, where coverage is counted', () => {
    const known = Object.entries(seen.workerIds).filter(([, workerId]) => workerId !== undefined);
    expect(known.length).toBeGreaterThan(30);
    for (const [id, workerId] of known) expect(workerId).toBe(`${root}/${id}`);
  });
});

test('a test has the line where it stands', () => {
  expect(seenTest('names', 'group same')?.line).toBe(9);
});

/** A file as older Vitests report it, with links from tests to their suites. */
function aFile(tasks: (VitestTask | VitestSuite)[], more: Partial<VitestFile> = {}): VitestFile {
  const file = { ...aSuite('', tasks), filepath: join(process.cwd(), 'test/a.test.ts'), meta: {}, ...more };
  for (const task of tasks) delete task.suite;
  return file;
}

function aSuite(name: string, tasks: VitestTask[], error?: VitestError): VitestSuite {
  const suite: VitestSuite = { type: 'suite', name, mode: 'run', tasks };
  for (const task of tasks) task.suite = suite;
  if (error !== undefined) suite.result = { state: 'fail', errors: [error] };
  return suite;
}

function aTest(name: string, more: Partial<VitestTest> = {}): VitestTest {
  return { type: 'test', name, mode: 'run', result: { state: 'pass', duration: 3 }, ...more };
}

/** A test that has no result: it never came to it. */
function anUnrunTest(name: string, mode = 'run'): VitestTest {
  return { type: 'test', name, mode };
}

describe('what older Vitests report', () => {
  test('names are joined with one blank up to Vitest 4: other paths to the same text are told apart', () => {
    const file = aFile([
      aSuite('adds two', [aTest('numbers')]),
      aSuite('adds', [aTest('two numbers')]),
      aTest('adds two numbers'),
    ]);
    expect(readTests([file], ' ').map(({ id, name }) => [id, name])).toEqual([
      ['test/a.test.ts#adds two numbers', 'adds two > numbers'],
      ['test/a.test.ts#adds two numbers\u00012', 'adds > two numbers'],
      ['test/a.test.ts#adds two numbers\u00013', 'adds two numbers'],
    ]);
  });

  test('blanks around names count for nothing in what people see, and never make two tests one', () => {
    const file = aFile([aSuite('group ', [aTest('x')]), aSuite('group', [aTest(' x')])]);
    const tests = readTests([file], ' > ');
    expect(tests.map(({ name }) => name)).toEqual(['group > x', 'group > x']);
    expect(tests[1]?.id.endsWith('\u00012')).toBe(true);
  });

  test('a test without a result in a group whose hook failed before it failed of that', () => {
    const error = { name: 'TypeError', message: 'before all' };
    const file = aFile([
      aSuite('outer', [aSuite('inner', [anUnrunTest('x'), anUnrunTest('y', 'skip'), anUnrunTest('z', 'todo')])], error),
    ]);
    expect(readTests([file], ' ').map(({ outcome, failure }) => [outcome, failure?.message])).toEqual([
      ['failed', 'TypeError: before all'],
      ['skipped', undefined],
      ['skipped', undefined],
    ]);
  });

  test('a test without a result beside tests that ran is skipped: the hook failed after them', () => {
    const file = aFile([aSuite('group', [aTest('x'), anUnrunTest('y')], { message: 'after all' })]);
    expect(readTests([file], ' ').map(({ outcome }) => outcome)).toEqual(['passed', 'skipped']);
    expect(readOutsideErrors([file], [])).toEqual(['test/a.test.ts > group: after all']);
  });

  test('a test without a result in a group that is whole is skipped, as after a bail', () => {
    expect(readTests([aFile([aSuite('group', [anUnrunTest('x')])])], ' ')[0]).toMatchObject({
      outcome: 'skipped',
      failure: null,
    });
  });

  test('a file that failed without an error of its own is not broken: its tests are', () => {
    const file = aFile([aTest('x', { result: { state: 'fail', errors: [{ message: 'no' }] } })], { result: { state: 'fail' } });
    expect(readBrokenFiles([file])).toEqual([]);
    expect(readBrokenFiles([{ ...file, result: { state: 'fail', errors: [] } }])).toEqual([]);
  });

  test('tasks that are no tests are passed over', () => {
    expect(readTests([aFile([{ type: 'custom', name: 'x', mode: 'run' }, aTest('y')])], ' ').map(({ name }) => name)).toEqual([
      'y',
    ]);
  });

  test('durations and lines that are missing are 0 and null', () => {
    expect(readTests([aFile([aTest('x', { result: { state: 'pass' } })])], ' ')[0]).toMatchObject({ durationMs: 0, line: null });
  });
});

describe('kindOf', () => {
  test.each<[what: string, error: VitestError | undefined, kind: string]>([
    ['no error', undefined, 'crash'],
    ['an empty error', {}, 'crash'],
    ['a timeout of Vitest 2, with a blank', { message: 'Test timed out in 5000 ms.' }, 'timeout'],
    ['words about a timeout elsewhere', { message: 'the query: Test timed out in 5000ms' }, 'crash'],
    ['Testing Library', { name: 'TestingLibraryElementError', message: 'Unable to find' }, 'assertion'],
    ['ERR_ASSERTION alone', { code: 'ERR_ASSERTION', message: 'x' }, 'assertion'],
    ['actual alone', { actual: 1, message: 'x' }, 'crash'],
    ['an error of the code with a name of its own', { name: 'ConflictError', actual: 1, expected: 2, message: 'x' }, 'crash'],
    ['a cause that is text', { message: 'x', cause: 'AssertionError' }, 'crash'],
  ])('of %s is %3$s', (_, error, kind) => {
    expect(kindOf(error)).toBe(kind);
  });

  test('ends where causes go in a circle', () => {
    const error: VitestError = { message: 'x' };
    error.cause = error;
    expect(kindOf(error)).toBe('crash');
  });
});

test('messages are cut, so that one failure cannot fill the store', () => {
  const file = aFile([aTest('x', { result: { state: 'fail', errors: [{ message: 'm'.repeat(100_000) }] } })]);
  expect(readTests([file], ' ')[0]?.failure?.message.length).toBeLessThanOrEqual(2_000);
  expect(readOutsideErrors([], ['m'.repeat(100_000)])[0]?.length).toBeLessThanOrEqual(2_000);
});
