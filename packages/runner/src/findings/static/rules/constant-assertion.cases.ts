/** Labelled examples of the rule `constant-assertion`. */
import type { LabelledCase } from '../labelled-case.ts';

export const rule = 'constant-assertion';

/** One test around a body. */
function inTest(body: string, title = 'loads the list'): string {
  return `import { expect, test, vi } from 'vitest';\nimport { load } from './load';\n\ntest('${title}', async () => {\n  ${body}\n});\n`;
}

function flag(why: string, body: string): LabelledCase {
  return { label: 'flag', source: 'own', why, code: inTest(body), flags: 1 };
}

function silent(why: string, body: string, title?: string): LabelledCase {
  return { label: 'silent', source: 'own', why, code: inTest(body, title) };
}

export const cases: readonly LabelledCase[] = [
  flag('a text written in another way', "load('TITLE');\n  expect('TITLE'.toLowerCase()).toBe('title');"),
  flag('a part of a text', "const title = ' Ann Lee ';\n  load(title);\n  expect(title.trim().slice(0, 3)).toBe('Ann');"),
  silent('a text of the code, written in another way', "expect(load('TITLE').toLowerCase()).toBe('title');"),
  silent('a part of a text from where the code says', "expect('a title'.slice(load(1))).toBe('title');"),
  silent('a method that texts may have got from the code', "expect('title'.at(0)).toBe('t');"),
  flag('that nothing is a list made on the spot', 'expect(load()).not.toBe([]);'),
  flag('that nothing is an object made on the spot', "const user = load();\n  expect(user).not.toBe({ name: 'Ann' });"),
  flag('that nothing is a pattern or a function made on the spot', 'expect(load()).not.toBe(() => 1);'),
  {
    label: 'flag',
    source: 'own',
    why: "the same by node's assertions",
    code: "import assert from 'node:assert';\nimport { test } from 'vitest';\nimport { load } from './load';\ntest('loads', () => {\n  assert.notStrictEqual(load(), []);\n});\n",
    flags: 1,
  },
  silent(
    'that nothing is a list made on the spot, beside what can fail',
    'const list = [];\n  expect(load(list)).not.toBe([]);\n  expect(load(list)).not.toBe(list);',
  ),
  silent('that something is not what a list holds', 'expect(load()).not.toEqual([]);'),
  silent(
    'that something is another list than one that was made before',
    'const list = [];\n  expect(load(list)).not.toBe(list);',
  ),
  silent('that something is another text', "expect(load()).not.toBe('Ann');"),
  silent('that something is another than what is made, and may be given again', 'expect(load()).not.toBe(new Date(0));'),
  silent('what fails always', 'expect(load()).toBe([]);'),
  silent('that a promise holds something else, which waits for it', 'await expect(load()).resolves.not.toBe([]);'),
  flag('of what kind its own function is', "const attempt = () => load();\n  expect(typeof attempt).toBe('function');"),
  flag(
    'what holds of every element of an empty list',
    'const others = [];\n  expect(others.every((other) => load(other) === 1)).toBe(true);',
  ),
  flag('what holds of some element of an empty list', 'expect([].some((other) => load(other))).toBe(false);'),
  silent('of what kind an imported function is', "expect(typeof load).toBe('function');"),
  silent(
    'a list that is filled',
    'const others = [];\n  others.push(load(1));\n  expect(others.every((other) => other === 1)).toBe(true);',
  ),
  silent(
    'a list that is handed over',
    'const others = [];\n  load(others);\n  expect(others.every((other) => other === 1)).toBe(true);',
  ),
  {
    label: 'silent',
    source: 'own',
    why: 'what is equal the project says',
    code: "import { expect, test } from 'vitest';\nimport { areAlike } from './alike';\nexpect.addEqualityTesters([areAlike]);\ntest('by cents', () => {\n  expect({ cents: 1 }).not.toEqual({ cents: 2 });\n});\n",
  },
  flag(
    'what is reckoned from numbers alone',
    'const kilometres = Math.ceil(12.5);\n  await load();\n  expect(kilometres * 2).toBe(26);',
  ),
  silent('what is reckoned from what is given', 'expect(Math.ceil(await load())).toBe(13);'),
  flag(
    'how long a list is that is written out',
    "const words = ['a', load];\n  await load();\n  expect(words.length === 2).toBe(true);",
  ),
  silent('how long a list is that is handed over', "const words = ['a'];\n  await load(words);\n  expect(words.length).toBe(1);"),
  silent('how long a list is with a part that is spread', 'const words = [...(await load())];\n  expect(words.length).toBe(1);'),
  silent('the most of what is given and a number', 'expect(Math.max(await load(), 3)).toBe(3);'),
  flag('of what kind a text is', "await load();\n  expect('sent').toBeTypeOf('string');"),
  flag('of what kind a list is', "const list = [1];\n  expect([1, 2]).toBeTypeOf('object');"),
  silent('of what kind something that is given is', "expect(await load()).toBeTypeOf('string');"),
  flag('true is true', 'expect(true).toBe(true);'),
  flag('after the code ran', 'await load();\n  expect(true).toBe(true);'),
  flag('numbers, by equality', 'load();\n  expect(1).toEqual(1);'),
  flag('true is truthy', 'load();\n  expect(true).toBeTruthy();'),
  flag('negated, and certain', 'expect(false).not.toBe(true);'),
  flag('a text that is defined', "expect('done').toBeDefined();"),
  flag('a constant of the test', 'const isDone = true;\n  await load();\n  expect(isDone).toBe(true);'),
  flag('arithmetic of literals', 'expect(1 + 1).toBe(2);'),
  flag('two constants', "const actual = 'a';\n  const expected = 'a';\n  expect(actual).toBe(expected);"),
  flag('typeof of a literal', "expect(typeof 'text').toBe('string');"),
  flag('objects of constants', 'expect({ a: 1 }).toEqual({ a: 1 });'),
  flag('a list of constants has its length', 'expect([1, 2, 3]).toHaveLength(3);'),
  flag('a comparison of literals', 'expect(2 > 1).toBe(true);'),
  flag('softly', 'await load();\n  expect.soft(true).toBe(true);'),
  flag('a promise of a constant', 'await expect(Promise.resolve(true)).resolves.toBe(true);'),
  flag('a cast changes nothing', 'expect(true as boolean).toBe(true);'),
  flag('a text of constants', "const name = 'Ann';\n  expect('Hello ' + name).toBe('Hello Ann');"),
  flag('null is null', 'load();\n  expect(null).toBeNull();'),
  flag('a literal list contains its element', "expect(['a', 'b']).toContain('a');"),
  {
    label: 'flag',
    source: 'own',
    why: 'assert of true, of Node',
    code: "import assert from 'node:assert';\nimport { test } from 'vitest';\n\ntest('runs', () => {\n  assert.ok(true);\n  assert.strictEqual(1, 1);\n});\n",
    flags: 2,
  },
  {
    label: 'flag',
    source: 'own',
    why: 'chai words',
    code: "import { expect } from 'chai';\nimport { test } from 'vitest';\n\ntest('runs', () => {\n  expect(true).to.be.true;\n  expect(1).to.equal(1);\n});\n",
    flags: 2,
  },
  {
    label: 'flag',
    source: 'own',
    why: 'an enum and a constant of the test file',
    code: "import { expect, test } from 'vitest';\n\nenum Color { Red, Green }\nconst GREEN = 1;\n\ntest('green', () => {\n  expect(Color.Green).toBe(GREEN);\n});\n",
  },
  {
    label: 'flag',
    source: 'own',
    why: 'global functions, in a group',
    code: "describe('shop', () => {\n  it('opens', () => {\n    expect(true).toBe(true);\n  });\n});\n",
  },
  silent(
    'in a catch it marks where the code ends up',
    'try {\n    await load();\n  } catch {\n    expect(true).toBe(true);\n  }',
  ),
  silent('in a branch', 'if (await load()) {\n    expect(true).toBe(true);\n  } else {\n    expect(true).toBe(false);\n  }'),
  silent('in a callback it marks that this ran', 'load().on("end", () => {\n    expect(true).toBe(true);\n  });'),
  silent('in a promise callback', 'await load().then(() => {\n    expect(true).toBe(true);\n  });'),
  silent('in a loop over results', 'for (const item of await load()) {\n    expect(true).toBe(true);\n  }'),
  silent('the assertions are counted', 'expect.assertions(1);\n  await load();\n  expect(true).toBe(true);'),
  silent('some assertion is asked for', 'expect.hasAssertions();\n  await load();\n  expect(true).toBe(true);'),
  silent('fails where it must not be reached', 'await load();\n  expect(true).toBe(false);'),
  silent('after a return it marks which way was taken', 'if (await load()) return;\n  expect(true).toBe(true);'),
  silent('the value comes from the code', 'expect(load()).toBe(true);'),
  silent(
    'a variable that a callback assigns',
    'let isDone = false;\n  load(() => {\n    isDone = true;\n  });\n  expect(isDone).toBe(true);',
  ),
  silent('an object that the code may change', 'const list: number[] = [];\n  load(list);\n  expect(list).toEqual([]);'),
  silent('a matcher of the project', 'expect(5).toBeValid();'),
  silent('checked by the compiler', '// @ts-expect-error no such option\n  load({ nope: true });\n  expect(true).toBe(true);'),
  silent('a type is what is tested', 'const options = { depth: 1 } satisfies Parameters<typeof load>[0];\n  expect(1).toBe(1);'),
  silent('a cast to a type, in a test about types', "expect('' as Mode).toBe('');", 'Mode types'),
  silent(
    'a typed constant, in a test about types',
    "const mode: Mode = 'fast';\n  expect(mode).toBe('fast');",
    'Mode type includes fast',
  ),
  flag('two literals are never one object', 'expect({}).not.toBe({});'),
  silent('a callback that a timer runs', 'setTimeout(() => expect(true).toBe(true), 0);\n  await load();'),
  silent(
    'unreachable in a try',
    'try {\n    await load();\n    expect(true).toBe(true);\n  } catch {\n    expect(true).toBe(false);\n  }',
  ),
  silent('a ternary decides', '(await load()) ? expect(true).toBe(true) : expect(true).toBe(false);'),
  silent('the string of a conversion is the language, but of an object', "expect(String(load())).toBe('a');"),
  {
    label: 'silent',
    source: 'own',
    why: 'a constant of the sources',
    code: "import { expect, test } from 'vitest';\nimport { LIMIT } from './limit';\n\ntest('limit', () => {\n  expect(LIMIT).toBe(5);\n});\n",
    also: { 'limit.ts': 'export const LIMIT = 5;\n' },
  },
  {
    label: 'silent',
    source: 'own',
    why: 'a constant of the source that holds the test',
    file: 'limit.ts',
    code: "export const LIMIT = 5;\n\nif (import.meta.vitest) {\n  const { expect, test } = import.meta.vitest;\n  test('limit', () => {\n    expect(LIMIT).toBe(5);\n  });\n}\n",
  },
  {
    label: 'silent',
    source: 'own',
    why: 'a test that is passed over',
    code: "import { expect, test } from 'vitest';\n\ntest.skip('later', () => {\n  expect(true).toBe(true);\n});\n",
  },
  {
    label: 'silent',
    source: 'own',
    why: 'expected to fail',
    code: "import { expect, test } from 'vitest';\n\ntest.fails('later', () => {\n  expect(true).toBe(true);\n});\n",
  },
  silent(
    'a type that decides',
    'type Lacks<T, K extends string> = K extends keyof T ? false : true;\n  const lacks: Lacks<Date, "price"> = true;\n  expect(lacks).toBe(true);',
  ),
  {
    label: 'silent',
    source: 'own',
    why: 'a title that says the compiler checks, in a file of types that nothing names',
    code: "import { expect, test } from 'vitest';\n\ntype Assert<T extends true> = T;\ntype _Key = Assert<'a' extends string ? true : false>;\n\ntest('the compile of this file is the check', () => {\n  expect(true).toBe(true);\n});\n",
  },
  {
    label: 'flag',
    source: 'own',
    why: 'a title that says the compiler checks, in a file without such types',
    code: "import { expect, test } from 'vitest';\n\ntest('it compiles', () => {\n  expect(true).toBe(true);\n});\n",
    flags: 1,
  },
  {
    label: 'silent',
    source: 'own',
    why: 'an assertion of a type, with a literal in its place',
    code: "import { assert, type IsExact } from 'conditional-type-checks';\nimport { test } from 'vitest';\nimport { load } from './load';\n\ntest('loads the list', () => {\n  assert<IsExact<ReturnType<typeof load>, string[]>>(true);\n});\n",
  },
  flag('an assertion of a literal', 'const { assert } = await import("chai");\n  assert(true);'),
];
