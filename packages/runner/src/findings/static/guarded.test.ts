import { expect, test } from 'vitest';
import { aFolder } from '../../folder.fixture.ts';
import { assessFiles } from './assess.ts';

/** The lines of the assertions of a test with this body that are all under a condition; the body begins in line 4. */
function guarded(body: string, before = ''): number[] | undefined {
  const code = `import { expect, test } from 'vitest'; import os from 'node:os';\nimport { load } from './load.js';\n${before}\ntest('loads', () => {\n${body}\n});\n`;
  const files = { 'a.test.ts': code, 'load.js': 'export const load = (n) => ({ kind: "one", n });\n' };
  const [file] = assessFiles(aFolder(files), ['a.test.ts']);
  return file?.tests[0]?.guarded?.map(({ line }) => line);
}

test('all assertions under a condition on what the code gives are told, though it only narrows a type', () => {
  expect(guarded("const a = load(1);\nif (a.kind === 'one') {\n  expect(a.n).toBe(1);\n  expect(a).toBeTruthy();\n}")).toEqual([
    7, 8,
  ]);
  expect(guarded("const a = load(1);\na.kind === 'one' && expect(a.n).toBe(1);")).toEqual([6]);
  expect(guarded('const a = load(1);\na.n !== undefined && expect(a.n).toBe(1);')).toEqual([6]);
  expect(guarded('const a = load(1);\nif (a.n !== Infinity) expect(a.n).toBe(1);')).toEqual([6]);
});

test.each([
  ['one of them runs in any case', "const a = load(1);\nexpect(a).toBeTruthy();\nif (a.kind === 'one') expect(a.n).toBe(1);"],
  ['both branches have one', "const a = load(1);\nif (a.kind === 'one') expect(a.n).toBe(1);\nelse expect(a.n).toBe(2);"],
  ['they are counted', "expect.assertions(1);\nconst a = load(1);\nif (a.kind === 'one') expect(a.n).toBe(1);"],
  ['the condition is about what the platform has', 'if (WebSocket !== undefined) expect(load(1).n).toBe(1);'],
  ['what is asked for is of the platform', 'const { gc } = globalThis;\nif (gc !== undefined) expect(load(1).n).toBe(1);'],
  [
    'what is asked for is a setting',
    "const seed = process.env['SEED'] ?? undefined;\nif (seed !== undefined) expect(load(1).n).toBe(1);",
  ],
  [
    'what is asked for is of the system',
    'const user = Object.values(os.userInfo())[0];\nif (user !== undefined) expect(load(1).n).toBe(1);',
  ],
  ['the condition is about the machine', "if (process.platform === 'linux') expect(load(1).n).toBe(1);"],
  [
    'the test fails by itself else',
    "const a = load(1);\nif (a.kind !== 'one') throw new Error('no');\nif (a.n) expect(a.n).toBe(1);",
  ],
  ['there are none', 'load(1);'],
])('none are where %s', (_where, body) => {
  expect(guarded(body)).toEqual([]);
});
