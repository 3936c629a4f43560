/** Labelled examples of the rule `mock-echo`. */
import type { LabelledCase } from '../labelled-case.ts';

export const rule = 'mock-echo';

const SOURCES = {
  'api.ts':
    'export async function fetchUser(id: number) { return { id, name: "real" }; }\nexport const api = { get: async (path: string) => path };\nexport class Client { async load() { return 1; } }\n',
  'service.ts':
    "export class Service { constructor(private readonly api) {} user(id) { return this.api.fetchUser(id); } }\nexport const greet = async (load) => 'Hi ' + (await load(1)).name;\nexport const once = (fn) => { let value; return () => (value ??= fn()); };\nexport const decorate = (object) => { object.load = () => 6; };\nexport const retry = async (fn) => { try { return await fn(); } catch { return fn(); } };\n",
};

function inTest(body: string, top = ''): string {
  return `import { beforeEach, expect, test, vi } from 'vitest';
import { api, Client, fetchUser } from './api';
import { decorate, greet, once, retry, Service } from './service';
${top}
test('loads a user', async () => {
  ${body}
});
`;
}

function flag(why: string, body: string, top = '', flags = 1): LabelledCase {
  return { label: 'flag', source: 'own', why, code: inTest(body, top), also: SOURCES, flags };
}

function silent(why: string, body: string, top = ''): LabelledCase {
  return { label: 'silent', source: 'own', why, code: inTest(body, top), also: SOURCES };
}

