import { expect, test } from 'vitest';
import { assertionsToWatch } from './assertions-to-watch.ts';
import { loadConfig } from './config/load-config.ts';
import type { AssertionsToWatch } from './engine/assertions/watched.ts';
import { aFolder, PACKAGE } from './folder.fixture.ts';
import { openProject } from './project/project.ts';
import type { RunContext } from './run-context.ts';

const SELF =
  "import { expect, it } from 'vitest';\nimport { add } from '../src/add.js';\nit('is itself', () => {\n  const sum = add(1);\n  expect(sum).toBe(sum);\n});\n";

async function orderOf(files: Record<string, string>, config: object = {}): Promise<AssertionsToWatch> {
  const root = aFolder({
    ...PACKAGE,
    'src/add.js': 'export const add = (a) => a + 1;\n',
    ...files,
    'stryker.conf.json': JSON.stringify({ killrate: config }),
  });
  const context = {
    ...{ project: openProject(root), loaded: await loadConfig(root), plan: { jobs: [] } },
  };
  return assertionsToWatch(context as unknown as RunContext, root, { coveredBy: null, isAll: false });
}

async function comparedIn(files: Record<string, string>, config: object = {}): Promise<unknown> {
  return (await orderOf(files, config)).compared;
}

test('a doubted assertion is watched wherever tests are defined, whatever the file is called', async () => {
  expect(await comparedIn({ 'checks/sums.js': SELF })).toEqual(['checks/sums.js:5:3']);
});

test.each([
  [
    'two fresh objects',
    '  const one = new Sum(1);\n  const other = new Sum(1);\n  expect(one.of(2)).toEqual(other.of(2));\n',
    '6:3',
  ],
  ['variables of calls', '  const [one] = add(1);\n  const other = add(2);\n  expect(one.a).toBe(other);\n', '6:3'],
])('an assertion that compares %s is watched: it may be the code with itself', async (_, body, place) => {
  const text = `${SELF.slice(0, SELF.indexOf('  const'))}${body}});\n`.replace('is itself', 'adds');
  expect(await comparedIn({ 'test/sums.test.js': text })).toEqual([`test/sums.test.js:${place}`]);
});

test.each([
  ['a constant', 'adds', 'expect(add(1)).toBe(2)'],
  ['what a constant says', 'adds', 'const two = { a: 2 }; expect(add(1)).toBe(two.a)'],
  ['what is written out', 'adds', 'expect(add(1)).toEqual([1, 2])'],
  ['a function', 'adds', 'const f = () => add(1); expect(add(1)).toBe(f)'],
  ['the same on purpose', 'gives the same again', 'expect(add(1)).toBe(add(1, 0))'],
  ['another value', 'adds', 'expect(add(1)).not.toBe(add(2))'],
])('an assertion that compares the code with %s is not', async (_, title, body) => {
  const text = `${SELF.slice(0, SELF.indexOf('  const'))}  ${body};\n});\n`.replace('is itself', title);
  expect(await comparedIn({ 'test/sums.test.js': text })).toEqual([]);
});

test('the assertions of a test file that takes no part are not watched', async () => {
  expect(await comparedIn({ 'test/sums.test.js': SELF }, { excludeTests: ['test/sums.test.js'] })).toEqual([]);
});

test('the assertions of a test that may pass without any are told', async () => {
  const guarded = SELF.replace('  expect(sum).toBe(sum)', '  if (sum > 1) expect(sum).toBe(2)');
  expect((await orderOf({ 'test/sums.test.js': guarded }))?.guarded).toEqual(['test/sums.test.js:5:16']);
});
