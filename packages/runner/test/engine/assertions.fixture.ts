/** Suites that would notice if watching an assertion changed anything: what is evaluated, how often, in which order, on which line. */
import type { SuiteCase } from './suite-case.fixture.ts';

const GRADE = `export function grade(n) {
  if (n > 3) return 'high';
  return 'low';
}
`;
const GRADE_IMPORT = "import { grade } from './source.js';\n";
/** The test finds the first condition only: the second mutant is one of two that always lives. */
const HIGH = ['Survived', 'Killed'];

export const TRAP_CASES: readonly SuiteCase[] = [
  {
    name: 'getters and proxies are compared, and nobody may look into them',
    source: GRADE,
    tests: `${GRADE_IMPORT}let looks = 0;
const look = () => { looks += 1; };
const lazy = { get grade() { look(); return 1; } };
const handler = Object.fromEntries(Object.getOwnPropertyNames(Reflect).map((trap) => [trap, (...args) => { look(); return Reflect[trap](...args); }]));
const spied = new Proxy({}, handler);
it('is the same object', () => {
  expect(lazy).toBe(lazy);
  expect(spied === spied).toBe(true);
  expect([lazy].length).toBe(1);
  expect(looks).toBe(0);
  expect(grade(10)).toBe('high');
});`,
    expected: HIGH,
  },
  {
    name: 'arguments have effects, and come once and in order',
    source: GRADE,
    tests: `${GRADE_IMPORT}it('is in order', () => {
  const said = [];
  const say = (word) => { said.push(word); return word; };
  expect(say(grade(10)), say('message')).not.toBe(say('low'));
  chai.assert.notEqual(say(1), say(2), say('why'));
  expect(said).toEqual(['high', 'message', 'low', 1, 2, 'why']);
});`,
    expected: HIGH,
  },
  {
    name: 'assertions stand in generators, waits, loops and other assertions',
    source: GRADE,
    tests: `${GRADE_IMPORT}function* talk() { expect(yield 'actual').toBe(yield 'expected'); }
it('talks', async () => {
  const talking = talk();
  expect([talking.next().value, talking.next(grade(10)).value]).toEqual(['actual', 'expected']);
  expect(() => talking.next('low')).toThrow(/expected 'high' to be 'low'/);
  for (const n of [4, 5, 6]) expect(await Promise.resolve(grade(n))).toBe(await Promise.resolve('high'));
  await Promise.all([7, 8].map(async (n) => { expect(await Promise.resolve(grade(n))).toBe(await Promise.resolve('high')); }));
});`,
    expected: HIGH,
  },
  {
    name: 'matchers of the suite count their arguments',
    source: GRADE,
    tests: `${GRADE_IMPORT}expect.extend({ toTake(received, ...given) { return { pass: given.length === received, message: () => String(given.length) }; } });
it('takes', () => {
  expect(0).toTake();
  expect(1).toTake(undefined);
  expect(2).toTake(...[1, 2]);
  expect(grade(10).length).toTake(1, 2, 3, 4,);
});`,
    expected: HIGH,
  },
  {
    name: 'soft, polled, resolved and rejected assertions are counted by the test',
    source: GRADE,
    tests: `${GRADE_IMPORT}it('counts', async ({ expect }) => {
  expect.assertions(6);
  expect.soft(grade(10)).toBe('high');
  let polls = 0;
  await expect.poll(() => (polls += 1)).toBe(2);
  await expect(Promise.resolve(grade(9))).resolves.toBe('high');
  await expect(Promise.reject(new Error('no'))).rejects.toThrow('no');
  expect(polls).toBe(2);
  expect(1).not.toBe(2);
});`,
    expected: HIGH,
  },
  {
    name: "assertions are chai's and Node's",
    source: GRADE,
    tests: `import nodeAssert, { strictEqual as same } from 'node:assert';
${GRADE_IMPORT}it('asserts', () => {
  nodeAssert.throws(() => { same(grade(1), 'high'); }, { code: 'ERR_ASSERTION' });
  nodeAssert(true); nodeAssert.strict.deepEqual({ a: 1 }, { a: 1 });
  chai.expect(grade(10)).to.be.a('string').that.has.lengthOf(4);
  chai.expect(grade(10) === 'high').to.be
    // A comment with a dot. And another.
    .true;
  chai.expect([]).to.be.empty;
  const isTrue = (value) => chai.expect(value).to.be.true;
  same(isTrue(true) === undefined, false);
  same(grade(10), 'high');
});`,
    expected: ['Killed', 'Killed'],
  },
  {
    name: 'snapshots stand in the test, two of them on one line',
    source: GRADE,
    tests: `${GRADE_IMPORT}it('matches', () => {
  expect(grade(10)).toMatchInlineSnapshot(\`"high"\`); expect(grade(1)).toMatchInlineSnapshot(\`"low"\`);
  expect({ grade: grade(11) }).toMatchInlineSnapshot(\`
    {
      "grade": "high",
    }
  \`);
  expect(() => { throw new Error('no'); }).toThrowErrorMatchingInlineSnapshot(\`[Error: no]\`);
});`,
    expected: ['Killed', 'Killed'],
  },
  {
    name: 'mocks are hoisted above the assertions, and assert themselves',
    files: { 'case-7/rate.js': 'export const rate = () => 7;\n' },
    source: `import { rate } from './rate.js';
export function price(n) {
  if (n > 3) return n * rate();
  return n;
}
`,
    tests: `import { price } from './source.js';
import { rate } from './rate.js';
const { two } = vi.hoisted(() => { expect(1).toBe(1); return { two: 2 }; });
vi.mock('./rate.js', () => { expect(two).toBe(2); return { rate: vi.fn(() => two) }; });
it('has its price', () => { expect(price(5)).toBe(10); expect(rate).toHaveBeenCalledExactlyOnceWith(); });`,
    expected: HIGH,
  },
  {
    name: 'a test file has elements, types and an await of its own',
    source: GRADE,
    files: {
      'case-8/typed.test.tsx': `/** @jsxRuntime classic */
/** @jsx h */
import { expect, it } from 'vitest';
import { grade } from './source.js';
const h = (name: string, { id }: { id: string }, ...children: string[]) => ({ name, id, children });
const ready: number = await Promise.resolve(10);
expect(ready).toBe(10);
it('renders', () => {
  (expect(<b id="a">expect(1).toBe(2)</b>) as any)!.toEqual<object>({ name: 'b', id: 'a', children: ['expect(1).toBe(2)'] } satisfies object);
  expect(grade(ready) as string).toBe('high');
});`,
    },
    tests: [],
    expected: HIGH,
  },
  {
    name: 'a helper asserts for the tests, and a test asserts in what is caught',
    source: GRADE,
    files: {
      'case-9/test/helper.js':
        "import { expect } from 'vitest';\nexport function isHigh(value) { expect(value).toBe('high'); }\nexport function isNeverCalled(value) {\n  expect(value).toBe('never');\n}\n",
    },
    tests: `${GRADE_IMPORT}import { isHigh, isNeverCalled } from './test/helper.js';
it('is high', () => { isHigh(grade(10)); });
it('is high too', () => { isHigh(grade(11)); if (grade(1) === 'other') isNeverCalled(1); });
it('swallows', () => {
  try { expect(grade(10)).toBe('other'); } catch {}
  try { grade(10); } catch {
    expect(1).toBe(2);
  }
});`,
    expected: HIGH,
  },
];
