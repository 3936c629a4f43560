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
  flag(
    'whatever its hooks do',
    "const user = new Map([['name', 'Ann']]);\n  expect(user.get('name')).toBe('Ann');",
    "import { beforeEach } from 'vitest';\nlet account;\nbeforeEach(() => {\n  account = new Account(defaults);\n});",
  ),
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
];
