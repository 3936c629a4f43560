// biome-ignore-all lint/suspicious/noTemplateCurlyInString: examples are code in strings.
import { expect, test } from 'vitest';
import { readScript } from './script.ts';
import { namedBy, readTitle } from './titles.ts';

/** The title that the argument of a call has. */
function titleOf(code: string, isEach = false) {
  const script = readScript('a.test.ts', code);
  const statement = script.program.body.at(-1);
  if (statement?.type !== 'ExpressionStatement' || statement.expression.type !== 'CallExpression') throw new Error('no call');
  return readTitle(script, statement.expression.arguments[0], isEach);
}

test('a literal title is its text, and names nothing else', () => {
  const title = titleOf("test('adds (a+b)');");

  expect(title.text).toBe('adds (a+b)');
  expect(namedBy([title], false)('adds (a+b)')).toBe(true);
  expect(namedBy([title], false)('adds aab')).toBe(false);
  expect(namedBy([title], false)('adds (a+b) twice')).toBe(false);
});

test('a title of constants is put together', () => {
  expect(titleOf("const what = 'two'; test(`adds ${what}` + '!');").text).toBe('adds two!');
});

test('a function lends its name', () => {
  expect(titleOf('function sum() {} test(sum);').text).toBe('sum');
});

test('a computed title has no text, and its fixed parts must be in a name', () => {
  const title = titleOf('test(`adds ${Math.random()} up`);');

  expect(title.text).toBeNull();
  expect(namedBy([title], false)('adds 0.3 up')).toBe(true);
  expect(namedBy([title], false)('adds 0.3 down')).toBe(false);
});

test.each([
  ["test('adds %s and %i');", 'adds two and 3'],
  ["test('adds $a.value to $b');", 'adds 1 to {"c":2}'],
  ["test('%# adds');", '0 adds'],
  ["test('$# adds');", '1 adds'],
])('what each fills in can be anything: %s', (code, name) => {
  const title = titleOf(code, true);

  expect(title.text).toBeNull();
  expect(namedBy([title], false)(name)).toBe(true);
  expect(namedBy([title], false)('subtracts')).toBe(false);
});

test('without each, a percent sign is one', () => {
  expect(titleOf("test('takes %s');").text).toBe('takes %s');
});

test('both joints name the same test', () => {
  const titles = [titleOf("test('sum');"), titleOf("test('adds');")];

  expect(namedBy(titles, false)('sum > adds')).toBe(true);
  expect(namedBy(titles, false)('sum adds')).toBe(true);
  expect(namedBy(titles, false)('other > sum > adds')).toBe(false);
});

test('a group without a name may be left out of the joined name', () => {
  const titles = [titleOf("test('sum');"), titleOf("test('');"), titleOf("test('adds');")];

  expect(namedBy(titles, false)('sum > adds')).toBe(true);
  expect(namedBy(titles, false)('sum >  > adds')).toBe(true);
});

test('where other groups may stand around, they may', () => {
  const isNamed = namedBy([titleOf("test('adds');")], true);

  expect(isNamed('adds')).toBe(true);
  expect(isNamed('web > sum > adds')).toBe(true);
  expect(isNamed('readds')).toBe(false);
});
