import { expect, test } from 'vitest';
import { aFolder } from '../../folder.fixture.ts';
import { assessFiles } from './assess.ts';

const EMPTY = "test('adds', () => {});\n";

/** What is said of one test file. */
function assess(code: string, also: Record<string, string> = {}) {
  const [file] = assessFiles(aFolder({ 'a.test.ts': code, ...also }), ['a.test.ts']);
  if (file === undefined) throw new Error('no file');
  return file;
}

test('a flag belongs to the innermost test around it, one outside of tests to the file', () => {
  const file = assess("expect(1);\ntest('adds', () => {\n  expect(1 > 2);\n});\n");

  expect(file.flags.map(({ rule, line }) => [rule, line])).toEqual([['dangling-expect', 1]]);
  expect(file.tests.map(({ flags }) => flags.map(({ rule, line, column }) => [rule, line, column]))).toEqual([
    [['dangling-expect', 3, 3]],
  ]);
});

test('a flag holds the code as it stands', () => {
  expect(assess(EMPTY).tests[0]?.flags[0]).toEqual({
    rule: 'no-assertion',
    level: 'error',
    file: 'a.test.ts',
    line: 1,
    column: 1,
    message: 'No assertion can be reached from this test: it passes whatever the code gives.',
    evidence: { code: "test('adds', () => {})" },
  });
});

test('a test that looks only at what it built itself is told from one that looks at a result', () => {
  const own = (body: string) =>
    assess(`import { add } from './add.js';\ntest('adds', () => {\n${body}\n});\n`).tests[0]?.looksAtOwn;

  expect(own('const a = { n: 1 };\nadd(a);\nexpect(a.n).toBe(1);\nexpect(a).toEqual({ n: 1 });')).toBe(true);
  expect(own('const a = { n: 1 };\nconst b = add(a);\nexpect(a.n).toBe(1);\nexpect(b.n).toBe(2);')).toBe(false);
  expect(own('expect(add(1)).toBe(2);')).toBe(false);
  expect(own('const a = new Map();\nadd(a);\nexpect(a.size).toBe(0);')).toBe(true);
  const copied = 'const a = [1];\nexpect(add(a)).not.toBe(a);\n';
  expect(own(`${copied}expect(a).toEqual([1]);`)).toBe(true);
  expect(own(copied)).toBe(false);
  expect(own('const a = [1];\nexpect(add(a)).toBe(a);\nexpect(a).toEqual([1]);')).toBe(false);
  expect(own('const a = new Adder();\nadd(a);\nexpect(a.size).toBe(0);')).toBe(false);
});

test('a comparison may be one of the code with itself where both sides were computed, also by a hook', () => {
  const mayBe = (hook: string, expected: string) =>
    assess(`import { add } from './add.js';
let sum;
beforeEach(() => { ${hook} });
test('adds', () => { expect(add(1)).toBe(${expected}); });
`).tests[0]?.mayCompareItself?.map(({ rule }) => rule);

  expect(mayBe('sum = add(1);', 'sum')).toEqual(['tautology']);
  expect(mayBe('sum = 2;', 'sum')).toEqual([]);
  expect(mayBe('sum = add(1);', '2')).toEqual([]);
});

test('a test that says exactly what the code gives is told from one that asks for a kind, a count or yes and no', () => {
  const isExact = (check: string) =>
    assess(`import { add } from './add.js';\ntest('adds', () => {\nconst sum = add(1);\n${check}\n});\n`).tests[0]?.saysExactly;

  expect(isExact("expect(sum).toBe('two');")).toBe(true);
  expect(isExact('expect(sum.parts).toEqual([{ n: 2 }]);')).toBe(true);
  expect(isExact('expect(sum.at).toBe(Date.UTC(2026, 2, 2));')).toBe(true);
  expect(isExact("expect(add(2)).resolves.toBe('three');")).toBe(true);
  expect(isExact("expect(typeof sum).toBe('number');")).toBe(false);
  expect(isExact('expect(sum.length).toBe(2);')).toBe(false);
  expect(isExact('expect(sum).toHaveLength(2);')).toBe(false);
  expect(isExact('expect(sum > 1).toBe(true);')).toBe(false);
  expect(isExact('expect(sum).not.toBe(1);')).toBe(false);
  expect(isExact('expect(sum).toEqual([]);')).toBe(false);
  expect(isExact('expect(sum).toBe(add(1));')).toBe(false);
  expect(isExact('expect(1).toBe(1);')).toBe(false);
});

