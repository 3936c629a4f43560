/** Sources with an edit of one function each, after which a verdict elsewhere is another, or could be taken for one. */

export interface EditCase {
  name: string;
  source: string;
  /** The body of its test file, which imports from `./source.js`. */
  tests: string;
  /** What the edit replaces in the source, and by what. */
  edit: readonly [from: string, to: string];
  /** Whether each result may be taken over, in the order in which the mutants are written: each condition to true, then to false. */
  taken: readonly boolean[];
  /** Whether a verdict is another after the edit; absent where it is. */
  isFelt?: false;
}

const LOW = "import { grade } from './source.js';\nit('is low', () => { expect(grade(1)).toBe('low'); });";
/** A function that nothing else has to do with: its mutants are always taken over. */
const ASIDE = "export function aside(n) {\n  if (n > 3) return 'high';\n  return 'low';\n}\n";

export const EDIT_CASES: readonly EditCase[] = [
  {
    name: 'a function that only a mutant reaches',
    source: "const deep = () => 'low';\nexport function grade(n) {\n  if (n > 3) return deep(n);\n  return 'low';\n}\n",
    tests: LOW,
    edit: ["() => 'low'", "() => 'deep'"],
    taken: [false, true],
  },
  {
    name: 'a cache that another test filled by it',
    source: `const cache = new Map();
export function fill() { cache.set('a', 'low'); }
export function grade(key) {
  if (cache.has(key)) return cache.get('a');
  return 'low';
}
`,
    tests: `import { fill, grade } from './source.js';
it('fills', () => { fill(); });
it('is low or high', () => { expect(['low', 'high']).toContain(grade('a')); });
it('is never high for b', () => { expect(grade('b')).not.toBe('high'); });`,
    edit: ["cache.set('a', 'low')", "cache.set('a', 'high')"],
    taken: [false, false],
  },
  {
    name: 'a callback that the test hands on',
    source: `${ASIDE}export const mark = (n) => n;
export function each(list, callback) {
  if (list.length > 0) return list.map(callback);
  return [];
}
`,
    tests: `import { aside, each, mark } from './source.js';
it('is aside', () => { expect(aside(1)).toBe('low'); });
it('marks', () => { expect(each([2], mark)).toHaveLength(1); });`,
    edit: ['(n) => n;', '(n) => [n];'],
    taken: [true, false, false, true],
    isFelt: false,
  },
  {
    name: 'a function that calls itself',
    source: `export function sum(n) {
  if (n > 0) return n + sum(n - 1);
  return 0;
}
export function grade(n) {
  if (sum(n) > 3) return 'high';
  return 'low';
}
`,
    tests: "import { grade } from './source.js';\nit('is any', () => { expect(grade(2)).toBe('low'); });",
    edit: ['return 0;', 'return -1;'],
    taken: [false, false, true, true],
    isFelt: false,
  },
  {
    name: 'a getter',
    source: `const box = { get limit() { return 3; } };
export function grade(n) {
  if (n > 9) return 'high';
  if (n > box.limit) return 'middle';
  return 'low';
}
`,
    tests:
      "import { grade } from './source.js';\nit('is not low', () => { expect(grade(5)).not.toBe('none'); expect(grade(12)).not.toBe('low'); });",
    edit: ['return 3;', 'return 30;'],
    taken: [true, false, true, true],
  },
  {
    name: 'a generator that another function goes through',
    source: `function* steps() { yield 1; yield 2; }
export function grade(n) {
  let last = 0;
  for (const step of steps()) if (step > n) last = step;
  return last === 5 ? 'high' : 'low';
}
`,
    tests: "import { grade } from './source.js';\nit('is some', () => { expect(grade(9)).toBe('low'); });",
    edit: ['yield 2;', 'yield 5;'],
    taken: [false, false, false, false],
  },
  {
    name: 'a function that is called only after the test',
    source: `const tidy = () => 0;
export function grade(n) {
  if (n > 3) setTimeout(() => tidy(), 1);
  return 'low';
}
`,
    tests: LOW,
    edit: ['() => 0;', "() => { throw new Error('untidy'); };"],
    taken: [false, true],
  },
  {
    name: "a function that the module's own code calls",
    source: `function build() { return { low: 1 }; }
const table = build();
export function grade(n) {
  if (n in table) return 'known';
  return 'low';
}
`,
    tests:
      "import { grade } from './source.js';\nit('is low', () => { expect(grade('high')).toBe('low'); expect(['known', 'low']).toContain(grade('low')); });",
    edit: ['{ low: 1 }', '{ low: 2 }'],
    taken: [false, false],
    isFelt: false,
  },
  {
    name: 'a function that a field and a parameter call',
    source: `const start = () => 1;
export class Count { n = start(); isHigh(limit = start()) { if (this.n > limit) return 'high'; return 'low'; } }
${ASIDE}`,
    tests: `import { aside, Count } from './source.js';
it('is aside', () => { expect(aside(1)).toBe('low'); });
it('is low', () => { expect(new Count().isHigh()).toBe('low'); });`,
    edit: ['() => 1;', '() => 2;'],
    taken: [false, false, true, false],
    isFelt: false,
  },
  {
    name: 'how an object is told as text',
    source: `const name = { toString() { return 'low'; } };
export function grade(n) {
  if (n > 3) return 'low';
  return \`\${name}\`;
}
`,
    tests: "import { grade } from './source.js';\nit('is low', () => { expect(grade(5)).toBe('low'); });",
    edit: ["return 'low'; }", "return 'none'; }"],
    taken: [true, false],
  },
  {
    name: 'a function that begins to call one that no test ran',
    source: `export function other(n) {
  if (n > 3) return 'high';
  return 'low';
}
export function grade(n) { return n > 0 ? 'low' : 'none'; }
`,
    tests: "import { grade } from './source.js';\nit('is low', () => { expect(grade(1)).toBe('low'); });",
    edit: ["return n > 0 ? 'low'", 'return n > 0 ? other(n)'],
    taken: [false, false, false, false],
  },
  {
    name: 'one of two callbacks that are alike',
    source: `export function both(highs, lows) {
  return [highs.filter((n) => n > 3), lows.filter((n) => n > 3)];
}
`,
    tests: `import { both } from './source.js';
it('filters one', () => { expect(both([], [1])).toEqual([[], []]); });
it('filters the other', () => { expect(both([5], [])).toEqual([[5], []]); });`,
    edit: ['[highs.filter((n) => n > 3)', '[highs.filter((n) => n > 4)'],
    taken: [false, false, true, false],
    isFelt: false,
  },
];
