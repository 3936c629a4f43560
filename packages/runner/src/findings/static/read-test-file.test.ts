// biome-ignore-all lint/suspicious/noTemplateCurlyInString: examples are code in strings.
import { expect, test } from 'vitest';
import { aFolder, type Entries } from '../../folder.fixture.ts';
import { createStaticProject } from './project.ts';
import { readTestFile } from './read-test-file.ts';
import type { TestFileModel } from './test-file.ts';

/** The model of `a.test.ts`, beside other files. */
function modelOf(code: string, entries: Entries = {}): TestFileModel {
  const root = aFolder({ 'a.test.ts': code, ...entries });
  const model = readTestFile(createStaticProject(root, new Set(['a.test.ts'])), 'a.test.ts');
  if (model === null) throw new Error('no model');
  return model;
}

const IMPORT = "import { afterEach, beforeEach, describe, expect, it, test, vi } from 'vitest';\n";

test.each([
  ["test('adds', () => {});", ''],
  ["it('adds', () => {});", ''],
  ["it.only('adds', () => {});", 'only'],
  ["test.concurrent.each([1])('adds', () => {});", 'concurrent,each'],
  ["test.for([1])('adds', () => {});", 'for'],
  ["test.each`a\n${1}`('adds', () => {});", 'each'],
  ["test.skipIf(true)('adds', () => {});", 'skipIf'],
  ["test.runIf(true)('adds', () => {});", 'runIf'],
  ["test.fails('adds', () => {});", 'fails'],
  ["const check = test.extend({}); check('adds', () => {});", 'extend'],
  ["const when = Math.random() ? it : it.skip; when('adds', () => {});", ''],
  ["test('adds', { timeout: 1 }, () => {});", ''],
])('%s defines one test', (code, modifiers) => {
  const { tests } = modelOf(IMPORT + code);

  expect(tests.map((each) => [each.title.text, each.modifiers.join()])).toEqual([['adds', modifiers]]);
  expect(tests[0]?.body).not.toBeNull();
});

test.each([
  "import { bench } from 'vitest'; bench('adds', () => {});",
  'test.extend({ page: async () => {} });',
  "const test = (name, run) => run(); test('adds', () => {});",
  "obj.test('adds', () => {}); /x/.test('adds');",
  "import { test } from './own'; test('adds', () => {});",
])('%s defines none', (code) => {
  expect(modelOf(code).tests).toEqual([]);
});

test('tests of a namespace, of globals, of a module that hands them on, and in-source ones are read', () => {
  const names = (code: string): unknown =>
    modelOf(code, { 'test/api.ts': "export { test as check } from 'vitest';" }).tests.map(({ name }) => name);

  expect(names("import * as v from 'vitest'; v.describe('sum', () => { v.it('adds', () => {}); });")).toEqual(['sum > adds']);
  expect(names("describe('sum', () => { it('adds', () => {}); });")).toEqual(['sum > adds']);
  expect(names("import { check } from './test/api'; check('adds', () => {});")).toEqual(['adds']);
  expect(names("if (import.meta.vitest) { const { it } = import.meta.vitest; it('adds', () => {}); }")).toEqual(['adds']);
});

test('a test without a body, and one that is skipped by itself, its options or its group, is passed over', () => {
  const { tests } = modelOf(
    `${IMPORT}test('a'); test.todo('b'); test.skip('c', () => {}); test('d', { skip: true }, () => {});
    describe.skip('e', () => { it('f', () => {}); }); test('g', () => {});`,
  );

  expect(tests.filter(({ isSkipped }) => !isSkipped).map(({ name }) => name)).toEqual(['g']);
});

test('the hooks of a test are those of its groups, the outer ones first', () => {
  const { tests } = modelOf(
    `${IMPORT}beforeEach(() => {});
    describe('one', () => { afterEach(() => {}); it('a', () => {}); });
    describe('two', () => { it('b', () => {}); });`,
  );

  expect(tests.map(({ hooks }) => hooks.map(({ name }) => name))).toEqual([['beforeEach', 'afterEach'], ['beforeEach']]);
});