test('skipped tests are left out', () => {
  expect(assess("test.skip('adds', () => {});\ntest('sums', () => {});\n").tests.map(({ name }) => name)).toEqual(['sums']);
});

test.each([
  ['above the test', '// killrate ignore-finding no-assertion: it must only start\n'],
  ['above, with others between', '// killrate ignore-finding no-assertion: it must only start\n// and stop\n'],
  ['above, with several rules', '/* killrate ignore-finding duplicate-title, no-assertion: it must only start */\n'],
])('a rule is silenced by a comment %s', (_where, comment) => {
  const file = assess(comment + EMPTY);

  expect(file.tests[0]?.flags).toEqual([]);
  expect(file.unknown).toEqual([]);
});

test('a rule is silenced by a comment in the test, and in no other test', () => {
  const file = assess(
    "test('a', () => {\n  // killrate ignore-finding no-assertion: it must only start\n});\ntest('b', () => {});\n",
  );

  expect(file.tests.map(({ flags }) => flags.length)).toEqual([0, 1]);
});

test('a rule is silenced on one line outside of tests', () => {
  const file = assess('// killrate ignore-finding dangling-expect: shown to the reader\nexpect(1);\nexpect(2);\n');

  expect(file.flags.map(({ line }) => line)).toEqual([3]);
});

test.each([
  ['without a reason', '// killrate ignore-finding no-assertion\n'],
  ['with an empty reason', '// killrate ignore-finding no-assertion: \n'],
  ['without a rule', '// killrate ignore-finding: because\n'],
])('a comment %s silences nothing, and that is said', (_what, comment) => {
  const file = assess(comment + EMPTY);

  expect(file.tests[0]?.flags).toHaveLength(1);
  expect(file.unknown).toEqual([
    'The comment at a.test.ts:1 ignores nothing: it needs a rule and a reason, as in "killrate ignore-finding RULE: reason".',
  ]);
});

test('a comment about another rule silences nothing', () => {
  expect(assess(`// killrate ignore-finding duplicate-title: on purpose\n${EMPTY}`).tests[0]?.flags).toHaveLength(1);
});

test('a comment apart from the test silences nothing', () => {
  expect(
    assess(`// killrate ignore-finding no-assertion: it must only start\n\nconst a = 1;\n${EMPTY}`).tests[0]?.flags,
  ).toHaveLength(1);
});

test('a file that does not parse is not judged, and says so', () => {
  const file = assess(`${EMPTY}test('b', () => {`);

  expect(file.tests.flatMap(({ flags }) => flags)).toEqual([]);
  expect(file.tests.map(({ assertion }) => assertion)).not.toContain('none');
  expect(file.unknown).toEqual(['a.test.ts could not be parsed to its end.']);
});

test('type tests and missing files have no tests, and say why', () => {
  const found = assessFiles(aFolder({ 'a.test-d.ts': EMPTY }), ['a.test-d.ts', 'b.test.ts']);

  expect(found.map(({ tests, unknown }) => [tests.length, unknown])).toEqual([
    [0, ['a.test-d.ts holds type tests, which are compiled and never run.']],
    [0, ['b.test.ts could not be read.']],
  ]);
});

test('the units of a test are those whose results its assertions look at', () => {
  const file = assess(
    "import { sum, reset, Store } from './src/sum';\ntest('a', () => {\n  reset();\n  const result = sum(1);\n  expect(result).toBe(1);\n});\ntest('b', () => {\n  const store = new Store();\n  store.add(1);\n  expect(store.items).toEqual([1]);\n});\n",
    { 'src/sum.ts': 'export const sum = (n) => n; export const reset = () => {}; export class Store { items = []; add() {} }' },
  );

  expect(file.tests.map(({ units }) => units)).toEqual([['sum'], ['Store']]);
});

test.each([
  ['list.map', 'const [few, many] = [1, 9].map(sum);\nexpect(few + many).toBe(10);', ['sum']],
  ['list.flatMap', 'expect([1, 9].flatMap(sum)).toEqual([1, 9]);', ['sum']],
  ['Array.from', 'expect(Array.from([1, 9], sum)).toEqual([1, 9]);', ['sum']],
  ['a call that may do anything with it', 'expect(tell(sum)).toBe(1);', ['tell']],
  ['a list that it is in', 'expect([1, 9].includes(sum)).toBe(false);', []],
])('a unit that is handed by its name to %s', (_what, body, units) => {
  const file = assess(`import { sum, tell } from './src/sum';\ntest('a', () => {\n${body}\n});\n`, {
    'src/sum.ts': 'export const sum = (n) => n; export const tell = () => 1;',
  });

  expect(file.tests[0]?.units).toEqual(units);
});

