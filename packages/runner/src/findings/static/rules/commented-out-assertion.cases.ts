/** Labelled examples of the rule `commented-out-assertion`. */
import type { LabelledCase } from '../labelled-case.ts';

export const rule = 'commented-out-assertion';

function inTest(body: string): string {
  return `import { expect, test } from 'vitest';\nimport { sum } from './sum';\n\ntest('adds', async () => {\n  const two = sum(1, 1);\n  ${body}\n  expect(sum(2, 2)).toBe(4);\n});\n`;
}

function flag(why: string, body: string, flags = 1): LabelledCase {
  return { label: 'flag', source: 'own', why, code: inTest(body), flags };
}

function silent(why: string, body: string): LabelledCase {
  return { label: 'silent', source: 'own', why, code: inTest(body) };
}

export const cases: readonly LabelledCase[] = [
  flag('one line', '// expect(two).toBe(2);'),
  flag('without a semicolon', '// expect(two).toBe(2)'),
  flag('in a block', '/* expect(two).toBe(2); */'),
  flag('negated', '// expect(two).not.toBe(3);'),
  flag('awaited', '// await expect(load()).resolves.toBe(2);'),
  flag('over several lines', '// expect(two).toEqual({\n  //   a: 1,\n  // });'),
  flag('with what it needs', '// const three = sum(1, 2);\n  // expect(three).toBe(3);'),
  flag('after a word of explanation', '// TODO make this work again\n  // expect(two).toBe(2);'),
  flag('at the end of a line', 'const three = sum(1, 2); // expect(three).toBe(3);'),
  flag('soft', '// expect.soft(two).toBe(2);'),
  flag('assert', '// assert.equal(two, 2);'),
  flag('a plain assert', '// assert(two === 2);'),
  flag('two places', '// expect(two).toBe(2);\n  sum(1, 2);\n  // expect(two).toBe(3);', 2),

  silent('prose that names it', '// expect(two) to be two, whatever the order'),
  silent('prose with a call', '// expect(two).toBe(2) would fail here, since sum rounds'),
  silent('prose', '// We expect the sum of one and one to be two.'),
  silent('a name that ends so', '// unexpected(two);'),
  silent('no matcher', '// expect(two);'),
  silent('other code', '// const three = sum(1, 2);'),
  silent('a directive', '// @ts-expect-error sum takes numbers'),
  silent('code in a sentence', '// see `expect(two).toBe(2)` in the other file'),
  {
    label: 'silent',
    source: 'own',
    why: 'outside of tests',
    code: "import { expect, test } from 'vitest';\n// expect(1).toBe(1);\ntest('adds', () => {\n  expect(1 + 1).toBe(2);\n});\n",
  },
  {
    label: 'silent',
    source: 'own',
    why: 'in a skipped test',
    code: "import { test } from 'vitest';\ntest.skip('adds', () => {\n  // expect(1 + 1).toBe(2);\n});\n",
  },
];
