/** Suites that keep state: in modules, globals, packages and files, between tests, files and runs. */
import type { SuiteCase } from './suite-case.fixture.ts';

const COMPUTE = `function compute(n) {
  if (n > 2) return n * n;
  return n;
}
`;

export const STATE_CASES: readonly SuiteCase[] = [
  {
    name: 'a cache of the module is filled by a test that checks nothing',
    source: `const cache = new Map();
export function square(n) {
  if (!cache.has(n)) cache.set(n, compute(n));
  return cache.get(n);
}
${COMPUTE}`,
    tests: `import { square } from './source.js';
it('fills', () => { square(3); });
it('checks', () => { expect(square(3)).toBe(9); });`,
    expected: ['Survived', 'Killed', 'Survived', 'Killed'],
  },
  {
    name: 'a cache of the module is filled while it loads',
    source: `const cache = new Map([[3, compute(3)]]);
export const square = (n) => cache.get(n);
${COMPUTE}`,
    tests: `import { square } from './source.js';
it('checks', () => { expect(square(3)).toBe(9); });`,
    expected: ['Survived', 'Killed'],
  },
  {
    name: 'a cache among the globals is filled by the file before',
    source: `globalThis.squares ??= new Map();
export function square(n) {
  if (!squares.has(n)) squares.set(n, compute(n));
  return squares.get(n);
}
${COMPUTE}`,
    tests: [
      "import { square } from './source.js';\nit('fills', () => { square(3); });",
      "import { square } from './source.js';\nit('checks', () => { expect(square(3)).toBe(9); });",
    ],
    expected: ['Survived', 'Killed', 'Survived', 'Killed'],
  },
  {
    name: 'a cache of a package is filled by the files before',
    source: `import { remember } from 'external';
export const square = (n) => remember('square ' + n, () => compute(n));
${COMPUTE}`,
    tests: [
      "import { square } from './source.js';\nit('fills', () => { square(3); });",
      "import { square } from './source.js';\nit('fills', () => { square(3); });",
      "import { square } from './source.js';\nit('checks', () => { expect(square(3)).toBe(9); });",
    ],
    expected: ['Survived', 'Killed'],
  },
  {
    name: 'a single counter goes on counting',
    source: `let count = 0;
export function next() {
  if (count < 100) count += 1;
  return count;
}
`,
    tests: `import { next } from './source.js';
it('begins at one', () => { expect(next()).toBe(1); });
it('goes on', () => { expect(next()).toBe(2); });`,
    expected: ['Survived', 'Killed'],
  },
  {
    name: 'a later test relies on an earlier one',
    source: `const names = [];
export function add(name) {
  if (name !== '') names.push(name);
}
export function first() {
  if (names.length === 0) return 'nobody';
  return names[0];
}
`,
    tests: `import { add, first } from './source.js';
it('adds', () => { add('Ada'); });
it('finds', () => { expect(first()).toBe('Ada'); });`,
    expected: ['Survived', 'Killed', 'Killed', 'Survived'],
  },
  {
    name: 'tests pass only once in a thread, by a global',
    source: COMPUTE.replace('function', 'export function'),
    tests: `import { compute } from './source.js';
it('is the first', () => { expect(globalThis.wasHere).toBe(undefined); globalThis.wasHere = true; });
it('computes', () => { expect(compute(3)).toBe(9); });`,
    expected: ['Survived', 'Killed'],
  },
  {
    name: 'tests pass only once in a thread, by a package',
    source: COMPUTE.replace('function', 'export function'),
    tests: `import { box } from 'external';
import { compute } from './source.js';
it('is the first', () => { expect(box.wasHere).toBe(undefined); box.wasHere = true; });
it('computes', () => { expect(compute(3)).toBe(9); });`,
    expected: ['Survived', 'Killed'],
  },
  {
    name: 'a mutant of the cleaning up leaves the next run a full package',
    source: `import { box } from 'external';
export function clear(isAll) {
  if (isAll) box.items.length = 0;
}
export function add(item) {
  if (item !== '') box.items.push(item);
  return box.items.length;
}
`,
    tests: `import { add, clear } from './source.js';
afterAll(() => clear(true));
it('adds', () => { expect(add('a')).toBe(1); });`,
    expected: ['Survived', 'Survived', 'Survived', 'Killed'],
  },
  {
    name: 'code that only the end of a file reaches',
    source: `export function close(state) {
  if (state === 'open') return 'closed';
  throw new Error('it was never open');
}
`,
    tests: `import { close } from './source.js';
afterAll(() => { close('open'); });
it('is open', () => { expect(1).toBe(1); });`,
    expected: ['Survived', 'Killed'],
  },
  {
    name: 'files are written into the project',
    source: `import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
export function save(text) {
  mkdirSync('written', { recursive: true });
  if (text !== '') writeFileSync('written/' + text + '.txt', text);
  return existsSync('written/' + text + '.txt');
}
`,
    tests: `import { rmSync } from 'node:fs';
import { save } from './source.js';
afterEach(() => rmSync('written', { recursive: true, force: true }));
it('saves', () => { expect(save('a')).toBe(true); });`,
    expected: ['Survived', 'Killed'],
  },
  {
    name: 'the process is told to exit',
    source: `export function leave(isAsked) {
  if (isAsked) process.exit(0);
  return 'stayed';
}
export function grade(n) {
  if (n > 3) return 'high';
  return 'low';
}
`,
    tests: `import { grade, leave } from './source.js';
it('stays', () => { expect(leave(false)).toBe('stayed'); });
it('grades', () => { expect(grade(1)).toBe('low'); });`,
    expected: ['Killed', 'Survived', 'Killed', 'Survived'],
  },
  {
    name: 'a rejection that nobody handles is left at once',
    source: `export function refuse(isLate) {
  if (isLate) void Promise.reject(new Error('late'));
}
export function grade(n) {
  if (n > 3) return 'high';
  return 'low';
}
`,
    tests: `import { grade, refuse } from './source.js';
it('grades', () => { expect(grade(1)).toBe('low'); });
it('refuses', () => { refuse(false); });`,
    expected: ['Killed', 'Survived', 'Killed', 'Survived'],
  },
];

/** Suites that leave files behind. The first passes once in a folder and never again. */
export const FILE_CASES: readonly SuiteCase[] = [
  {
    name: 'tests pass only once in a folder, by a file',
    source: COMPUTE.replace('function', 'export function'),
    tests: `import { existsSync, writeFileSync } from 'node:fs';
import { compute } from './source.js';
it('is the first', () => { expect(existsSync('was-here')).toBe(false); writeFileSync('was-here', ''); });
it('computes', () => { expect(compute(3)).toBe(9); });`,
    expected: ['Survived', 'Killed'],
  },
  {
    name: 'a file that is never removed satisfies the test of a mutant that no longer writes it',
    source: `import { existsSync, writeFileSync } from 'node:fs';
export function save(text) {
  if (text !== '') writeFileSync('left.txt', text);
  return existsSync('left.txt');
}
`,
    tests: "import { save } from './source.js';\nit('saves', () => { expect(save('a')).toBe(true); });",
    expected: ['Survived', 'Killed'],
  },
];