test('a unit that a test imports under another name has its own', () => {
  const file = assess(
    "import { sum as add } from './src/sum';\nimport rest from './src/rest';\ntest('a', () => {\n  expect(add(1)).toBe(1);\n});\ntest('b', () => {\n  expect(rest(1)).toBe(1);\n});\n",
    { 'src/sum.ts': 'export const sum = (n) => n;', 'src/rest.ts': 'export default function rest(n) { return n; }' },
  );

  expect(file.tests.map(({ units }) => units)).toEqual([['sum'], ['rest']]);
});

test.each([
  ['what it hands over', 'test.extend({ cart: async ({}, use) => { await use(new Cart()); } })', true],
  [
    'what it hands over, with options',
    'test.extend({ cart: [async ({}, use) => { await use(new Cart()); }, { auto: true }] })',
    true,
  ],
  [
    'a field of what it hands over',
    'test.extend({ shop: async ({}, use) => { const cart = new Cart(); await use({ cart }); } })',
    false,
  ],
  ['what it gives back', "test.extend('cart', async ({}, { onCleanup }) => { onCleanup(() => {}); return new Cart(); })", true],
  ['what it gives back, with options', "test.extend('cart', { scope: 'file' }, () => new Cart())", true],
  ['a value', 'test.extend({ cart: new Cart() })', true],
  ['what its type says', 'test.extend<{ cart: Cart }>({ cart: async ({}, use) => { await use(nobodyKnows()); } })', true],
  ['what the later of two is', 'test.extend({ cart: nobodyKnows() }).extend({ cart: new Cart() })', true],
  ['what the earlier of two was', 'test.extend({ cart: new Cart() }).extend({ cart: nobodyKnows() })', false],
  [
    'nothing known, handed over twice',
    'test.extend({ cart: async ({}, use) => { if (late) await use(new Cart()); else await use(nobodyKnows()); } })',
    false,
  ],
  ['nothing known, spread from elsewhere', 'test.extend({ ...nobodyKnows })', false],
  ['nothing known, of another name', "test.extend('till', () => new Cart())", false],
  [
    'nothing known, of a type that is no class',
    'test.extend<{ cart: Prices }>({ cart: async ({}, use) => { await use(nobodyKnows()); } })',
    false,
  ],
  ['nothing known, of no fixture', 'test.extend()', false],
])('a test looks at %s by the name of a fixture', (_what, extended, isKnown) => {
  const file = assess(
    `import { Cart, type Prices } from './src/cart';\nconst it = ${extended};\nit('a', ({ cart }) => {\n  expect(cart.total()).toBe(1);\n});\n`,
    { 'src/cart.ts': 'export class Cart { total() { return 1; } }\nexport interface Prices { total(): number }' },
  );

  expect(file.tests[0]?.units.includes('total')).toBe(isKnown);
});

test('a test looks at a member of what a fixture hands over', () => {
  const file = assess(
    "import { Cart } from './src/cart';\nconst it = test.extend({ shop: async ({}, use) => { await use({ cart: new Cart() }); } });\nit('a', ({ shop: { cart } }) => {\n  expect(cart.total()).toBe(1);\n});\n",
    { 'src/cart.ts': 'export class Cart { total() { return 1; } }' },
  );

  expect(file.tests[0]?.units).toEqual(['total']);
});

test.each([
  ['what a member was before', 'const one = sum.one;\nsum.change();\nexpect(sum.one).toBe(one);', true],
  [
    'what a list was, read out',
    'const one = sum.list.map((n) => n + 1);\nsum.change();\nexpect(sum.list.map((n) => n + 1)).toEqual(one);',
    true,
  ],
  [
    'what the language copies',
    'const one = structuredClone(sum.one);\nsum.change();\nexpect(structuredClone(sum.one)).toEqual(one);',
    true,
  ],
  ['and something else', 'const one = sum.one;\nsum.change();\nexpect(sum.one).toBe(one);\nexpect(sum.two).toBe(2);', false],
  ['another member', 'const one = sum.one;\nsum.change();\nexpect(sum.two).toBe(one);', false],
  ['that it is another one', 'const one = sum.one;\nsum.change();\nexpect(sum.one).not.toBe(one);', false],
  ['what another call gives', 'const one = sum.one();\nsum.change();\nexpect(sum.one()).toBe(one);', false],
  ['what is assigned anew', 'let one = sum.one;\none = sum.change();\nexpect(sum.one).toBe(one);', false],
  ['nothing', 'sum.change();', false],
])('whether a test holds against %s is told', (_what, body, isHeld) => {
  const file = assess(`import { sum } from './src/sum';\ntest('a', () => {\n${body}\n});\n`, {
    'src/sum.ts': 'export const sum = { one: {}, two: 2, list: [1], change() {} };',
  });

  expect(file.tests[0]?.holdsUnchanged).toBe(isHeld);
});

