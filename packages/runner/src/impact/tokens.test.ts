import { describe, expect, test } from 'vitest';
import { newStrykerDisables, sameTokens, strykerDisables } from './tokens.ts';

/** Compares as TypeScript with JSX. */
const same = (before: string, after: string) => sameTokens('src/a.tsx', before, after);

describe('the same code', () => {
  test.each([
    ['whitespace', 'const a=1', 'const  a =\n\t1'],
    ['comments', 'f(1); // one', '/** Calls f. */\nf(/* two */ 1);'],
    ['semicolons', 'const a = 1\nf()', 'const a = 1;\nf();'],
    ['trailing commas', 'f(1, [2])', 'f(\n  1,\n  [2,],\n)'],
    ['parentheses', 'const f = (x) => (x + 1)', 'const f = x => x + 1'],
    ['parentheses of types', 'let a: (string)', 'let a: string'],
    ['line ends', 'f();\n// x\ng();', 'f();\r\n// x\r\ng();'],
    ['line ends in template literals, which the language reads alike', 'f(`a\nb`)', 'f(`a\r\nb`)'],
    ['line ends after a backslash', "f('a\\\nb')", "f('a\\\r\nb')"],
    ['line ends in the text of JSX', 'f(<p>a\n  b</p>)', 'f(<p>a\r\n  b</p>)'],
  ])('has other %s', (_, before, after) => {
    expect(same(before, after)).toBe(true);
  });

  test.each([
    ['a number', 'f(1)', 'f(2)'],
    ['how a number is written', 'f(1000)', 'f(1_000)'],
    ['a big integer', 'f(1n)', 'f(2n)'],
    ['quotes', "f('a')", 'f("a")'],
    ['a string against a name', "f('a')", 'f(a)'],
    ['null against undefined', 'f(null)', 'f(undefined)'],
    ['a regular expression', 'f(/a/)', 'f(/b/)'],
    ['flags', 'f(/a/g)', 'f(/a/i)'],
    ['a template', 'f(`a b`)', 'f(`a  b`)'],
    ['an expression in a template', `f(\`\${a}\`)`, `f(\`\${b}\`)`],
    ['whitespace in a string', "f('a b')", "f('a  b')"],
    ['an operator', 'a + b', 'a - b'],
    ['what parentheses hold together', 'a * (b + c)', 'a * b + c'],
    ['an optional chain that parentheses end', '(a?.b).c', 'a?.b.c'],
    ['an optional call', 'a()', 'a?.()'],
    ['async', 'function f() {}', 'async function f() {}'],
    ['the kind of a variable', 'let a = 1', 'var a = 1'],
    ['a block', 'if (a) f()', 'if (a) { f() }'],
    ['a directive', "'use strict'; f()", "('use strict'); f()"],
    ['another statement', 'f()', 'f(); g()'],
    ['one statement less', 'f(); g()', 'f()'],
    ['a return that a line break cuts off', 'function f() { return 1 }', 'function f() { return\n1 }'],
    ['a type', 'let a: string', 'let a: number'],
    ['a type argument', 'f<string>()', 'f<number>()'],
    ['the text of JSX', 'f(<p>a</p>)', 'f(<p>b</p>)'],
    ['an attribute', 'f(<p a="1" />)', 'f(<p a="2" />)'],
    ['a line end in an attribute', 'f(<p a="x\ny" />)', 'f(<p a="x\r\ny" />)'],
    ['an import', "import a from 'a'", "import { a } from 'a'"],
  ])('has no other: %s', (_, before, after) => {
    expect(same(before, after)).toBe(false);
    expect(same(after, before)).toBe(false);
  });

  test('is told in plain JavaScript with JSX, and in CommonJS', () => {
    expect(sameTokens('src/a.js', 'f(<p/>)', 'f( <p /> );')).toBe(true);
    expect(sameTokens('src/a.cjs', 'return f()', 'return  f();')).toBe(true);
  });

  test('is told of declarations', () => {
    expect(sameTokens('src/a.d.ts', 'declare const a: 1', 'declare const a:  1;')).toBe(true);
  });

  test('that does not parse is the same only byte for byte', () => {
    expect(same('f(', 'f(')).toBe(true);
    expect(same('f(', 'f( ')).toBe(false);
    expect(same('f()', 'f( ')).toBe(false);
  });

  test('of what is no script is the same only byte for byte', () => {
    expect(sameTokens('a.json', '{"a":1}', '{"a":1}')).toBe(true);
    expect(sameTokens('a.json', '{"a":1}', '{ "a": 1 }')).toBe(false);
  });
});

