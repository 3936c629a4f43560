/** Sources that are loaded in every way there is, and sources that go round for ever once they are mutated. */
import type { SuiteCase } from './suite-case.fixture.ts';

export const MODULE_CASES: readonly SuiteCase[] = [
  {
    name: 'constants, objects, classes and awaits are evaluated while the module loads',
    source: `const isBig = process.argv.length > 0 ? 'yes' : 'no';
export const WORDS = { word: isBig === 'yes' ? 'big' : 'small' };
export class Limits { static most = WORDS.word === 'big' ? 10 : 1; }
const later = await Promise.resolve(3);
export const number = later === 3 ? 'three' : 'other';
`,
    tests: `import { Limits, number, WORDS } from './source.js';
it('knows all', () => { expect([WORDS.word, Limits.most, number]).toEqual(['big', 10, 'three']); });`,
    expected: Array.from({ length: 4 }, () => ['Survived', 'Killed']).flat(),
  },
  {
    name: 'a mutant keeps the module from loading',
    source: `const words = ['one'];
if (words.length === 0) throw new Error('no words');
export const first = () => words[0];
`,
    tests: "import { first } from './source.js';\nit('is one', () => { expect(first()).toBe('one'); });",
    expected: ['Killed', 'Survived'],
  },
  {
    name: 'the source is imported by each test, and by two paths',
    source: `export function grade(n) {
  if (n > 3) return 'high';
  return 'low';
}
`,
    files: { 'case-2/door.js': "export { grade } from '../case-2/source.js';\n" },
    tests: `it('is imported here', async () => { const { grade } = await import('./source.js'); expect(grade(1)).toBe('low'); });
it('is imported by another path', async () => { const { grade } = await import('../case-2/door.js'); expect(grade(9)).toBe('high'); });`,
    expected: ['Killed', 'Killed'],
  },
  {
    name: 'data is imported as JSON',
    files: { 'case-3/limits.json': '{ "most": 3 }\n' },
    source: `import limits from './limits.json';
export function isTooMuch(n) {
  if (n > limits.most) return true;
  return false;
}
`,
    tests: "import { isTooMuch } from './source.js';\nit('is not too much', () => { expect(isTooMuch(2)).toBe(false); });",
    expected: ['Killed', 'Survived'],
  },
];

export const LOOP_CASES: readonly SuiteCase[] = [
  {
    name: 'one round too many and none too few',
    source: `export function count(most) {
  let rounds = 0;
  while (true) {
    if (rounds >= most) break;
    rounds += 1;
  }
  return rounds;
}
export function depth(n) {
  if (n === 0) return 0;
  return 1 + depth(n - 1);
}
`,
    tests: `import { count, depth } from './source.js';
it('counts', () => { expect(count(3)).toBe(3); });
it('is deep', () => { expect(depth(3)).toBe(3); });`,
    expected: ['Killed', 'Killed', 'Timeout', 'Killed', 'Killed'],
  },
  {
    name: 'a loop swallows what would end it',
    source: `export function retry(work, most) {
  for (let tries = 0; ; tries += 1) {
    try {
      if (tries >= most) return 'given up';
      work();
    } catch {}
  }
}
`,
    tests: `import { retry } from './source.js';
it('gives up', () => { expect(retry(() => { throw new Error('no'); }, 2)).toBe('given up'); });`,
    expected: ['Killed', 'Survived', 'Timeout'],
  },
  {
    name: 'a loop waits each time it goes round',
    source: `export async function drain(queue) {
  for (;;) {
    if (queue.length === 0) return 'empty';
    queue.pop();
    await null;
  }
}
`,
    tests: `import { drain } from './source.js';
it('ends', async () => { const queue = [1, 2]; expect(await drain(queue)).toBe('empty'); expect(queue).toEqual([]); });`,
    expected: ['Killed', 'Killed', 'Timeout'],
  },
  {
    name: 'a loop goes round in code that is not mutated',
    source: `export function search(text, isSafe) {
  if (isSafe) return text.length > 30 ? false : true;
  return /^(a+)+$/.test(text);
}
`,
    tests: `import { search } from './source.js';
it('is safe', () => { expect(search('${'a'.repeat(40)}!', true)).toBe(false); });`,
    expected: ['Survived', 'Timeout', 'Survived', 'Killed'],
  },
  {
    name: 'a promise is never kept',
    source: `export function reply(isReady) {
  return new Promise((resolve) => {
    if (isReady) resolve('ready');
  });
}
`,
    tests:
      "import { reply } from './source.js';\nit('replies', { timeout: 60 }, async () => { expect(await reply(true)).toBe('ready'); });",
    expected: ['Survived', 'Killed'],
  },
];

export const MEMORY_CASES: readonly SuiteCase[] = [
  {
    name: 'memory is eaten',
    source: `export function fill(most) {
  const rows = [];
  for (;;) {
    if (rows.length >= most) return rows.length;
    rows.push(new Array(4_000_000).fill(rows.length));
  }
}
`,
    tests: "import { fill } from './source.js';\nit('fills', () => { expect(fill(3)).toBe(3); });",
    expected: ['Killed', 'Killed', 'Timeout'],
  },
];

const GRADE = `export function grade(n) {
  if (n > 3) return 'high';
  return 'low';
}
`;

/** A suite whose test waits for something that holds no thread, before it checks. */
function waiting(name: string, wait: string, imports = ''): SuiteCase {
  return {
    name,
    source: GRADE,
    tests: `${imports}import { grade } from './source.js';
it('waits', async () => {
  ${wait}
  expect(grade(1)).toBe('low');
});`,
    expected: ['Killed', 'Survived'],
  };
}

export const WAIT_CASES: readonly SuiteCase[] = [
  waiting(
    'a signal of a time-out is waited for',
    "await new Promise((done) => AbortSignal.timeout(20).addEventListener('abort', done));",
  ),
  waiting(
    'a timer of node:timers is waited for',
    'await new Promise((done) => later(done, 20).unref());',
    "import { setTimeout as later } from 'node:timers';\n",
  ),
  waiting(
    'a child process is waited for',
    "const child = spawn(process.execPath, ['-v'], { stdio: 'ignore' }); child.unref(); await new Promise((done) => child.on('exit', done));",
    "import { spawn } from 'node:child_process';\n",
  ),
  waiting(
    'a shared number is waited for',
    'expect(await Atomics.waitAsync(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20).value).toBe("timed-out");',
  ),
  {
    ...waiting(
      'the clock is waited for',
      'const end = Date.now() + 30; await new Promise((done) => { const timer = setInterval(() => { if (Date.now() > end) { clearInterval(timer); done(); } }, 5); timer.unref(); });',
    ),
  },
];