test.each([
  ['is deterministic', 'expect(draw(3)).toEqual(draw(3));', true],
  ['is deterministic', 'expect(draw(upTo(3))).toEqual(draw(upTo(3)));', true],
  ['draws', 'expect(draw(3)).toEqual(draw(3));', false],
  ['is deterministic', 'expect(draw(3)).toEqual([1, 2, 3]);', false],
  ['is deterministic', 'expect(draw(3)).toEqual(draw(3));\nexpect(draw(3)).toHaveLength(3);', false],
  ['is deterministic', 'draw(3);', false],
])('a test named %s with %s holds one call against another on purpose: %s', (title, body, isHeld) => {
  const file = assess(
    `import { draw } from './src/draw';\nconst upTo = (n) => { let i = 0; return () => ++i < n; };\ntest('${title}', () => {\n${body}\n});\n`,
    {
      'src/draw.ts': 'export const draw = (n: number) => Array.from({ length: n }, (_, i) => i + 1);',
    },
  );

  expect(file.tests[0]?.holdsUnchanged).toBe(isHeld);
});

test.each([
  ['expect(sum(1)).toBeUndefined();', true],
  ['expect(sum(1)).toBe(undefined);', true],
  ['expect(sum(1)).toBeFalsy();\nexpect(sum).not.toThrow();', true],
  ['const seen = vi.fn();\nsum(seen);\nexpect(seen).not.toHaveBeenCalled();\nexpect(seen).toHaveBeenCalledTimes(0);', true],
  ['expect(sum(1)).toEqual(undefined);\nexpect(sum(1)).toStrictEqual(undefined);', true],
  ['expect(sum(1)).not.toBeDefined();\nexpect(sum(1)).not.toBeTruthy();', true],
  ['expect(sum(1)).to.equal(undefined);', true],
  [
    'const seen = vi.fn();\nsum(seen);\nexpect(seen).not.toHaveBeenCalledWith(1);\nexpect(seen).toBeCalledTimes(0);\nexpect(seen).not.toHaveReturned();',
    true,
  ],
  ['expect(() => sum(1)).not.toThrowError();', true],
  ['expect(sum(1)).toMatchObject(undefined);', false],
  ['expect(sum(1)).toBe(other);', false],
  ['expect(sum(1)).toBeNull();', false],
  ['expect(sum(1)).toBe(0);', false],
  ['expect(sum(1)).not.toBe(2);', false],
  ['expect(sum(1)).not.toBeUndefined();', false],
  ['const seen = vi.fn();\nsum(seen);\nexpect(seen).toHaveBeenCalledTimes(1);', false],
  ['expect(sum(1)).toBeUndefined();\nexpect(sum(2)).toBe(4);', false],
  ['sum(1);', false],
])('whether a test asserts only what code that does nothing gives is told: %s', (body, isNothing) => {
  const file = assess(`import { sum } from './src/sum';\ntest('a', () => {\n${body}\n});\n`, {
    'src/sum.ts': 'export const sum = (n) => n;',
  });

  expect(file.tests[0]?.expectsNothing).toBe(isNothing);
});

test.each([
  ['expect(called).not.toHaveBeenCalled();', true],
  ['expect(called).not.toHaveBeenCalledWith(1);\n expect(called).toHaveBeenCalledTimes(0);', true],
  ['expect(called).toHaveBeenCalledTimes(1);', false],
  ['expect(called).not.toHaveBeenCalled();\n expect(add(1)).toBeUndefined();', false],
  ['add(1);', false],
])('whether a test only says what is not called is told: %s', (body, isSaid) => {
  const file = assess(
    `import { add } from './add.js';\ntest('adds', () => {\n const called = vi.fn();\n add(called);\n ${body}\n});\n`,
  );
  expect(file.tests[0]?.expectsNoCall).toBe(isSaid);
});