describe('a comment that tools act on', () => {
  test.each([
    'Stryker disable all',
    'Stryker restore all',
    '@vitest-something jsdom',
    '@jest-something jsdom',
    'killrate-ignore',
    'istanbul ignore next',
    'v8 ignore next',
    'c8 ignore start',
    'node:coverage ignore next',
    '@jsx h',
    '@ts-expect-error',
    'webpackIgnore: true',
    '@vite-ignore',
    '@module-tag slow',
  ])('counts: %s', (comment) => {
    expect(same('f();', `/* ${comment} */ f();`)).toBe(false);
    expect(same(`f(); /* ${comment} */ g();`, `f();\n\n// And then\n/*  ${comment} */ g();`)).toBe(true);
  });

  test('counts with all it says', () => {
    expect(same('// Stryker disable all: slow\nf();', '// Stryker disable all: wrong\nf();')).toBe(false);
  });

  test('counts before the code it stands before', () => {
    expect(same('// Stryker disable all\nf();\ng();', 'f();\n// Stryker disable all\ng();')).toBe(false);
    expect(same('/* Stryker disable all */ f(); g();', 'f(); /* Stryker disable all */ g();')).toBe(false);
  });

  test('counts with the line that follows: code moved into it is another', () => {
    const directive = '// Stryker disable next-line all\n';
    expect(same(`${directive}f(\n  a + b);`, `${directive}f(a + b);`)).toBe(false);
    expect(same(`${directive}f(a + b);\ng();`, `${directive}f(a  +  b);\n\n\ng();`)).toBe(true);
  });

  test('counts at the end of a file, too', () => {
    expect(same('f();', 'f();\n// Stryker restore all')).toBe(false);
    expect(same('f(); // Stryker restore all', 'f();\n// Stryker restore all\n')).toBe(true);
  });
});

describe('comments that switch mutants off', () => {
  test('are listed with their lines', () => {
    const source = [
      '// Stryker disable all',
      'f();',
      '/* Stryker disable next-line StringLiteral, BlockStatement: only words */',
      "g('x');",
    ];
    expect(strykerDisables('a.ts', source.join('\n'))).toEqual([
      { line: 1, text: 'Stryker disable all' },
      { line: 3, text: 'Stryker disable next-line StringLiteral, BlockStatement: only words' },
    ]);
  });

  test.each(['// Stryker restore all', '//  Stryker disable all', '// stryker disable all', "f('// Stryker disable all')"])(
    'are not: %s',
    (source) => {
      expect(strykerDisables('a.ts', source)).toEqual([]);
    },
  );

  test('are none in what is no script', () => {
    expect(strykerDisables('a.md', '// Stryker disable all')).toEqual([]);
  });

  test('are new where the text before had them less often', () => {
    const one = '// Stryker disable next-line all: a\nf();\n';
    expect(newStrykerDisables('a.ts', one, `g();\n${one}`)).toEqual([]);
    expect(newStrykerDisables('a.ts', one, one + one)).toEqual([{ line: 3, text: 'Stryker disable next-line all: a' }]);
    expect(newStrykerDisables('a.ts', '', one)).toHaveLength(1);
    expect(newStrykerDisables('a.ts', one, '')).toEqual([]);
    expect(newStrykerDisables('a.ts', one, one.replace(': a', ': b'))).toHaveLength(1);
  });
});
