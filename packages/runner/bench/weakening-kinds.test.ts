import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createStaticProject } from '../src/findings/static/project.ts';
import { readTestFile } from '../src/findings/static/read-test-file.ts';
import { createRandom } from './random.ts';
import { applyEdits, weakeningKinds } from './weakening-kinds.ts';

let root: string;

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'killrate-weakening-')));
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

/** The body of the only test, weakened in the named way; null where that does not fit. */
function weaken(name: string, body: string): string | null {
  const before = `import { add } from './add';\ntest('adds', async () => {`;
  writeFileSync(join(root, 'package.json'), '{ "name": "example" }');
  writeFileSync(join(root, 'add.ts'), 'export const add = (a: number, b: number) => a + b;\n');
  writeFileSync(join(root, 'add.test.ts'), `${before}${body}});`);
  const file = readTestFile(createStaticProject(root), 'add.test.ts');
  const test = file?.tests[0];
  if (file === null || test === undefined) throw new Error('there is no test');
  const edits = weakeningKinds.find((kind) => kind.name === name)?.weaken(file, test, createRandom(1));
  return edits === null || edits === undefined ? null : applyEdits(file.script.text, edits).slice(before.length, -3);
}

it('every assertion is deleted, awaited ones and those of callbacks too', () => {
  const body = 'const x = add(1, 2); expect(x).toBe(3); await expect(f()).resolves.toBe(1); [1].map((y) => expect(y).toBe(1));';
  expect(weaken('assertions deleted', body)).toBe('const x = add(1, 2);   [1].map((y) => undefined);');
});

it('deleting leaves alone what cannot be taken out', () => {
  expect(weaken('assertions deleted', 'const kept = expect(add(1, 2)).resolves.toBe(3); await kept;')).toBeNull();
  expect(weaken('assertions deleted', 'screen.getByText("a"); expect(1).toBe(1);')).toBeNull();
  expect(weaken('assertions deleted', 'add(1, 2);')).toBeNull();
});

it('the calls that were looked at may stay', () => {
  expect(
    weaken('assertions deleted, calls kept', 'expect(add(1, 2)).toBe(3); expect(x).toBe(1); expect(() => add()).toThrow();'),
  ).toBe('add(1, 2);  ');
});

it('equality becomes a question of being there, where all assertions are equalities', () => {
  expect(weaken('toBeDefined for equality', 'expect(a).toBe(1); expect(b).toEqual({ c: 2 });')).toBe(
    'expect(a).toBeDefined(); expect(b).toBeDefined();',
  );
  expect(weaken('toBeDefined for equality', 'expect(a).toBe(1); expect(b).toHaveLength(2);')).toBeNull();
  expect(weaken('toBeDefined for equality', 'expect(a).toBe(undefined);')).toBeNull();
});

it("the project's own call stands on both sides, also by way of a constant", () => {
  expect(weaken('expected recomputed', 'expect(add(1, 2)).toBe(3);')).toBe('expect(add(1, 2)).toBe(add(1, 2));');
  expect(weaken('expected recomputed', 'const sum = await add(1, 2); expect(sum).toBe(3);')).toBe(
    'const sum = await add(1, 2); expect(sum).toBe(await add(1, 2));',
  );
  expect(weaken('expected recomputed', 'expect(Math.max(1, 2)).toBe(2);')).toBeNull();
  expect(weaken('expected recomputed', 'expect(add(1, 2)).not.toBe(4);')).toBeNull();
});

it('a value is compared with itself where it is no call', () => {
  expect(weaken('expected is actual', 'expect(sum.total).toBe(3);')).toBe('expect(sum.total).toBe(sum.total);');
  expect(weaken('expected is actual', 'expect(add(1, 2)).toBe(3);')).toBeNull();
  expect(weaken('expected is actual', 'expect(add(1, 2).total).toBe(3);')).toBeNull();
});

it('the matcher is left out', () => {
  expect(weaken('matcher left out', "expect(sum, 'the sum').toBe(3);")).toBe("expect(sum, 'the sum');");
});

it('an assertion of the test itself goes into a promise that nobody awaits', () => {
  expect(weaken('in a promise nobody awaits', 'expect(sum).toBe(3);')).toBe(
    'Promise.resolve().then(() => { expect(sum).toBe(3); });',
  );
  expect(weaken('in a promise nobody awaits', 'expect(await sum()).toBe(3);')).toBeNull();
  expect(weaken('in a promise nobody awaits', '[1].map((x) => { expect(x).toBe(1); });')).toBeNull();
});