test.each([
  ['expect(1).toBe(1);', 'reached'],
  ['', 'none'],
  ['nobodyKnows();', 'unknown'],
  ['expectTypeOf(1).toBeNumber();', 'compile-time'],
])('of a test with %s the assertion is told', (body, assertion) => {
  expect(assess(`test('adds', () => { ${body} });`).tests[0]?.assertion).toBe(assertion);
});

test('what is only called when something goes wrong need not be executed', () => {
  const file = assess(
    "import { load } from './src/load';\ntest('a', () => {\n  load({ onError: (error) => expect(error).toBeNull() });\n  load.on('failed', (error) => expect(error).toBeNull());\n  load.on('loaded', (value) => expect(value).toBe(1));\n});\n",
    { 'src/load.ts': 'export const load = (handlers) => handlers;' },
  );

  expect(file.tests[0]?.assertions?.map(({ line }) => line)).toEqual([5]);
});

test.each([
  ['expect(error.message).toMatch(/^empty/)', [3]],
  ['expect(error).toBeInstanceOf(RangeError)', [3]],
  ['expect(error.code).toBe(null)', []],
  ['expect(error).not.toBe(limit)', []],
  ['expect(error).toBeDefined()', []],
  ['expect(error.message).toMatch(/^empty/) });\n expect(load(1)).toBe(1);\n load({', [4]],
])('a test that asks only, when something goes wrong, for %s has to execute %j', (check, lines) => {
  const file = assess(
    `import { load } from './src/load';\ntest('tells', () => {\n  load({ onError: (error) => ${check} });\n});\n`,
    { 'src/load.ts': 'export const load = (handlers) => handlers;' },
  );

  expect(file.tests[0]?.assertions?.map(({ line }) => line)).toEqual(lines);
});

test.each([
  ['only its own assertions', 'expect(load(1)).toBe(1);', true],
  ['a helper that asserts besides', 'check(load(1));', false],
  ['a helper that throws', 'expect(made(1)).toBe(1);', false],
  ['an error of its own', "if (load(1) !== 1) throw new Error('another');", false],
  ["chai's own expect", 'chaiExpect(load(1)).to.equal(1);', true],
  ['a callee that nobody knows', 'nobodyKnows(load(1));\n expect(load(1)).toBe(1);', false],
  ['a lookup that throws where nothing is found', "screen.getByText('a');\n expect(load(1)).toBe(1);", false],
  ['a wait that only the unit ends', 'await new Promise((resolve) => load(resolve));\n expect(load(1)).toBe(1);', false],
])('whether a test with %s asserts alone is told', (_what, body, isAlone) => {
  const file = assess(
    `import { expect as chaiExpect } from 'chai';\nimport { load } from './src/load';\nconst check = (value) => expect(value).toBe(1);\nconst made = (value) => {\n  if (value === 0) throw new Error('cannot make it');\n  return value;\n};\ntest('a', async () => {\n  ${body}\n});\n`,
    { 'src/load.ts': 'export const load = (value) => value;' },
  );

  expect(file.tests[0]?.assertsAlone).toBe(isAlone);
});

test('a test beside a hook that asserts does not assert alone', () => {
  const file = assess("afterEach(() => {\n  expect(1).toBe(1);\n});\ntest('a', () => {\n  expect(2).toBe(2);\n});\n");

  expect(file.tests[0]?.assertsAlone).toBe(false);
});

/** The lines of the helpers by which the test of a file asserts, in a project with a source and a module of helpers. */
function helpersIn(code: string, helpers = '') {
  const file = assess(`import { load } from './src/load';\nimport { checkAll, through } from './helpers';\n${code}`, {
    'src/load.ts': 'export const load = (value) => value;',
    'helpers.ts': `import { expect } from 'vitest';\nexport function checkAll(values) {\n  for (const value of values) expect(value).toBe(1);\n}\nexport function through(values) {\n  checkAll(values);\n}\n${helpers}`,
  });
  return file.tests[0]?.helpers?.map(({ file: path, line, endLine }) => `${path}:${line}-${endLine}`);
}

test('the helpers by which a test asserts are told with the lines that they take', () => {
  const local = 'function checkOne(value) {\n  if (value.length > 1) expect(value[1]).toBe(1);\n}\n';
  expect(helpersIn(`${local}test('a', () => {\n  checkOne(load([]));\n});\n`)).toEqual(['a.test.ts:3-5']);
  expect(helpersIn("test('a', () => {\n  checkAll(load([]));\n});\n")).toEqual(['helpers.ts:2-4']);
  expect(helpersIn("test('a', () => {\n  through(load([]));\n});\n")).toEqual(['helpers.ts:2-4']);
});

