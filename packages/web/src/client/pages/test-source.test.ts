import { expect, test } from 'vitest';
import { extentOf, isAsserting } from './test-source.ts';

function lastLine(text: string, first = 1): number {
  return extentOf(text.split('\n'), first).last;
}

test('a test ends where its call does', () => {
  expect(lastLine("it('adds', () => {\n  expect(add(1, 2)).toBe(3);\n});\n\nit('else', () => {});")).toBe(3);
  expect(lastLine("describe('x', () => {\n  it('a', () => {\n  });\n  it('b', () => {});\n});", 2)).toBe(3);
});

test.each([
  ['a string', "it(':)', () => {\n  f(')');\n});\n//"],
  ['an escaped quote', "it('it\\'s :)', () => {\n  f();\n});\n//"],
  ['a template', 'it(`a )`, () => {\n  f(`)\n`);\n});\n//'],
  ['a comment', 'it(1, () => {\n  // :)\n  /* :) */\n});\n//'],
  ['a regular expression', 'it(1, () => {\n  f(/[)/]\\)/);\n});\n//'],
])('a parenthesis in %s does not end a test', (_, text) => {
  const lines = text.split('\n');

  expect(lastLine(text)).toBe(lines.length - 1);
});

test('the table of a test is not its end', () => {
  expect(lastLine("test.each([\n  1,\n])('is %d', (n) => {\n  f(n);\n});\n")).toBe(5);
  expect(lastLine("test.each`\n  a\n  ${1}\n`('is $a', () => {\n});\n")).toBe(5);
});

test('a test that never ends reaches to the end of its file', () => {
  expect(lastLine("it('adds', () => {\n  f();\n")).toBe(3);
});

test.each([
  '  expect(add(1, 2)).toBe(3);',
  'await expect.soft(page).toBe(1);',
  "expectTypeOf<number>(1).toEqualTypeOf('x');",
  'assert(ok);',
  'assert.strictEqual(a, b);',
  'assertIsFoo(a);',
  'a.should.equal(1);',
])('%s asserts', (line) => {
  expect(isAsserting(line)).toBe(true);
});

test.each(['const expected = f();', '// expect(a).toBe(1)', ' * assert(x)', 'chai.expectation();', 'f(x);'])(
  '%s does not assert',
  (line) => {
    expect(isAsserting(line)).toBe(false);
  },
);
