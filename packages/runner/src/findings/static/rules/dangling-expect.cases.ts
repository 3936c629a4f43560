/** Labelled examples of the rule `dangling-expect`. */
import type { LabelledCase } from '../labelled-case.ts';

export const rule = 'dangling-expect';

function inTest(body: string, top = ''): string {
  return `import { expect, test } from 'vitest';\nimport { sum } from './sum';\n${top}\ntest('adds', async () => {\n  ${body}\n});\n`;
}

function flag(why: string, body: string, top?: string, flags = 1): LabelledCase {
  return { label: 'flag', source: 'own', why, code: inTest(body, top), flags };
}

function silent(why: string, body: string, top?: string): LabelledCase {
  return { label: 'silent', source: 'own', why, code: inTest(body, top) };
}

export const cases: readonly LabelledCase[] = [
  silent(
    'a query inside checks by throwing',
    "expect(await screen.findByText('sum'));",
    "import { screen } from '@testing-library/react';",
  ),
  silent('a helper inside asserts', 'expect(check(3));', 'function check(n) {\n  expect(sum(n, 0)).toBe(n);\n}'),
  silent('an expectation with a matcher inside', 'expect(expect(sum(1, 2)).toBe(3));'),
  flag('a helper inside only builds', 'expect(build(3) === 3);', 'function build(n) {\n  return sum(n, 0);\n}'),
  flag('a function inside is never called', 'expect(() => {\n    expect(sum(1, 2)).toBe(3);\n  });'),
  flag('a comparison that nobody looks at', 'expect(sum(1, 2) > 2);'),
  flag('a value without a matcher', 'expect(sum(1, 2));'),
  flag('a message is no matcher', "expect(sum(1, 2), 'the sum');"),
  flag('no value either', 'expect();'),
  flag('a matcher that is not called', 'expect(sum(1, 2)).toBe;'),
  flag('a negated matcher that is not called', 'expect(sum(1, 2)).not.toBeNull;'),
  flag('only a modifier', 'expect(sum(1, 2)).not;'),
  flag('an awaited modifier', 'await expect(sum(1, 2)).resolves;'),
  flag('a matcher after resolves that is not called', 'await expect(sum(1, 2)).resolves.toBe;'),
  flag('a soft one', 'expect.soft(sum(1, 2));'),
  flag('a poll without a matcher', 'await expect.poll(() => sum(1, 2));'),
  flag('words of chai without a check', 'expect(sum(1, 2)).to.be;'),
  flag('a check of chai that is not called', 'expect(sum(1, 2)).to.equal;'),
  flag('thrown away by void', 'void expect(sum(1, 2));'),
  flag('kept under a name that nobody reads', 'const that = expect(sum(1, 2));'),
  flag('a matcher kept and thrown away', "const matcher = expect(sum(1, 2))['toBe'];\n  void matcher;"),
  flag('in a loop', 'for (const n of [1, 2]) {\n    expect(sum(n, n) === n * 2);\n  }'),
  flag('in a callback', '[1, 2].forEach((n) => {\n    expect(sum(n, 0) === n);\n  });'),
  flag('in a helper', 'check(1);', 'function check(n) {\n  expect(sum(n, 0) === n);\n}'),
  flag('beside one that checks', 'expect(sum(1, 1)).toBe(2);\n  expect(sum(1, 2) === 3);'),
  flag('two of them', 'expect(sum(1, 1) === 2);\n  expect(sum(1, 2) === 3);', undefined, 2),
  {
    label: 'flag',
    source: 'own',
    why: 'the result of the test itself',
    code: "import { expect, it } from 'vitest';\nimport { sum } from './sum';\nit('adds', () => expect(sum(1, 2) === 3));\n",
    flags: 1,
  },
  {
    label: 'flag',
    source: 'own',
    why: 'of the context',
    code: "import { it } from 'vitest';\nimport { sum } from './sum';\nit('adds', ({ expect }) => {\n  expect(sum(1, 2) === 3);\n});\n",
    flags: 1,
  },
  { label: 'flag', source: 'own', why: 'as a global', code: "it('adds', () => {\n  expect(1 + 2 === 3);\n});\n", flags: 1 },

  silent('a called matcher', 'expect(sum(1, 2)).toBe(3);'),
  silent('a called matcher after modifiers', 'await expect(sum(1, 2)).resolves.not.toBe(4);'),
  silent('a chain that is kept and called later', 'const that = expect(sum(1, 2));\n  that.toBe(3);'),
  silent('a matcher that is kept and called later', 'const { toBe } = expect(sum(1, 2));\n  toBe(3);'),
  silent('a chain that a helper gives back', 'that(1).toBe(1);', 'const that = (n) => expect(sum(n, 0));'),
  silent('a chain that is handed on', 'verify(expect(sum(1, 2)));', 'const verify = (chain) => chain.toBe(3);'),
  silent('a property of chai', 'expect(sum(1, 2) === 3).to.be.true;'),
  silent('a negated property of chai', 'expect(sum(1, 2)).to.not.be.null;'),
  silent('a property of chai after a chain', "expect({ a: 1 }).to.have.property('a').that.is.ok;"),
  silent('a property that a plugin may have added', 'expect(sum(1, 2)).to.be.prime;'),
  silent('asymmetric matchers', 'const like = expect.any(Number);\n  expect(sum(1, 2)).toEqual(like);'),
  silent('counting', 'expect.assertions(1);\n  expect(sum(1, 2)).toBe(3);'),
  {
    label: 'silent',
    source: 'own',
    why: 'another thing by that name',
    code: "import { test } from 'vitest';\nimport { sum } from './sum';\nconst expect = (isRight) => {\n  if (!isRight) throw new Error('wrong');\n};\ntest('adds', () => {\n  expect(sum(1, 2) === 3);\n});\n",
  },
  silent('a request that expects', "request(app).get('/').expect(200);", "import request from 'supertest';\nconst app = {};"),
  silent('types', 'expectTypeOf(sum);', "import { expectTypeOf } from 'vitest';"),
  {
    label: 'silent',
    source: 'own',
    why: 'skipped',
    code: "import { expect, test } from 'vitest';\ntest.skip('adds', () => {\n  expect(1 + 2 === 3);\n});\n",
  },
  silent('assert of expect', 'expect.assert(sum(1, 2) === 3);\n  expect.assert.isDefined(sum(1, 2));'),
  silent('an asymmetric matcher of one’s own', 'expect.toSatisfy((value) => value > 0);'),
  silent(
    'a check of chai that is a word before another',
    'expect([1, 2]).to.include.members([1]);\n  expect([1, 2]).to.have.lengthOf.above(1);',
  ),
  silent('a callback inside asserts', 'expect(\n    sum.read(() => {\n      expect(sum(1, 2)).toBe(3);\n    }),\n  );'),
  silent(
    'a callback inside calls a helper that asserts',
    'expect(sum.read(() => check(3)));',
    'function check(n) {\n  expect(sum(n, 0)).toBe(n);\n}',
  ),
  flag('a callback inside only looks', 'expect(sum.read(() => sum(1, 2) === 3));'),
  {
    label: 'flag',
    source: 'own',
    why: 'a function that asserts, which nobody calls',
    code: "import { expect, test } from 'vitest';\nimport { sum } from './sum';\n\ntest('adds', () => {\n  expect(() => {\n    expect(sum(1, 2)).toBe(3);\n  });\n});\n",
    flags: 1,
  },
  silent('a value under a type', 'expect<number>(sum(1, 2));'),
  flag('a value under a type, with a matcher that is not called', 'expect<number>(sum(1, 2)).toBe;'),
];
