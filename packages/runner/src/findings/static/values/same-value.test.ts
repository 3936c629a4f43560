import type { Node } from 'oxc-parser';
import { expect, test } from 'vitest';
import { aFolder } from '../../../folder.fixture.ts';
import { createStaticProject } from '../project.ts';
import type { TestFileModel } from '../test-file.ts';
import { isOneEvaluation, type NormalForm, normalizeBoth } from './same-value.ts';

/** The normal forms of the variables `left` and `right` of a test file. */
function formsOf(text: string): readonly [NormalForm, NormalForm] | null {
  const root = aFolder({
    'a.test.ts': `import { f, g } from './f';\nimport * as all from './f';\n${text}`,
    'f.ts': 'export function f(x) { return x; }\nexport function g(x) { return x; }\n',
  });
  const project = createStaticProject(root, new Set(['a.test.ts']));
  const script = project.script('a.test.ts');
  if (script === null) throw new Error('no script');
  const [actual, expected] = ['left', 'right'].map((name) => script.topLevel(name)?.initial as Node) as [Node, Node];
  return normalizeBoth({ project, script } as TestFileModel, { actual, expected, by: 'equality' });
}

test.each([
  ['const left = f(1); const right = f(1);', 'the same call'],
  ['const a = 1; const left = f(a); const right = f(1);', 'a constant by name'],
  ['const left = f(1); const right = all.f(1);', 'one export by two ways'],
  ['const a = f(1); const left = a.x; const { x: b } = f(1); const right = b;', 'a field, and the same taken out'],
  ["const left = f(1)['x']; const right = f(1).x;", 'a member by its name'],
  ['const h = (x) => f(x); const left = h(1); const right = f(1);', 'a function that only hands on'],
  ['const left = [1].map((a) => f(a)); const right = [1].map((b) => f(b));', 'functions but for names'],
  ['const left = { a: f(1) }; const right = { a: f(1) };', 'objects of the same'],
  ['const left = f(1); const right = { ...f(1) };', 'a copy'],
  ['const expected = { a: f(1) }; const left = f(1); const right = expected.a;', 'a field of a literal'],
  ['let a; a = f(1); const left = a; const right = f(1);', 'assigned once, beside its declaration'],
])('%s has one value: %s', (text) => {
  const [left, right] = formsOf(text) ?? [];

  expect(left?.key).toBe(right?.key);
  expect(left?.key).toBeDefined();
});

test.each([
  ['const left = f(1); const right = f(2);', 'other arguments'],
  ['const left = f(1); const right = g(1);', 'another function'],
  ['const left = f(f(1)); const right = f(1);', 'called on its own result'],
  ['const a = [1]; const b = [1]; a.push(2); const left = f(a); const right = f(b);', 'lists of which one was changed'],
  ["const left = f('1'); const right = f(1);", 'another type'],
  ['const left = f(0); const right = f(-0);', 'the other zero'],
  ['const left = { ...f(1) }; const right = f(1);', 'a copy that is looked at'],
])('%s may have two values: %s', (text) => {
  const [left, right] = formsOf(text) ?? [];

  expect(left?.key).not.toBe(right?.key);
});

test.each([
  ['const left = Math.random(); const right = 1;', 'chance'],
  ['const left = new Date(); const right = 1;', 'the time'],
  ['const p = f(1); const left = await p; const right = 1;', 'a promise that others may have'],
  ['let n = 0; const left = f(() => { n++; }); const right = 1;', 'a callback that counts'],
  ['const left = f(<a />); const right = 1;'.replace('<a />', 'class {}'), 'a class'],
])('%s is not certain: %s', (text) => {
  expect(formsOf(text)).toBeNull();
});

test('two names of one result are one evaluation, two calls are two', () => {
  const one = formsOf('const a = f(1); const left = a.x; const right = a.x;') as [NormalForm, NormalForm];
  const two = formsOf('const left = f(1).x; const right = f(1).x;') as [NormalForm, NormalForm];

  expect(isOneEvaluation(...one)).toBe(true);
  expect(isOneEvaluation(...two)).toBe(false);
});