test('what a helper is handed by the test may be the unit, and nothing else', () => {
  const check = 'export function check(store, key) {\n  if (store.knows(key)) expect(store.worth(key)).toBe(1);\n}\n';
  const callWith = (store: string) =>
    helpersIn(
      `import { check } from './helpers';\ntest('a', () => {\n  const store = ${store};\n  check(store, 'a');\n});\n`,
      check,
    );
  expect(callWith('load({})')).toEqual(['helpers.ts:8-10']);
  expect(callWith('nobodyKnows()')).toEqual([]);
});

test('a check without a matcher is none of its own, and a helper that calls itself is told once', () => {
  const own =
    'function each(values) {\n  if (values.length > 0) expect(values[0]).toBe(1);\n  if (values.length > 1) each(values.slice(1));\n}\n';
  expect(helpersIn(`${own}test('a', () => {\n  expect(load(1));\n  each(load([]));\n});\n`)).toEqual(['a.test.ts:3-6']);
});

test('each helper is told that a test calls, by itself or by another one', () => {
  const code = "test('a', () => {\n  through(load([]));\n  check(load(1));\n  check(load(2));\n});\n";
  const check = 'export function check(value) {\n  if (value) expect(value).toBe(1);\n}\n';
  expect(helpersIn(`import { check } from './helpers';\n${code}`, check)?.sort()).toEqual(['helpers.ts:2-4', 'helpers.ts:8-10']);
});

test.each([
  ['the unit each time', "check(load({}), 'a');\n check(load([]), 'b');", true],
  ['nothing', 'check(load({}));', true],
  ['something else once', "check(load({}), 'a');\n check(nobodyKnows, 'b');", false],
  ['a list spread out', 'check(...load([]));', false],
])('a helper that is handed %s may only see the unit', (_what, calls, isTold) => {
  const check = 'export function check(store, key) {\n  if (store.knows(key)) expect(store.worth(key)).toBe(1);\n}\n';
  const code = `import { check } from './helpers';\ntest('a', () => {\n  ${calls}\n});\n`;
  expect(helpersIn(code, check)?.length).toBe(isTold ? 1 : 0);
});

test.each([
  ['asserts itself', "test('a', () => {\n  checkAll(load([]));\n  expect(load(1)).toBe(1);\n});\n"],
  ['throws', "test('a', () => {\n  checkAll(load([]));\n  if (load(1) !== 1) throw new Error('no');\n});\n"],
  ['calls what nobody knows', "test('a', () => {\n  checkAll(load([]));\n  nobodyKnows();\n});\n"],
  ['is tested by a hook too', "afterEach(() => expect(1).toBe(1));\ntest('a', () => {\n  checkAll(load([]));\n});\n"],
  ['is one of many cases', "test.each([1])('a %s', () => {\n  checkAll(load([]));\n});\n"],
  ['asks for the platform', "test('a', () => {\n  if (process.platform === 'win32') checkAll(load([]));\n});\n"],
  ['is to fail', "test.fails('a', () => {\n  checkAll(load([]));\n});\n"],
  ['has fixtures that nobody knows', "const it = test.extend(nobodyKnows());\nit('a', () => {\n  checkAll(load([]));\n});\n"],
  ['counts its assertions', "test('a', () => {\n  expect.assertions(1);\n  checkAll(load([]));\n});\n"],
])('of a test that %s no helper is told', (_what, code) => {
  expect(helpersIn(code)).toEqual([]);
});

test.each([
  ['throws', "export function check(value) {\n  if (value !== 1) throw new Error('no');\n  expect(value).toBe(1);\n}\n"],
  ['marks what must not be reached', 'export function check() {\n  expect(true).toBe(false);\n}\n'],
  [
    'gives its parameter another value',
    'export function check(value) {\n  value = nobodyKnows;\n  value.ready();\n  expect(value).toBe(1);\n}\n',
  ],
  ['asks for the platform', "export function check(value) {\n  if (process.platform !== 'win32') expect(value).toBe(1);\n}\n"],
  ['looks for an element', "export function check() {\n  screen.getByText('a');\n}\n"],
  ['asserts nothing', 'export function check() {}\n'],
])('a helper that %s is not told', (_what, helper) => {
  const code = "import { check } from './helpers';\ntest('a', () => {\n  check(load(1));\n});\n";
  expect(helpersIn(code, helper)).toEqual([]);
});
