/** Labelled examples of the rule `setup-restated`. */
import type { LabelledCase } from '../labelled-case.ts';

export const rule = 'setup-restated';

const SOURCES = {
  'user.ts':
    "export interface User { name: string; age: number }\nexport const LIMIT = 5;\nexport class Account { constructor(readonly user: User) {} get label() { return this.user.name; } }\nexport function rename(user: User) { user.name = 'Eve'; }\nexport const defaults = { name: 'Ann', age: 3 };\n",
};

function inTest(body: string, title = 'has a name', top = ''): string {
  return `import { expect, test, vi } from 'vitest';
import { Account, defaults, LIMIT, rename, type User } from './user';
${top}
test('${title}', async () => {
  ${body}
});
`;
}

function flag(why: string, body: string, top = ''): LabelledCase {
  return { label: 'flag', source: 'own', why, code: inTest(body, 'has a name', top), also: SOURCES, flags: 1 };
}

function silent(why: string, body: string, title?: string, top?: string): LabelledCase {
  return { label: 'silent', source: 'own', why, code: inTest(body, title, top), also: SOURCES };
}

export const cases: readonly LabelledCase[] = [
  flag(
    'an object that a hook writes out',
    "const { name, age } = user;\n  expect(name).toBe('Ann');\n  expect(age).toBe(3);",
    "import { beforeAll, beforeEach } from 'vitest';\nlet user: User;\nbeforeEach(() => {\n  user = { name: 'Ann', age: 3 };\n});",
  ),
  silent(
    'an object of a hook that the code is told of there',
    "expect(user.name).toBe('Eve');",
    'has a name',
    "import { beforeAll, beforeEach } from 'vitest';\nlet user: User;\nbeforeEach(() => {\n  user = { name: 'Ann', age: 3 };\n  rename(user);\n});",
  ),
  silent(
    'an object of a hook with what the code gives',
    "expect(user.name).toBe('Ann');",
    'has a name',
    "import { beforeAll, beforeEach } from 'vitest';\nlet user: User;\nbeforeEach(() => {\n  user = { name: new Account(defaults).label, age: 3 };\n});",
  ),
  silent(
    'an object of a hook that the test hands to the code',
    "rename(user);\n  expect(user.name).toBe('Eve');",
    'has a name',
    "import { beforeAll, beforeEach } from 'vitest';\nlet user: User;\nbeforeEach(() => {\n  user = { name: 'Ann', age: 3 };\n});",
  ),
  silent(
    'an object of a hook that a helper hands to the code',
    "expect(user.name).toBe('Eve');",
    'has a name',
    "import { beforeAll, beforeEach } from 'vitest';\nlet user: User;\nfunction turn() {\n  rename(user);\n}\nbeforeEach(() => {\n  user = { name: 'Ann', age: 3 };\n});\nbeforeEach(turn);",
  ),
  silent(
    'an object that is written once for all tests',
    "expect(user.name).toBe('Eve');",
    'has a name',
    "import { beforeAll, beforeEach } from 'vitest';\nlet user: User;\nbeforeAll(() => {\n  user = { name: 'Ann', age: 3 };\n});\ntest('other', () => {\n  rename(user);\n  expect(user.age).toBe(3);\n});",
  ),
  silent(
    'a constant that a hook fills',
    "expect(context.user.name).toBe('Ann');",
    'has a name',
    "import { beforeAll } from 'vitest';\nconst context = { user: null };\nbeforeAll(() => {\n  context.user = new Account(defaults).user;\n});",
  ),
  silent(
    'a list that the code is told to fill',
    "expect(log).toEqual(['Eve']);",
    'has a name',
    'const log = [];\nlisten((name) => log.push(name));\nfunction listen(heard) {\n  const user = { ...defaults };\n  rename(user);\n  heard(user.name);\n}',
  ),
  silent(
    'a constant that is handed over',
    "expect(Object.keys(registry)).toEqual(['ann']);",
    'has a name',
    'const registry = {};\nrename(registry);',
  ),
  silent(
    'a builder that reads what the code keeps',
    "const state = snapshot();\n  expect(state.label).toBe('Ann');",
    'has a name',
    'const account = new Account(defaults);\nconst snapshot = () => ({ label: account.label });',
  ),
  silent(
    'a builder that reads the page',
    "const page = read();\n  expect(page.title).toBe('Ann');",
    'has a name',
    'const read = () => ({ title: document.querySelector("h1").textContent });',
  ),
  silent(
    'a builder over what the code made',
    'const user = build();\n  expect(user.age).toBe(3);',
    'has an age',
    'const base = new Account(defaults).user;\nconst build = (over = {}) => ({ ...base, ...over });',
  ),
  {
    label: 'silent',
    source: 'own',
    why: 'the helper is what is tested, with a type of the sources',
    code: "import { expect, test } from 'vitest';\nimport { build } from './test/builders';\nimport type { User } from './user';\ntest('builds', () => {\n  const user: User = build({ name: 'Ann' });\n  expect(user.name).toBe('Ann');\n});\n",
    also: { ...SOURCES, 'test/builders.ts': 'export const build = (over) => ({ age: 3, ...over });\n' },
  },
  flag(
    'the names of its fields',
    "const user = { name: 'Ann' };\n  expect(Object.keys(user)).toHaveLength(1);\n  expect(Object.keys(user).length).toBe(1);",
  ),
  flag(
    'a copy of a constant',
    "const user = { ...ANN, age: 4 };\n  expect(user).toMatchObject({ name: 'Ann', age: 4 });",
    "const ANN = { name: 'Ann', age: 3 };",
  ),
  flag(
    'what a list of a constant holds',
    "const names = Object.keys(AGES);\n  expect(names).toContain('Ann');",
    'const AGES = { Ann: 3, Bob: 4 };',
  ),
  silent(
    'the names of the fields of what is imported',
    'const user = { ...defaults };\n  expect(Object.keys(user)).toHaveLength(2);',
  ),
  flag(
    'a builder of the test file',
    "const user = build({ name: 'Ann' });\n  expect(user.name).toBe('Ann');\n  expect(user.age).toBe(3);",
    'function build(over = {}) {\n  return { name: "Bob", age: 3, tags: Object.keys(over), ...over };\n}',
  ),
  flag(
    'a builder that uses another',
    "const { name } = withAge(4);\n  expect(name).toBe('Bob');",
    'const build = (over) => ({ name: "Bob", ...over });\nconst withAge = (age) => ({ ...build({ age }), age });',
  ),
  {
    label: 'flag',
    source: 'own',
    why: 'a builder of a helper',
    code: inTest(
      "const user = build({ name: 'Ann' });\n  expect(user.name).toBe('Ann');",
      'has a name',
      "import { build } from './test/builders';",
    ),
    also: { ...SOURCES, 'test/builders.ts': 'export const build = (over) => ({ age: 3, ...over });\n' },
  },
  {
    label: 'silent',
    source: 'own',
    why: 'the helper is what is tested',
    code: "import { expect, test } from 'vitest';\nimport { build } from './test/builders';\ntest('builds', () => {\n  const user = build({ name: 'Ann' });\n  expect(user.name).toBe('Ann');\n});\n",
    also: { ...SOURCES, 'test/builders.ts': 'export const build = (over) => ({ age: 3, ...over });\n' },
  },
  {
    label: 'silent',
    source: 'own',
    why: 'a builder that takes from the sources',
    code: inTest(
      "const user = build({ name: 'Ann' });\n  expect(user.age).toBe(3);",
      'has an age',
      "import { build } from './test/builders';",
    ),
    also: {
      ...SOURCES,
      'test/builders.ts': "import { defaults } from '../user';\nexport const build = (over) => ({ ...defaults, ...over });\n",
    },
  },
  {
    label: 'silent',
    source: 'own',
    why: 'a builder that calls the sources',
    code: inTest(
      "const user = build({ name: 'Ann' });\n  expect(user.name).toBe('Eve');",
      'has a name',
      "import { build } from './test/builders';",
    ),
    also: {
      ...SOURCES,
      'test/builders.ts':
        "import { rename } from '../user';\nexport const build = (over) => {\n  const user = { ...over };\n  rename(user);\n  return { ...user };\n};\n",
    },
  },
  flag('a field', "const user = { name: 'Ann' };\n  expect(user.name).toBe('Ann');"),
  flag('two fields', "const user = { name: 'Ann', age: 3 };\n  expect(user.name).toBe('Ann');\n  expect(user.age).toBe(3);"),
  {
    label: 'flag',
    source: 'own',
    why: 'a title that speaks of a field called type',
    code: inTest(
      "const user: User & { type: string } = { name: 'Ann', age: 3, type: 'admin' };\n  expect(user.type).toBe('admin');",
      'has a type and a name',
    ),
    also: SOURCES,
    flags: 1,
  },
  {
    label: 'silent',
    source: 'own',
    why: 'such a field in a group about types',
    code: inTest(
      "const user: User & { type: string } = { name: 'Ann', age: 3, type: 'admin' };\n  expect(user.type).toBe('admin');",
    )
      .replace(/^test\(/m, "describe('types', () => test(")
      .replace(/\}\);\n$/, '}));\n')
      .replace('expect, test', 'describe, expect, test'),
    also: SOURCES,
  },
  flag('a typed object', "const user: User = { name: 'Ann', age: 3 };\n  expect(user.name).toBe('Ann');"),
  flag('the object as a whole', "const user = { name: 'Ann' };\n  expect(user).toEqual({ name: 'Ann' });"),
  flag('that it is there', "const user = { name: 'Ann' };\n  expect(user).toBeDefined();\n  expect(user.name).toBeTruthy();"),
  flag('a list', 'const list = [1, 2, 3];\n  expect(list).toHaveLength(3);\n  expect(list[0]).toBe(1);'),
  flag('the length of a list', 'const list = [1, 2, 3];\n  expect(list.length).toBe(3);'),
  flag('an element of a list', "const list = ['a', 'b'];\n  expect(list).toContain('a');"),
  flag('nested', 'const config = { server: { port: 80 } };\n  expect(config.server.port).toBe(80);'),
  flag(
    'fields taken out of it',
    "const user = { name: 'Ann', age: 3 };\n  const { name, age } = user;\n  expect(name).toBe('Ann');\n  expect(age).toBe(3);",
  ),
  flag(
    'a field under a name of its own',
    "const user = { name: 'Ann' };\n  const { name: first } = user;\n  const shown = first;\n  expect(shown).toBe('Ann');",
  ),
  silent(
    'fields taken out of what the code gives',
    "const { label } = new Account({ name: 'Ann', age: 3 });\n  expect(label).toBe('Ann');",
  ),
  silent(
    'fields taken out of it after a call',
    "const user = { name: 'Ann', age: 3 };\n  rename(user);\n  const { name } = user;\n  expect(name).toBe('Eve');",
  ),
  silent('fields taken out of what is imported', 'const { age } = defaults;\n  expect(age).toBe(3);'),
  flag('assigned, then asserted', "const user = { name: 'Ann' };\n  user.name = 'Eve';\n  expect(user.name).toBe('Eve');"),
  flag('by a property matcher', "const user = { name: 'Ann' };\n  expect(user).toHaveProperty('name', 'Ann');"),
  flag(
    'an asymmetric matcher',
    "const user = { name: 'Ann' };\n  expect(user).toEqual(expect.objectContaining({ name: expect.any(String) }));",
  ),
  flag(
    'spread from another one',
    "const base = { name: 'Ann' };\n  const user = { ...base, age: 3 };\n  expect(user.name).toBe('Ann');\n  expect(user.age).toBe(3);",
  ),
  flag('with a name for the value', "const name = 'Ann';\n  const user = { name };\n  expect(user.name).toBe(name);"),
  flag('with a constant of the file', 'const user = { name: NAME };\n  expect(user.name).toBe(NAME);', "const NAME = 'Ann';\n"),
  flag('that something is missing', "const user = { name: 'Ann' } as Partial<User>;\n  expect(user.age).toBeUndefined();"),
  flag('a comparison of fields', 'const range = { from: 1, to: 5 };\n  expect(range.to).toBeGreaterThan(range.from);'),
  flag('a constant beside it', "const user = { name: 'Ann' };\n  expect(true).toBe(true);\n  expect(user.name).toBe('Ann');"),
  flag('two objects', "const one = { name: 'Ann' };\n  const other = { name: 'Eve' };\n  expect(one.name).not.toBe(other.name);"),
  flag(
    'computed in the test',
    'const order = { price: 2, count: 3 };\n  expect(order.price * order.count).toBe(6);'
      .replace('expect(order.price * order.count)', 'expect(order.price)')
      .replace('6', '2'),
  ),
  flag('in a loop', 'const list = [1, 2];\n  for (const item of list) {\n    expect(list).toContain(item);\n  }'),
  flag(
    'the code runs only when all is asserted',
    "const user = { name: 'Ann', age: 3 };\n  expect(user.name).toBe('Ann');\n  expect(user.age).toBe(3);\n  rename(user);",
  ),
  flag(
    "by one of node's assertions under its own name",
    "const user = { name: 'Ann', age: 3 };\n  deepStrictEqual(user.age, 3);\n  new Account(user);",
    "import { deepStrictEqual } from 'node:assert';\n",
  ),
  flag(
    'what the code gives then is looked at by nobody',
    "const user = { name: 'Ann', age: 3 };\n  expect(user).toEqual({ name: 'Ann', age: 3 });\n  const account = await Promise.resolve(new Account(user));\n  void account;",
  ),
  silent(
    'the title asks for no more than that the code, which runs later, does not throw',
    "const user = { name: 'Ann', age: 3 };\n  expect(user.name).toBe('Ann');\n  rename(user);",
    'does not throw',
  ),
  silent(
    'a helper looks at what the code gives later',
    "const user = { name: 'Ann', age: 3 };\n  expect(user.name).toBe('Ann');\n  check(new Account(user));",
    undefined,
    "function check(account) {\n  if (account.label !== 'Ann') throw new Error('another name');\n}\n",
  ),
  silent(
    'a hook looks at what the code did later',
    "const user = { name: 'Ann', age: 3 };\n  expect(user.name).toBe('Ann');\n  rename(user);",
    undefined,
    "import { afterEach } from 'vitest';\nafterEach(() => {\n  expect(defaults.name).toBe('Ann');\n});\n",
  ),
  silent(
    'what is not known is called later',
    "const user = { name: 'Ann', age: 3 };\n  expect(user.name).toBe('Ann');\n  verify(user);",
    undefined,
    "import { verify } from 'somewhere';\n",
  ),
  silent(
    'a loop comes back to the assertion',
    "const user = { name: 'Ann', age: 3 };\n  for (const name of ['Ann', 'Eve']) {\n    expect(user.name).toBe(name);\n    rename(user);\n  }",
  ),
  silent(
    'the code is called with it',
    "const user = { name: 'Ann', age: 3 };\n  rename(user);\n  expect(user.name).toBe('Eve');",
  ),
  silent(
    'it is unchanged after a call',
    "const user = { name: 'Ann', age: 3 };\n  new Account(user);\n  expect(user).toEqual({ name: 'Ann', age: 3 });",
  ),
  silent(
    'a constructor of the unit',
    "const account = new Account({ name: 'Ann', age: 3 });\n  expect(account.user.name).toBe('Ann');",
  ),
  silent('a constant of the sources', 'expect(defaults.name).toBe("Ann");'),
  silent('spread of a constant of the sources', 'const user = { ...defaults };\n  expect(user.name).toBe("Ann");'),
  silent('compared with a constant of the sources', 'const config = { limit: 5 };\n  expect(config.limit).toBe(LIMIT);'),
  silent('a getter in the object', "const user = { get name() { return defaults.name; } };\n  expect(user.name).toBe('Ann');"),
  silent(
    'a method of the object',
    "const user = { name: 'Ann', greet() { return 'Hi ' + this.name; } };\n  expect(user.greet()).toBe('Hi Ann');",
  ),
  silent('a call makes a field', 'const user = { name: String(LIMIT) };\n  expect(user.name).toBe("5");'),
  silent(
    'a callback gets the object',
    "const user = { name: 'Ann' };\n  vi.fn(() => rename(user))();\n  expect(user.name).toBe('Eve');",
  ),
  flag(
    'something is awaited that has no part in it',
    "const user = { name: 'Ann' };\n  await Promise.resolve();\n  expect(user.name).toBe('Ann');",
  ),
  silent(
    'types are tested',
    "const user: User = { name: 'Ann', age: 3 };\n  expect(user.name).toBe('Ann');",
    'User type takes a name',
  ),
  silent(
    'the compiler checks',
    '// @ts-expect-error no number\n  const user: User = { name: 1, age: 3 };\n  expect(user.name).toBe(1);',
  ),
  silent('satisfies checks', "const user = { name: 'Ann', age: 3 } satisfies User;\n  expect(user.name).toBe('Ann');"),
  silent(
    'an assertion of the code too',
    "const user = { name: 'Ann' };\n  expect(user.name).toBe('Ann');\n  expect(rename(user)).toBe(undefined);",
  ),
  silent('a matcher of the project', "const user = { name: 'Ann' };\n  expect(user).toBeUser();"),
  flag(
    'deleted by the language',
    "const user: Partial<User> = { name: 'Ann' };\n  delete user.name;\n  expect(user.name).toBeUndefined();",
  ),
  flag(
    'fields in a list',
    "const { name, age } = { name: 'Ann', age: 3 };\n  const user = { name: 'Ann', age: 3 };\n  const copy = user;\n  expect([copy.name, user.age]).toEqual(['Ann', 3]);\n  expect(name).toBe('Ann');\n  expect(age).toBe(3);",
  ),
  flag(
    'fields in a list, while a hook runs the code',
    "const user = { name: 'Ann', age: 3 };\n  const { name, age } = user;\n  expect([name, age]).toEqual(['Ann', 3]);",
    "import { beforeEach } from 'vitest';\nbeforeEach(() => {\n  rename({ name: 'a', age: 1 });\n});",
  ),
  flag(
    'an object that is frozen',
    "const user = Object.freeze({ name: 'Ann' });\n  expect(user.name).toBe('Ann');",
    "import { beforeEach } from 'vitest';\nbeforeEach(() => {\n  rename({ name: 'a', age: 1 });\n});",
  ),
  flag(
    'an object with an error in it',
    "const entry = { name: 'Ann', error: new Error('no') };\n  expect(entry.name).toBe('Ann');",
    "import { beforeEach } from 'vitest';\nbeforeEach(() => {\n  rename({ name: 'a', age: 1 });\n});",
  ),
  silent(
    'an object with one of the code in it',
    "const entry = { name: 'Ann', account: new Account(defaults) };\n  expect(entry.name).toBe('Ann');",
  ),
  silent(
    'a list with a value of the code',
    "const user = { name: 'Ann' };\n  expect([user.name, defaults.age]).toEqual(['Ann', 3]);",
  ),
  silent('a global that the code extends', 'const list = [1, 2];\n  expect(Array.prototype.slice).toBeDefined();'),
  silent('a global that the code sets', 'const config = { debug: true };\n  expect(globalThis.debug).toBe(config.debug);'),
  silent('no object at all', 'expect(true).toBe(true);'),
  {
    label: 'silent',
    source: 'own',
    why: 'values that each hands in',
    code: "import { expect, test } from 'vitest';\n\ntest.each([1])('%s', (age) => {\n  const user = { age };\n  expect(user.age).toBe(1);\n});\n",
  },
  flag('with a constant of the sources', 'const user = { age: LIMIT };\n  expect(user.age).toBe(LIMIT);'),
  flag(
    'with what is reckoned from a constant of the sources',
    "const user = { name: 'Ann', age: NOW + LIMIT };\n  expect(user.name).toBe('Ann');\n  expect(user.age).toBe(NOW + LIMIT);",
    'const NOW = 1_000;\n',
  ),
  silent('a constant of the sources is what is asserted', 'const user = { age: 1 + LIMIT };\n  expect(user.age).toBe(6);'),
  silent('another constant is expected', 'const user = { age: LIMIT };\n  expect(user.age).toBe(LIMIT - 0);'),
  silent(
    'the object as a whole holds a constant of the sources',
    'const user = { age: LIMIT };\n  expect(user).toEqual({ age: 5 });',
  ),
  silent('the field is changed before', 'const user = { age: LIMIT };\n  user.age = 3;\n  expect(user.age).toBe(LIMIT);'),
  silent(
    'a constant of the sources alone',
    'const user = { age: 1 };\n  expect(user.age).toBe(1);\n  expect(LIMIT).toBe(LIMIT);',
  ),
  // Tests that reach nothing of the project.
  flag('a list that it fills', 'const list: number[] = [];\n  list.push(1);\n  expect(list).toHaveLength(1);'),
  flag('a map of the language', "const map = new Map();\n  map.set('a', 1);\n  expect(map.get('a')).toBe(1);"),
  flag(
    'what is reckoned from its own fields',
    'const item = { price: 2, count: 3 };\n  expect(item.price * item.count).toBe(6);',
  ),
  flag(
    'a sum of its own list',
    'const sum = [{ n: 1 }, { n: 2 }].reduce((all, each) => all + each.n, 0);\n  expect(sum).toBe(3);',
  ),
  flag('there and back by JSON', 'const user = { age: 3 };\n  expect(JSON.parse(JSON.stringify(user))).toEqual(user);'),
  flag('a variable that is given another value', 'let count = 0;\n  count = 5;\n  expect(count).toBe(5);'),
  flag('a function of its own', 'const add = (a: number, b: number) => a + b;\n  expect(add(1, 2)).toBe(3);'),
  flag(
    'a class of its own',
    'class Fake {\n    count = 1;\n    next() {\n      return this.count + 1;\n    }\n  }\n  expect(new Fake().next()).toBe(2);',
  ),
  flag('an error that it throws itself', "const fail = () => {\n    throw new Error('no');\n  };\n  expect(fail).toThrow('no');"),
  flag(
    'a promise that it rejects itself',
    "const fail = async () => {\n    throw new Error('no');\n  };\n  await expect(fail()).rejects.toThrow('no');",
  ),
  flag(
    "the platform's own controller",
    'const controller = new AbortController();\n  controller.abort();\n  expect(controller.signal.aborted).toBe(true);',
  ),
  flag(
    "Node's own emitter",
    "const emitter = new EventEmitter();\n  let seen = 0;\n  emitter.on('a', () => {\n    seen += 1;\n  });\n  emitter.emit('a');\n  expect(seen).toBe(1);",
    "import { EventEmitter } from 'node:events';",
  ),
  silent(
    'a hook that runs the code, which may change what the language has',
    'expect(Date.now()).toBe(1000);',
    'has a time',
    "import { beforeEach } from 'vitest';\nbeforeEach(() => {\n  rename(defaults);\n});",
  ),
  flag(
    'hooks that only put back what doubles changed',
    "const user = new Map([['name', 'Ann']]);\n  expect(user.get('name')).toBe('Ann');",
    "import { afterEach } from 'vitest';\nafterEach(() => {\n  vi.restoreAllMocks();\n});",
  ),
  silent('the code is called at the top of the file', 'expect([1, 2].at(-1)).toBe(2);', 'has a last one', 'rename(defaults);'),
  silent(
    'the code is called in the group',
    'expect(Date.now()).toBe(1000);\n});\ndescribe("frozen", () => {\n  rename(defaults);\n  test("has a time", () => {\n    expect(Date.now()).toBe(1000);\n  });',
    'has a name',
    "import { describe } from 'vitest';",
  ),
  silent(
    'what a class counts that the code makes',
    'expect(FakeSocket.made.length).toBe(1);',
    'opens a socket',
    "class FakeSocket {\n  static made = [];\n  constructor() {\n    FakeSocket.made.push(this);\n  }\n}\ntest('other', () => {\n  new Account(new FakeSocket());\n});",
  ),
  silent(
    'what a function keeps that the code calls',
    "expect(sink.lines.join('')).toBe('a');",
    'writes',
    "function sink(line) {\n  sink.lines.push(line);\n}\nsink.lines = [];\ntest('other', () => {\n  rename(sink);\n});",
  ),
  silent(
    'the code as the default of a parameter that is a field',
    'class Fixture {\n    constructor(readonly account = new Account(defaults)) {}\n  }\n  expect(new Fixture().account.label.length).toBe(3);',
  ),
  silent(
    'the code with its types filled in',
    'const make = rename<string>;\n  expect(typeof make({ name: "a" })).toBe("undefined");',
  ),
  silent(
    'the code in an enum',
    'enum Size {\n    Small = rename({ name: "a" }),\n  }\n  expect(Object.values(Size)).toHaveLength(2);',
  ),
  silent(
    'a list whose elements the code is handed',
    "expect(users[0].name).toBe('Eve');",
    'has a name',
    "const users = [{ name: 'Ann', age: 3 }];\nfor (const user of users) rename(user);",
  ),
  silent(
    'an object whose values the code is handed',
    "expect(users.ann.name).toBe('Eve');",
    'has a name',
    "const users = { ann: { name: 'Ann', age: 3 } };\nObject.values(users).forEach(rename);",
  ),
  silent(
    'what is equal the project says',
    "const price = { cents: 1, name: 'a' };\n  expect(price).toEqual({ cents: 1, name: 'b' });",
    'is equal by cents',
    'expect.addEqualityTesters([rename]);',
  ),
  {
    label: 'silent',
    source: 'own',
    why: 'sources in a folder that tests could have as well',
    code: "import { expect, test } from 'vitest';\nimport { LIMIT } from './src/user';\nimport { assertPositive } from './src/utils/assert';\ntest('refuses', () => {\n  expect(() => assertPositive(LIMIT - 5)).toThrow();\n  expect(() => assertPositive(0)).toThrow('0');\n});\ntest('refuses zero', () => {\n  expect(() => assertPositive(0)).toThrow('0');\n});\n",
    also: {
      'src/user.ts': 'export const LIMIT = 5;\n',
      'src/utils/assert.ts':
        'export function assertPositive(value) {\n  if (value <= 0) throw new RangeError(String(value));\n}\n',
    },
  },
  {
    label: 'flag',
    source: 'own',
    why: 'a function of the folder of tests',
    code: "import { expect, test } from 'vitest';\nimport { LIMIT } from '../src/user';\nimport { double } from './support/double';\ntest('knows its limit', () => {\n  expect(LIMIT).toBe(5);\n});\ntest('doubles', () => {\n  expect(double(2)).toBe(4);\n});\n",
    file: 'test/user.test.ts',
    also: { 'src/user.ts': 'export const LIMIT = 5;\n', 'test/support/double.ts': 'export const double = (n) => n * 2;\n' },
    flags: 1,
  },
  {
    label: 'silent',
    source: 'own',
    why: 'a source that changes the language as it is loaded',
    code: "import { expect, test } from 'vitest';\nimport { stringify } from './auto';\ntest('writes', () => {\n  expect(stringify(1)).toBe('1');\n});\ntest('adds toJSON', () => {\n  expect(JSON.stringify({ n: BigInt(1) })).toBe('1');\n});\n",
    also: {
      'auto.ts':
        'BigInt.prototype.toJSON = function () { return String(this); };\nexport const stringify = (value) => JSON.stringify(value);\n',
    },
  },
  {
    label: 'silent',
    source: 'own',
    why: 'a setup file that loads the code',
    code: "import { expect, test } from 'vitest';\nimport { LIMIT } from './user';\ntest('knows its limit', () => {\n  expect(LIMIT).toBe(5);\n});\ntest('has a last one', () => {\n  expect([1, 2].at(-1)).toBe(2);\n});\n",
    also: {
      ...SOURCES,
      'vitest.config.ts': "export default { test: { setupFiles: ['./setup.ts'] } };\n",
      'setup.ts': "import { rename } from './user';\nrename({ name: 'a', age: 1 });\n",
    },
  },
  flag(
    'a list of the file that others only read',
    "expect([...names].sort()).toEqual(['Ann', 'Eve']);",
    "const names = ['Eve', 'Ann'];\ntest('other', () => {\n  expect(new Account({ name: names[0], age: 1 }).label).toBe('Eve');\n});",
  ),
  flag(
    'a function of the file',
    "expect(upper('a')).toBe('A');",
    'function upper(text: string) {\n  return text.toUpperCase();\n}',
  ),
  silent(
    'a function of the file that runs the code',
    "expect(named('a')).toBe('Eve');",
    'has a name',
    'function named(name: string) {\n  const user = { name, age: 1 };\n  rename(user);\n  return user.name;\n}',
  ),
  silent(
    'the code runs beside',
    'const list: number[] = [];\n  list.push(1);\n  new Account(defaults);\n  expect(list).toHaveLength(1);',
  ),
  silent(
    'a list that another test fills',
    'expect(log.length).toBe(1);',
    'has a name',
    "const log = [];\ntest('other', () => {\n  log.push(new Account(defaults).label);\n});",
  ),
  silent(
    'a list that is handed to the code',
    'const names = [];\n  names.push(1);\n  expect(names).toHaveLength(1);\n  rename(names);',
  ),
  silent(
    'what a hook makes',
    'expect(account.label.length).toBe(3);',
    'has a name',
    "import { beforeEach } from 'vitest';\nlet account;\nbeforeEach(() => {\n  account = new Account(defaults);\n});",
  ),
  silent('a matcher of the project', 'const list = [1];\n  list.push(2);\n  expect(list).toBeSorted();'),
  silent('what the code may add to the language', 'const list = [1];\n  list.push(2);\n  expect(list.last()).toBe(2);'),
  silent(
    'what is loaded may change the language',
    'const list = [1];\n  list.push(2);\n  expect(list.at(-1)).toBe(2);',
    'has a name',
    "import './polyfills';",
  ),
  silent(
    'the page',
    "const node = document.createElement('p');\n  node.textContent = 'a';\n  expect(node.textContent).toBe('a');",
  ),
  silent('a double', 'const heard = vi.fn();\n  heard(1);\n  expect(heard).toHaveBeenCalledWith(1);'),
  silent('what a double is told to give', 'const load = vi.fn(() => 3);\n  expect(load() + 1).toBe(4);'),
  silent(
    'what a hook gives another value',
    'const doubled = length * 2;\n  expect(doubled).toBe(6);',
    'has a name',
    "import { beforeEach } from 'vitest';\nlet length = 0;\nbeforeEach(() => {\n  length = new Account(defaults).label.length;\n});",
  ),
  silent(
    'a function that a hook replaces',
    "expect(read()).toBe('Ann');",
    'has a name',
    "import { beforeEach } from 'vitest';\nlet read = () => 'Ann';\nbeforeEach(() => {\n  read = () => new Account(defaults).label;\n});",
  ),
  silent(
    'a part of a constant is handed to the code',
    "expect(users.ann.name).toBe('Eve');",
    'has a name',
    "const users = { ann: { name: 'Ann', age: 3 } };\nrename(users.ann);",
  ),
  flag(
    'a value of a constant is handed to the code',
    "expect(names).toEqual({ ann: 'Ann' });",
    "const names = { ann: 'Ann' };\nrename({ name: names.ann, age: 3 });",
  ),
  {
    label: 'silent',
    source: 'own',
    why: 'the code of a source beside its tests',
    code: "import { LIMIT } from './user';\nexport function add(a, b) {\n  return a + b;\n}\nif (import.meta.vitest) {\n  test('adds', () => {\n    const sum = add(1, 2);\n    expect(sum * 2).toBe(6);\n  });\n}\n",
    file: 'add.ts',
    also: SOURCES,
  },
  silent('loaded as it runs', "const { LIMIT: limit } = await import('./user');\n  expect(limit).toBe(5);"),
  {
    label: 'silent',
    source: 'own',
    why: 'a file that knows nothing of the project may be there to show what the platform does',
    code: "import { expect, test } from 'vitest';\ntest('maps', () => {\n  const map = new Map();\n  map.set('a', 1);\n  expect(map.get('a')).toBe(1);\n});\n",
  },
  {
    label: 'silent',
    source: 'own',
    why: 'with fixtures',
    code: "import { expect, test as base } from 'vitest';\nimport { Account, defaults } from './user';\nconst test = base.extend({ auto: [async ({}, use) => { await use(new Account(defaults)); }, { auto: true }] });\ntest('maps', () => {\n  const map = new Map();\n  map.set('a', 1);\n  expect(map.get('a')).toBe(1);\n});\n",
    also: SOURCES,
  },
  {
    label: 'flag',
    source: 'own',
    why: 'a type of a source that would change the language',
    code: "import { expect, test } from 'vitest';\nimport { LIMIT } from './user';\nimport type { Last } from './auto';\ntest('knows its limit', () => {\n  expect(LIMIT).toBe(5);\n});\ntest('has a last one', () => {\n  expect([1, 2].at(-1)).toBe(2);\n});\n",
    flags: 1,
    also: {
      ...SOURCES,
      'auto.ts':
        'Array.prototype.at = function () {\n  return 2;\n};\nexport const last = 1;\nexport interface Last { n: number }\n',
    },
  },
  {
    label: 'silent',
    source: 'own',
    why: 'a source that hands on what changes the language',
    code: "import { expect, test } from 'vitest';\nimport { last } from './index';\ntest('has a last one', () => {\n  expect([1, 2].at(-1)).toBe(2);\n});\ntest('is the last', () => {\n  expect(last).toBe(1);\n});\n",
    also: {
      ...SOURCES,
      'auto.ts':
        'Array.prototype.at = function () {\n  return 2;\n};\nexport const last = 1;\nexport interface Last { n: number }\n',
      'index.ts': "export { last } from './auto';\n",
    },
  },
  silent(
    'a loop around the tests',
    'expect([1, 2].at(-1)).toBe(2);',
    'has a last one',
    "for (const name of ['a', 'b']) rename({ name, age: 1 });",
  ),
  {
    label: 'flag',
    source: 'own',
    why: 'a setup file that loads helpers of the tests only',
    code: "import { expect, test } from 'vitest';\nimport { LIMIT } from './user';\ntest('knows its limit', () => {\n  expect(LIMIT).toBe(5);\n});\ntest('has a last one', () => {\n  expect([1, 2].at(-1)).toBe(2);\n});\n",
    flags: 1,
    also: {
      ...SOURCES,
      'vitest.config.ts': "export default { test: { setupFiles: ['./test/setup.ts'] } };\n",
      'test/setup.ts': "import { afterEach } from 'vitest';\nimport { clear } from './clear';\nafterEach(clear);\n",
      'test/clear.ts': 'export const clear = () => undefined;\n',
    },
  },
  {
    label: 'silent',
    source: 'own',
    why: 'a setup file with matchers of its own',
    code: "import { expect, test } from 'vitest';\nimport { LIMIT } from './user';\ntest('knows its limit', () => {\n  expect(LIMIT).toBe(5);\n});\ntest('has a last one', () => {\n  expect([1, 2].at(-1)).toBe(2);\n});\n",
    also: {
      ...SOURCES,
      'vitest.config.ts': "export default { test: { setupFiles: ['./test/setup.ts'] } };\n",
      'test/setup.ts': "import { expect } from 'vitest';\nexpect.extend({ toBe: () => ({ pass: true }) });\n",
    },
  },
  {
    label: 'silent',
    source: 'own',
    why: 'a setup file that changes the language',
    code: "import { expect, test } from 'vitest';\nimport { LIMIT } from './user';\ntest('knows its limit', () => {\n  expect(LIMIT).toBe(5);\n});\ntest('has a last one', () => {\n  expect([1, 2].at(-1)).toBe(2);\n});\n",
    also: {
      ...SOURCES,
      'vitest.config.ts': "export default { test: { setupFiles: ['./test/setup.ts'] } };\n",
      'test/setup.ts': 'Array.prototype.at = () => 2;\n',
    },
  },
  {
    label: 'silent',
    source: 'own',
    why: 'a setup file that loads the code by the name of its package',
    code: "import { expect, test } from 'vitest';\nimport { LIMIT } from './user';\ntest('knows its limit', () => {\n  expect(LIMIT).toBe(5);\n});\ntest('has a last one', () => {\n  expect([1, 2].at(-1)).toBe(2);\n});\n",
    also: {
      ...SOURCES,
      'vitest.config.ts': "export default { test: { setupFiles: ['./test/setup.ts'] } };\n",
      'test/setup.ts': "import { rename } from 'shop';\nrename({ name: 'a', age: 1 });\n",
      'package.json': '{ "name": "shop" }',
    },
  },
  silent(
    'what a function keeps that hooks clear',
    "expect(sink.lines.join('')).toBe('a');",
    'writes',
    "import { beforeEach } from 'vitest';\nfunction sink(line) {\n  sink.lines.push(line);\n}\nbeforeEach(() => {\n  sink.lines = [];\n});\ntest('other', () => {\n  rename(sink);\n});",
  ),
  flag(
    'a function that a constant holds',
    "expect(upper('a')).toBe('A');",
    'const upper = (text: string) => text.toUpperCase();',
  ),
  silent(
    'a field that a loop fills',
    'expect(state.n).toBe(3);',
    'counts',
    "const state = { n: 0 };\ntest('other', () => {\n  for (state.n of [new Account(defaults).label.length]) expect(state.n).toBe(3);\n});",
  ),
  silent(
    'an object that a template hands to the code',
    "expect(user.name).toBe('Eve');",
    'has a name',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the template is part of the example
    "const user = { name: 'Ann', age: 3 };\ntest('other', () => {\n  rename`${user}`;\n});",
  ),
  {
    label: 'silent',
    source: 'own',
    why: 'what a source with tests of itself holds',
    code: "import { LIMIT } from './user';\nexport const names = { ann: 'Ann' };\nif (import.meta.vitest) {\n  const { expect, test } = import.meta.vitest;\n  test('has one', () => {\n    const all = { ...names };\n    expect(all.ann).toBe('Ann');\n    expect(Object.keys(names)).toEqual(['ann']);\n  });\n}\n",
    file: 'names.ts',
    also: SOURCES,
  },
  {
    label: 'silent',
    source: 'own',
    why: 'sources in a folder that is called as folders of tests are',
    code: "import { expect, test } from 'vitest';\nimport { LIMIT } from './src/user';\nimport { parts } from './src/spec/parts';\ntest('knows its limit', () => {\n  expect(LIMIT).toBe(5);\n});\ntest('parts', () => {\n  expect(parts('1.2')).toEqual(['1', '2']);\n});\n",
    also: {
      'src/user.ts': 'export const LIMIT = 5;\n',
      'src/spec/parts.ts': "export const parts = (text) => text.split('.');\n",
    },
  },
];
