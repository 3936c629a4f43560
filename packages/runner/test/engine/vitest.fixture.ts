/** Suites that use what Vitest offers: mocks, fake timers, fixtures, snapshots, matchers, every way to write a test. */
import type { SuiteCase } from './suite-case.fixture.ts';

const GRADE = `export function grade(n) {
  if (n > 3) return 'high';
  return 'low';
}
`;
const LOW = "import { grade } from './source.js';\n";

export const VITEST_CASES: readonly SuiteCase[] = [
  {
    name: 'fake timers and a system time are left on',
    source: `export function year(isKnown) {
  if (isKnown) return new Date().getFullYear();
  return 0;
}
`,
    tests: `import { year } from './source.js';
it('begins with real timers', () => { expect(vi.isFakeTimers()).toBe(false); expect(new Date().getFullYear()).toBeGreaterThan(2020); });
it('knows the year', () => { vi.useFakeTimers(); vi.setSystemTime(new Date('1999-06-01')); expect(year(true)).toBe(1999); });`,
    expected: ['Survived', 'Killed'],
  },
  {
    name: 'only the date is faked, without timers',
    source: GRADE,
    tests: `${LOW}it('begins today', () => { expect(Date.now()).toBeGreaterThan(1e12); });
it('sets the time', () => { vi.setSystemTime(0); expect(Date.now()).toBeLessThan(1e6); expect(grade(1)).toBe('low'); });`,
    expected: ['Killed', 'Survived'],
  },
  {
    name: 'a module is mocked by a factory, that of Node too',
    files: { 'case-2/rate.js': 'export const rate = () => 7;\n' },
    source: `import { hostname } from 'node:os';
import { rate } from './rate.js';
export function price(n) {
  if (n > 3) return n * rate();
  return hostname();
}
`,
    tests: [
      `import { price } from './source.js';
vi.mock('./rate.js', () => ({ rate: () => 2 }));
vi.mock('node:os', async (load) => ({ ...(await load()), hostname: () => 'mocked' }));
it('has its price', () => { expect(price(5)).toBe(10); expect(price(1)).toBe('mocked'); });`,
      `import { price } from './source.js';
it('is not mocked here', () => { expect(price(5)).toBe(35); });`,
    ],
    expected: ['Killed', 'Killed'],
  },
  {
    name: 'a module is mocked automatically, the source itself in another file',
    files: { 'case-3/mail.js': 'export const send = () => "sent";\n' },
    source: `import { send } from './mail.js';
export function order(n) {
  if (n > 0) return send(n);
  return 'nothing';
}
`,
    tests: [
      `import { send } from './mail.js';
import { order } from './source.js';
vi.mock('./mail.js');
it('sends', () => { expect(order(1)).toBe(undefined); expect(send).toHaveBeenCalledExactlyOnceWith(1); });`,
      `import { order } from './source.js';
vi.mock('./source.js');
it('is mocked itself', () => { expect(order(0)).toBe(undefined); });`,
    ],
    expected: ['Survived', 'Killed'],
  },
  {
    name: 'modules are mocked late, reset and imported by the tests',
    files: { 'case-4/rate.js': 'export const rate = 7;\n' },
    source: `import { rate } from './rate.js';
export let calls = 0;
export function price(n) {
  calls += 1;
  if (calls > 1) return 'again';
  return n * rate;
}
`,
    tests: `beforeEach(() => { vi.resetModules(); });
it('is real', async () => { const { price } = await import('./source.js'); expect(price(2)).toBe(14); });
it('is mocked', async () => { vi.doMock('./rate.js', () => ({ rate: 1 })); const { price } = await import('./source.js'); expect(price(2)).toBe(2); });`,
    expected: ['Killed', 'Survived'],
  },
  {
    name: 'stubs are left on',
    source: `export function mode(isStrict) {
  if (isStrict) return process.env.LEVEL + fetch('x');
  return 'loose';
}
`,
    tests: `import { mode } from './source.js';
it('begins without stubs', () => { expect(process.env.LEVEL).toBe(undefined); expect(fetch).toBe(globalThis.fetch); expect(vi.isMockFunction(fetch)).toBe(false); });
it('has a mode', () => { vi.stubEnv('LEVEL', 'test'); vi.stubGlobal('fetch', vi.fn(() => '!')); expect(mode(true)).toBe('test!'); });`,
    expected: ['Survived', 'Killed'],
  },
  {
    name: 'the work is done before all tests',
    source: GRADE,
    tests: `${LOW}let seen;
beforeAll(() => { seen = grade(1); });
it('was low', () => { expect(seen).toBe('low'); });`,
    expected: ['Killed', 'Survived'],
  },
  {
    name: 'tests are concurrent, and wait',
    source: GRADE,
    tests: `${LOW}describe.concurrent('at once', () => {
  it('waits', async () => { await new Promise((done) => setTimeout(done, 2)); expect(grade(1)).toBe('low'); });
  it('does not', async () => { await null; expect(grade(9)).toBe('high'); });
});
test.concurrent('is alone', async ({ expect }) => { expect(grade(1)).toBe('low'); });`,
    expected: ['Killed', 'Killed'],
  },
  {
    name: 'names hold regex characters, come twice, or come of tables',
    source: GRADE,
    tests: `${LOW}it('a (b)? [c]* $1 ^.+ | \\\\d > #2', () => { expect(grade(1)).toBe('low'); });
describe.each([['x', 1], ['x', 2]])('%s', (_, n) => {
  it('same', () => { grade(n); });
  it('same', () => { grade(n); });
});
test.each\`n | word
\${1} | \${'low'}
\${9} | \${'high'}\`('$n is $word', ({ n, word }) => { expect(grade(n)).toBe(word); });`,
    expected: ['Killed', 'Killed'],
  },
  {
    name: 'tests are skipped, still to do, or expected to fail',
    source: `${GRADE}export function size(n) {
  if (n > 3) return 'large';
  return 'small';
}
`,
    tests: `import { grade, size } from './source.js';
it.skip('is skipped', () => { expect(grade(1)).toBe('low'); });
it.todo('is to do');
it.fails('fails as long as 1 is low', () => { expect(grade(1)).toBe('high'); });
it('skips itself', ({ skip }) => { size(1); skip(); });`,
    expected: ['Killed', 'Survived', 'NoCoverage', 'NoCoverage'],
  },
  {
    name: 'a test is tried again, and passes at the third time',
    source: GRADE,
    tests: `${LOW}let tries = 0;
it('passes at last', { retry: 2 }, () => { tries += 1; expect(tries).toBe(3); expect(grade(1)).toBe('low'); });`,
    expected: ['Killed', 'Survived'],
  },
  {
    name: 'matchers and plugins of one file are not there in the next',
    source: GRADE,
    tests: [
      `${LOW}expect.extend({ toBeLow: (n) => ({ pass: grade(n) === 'low', message: () => 'not low' }) });
chai.use(({ Assertion }) => { Assertion.addProperty('low', function () { this.assert(grade(this._obj) === 'low', 'not low', 'low'); }); });
it('matches', () => { expect(1).toBeLow(); expect(9).not.toBeLow(); });
it('knows the plugin', () => { new chai.Assertion(1).to.be.low; });`,
      `${LOW}it('has no such matcher', () => { expect('toBeLow' in chai.Assertion.prototype).toBe(false); expect('low' in chai.Assertion.prototype).toBe(false); grade(1); });`,
    ],
    expected: ['Killed', 'Killed'],
  },
  {
    name: 'assertions are counted, soft or polled',
    source: `export function each(list, callback) {
  if (list.length > 0) callback(list[0]);
}
${GRADE}export function size(n) {
  if (n > 3) return 'large';
  return 'small';
}
`,
    tests: `import { each, grade, size } from './source.js';
it('counts', () => { expect.assertions(1); each([1], (n) => { expect(n).toBe(1); }); });
it('is soft', () => { expect.soft(grade(1)).toBe('low'); expect(1).toBe(1); });
it('is polled', async () => { await expect.poll(() => size(1), { timeout: 20, interval: 1 }).toBe('small'); });`,
    expected: ['Survived', 'Killed', 'Killed', 'Survived', 'Killed', 'Survived'],
  },
  {
    name: 'snapshots are in a file and in the test',
    files: {
      'case-13/__snapshots__/a.test.js.snap':
        '// Vitest Snapshot v1, https://vitest.dev/guide/snapshot.html\n\nexports[`is in a file 1`] = `"low"`;\n',
    },
    source: GRADE,
    tests: `${LOW}it('is in a file', () => { expect(grade(1)).toMatchSnapshot(); });
it('is in the test', () => { expect(grade(9)).toMatchInlineSnapshot(\`"high"\`); });`,
    expected: ['Killed', 'Killed'],
  },
];

/** Measured apart: these suites are called red where they are green. */
export const FIXTURE_CASES: readonly SuiteCase[] = [
  {
    name: 'fixtures live as long as a test',
    source: GRADE,
    tests: `${LOW}const own = test.extend({ each: async ({}, use) => { await use(grade(1)); } });
own('has it', ({ each }) => { expect(each).toBe('low'); });`,
    expected: ['Killed', 'Survived'],
  },
  {
    name: 'fixtures live as long as a file or a worker',
    source: GRADE,
    tests: `${LOW}let made = 0;
const own = test.extend({
  file: [async ({}, use) => { made += 1; await use(grade(9)); }, { scope: 'file' }],
  worker: [async ({}, use) => { globalThis.isWorking = true; await use('worker'); }, { scope: 'worker' }],
});
own('has all', ({ file, worker }) => { expect([file, worker, made]).toEqual(['high', 'worker', 1]); });
own('has the same', ({ file, worker }) => { expect([file, worker, made, globalThis.isWorking]).toEqual(['high', 'worker', 1, true]); });`,
    expected: ['Survived', 'Killed'],
  },
];