test('a body may be a function of the file, of another one, or what a call gives', () => {
  const { tests } = modelOf(
    `${IMPORT}import { body } from './test/bodies';
    const own = () => { expect(1).toBe(1); };
    const make = (n) => () => { expect(n).toBe(1); };
    test('own', own); test('other', body); test('made', make(1));`,
    { 'test/bodies.ts': "import { expect } from 'vitest'; export function body() { expect(1).toBe(1); }" },
  );

  expect(tests.map(({ body, bodyScript }) => [body?.type, bodyScript.path])).toEqual([
    ['ArrowFunctionExpression', 'a.test.ts'],
    ['FunctionDeclaration', 'test/bodies.ts'],
    ['ArrowFunctionExpression', 'a.test.ts'],
  ]);
});

test('a test in a function may be called from within groups that nobody sees', () => {
  const [one] = modelOf(`${IMPORT}const suite = (name) => { it('adds', () => {}); };`).tests;

  expect(one?.name).toBeNull();
  expect(one?.isRepeated).toBe(true);
  expect(one?.isNamed('web > adds')).toBe(true);
});

test('tests that a callback is handed are tests, whose wrapper may add to the title', () => {
  const [one] = modelOf(
    "import { matrix } from './test/matrix'; matrix('sum', (t, { it, expect }) => { it('adds', () => { expect(1).toBe(1); }); });",
  ).tests;

  expect(one?.isNamed('sum > node > adds (node)')).toBe(true);
  expect(one?.assertions).toHaveLength(1);
});

test.each([
  ['expect(1).toBe(2);', 'expect', 'toBe', '', true],
  ['expect(1).not.toBe(2);', 'expect', 'toBe', 'not', true],
  ['expect(p).resolves.not.toBe(2);', 'expect', 'toBe', 'resolves,not', true],
  ['expect.soft(1).toBe(2);', 'expect', 'toBe', 'soft', true],
  ['expect.poll(() => 1).toBe(2);', 'expect', 'toBe', 'poll', true],
  ['expect(1);', 'expect', null, '', false],
  ['expect(1).toBe;', 'expect', 'toBe', '', false],
  ['expect(1).to.equal(2);', 'chai', 'equal', 'to', true],
  ['expect(1).to.be.ok;', 'chai', 'ok', 'to,be', true],
  ['expect.unreachable();', 'fail', 'fail', '', true],
  ['expect(1).toBeCustom(2);', 'expect', 'toBeCustom', '', true],
  ["import assert from 'node:assert'; assert.deepEqual(1, 2);", 'assert', 'deepEqual', '', true],
  ["import { strict as a } from 'assert'; a(1);", 'assert', 'assert', '', true],
  ["import { equal } from 'node:assert/strict'; equal(1, 2);", 'assert', 'equal', '', true],
  ["import { assert } from 'chai'; assert.isOk(1);", 'assert', 'isOk', '', true],
  ["import sinon from 'sinon'; sinon.assert.calledOnce(spy);", 'sinon', 'calledOnce', '', true],
  ["import fc from 'fast-check'; fc.assert(fc.property());", 'property', 'assert', '', true],
  ["import request from 'supertest'; request(app).get('/').expect(200);", 'request', 'expect', '', true],
  ["import { screen } from '@testing-library/dom'; screen.getByText('a');", 'query', 'getByText', '', true],
  ["import { expectTypeOf } from 'vitest'; expectTypeOf(1).toBeNumber();", 'type', 'expectTypeOf', '', true],
])('%s is read as an assertion', (code, api, matcher, modifiers, isCalled) => {
  const { assertions } = modelOf(`${IMPORT}${code}`);

  expect(assertions.map((each) => [each.api, each.matcher, each.modifiers.join(), each.isCalled])).toEqual([
    [api, matcher, modifiers, isCalled],
  ]);
});