export const cases: readonly LabelledCase[] = [
  flag(
    'a double that is taken out of an object',
    "const { reply } = { reply: vi.fn(() => 'accepted') };\n  const answer = reply();\n  expect(answer).toBe('accepted');",
  ),
  silent(
    'a double that is taken out of an object, and called by the code',
    "const { reply } = { reply: vi.fn(async () => ({ name: 'Ann' })) };\n  expect(await greet(reply)).toBe('Hi Ann');",
  ),
  silent(
    'an input that must stay as it is',
    "const users = { get: vi.fn(() => ({ name: 'Ann' })) };\n  const user = users.get(1);\n  decorate(user);\n  expect(user.name).toBe('Ann');",
  ),
  flag(
    'what a helper of the tests made for the double',
    "const users = { find: vi.fn(async () => aUser()) };\n  users.find.mockResolvedValueOnce(aUser({ name: 'Bo' }));\n  const found = await users.find();\n  expect(found.name).toBe('Bo');",
    "const aUser = (over = {}) => ({ id: 1, name: 'Ann', ...over });",
  ),
  silent(
    'what a helper of the tests made, and the code was handed',
    "const users = { find: vi.fn(() => aUser()) };\n  const user = users.find(1);\n  decorate(user);\n  expect(user.name).toBe('Ann');",
    "const aUser = (over = {}) => ({ id: 1, name: 'Ann', ...over });",
  ),
  silent(
    'what the code made for the double',
    "const users = { find: vi.fn(async () => fetchUser(1)) };\n  const found = await users.find();\n  expect(found.name).toBe('real');",
  ),
  flag('a double that the test has called', 'const load = vi.fn();\n  load(1);\n  expect(load).toHaveBeenCalledWith(1);'),
  flag('calls of one’s own counted', 'const load = vi.fn();\n  load(1);\n  load(2);\n  expect(load).toHaveBeenCalledTimes(2);'),
  flag(
    'a double in an object, told what to give',
    "const users = { get: vi.fn(), all: vi.fn() };\n  users.get.mockReturnValue('Ann');\n  users.get(1);\n  expect(users.get).toHaveBeenCalledOnce();",
  ),
  flag(
    'a spy on what the test calls',
    "const client = new Client();\n  const spy = vi.spyOn(client, 'load').mockResolvedValue(5);\n  await client.load();\n  expect(spy).toHaveBeenCalled();",
  ),
  flag(
    'a spy on a member, asked with what',
    "vi.spyOn(api, 'get');\n  await api.get('/users');\n  expect(api.get).toHaveBeenCalledWith('/users');",
  ),
  ...[
    'toBeCalled()',
    'toBeCalledTimes(1)',
    'toHaveBeenCalledExactlyOnceWith(1)',
    'toHaveBeenLastCalledWith(1)',
    'lastCalledWith(1)',
    'nthCalledWith(1, 1)',
  ].map((matcher) =>
    flag(
      `a call of one’s own asked for by ${matcher}`,
      `const load = vi.fn();\n  load(1);\n  expect(vi.mocked(load)).${matcher};`,
    ),
  ),
  flag(
    'two spies, of which one is asked by its member',
    "vi.spyOn(api, 'get');\n  const client = new Client();\n  vi.spyOn(client, 'load');\n  client.load();\n  expect(client.load).toHaveBeenCalled();",
  ),
  flag(
    'a tool of tests between the spy and the call',
    "const client = new Client();\n  const spy = vi.spyOn(client, 'load');\n  vi.useFakeTimers();\n  client.load();\n  expect(spy).toHaveBeenCalled();",
  ),
  silent('no calls are left', 'const load = vi.fn();\n  load(1);\n  load.mockClear();\n  expect(load).not.toHaveBeenCalled();'),
  silent('the matcher is not called', 'const load = vi.fn();\n  load(1);\n  expect(load).toHaveBeenCalled;'),
  silent(
    'a double of a module is called by another name',
    'const mocked = vi.mocked(fetchUser);\n  mocked(1);\n  expect(mocked).toHaveBeenCalledTimes(1);',
    "vi.mock('./api', { spy: true });",
  ),
  silent(
    'the code says how often, beside one call of the test',
    'const load = vi.fn();\n  load(0);\n  for (const each of decorate([])) load(each);\n  expect(load).toHaveBeenCalledTimes(3);',
  ),
  silent(
    'the code may call it in a callback, beside one call of the test',
    'const load = vi.fn();\n  load(1);\n  await greet(async (id) => load(id));\n  expect(load).toHaveBeenCalledTimes(2);',
  ),
  silent(
    'spied on only after the call of the test',
    "const client = new Client();\n  client.load();\n  const spy = vi.spyOn(client, 'load');\n  expect(spy).toHaveBeenCalled();",
  ),
  silent(
    'the code says whether what is spied on is called',
    "const client = new Client();\n  const isOpen = await retry(() => true);\n  const spy = vi.spyOn(client, 'load');\n  if (isOpen) client.load();\n  expect(spy).toHaveBeenCalled();",
  ),
  silent(
    'the object with the spy is handed to what is made meanwhile',
    "const client = new Client();\n  const spy = vi.spyOn(client, 'load');\n  const service = new Service(client);\n  client.load();\n  expect(spy).toHaveBeenCalled();",
  ),
  silent(
    'the code calls the callback that calls what is spied on',
    "const client = new Client();\n  const spy = vi.spyOn(client, 'load');\n  await retry(() => client.load());\n  expect(spy).toHaveBeenCalled();",
  ),
  flag(
    'with constants by their names',
    "const load = vi.fn();\n  const id = 7;\n  load(id, 'a');\n  expect(load).toHaveBeenNthCalledWith(1, 7, 'a');",
  ),
  flag(
    'under the name that a spy is kept by, beside a call of the code afterwards',
    "const client = new Client();\n  const spy = vi.spyOn(client, 'load');\n  client.load(3);\n  decorate(client);\n  expect(spy).toBeCalledWith(3);",
  ),
  silent(
    'the code says how often',
    'const load = vi.fn();\n  for (const each of decorate([])) load(each);\n  expect(load).toHaveBeenCalledTimes(3);',
  ),
  silent(
    'the code says whether',
    'const load = vi.fn();\n  if (await retry(() => true)) load();\n  expect(load).toHaveBeenCalledOnce();',
  ),
  silent(
    'the code says with what',
    'const load = vi.fn();\n  load(decorate(1), 2);\n  expect(load).toHaveBeenCalledWith(6, 2);\n  expect(load).toHaveBeenLastCalledWith(6, 2);',
  ),
  silent(
    'the double is asked for what it was not called with by the test',
    "const load = vi.fn();\n  load(1);\n  expect(load).toHaveBeenNthCalledWith(1, 2);\n  expect(load).toHaveBeenLastCalledWith('1');",
  ),
  silent(
    'the double is given another name',
    'const load = vi.fn();\n  const other = load;\n  await greet(other);\n  load(1);\n  expect(load).toHaveBeenCalledTimes(2);',
  ),
  silent(
    'the member with the double is given another value',
    'const users = { load: vi.fn() };\n  users.load = once(users.load);\n  users.load(1);\n  expect(users.load).toHaveBeenCalledTimes(1);',
  ),
  silent(
    'two spies on one member',
    "vi.spyOn(api, 'get');\n  vi.spyOn(api, 'get');\n  await api.get('/');\n  expect(api.get).toHaveBeenCalled();",
  ),
  silent(
    'what the test counts is no double',
    'const load = once(vi.fn());\n  load(1);\n  expect(load).toHaveBeenCalledTimes(1);',
  ),
  silent('called only afterwards', 'const load = vi.fn();\n  expect(load).toHaveBeenCalledTimes(0);\n  load(1);'),
  silent(
    'the code calls the double',
    'const load = vi.fn();\n  load(1);\n  await greet(load);\n  expect(load).toHaveBeenCalledTimes(2);',
  ),
  silent(
    'the code holds the double',
    'const load = vi.fn();\n  const again = once(load);\n  again();\n  expect(load).toHaveBeenCalledOnce();',
  ),
  silent(
    'an object with the double is handed over',
    'const users = { fetchUser: vi.fn() };\n  new Service(users).user(1);\n  users.fetchUser(2);\n  expect(users.fetchUser).toHaveBeenCalledTimes(2);',
  ),
  silent(
    'a member with the double is handed over',
    'const users = { load: vi.fn() };\n  await greet(users.load);\n  users.load(2);\n  expect(users.load).toHaveBeenCalledTimes(2);',
  ),
  silent(
    'the code may call it in a callback',
    'const load = vi.fn();\n  await greet(async (id) => load(id));\n  expect(load).toHaveBeenCalledWith(1);',
  ),
  silent('it was not called', 'const load = vi.fn();\n  load(1);\n  expect(load).not.toHaveBeenCalledWith(2);'),
  silent(
    'the code puts a function of its own in the place of the spy',
    "const client = new Client();\n  const spy = vi.spyOn(client, 'load');\n  decorate(client);\n  await client.load();\n  expect(spy).toHaveBeenCalled();",
  ),
  silent(
    'a spy on something of the platform',
    "const spy = vi.spyOn(console, 'log');\n  console.log(1);\n  expect(spy).toHaveBeenCalledWith(1);",
  ),
  silent(
    'a spy on what a function of the code gives',
    "const client = retry(() => new Client());\n  const spy = vi.spyOn(client, 'load');\n  client.load();\n  expect(spy).toHaveBeenCalled();",
  ),
  silent(
    'called with something else',
    "const client = new Client();\n  const spy = vi.spyOn(client, 'load');\n  client.load(1, 2);\n  expect(spy).toHaveBeenCalledWith(2);",
  ),
  silent(
    'the calls of a spy counted',
    "const client = new Client();\n  const spy = vi.spyOn(client, 'load');\n  client.load(1);\n  expect(spy).toHaveBeenCalledTimes(1);",
  ),
  silent(
    'another member is what the test calls',
    "const client = new Client();\n  const spy = vi.spyOn(client, 'load');\n  client.fetch(1);\n  expect(spy).toHaveBeenCalled();",
  ),
  {
    label: 'silent',
    source: 'own',
    why: 'a test of doubles',
    code: "import { expect, test, vi } from 'vitest';\ntest('knows its calls', () => {\n  const load = vi.fn();\n  load(1);\n  expect(load).toHaveBeenCalledWith(1);\n});\n",
  },
  flag(
    'a double under another name',
    "const user = { id: 1, name: 'Ann' };\n  mocked.mockResolvedValueOnce(user);\n  expect(await fetchUser(1)).toEqual(user);",
    "vi.mock('./api', { spy: true });\nconst mocked = vi.mocked(fetchUser);",
  ),
  flag(
    'a spy under another name',
    "const spy = vi.spyOn(api, 'get');\n  spy.mockResolvedValue('x');\n  expect(await api.get('/')).toBe('x');",
  ),
  silent(
    'a double under another name that the unit calls',
    "mocked.mockResolvedValueOnce({ id: 1, name: 'Ann' });\n  expect(await greet(fetchUser)).toBe('Hi Ann');",
    "vi.mock('./api', { spy: true });\nconst mocked = vi.mocked(fetchUser);",
  ),
  flag(
    'beside another value that is handed over',
    "const users = { get: vi.fn(() => ({ name: 'Ann' })) };\n  const user = users.get(1);\n  decorate({});\n  expect(user.name).toBe('Ann');",
  ),
  silent(
    'an object of a hook that another is made of',
    "new Service(users);\n  expect((await users.get(1)).name).toBe('Ann');",
    "let users;\nbeforeEach(() => {\n  users = { get: vi.fn() };\n  users.get.mockResolvedValue({ name: 'Ann' });\n});\n",
  ),
  flag(
    'a double of an object that a hook makes anew',
    "expect((await users.get(1)).name).toBe('Ann');",
    "let users;\nbeforeEach(() => {\n  users = { get: vi.fn() };\n  users.get.mockResolvedValue({ name: 'Ann' });\n});\ntest('greets', async () => {\n  expect(await greet(users.get)).toBe('Hi Ann');\n});\n",
  ),
  silent(
    'a double of an object that the test makes anew',
    "users = { get: async () => ({ name: 'Ann' }) };\n  expect((await users.get(1)).name).toBe('Ann');",
    "let users;\nbeforeEach(() => {\n  users = { get: vi.fn() };\n  users.get.mockResolvedValue({ name: 'Ann' });\n});\n",
  ),
  silent(
    'a double of an object that is handed to the unit',
    "decorate(users);\n  expect((await users.get(1)).name).toBe('Ann');",
    "let users;\nbeforeEach(() => {\n  users = { get: vi.fn() };\n  users.get.mockResolvedValue({ name: 'Ann' });\n});\n",
  ),
  {
    label: 'flag',
    source: 'own',
    why: 'a double of a fixture that is told what to give',
    code: "import { expect, test as base, vi } from 'vitest';\nimport { Service } from './service';\nconst test = base.extend({ server: async ({}, use) => { await use({ fetchUser: vi.fn() }); } });\ntest('loads', async ({ server }) => {\n  server.fetchUser.mockResolvedValue('Ann');\n  expect(await server.fetchUser(1)).toBe('Ann');\n});\n",
    also: SOURCES,
    flags: 1,
  },
  {
    label: 'silent',
    source: 'own',
    why: 'a double of a fixture that the unit calls',
    code: "import { expect, test as base, vi } from 'vitest';\nimport { Service } from './service';\nconst test = base.extend({ server: async ({}, use) => { await use({ fetchUser: vi.fn() }); } });\ntest('loads', async ({ server }) => {\n  server.fetchUser.mockResolvedValue('Ann');\n  expect(await new Service(server).user(1)).toBe('Ann');\n});\n",
    also: SOURCES,
  },
  silent(
    'a field that the class computes',
    'const client = new Client();\n  vi.spyOn(client, "load").mockReturnValue(new Service(7));\n  expect(client.load().size).toBe(8);',
  ),
  flag(
    'through a function of the test that passes the call on',
    "const users = { get: vi.fn().mockResolvedValue({ name: 'Ann' }) };\n  const load = async (id) => users.get(id);\n  expect((await load(1)).name).toBe('Ann');",
  ),
  flag(
    'through two of them, outside of the test',
    'get.mockReturnValue(5);\n  expect(outer()).toBe(5);',
    'const get = vi.fn();\nconst inner = () => get();\nconst outer = () => inner();',
  ),
  silent(
    'through a function of the test that calls the unit',
    "const users = { fetchUser: vi.fn().mockResolvedValue('Ann') };\n  const load = async (id) => new Service(users).user(id);\n  expect(await load(1)).toBe('Ann');",
  ),
  flag('a returned value', 'const load = vi.fn().mockReturnValue(5);\n  expect(load()).toBe(5);'),
  flag('an implementation that gives a value', 'const load = vi.fn(() => 5);\n  expect(load()).toBe(5);'),
  flag('an implementation set later', 'const load = vi.fn();\n  load.mockImplementation(() => 5);\n  expect(load()).toBe(5);'),
  flag(
    'a return value set later',
    'const load = vi.fn();\n  load.mockReturnValue(5);\n  const result = load();\n  expect(result).toBe(5);',
  ),
  flag(
    'a resolved value',
    "const load = vi.fn().mockResolvedValue({ name: 'Ann' });\n  expect(await load(1)).toEqual({ name: 'Ann' });",
  ),
  flag('a resolved value, by resolves', 'const load = vi.fn().mockResolvedValue(5);\n  await expect(load()).resolves.toBe(5);'),
  flag('an async implementation', 'const load = vi.fn(async () => 5);\n  expect(await load()).toBe(5);'),
  flag(
    'a value by name',
    "const user = { name: 'Ann' };\n  const load = vi.fn().mockResolvedValue(user);\n  const result = await load(1);\n  expect(result).toEqual(user);",
  ),
  flag(
    'what a field of a value by name was written as',
    "const user = { name: 'Ann' };\n  const load = vi.fn().mockResolvedValue(user);\n  expect((await load(1)).name).toBe('Ann');",
  ),
  flag(
    'in a copy of the real object',
    "const user = { name: 'Ann' };\n  const double = { ...api, get: vi.fn().mockResolvedValue(user) };\n  const result = await double.get('/users');\n  expect(result.name).toBe('Ann');",
  ),
  silent(
    'a value by name that is changed between',
    "const user = { name: 'Ann' };\n  const load = vi.fn().mockResolvedValue(user);\n  user.name = 'Eve';\n  expect((await load(1)).name).toBe('Ann');",
  ),
  silent(
    'a value by name that the code was given by the double too',
    "const user = { name: 'Ann' };\n  const load = vi.fn().mockResolvedValue(user);\n  await greet(load);\n  expect((await load(1)).name).toBe('Ann');",
  ),
  silent(
    'a value by name that the code got through a function',
    "const user = { name: 'Ann' };\n  const load = vi.fn().mockResolvedValue(user);\n  await greet((id) => load(id));\n  expect((await load(1)).name).toBe('Ann');",
  ),
  silent(
    'a value by name of which the code is handed a copy',
    "const user = { name: 'Ann' };\n  const load = vi.fn().mockResolvedValue(user);\n  decorate({ ...user });\n  expect((await load(1)).name).toBe('Ann');",
  ),
  silent(
    'a value by name that the code is handed too',
    "const user = { name: 'Ann' };\n  const load = vi.fn().mockResolvedValue(user);\n  decorate(user);\n  expect((await load(1)).name).toBe('Ann');",
  ),
  flag(
    'a field of a value by name',
    "const user = { name: 'Ann' };\n  const load = vi.fn().mockResolvedValue(user);\n  const result = await load(1);\n  expect(result.name).toBe(user.name);",
  ),
  flag(
    'a field of what it gives',
    "const load = vi.fn(() => ({ name: 'Ann', age: 3 }));\n  const user = load();\n  expect(user.name).toBe('Ann');\n  expect(user.age).toBe(3);",
    '',
    2,
  ),
  flag('taken apart', "const load = vi.fn(() => ({ name: 'Ann' }));\n  const { name } = load();\n  expect(name).toBe('Ann');"),
  flag('held in an object', 'const repository = { find: vi.fn().mockReturnValue(5) };\n  expect(repository.find(1)).toBe(5);'),
  flag(
    'held in an object, set later',
    'const repository = { find: vi.fn() };\n  repository.find.mockResolvedValue(5);\n  expect(await repository.find(1)).toBe(5);',
  ),
  flag(
    'the unit is built with it and never asked',
    'const repository = { fetchUser: vi.fn().mockResolvedValue(5) };\n  const service = new Service(repository);\n  expect(service).toBeDefined();\n  expect(await repository.fetchUser(1)).toBe(5);',
  ),
  flag(
    'a module double',
    "vi.mocked(fetchUser).mockResolvedValue({ id: 1, name: 'Ann' });\n  expect(await fetchUser(1)).toEqual({ id: 1, name: 'Ann' });",
    "vi.mock('./api');\n",
  ),
  flag(
    'a spy that is told what to give',
    "vi.spyOn(api, 'get').mockResolvedValue('x');\n  expect(await api.get('/')).toBe('x');",
  ),
  flag(
    'a spy on the unit itself',
    "const client = new Client();\n  vi.spyOn(client, 'load').mockResolvedValue(5);\n  expect(await client.load()).toBe(5);",
  ),
  flag('once, and nobody else has it', 'const load = vi.fn().mockReturnValueOnce(5);\n  expect(load()).toBe(5);'),
  flag(
    'told in a hook',
    'expect(load()).toBe(5);',
    'const load = vi.fn();\nbeforeEach(() => {\n  load.mockReturnValue(5);\n});\n',
  ),
  flag('at the top of the file', 'expect(load()).toBe(5);', 'const load = vi.fn(() => 5);\n'),
  flag(
    'beside a real call',
    'const load = vi.fn(() => 5);\n  new Service({ fetchUser: load }).user(1);\n  expect(load()).toBe(5);',
  ),
  flag('the old name of vi', 'const load = jest.fn().mockReturnValue(5);\n  expect(load()).toBe(5);'),
  flag('a boolean', 'const isOpen = vi.fn().mockReturnValue(true);\n  expect(isOpen()).toBe(true);'),
  silent(
    'the unit forwards it',
    'const repository = { fetchUser: vi.fn().mockResolvedValue(5) };\n  const service = new Service(repository);\n  expect(await service.user(1)).toBe(5);',
  ),
  silent(
    'the unit changes it',
    "const load = vi.fn().mockResolvedValue({ name: 'Ann' });\n  expect(await greet(load)).toBe('Hi Ann');",
  ),
  silent('the unit wraps it', 'const load = vi.fn(() => 5);\n  const wrapped = once(load);\n  expect(wrapped()).toBe(5);'),
  silent('the unit wraps it under the same name', 'const load = once(vi.fn(() => 5));\n  expect(load()).toBe(5);'),
  silent(
    'the unit may put another one in its place',
    'const object = { load: vi.fn(() => 6) };\n  decorate(object);\n  expect(object.load()).toBe(6);',
  ),
  silent(
    'the test puts another one in its place',
    'const object = { load: vi.fn(() => 6) };\n  object.load = once(object.load);\n  expect(object.load()).toBe(6);',
  ),
  silent(
    'a function that takes part in what it gives',
    'const double = vi.fn((value: number) => value * 2);\n  expect(double(2)).toBe(4);',
  ),
  silent(
    'another value than it was told',
    'const load = vi.fn().mockReturnValue(5);\n  const other = once(load);\n  expect(other() + 1).toBe(6);',
  ),
  silent(
    'the second of two, when the unit took the first',
    'const load = vi.fn().mockReturnValueOnce(1).mockReturnValueOnce(2);\n  await retry(load);\n  expect(load()).toBe(2);',
  ),
  silent(
    'how it was called',
    'const load = vi.fn().mockReturnValue(5);\n  new Service({ fetchUser: load }).user(1);\n  expect(load).toHaveBeenCalledWith(1);',
  ),
  silent(
    'what it gave to the unit',
    'const load = vi.fn().mockReturnValue(5);\n  new Service({ fetchUser: load }).user(1);\n  expect(load.mock.results[0].value).toBe(5);',
  ),
  silent('around the unit', 'const spy = vi.fn(greet);\n  expect(await spy(async () => ({ name: "Ann" }))).toBe("Hi Ann");'),
  silent(
    'the value is computed by the unit',
    "const load = vi.fn(() => greet(async () => ({ name: 'Ann' })));\n  expect(await load()).toBe('Hi Ann');",
  ),
  silent('a spy that calls through', "vi.spyOn(api, 'get');\n  expect(await api.get('/')).toBe('/');"),
  silent(
    'told after the call',
    'const load = vi.fn();\n  const before = load();\n  load.mockReturnValue(5);\n  expect(before).toBe(undefined);',
  ),
  silent(
    'another field',
    "const load = vi.fn(() => ({ name: 'Ann' }));\n  const service = new Service({ fetchUser: load });\n  expect(service.user(1).name).toBe('Ann');",
  ),
  silent(
    'a function of the same name elsewhere',
    'const load = vi.fn(() => 5);\n  {\n    const load = once(() => 5);\n    expect(load()).toBe(5);\n  }\n  load();',
  ),
  silent(
    'a double of the unit’s result',
    "const fetched = { json: vi.fn().mockResolvedValue({ name: 'Ann' }) };\n  const load = vi.fn().mockResolvedValue(fetched);\n  expect(await new Service({ fetchUser: load }).user(1)).toEqual(fetched);",
  ),
  silent(
    'another value asserted, as after a reset',
    'const load = vi.fn().mockReturnValue(5);\n  load.mockReset();\n  expect(load()).toBe(undefined);',
  ),
  silent('an assigned variable', 'let load = vi.fn(() => 5);\n  load = once(load);\n  expect(load()).toBe(5);'),
  flag(
    'held in an object by its name',
    'const load = vi.fn().mockResolvedValue(5);\n  const repository = { load };\n  expect(await repository.load(1)).toBe(5);',
  ),
  silent(
    'held in an object by the name of another function',
    'const load = async () => once(5);\n  const repository = { load };\n  expect(await repository.load(1)).toBe(5);',
  ),
  flag(
    'a spy on an object that a hook made',
    'vi.spyOn(client, "load").mockReturnValue(7);\n  expect(client.load()).toBe(7);',
    'let client: Client;\nbeforeEach(() => {\n  client = new Client();\n});\n',
  ),
  silent(
    'a spy that is taken out again',
    'const spy = vi.spyOn(client, "load").mockReturnValue(7);\n  spy.mockRestore();\n  expect(client.load()).toBe(7);',
    'let client: Client;\nbeforeEach(() => {\n  client = new Client();\n});\n',
  ),
  silent(
    'a spy on an object that is made anew',
    'vi.spyOn(client, "load").mockReturnValue(7);\n  client = new Client();\n  expect(client.load()).toBe(7);',
    'let client = new Client();\n',
  ),
  silent(
    'a spy whose place is taken by another function',
    'vi.spyOn(client, "load").mockReturnValue(7);\n  client.load = once(() => 7);\n  expect(client.load()).toBe(7);',
    'let client: Client;\nbeforeEach(() => {\n  client = new Client();\n});\n',
  ),
  silent(
    'a spy on what another test spies on',
    'expect(client.load()).toBe(7);',
    'let client = new Client();\ntest("spies", () => {\n  vi.spyOn(client, "load").mockReturnValue(7);\n});\n',
  ),
  silent(
    'a spy on an object that is handed over',
    'vi.spyOn(client, "load").mockReturnValue(7);\n  decorate(client);\n  expect(client.load()).toBe(7);',
    'let client: Client;\nbeforeEach(() => {\n  client = new Client();\n});\n',
  ),
  flag(
    'a stub of sinon',
    'const load = sinon.stub().resolves(7);\n  expect(await load(1)).toBe(7);',
    "import sinon from 'sinon';\n",
  ),
  flag(
    'a stub of sinon that is told later, in an object',
    'const clock = { now: sinon.stub() };\n  clock.now.returns(4711);\n  expect(clock.now()).toBe(4711);',
    "import sinon from 'sinon';\n",
  ),
  silent(
    'a stub of sinon that the unit calls',
    'const load = sinon.stub().resolves({ name: "Ann" });\n  expect(await greet(load)).toBe("Hi Ann");',
    "import sinon from 'sinon';\n",
  ),
  silent(
    'what is called returns is not told of sinon',
    'client.load.returns(7);\n  expect(client.load()).toBe(7);',
    'const client = new Client();\n',
  ),
];
