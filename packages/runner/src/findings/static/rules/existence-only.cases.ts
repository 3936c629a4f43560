/** Labelled examples of the rule `existence-only`. */
import type { LabelledCase } from '../labelled-case.ts';

export const rule = 'existence-only';

const USER = {
  'src/user.ts':
    'export const createUser = (name) => ({ name });\nexport const isUser = (value) => true;\nexport const find = async (id) => ({ id });\nexport class UserError extends Error {}\n',
};

function inTest(body: string, title = 'creates a user'): string {
  return `import { expect, test } from 'vitest';\nimport { createUser, find, isUser, UserError } from './src/user';\n\ntest('${title}', async () => {\n  ${body}\n});\n`;
}

function flag(why: string, body: string, title?: string): LabelledCase {
  return { label: 'flag', source: 'own', why, code: inTest(body, title), also: USER, flags: 1 };
}

function silent(why: string, body: string, title?: string): LabelledCase {
  return { label: 'silent', source: 'own', why, code: inTest(body, title), also: USER };
}

export const cases: readonly LabelledCase[] = [
  flag(
    'that it is a function',
    "const user = createUser('Ann');\n  expect(user).toBeTypeOf('function');\n  expect(user).toBeDefined();",
  ),
  flag('that it is a number', "expect(createUser('Ann')).toBeTypeOf('number');"),
  flag('that it is a text, by `typeof`', "const user = createUser('Ann');\n  expect(typeof user.name).toBe('string');"),
  flag('that it is a text, by a comparison', "expect(typeof createUser('Ann').name === 'string').toBe(true);"),
  flag('true or false', 'expect([true, false]).toContain(isUser(1));'),
  silent('that it is no text', "expect(typeof createUser('Ann').name === 'string').toBe(false);"),
  silent('one of two texts', "expect(['Ann', 'Bob']).toContain(createUser('Ann').name);"),
  silent('one of what is true', 'expect([true, 1]).toContain(isUser(1));'),
  silent('which of two it is', "expect(createUser('Ann').name === 'Ann').toBe(true);"),
  flag('any text', "expect(createUser('Ann').name).toEqual(expect.any(String));"),
  flag('anything', "expect(createUser('Ann')).toEqual(expect.anything());"),
  flag('an object with nothing in it', "expect(createUser('Ann')).toMatchObject({});"),
  flag('a text in which there is no text', "expect(createUser('Ann').name).toContain('');"),
  flag('whatever matches everything', "expect(createUser('Ann').name).toMatch(/^.*$/);"),
  flag('a length of 0 or more', "expect(createUser('Ann').name.length).toBeGreaterThanOrEqual(0);"),
  flag('a size above -1', "expect(new Set(createUser('Ann').tags).size).toBeGreaterThan(-1);"),
  silent('a length of 1 or more', "expect(createUser('Ann').name.length).toBeGreaterThanOrEqual(1);"),
  silent('a price of 0 or more', "expect(createUser('Ann').price).toBeGreaterThanOrEqual(0);"),
  silent('no text with nothing in it', "expect(createUser('Ann').name).toContain('A');"),
  silent('an object with a field', "expect(createUser('Ann')).toMatchObject({ name: 'Ann' });"),
  silent('something in a pattern', "expect(createUser('Ann').name).toMatch(/^A.*$/);"),
  silent('not of any kind', "expect(createUser('Ann').name).not.toEqual(expect.any(Number));"),
  flag('defined', "expect(createUser('Ada')).toBeDefined();"),
  flag('truthy', "expect(createUser('Ada')).toBeTruthy();"),
  flag('not null', "expect(createUser('Ada')).not.toBeNull();"),
  flag('not undefined', "expect(createUser('Ada')).not.toBeUndefined();"),
  flag(
    'by way of a variable',
    "const user = createUser('Ada');\n  expect(user).toBeDefined();\n  expect(user.name).toBeTruthy();",
  ),
  flag('of something awaited', 'expect(await find(1)).toBeDefined();'),
  flag('resolves to something', 'await expect(find(1)).resolves.toBeDefined();'),
  flag('of some class', "expect(createUser('Ada')).toBeInstanceOf(Object);"),
  flag(
    'does not throw, under a title that promises more',
    "expect(() => createUser('Ada')).not.toThrow();",
    'gives the user the name',
  ),
  flag(
    'several at once',
    "const user = createUser('Ada');\n  expect(user).toBeDefined();\n  expect(user).not.toBeNull();\n  expect(user).toBeTruthy();",
  ),
  flag('chai', "expect(createUser('Ada')).to.exist;"),
  {
    label: 'flag',
    source: 'own',
    why: 'assert on an object',
    code: "import assert from 'node:assert';\nimport { test } from 'vitest';\nimport { createUser } from './src/user';\ntest('creates', () => {\n  assert.ok(createUser('Ada'));\n});\n",
    also: USER,
    flags: 1,
  },
  flag('in a loop', "for (const name of ['Ada', 'Bob']) {\n    expect(createUser(name)).toBeDefined();\n  }"),
  flag('soft', "expect.soft(createUser('Ada')).toBeDefined();"),
  flag('a lookup for something that cannot be missing', "expect(createUser('Ada').name).toBeDefined();"),

  silent('a value besides', "const user = createUser('Ada');\n  expect(user).toBeDefined();\n  expect(user.name).toBe('Ada');"),
  silent('true is all that such a name can say', "expect(isUser(createUser('Ada'))).toBeTruthy();"),
  silent('true is all that a comparison can say', "expect(createUser('Ada').name === 'Ada').toBeTruthy();"),
  silent('true is all that such a method can say', "expect(createUser('Ada').name.startsWith('A')).toBeTruthy();"),
  silent('a result of such a name', 'const result = isUser(1);\n  expect(result).toBeTruthy();'),
  silent('true is what the title says', "expect(createUser('Ada')).toBeTruthy();", 'returns true for a name'),
  silent('the title promises no more', "expect(() => createUser('')).not.toThrow();", 'does not throw without a name'),
  silent('must be missing', 'expect(createUser(1).age).toBeUndefined();'),
  silent('must throw', 'expect(() => createUser()).toThrow();'),
  silent('must be false', 'expect(isUser(1)).toBeFalsy();'),
  silent('the class is what the title is about', "expect(new UserError('no')).toBeInstanceOf(Error);", 'is an instance of Error'),
  flag('the class is named in the title', 'expect(find(1)).toBeInstanceOf(Promise);', 'returns a promise'),
  silent('must reject', 'await expect(find(-1)).rejects.toBeDefined();'),
  silent('does not throw that error', "expect(() => createUser('')).not.toThrow('empty');", 'gives another error'),
  {
    label: 'silent',
    source: 'own',
    why: 'a helper asserts more',
    code: "import { expect, test } from 'vitest';\nimport { createUser } from './src/user';\nconst named = (user, name) => expect(user.name).toBe(name);\ntest('creates', () => {\n  const user = createUser('Ada');\n  expect(user).toBeDefined();\n  named(user, 'Ada');\n});\n",
    also: USER,
  },
  {
    label: 'silent',
    source: 'own',
    why: 'a callee that nobody knows may assert',
    code: "import { expect, test } from 'vitest';\nimport { verify } from 'some-kit';\nimport { createUser } from './src/user';\ntest('creates', () => {\n  expect(createUser('Ada')).toBeDefined();\n  verify();\n});\n",
    also: USER,
  },
  {
    label: 'flag',
    source: 'own',
    why: 'a helper throws where it cannot build the user',
    code: "import { expect, test } from 'vitest';\nimport { createUser } from './src/user';\nconst made = (name) => {\n  const user = createUser(name);\n  if (user === null) throw new Error('cannot make it');\n  return user;\n};\ntest('creates', () => {\n  expect(made('Ada')).toBeDefined();\n});\n",
    also: USER,
  },
  {
    label: 'silent',
    source: 'own',
    why: 'a helper throws where the user is not right',
    code: "import { expect, test } from 'vitest';\nimport { createUser } from './src/user';\nconst verify = (user) => {\n  if (user.name !== 'Ada') throw new Error('another name');\n};\ntest('creates', () => {\n  const user = createUser('Ada');\n  expect(user).toBeDefined();\n  verify(user);\n});\n",
    also: USER,
  },
  flag(
    'the class that is made right there',
    "const error = new UserError('no');\n  expect(error).toBeInstanceOf(UserError);",
    'creates a UserError',
  ),
  flag(
    'a method that is known by a symbol',
    "const users = createUser('Ann');\n  expect(users).toBeDefined();\n  expect(users[Symbol.iterator]).toBeTruthy();",
  ),
  silent('a field of any name', "const users = createUser('Ann');\n  expect(users[key]).toBeTruthy();"),
];