test.each([
  'expect.assertions(1);',
  'const like = expect.any(Number);',
  'expect.extend({});',
  'vi.fn()();',
  'other.expect.thing;',
])('%s is none', (code) => {
  expect(modelOf(`${IMPORT}${code}`).assertions).toEqual([]);
});

test('an assertion knows its sides and its place', () => {
  const { assertions, script } = modelOf(`${IMPORT}test('adds', () => {\n  expect(sum(1, 2)).toBe(3);\n});`);
  const [one] = assertions;

  expect(one?.place).toEqual({ line: 3, column: 3, endLine: 3, endColumn: 28 });
  expect(one?.actual && script.textOf(one.actual)).toBe('sum(1, 2)');
  expect(one?.expected.map((node) => script.textOf(node))).toEqual(['3']);
});

test('a chain that was kept looks at what it was made of', () => {
  const { assertions, script } = modelOf(`${IMPORT}const that = expect(sum(1));\nthat.toBe(1);`);
  const called = assertions.find(({ isCalled }) => isCalled);

  expect(called?.matcher).toBe('toBe');
  expect(called?.actual && script.textOf(called.actual)).toBe('sum(1)');
});

test.each([
  ['expect(1).toBe(1);', '', '', 'dropped'],
  ['await expect(p).resolves.toBe(1);', '', '', 'awaited'],
  ['if (a) expect(1).toBe(1);', 'if', '', 'dropped'],
  ['a && expect(1).toBe(1);', 'logical', '', 'dropped'],
  ['a ? expect(1).toBe(1) : 0;', 'ternary', '', 'dropped'],
  ['switch (a) { case 1: expect(1).toBe(1); }', 'switch', '', 'dropped'],
  ['try { f(); } catch { expect(1).toBe(1); }', 'catch', '', 'dropped'],
  ['try { expect(1).toBe(1); } catch {}', 'try', '', 'dropped'],
  ['for (const b of a) expect(1).toBe(1);', 'loop', '', 'dropped'],
  ['if (!a) return; expect(1).toBe(1);', 'after-return', '', 'dropped'],
  ['[1, 2].forEach(() => { expect(1).toBe(1); });', '', 'now', 'dropped'],
  ['list.forEach(() => { expect(1).toBe(1); });', '', 'each', 'dropped'],
  ['(() => { expect(1).toBe(1); })();', '', 'now', 'dropped'],
  ['p.then(() => expect(1).toBe(1));', '', 'resolved', 'returned'],
  ['p.catch(() => expect(1).toBe(1));', '', 'rejected', 'returned'],
  ['setTimeout(() => { expect(1).toBe(1); });', '', 'later', 'dropped'],
  ['await vi.waitFor(() => { expect(1).toBe(1); });', '', 'retried', 'dropped'],
  ['bus.on("a", () => { expect(1).toBe(1); });', '', 'called', 'dropped'],
  ['const all = [expect(p).resolves.toBe(1)];', '', '', 'passed'],
  ['const one = expect(p).resolves.toBe(1);', '', '', 'stored'],
])('the way to the assertion in %s', (code, conditions, runs, use) => {
  const [one] = modelOf(`${IMPORT}test('adds', async () => { ${code} });`).tests[0]?.assertions ?? [];

  expect(one?.flow.conditions.map(({ kind }) => kind).join()).toBe(conditions);
  expect(one?.flow.enclosing.map((each) => each.runs).join()).toBe(runs);
  expect(one?.flow.use).toBe(use);
});

test('what does not parse is said, and nothing is thrown', () => {
  const model = modelOf("import { test } from 'vitest';\ntest('adds', () => {");

  expect(model.unknown).toEqual(['a.test.ts could not be parsed to its end.']);
});

test('a file that is not there has no model', () => {
  expect(readTestFile(createStaticProject(aFolder()), 'a.test.ts')).toBeNull();
});
