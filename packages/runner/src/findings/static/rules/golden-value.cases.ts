/** Labelled examples of the rule `golden-value`. */
import type { LabelledCase } from '../labelled-case.ts';

export const rule = 'golden-value';

function inTest(body: string, title = 'makes a key'): string {
  return `import { expect, test } from 'vitest';
import { encode, fingerprint, fnv1a, keyOf, ratio, render, sha256 } from './key';

test('${title}', () => {
  ${body}
});
`;
}

function flag(why: string, body: string): LabelledCase {
  return { label: 'flag', source: 'own', why, code: inTest(body), flags: 1 };
}

function silent(why: string, body: string, title?: string): LabelledCase {
  return { label: 'silent', source: 'own', why, code: inTest(body, title) };
}

const HEX = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
const LONG = 'kx7Qp2'.repeat(40);

export const cases: readonly LabelledCase[] = [
  flag('a hash', `expect(keyOf('a')).toBe('${HEX}');`),
  flag('a hash, by equality', `expect(keyOf('a')).toEqual('${HEX}');`),
  flag('half a hash', `expect(keyOf('a')).toBe('${HEX.slice(0, 32)}');`),
  flag('a short hash', "expect(keyOf('a')).toBe('9f86d081884c7d65');"),
  flag('with a prefix', "expect(keyOf('a')).toBe('0x9f86d081884c7d659a2f');"),
  flag('capital letters', `expect(keyOf('a')).toBe('${HEX.toUpperCase()}');`),
  flag('letters and digits in a mix', "expect(keyOf('a')).toBe('dGhpcyB0aGF0IGtleSBvZiAx');"),
  flag('padded', "expect(keyOf('a')).toBe('dGhpcyB0aGF0IGtleSBvZiAxMQ==');"),
  flag('a long text in one piece', `expect(render('a')).toBe('${LONG}');`),
  flag('a number of many digits', 'expect(ratio(3, 7)).toBe(0.428571428571);'),
  flag('a large number', 'expect(keyOf(7)).toBe(2166136261789);'),
  flag('through a variable', `const key = keyOf('a');\n  expect(key).toBe('${HEX}');`),
  flag('a list of short hashes', "expect([keyOf('a'), keyOf('b')]).toEqual(['bceaeba303a002', 'd4a20a0a03a002']);"),
  silent('a list of words', "expect([keyOf('a'), keyOf('b')]).toEqual(['first', 'second']);"),
  silent('a hash in a list of words', "expect([keyOf('a'), keyOf('b')]).toEqual(['first', 'd4a20a0a03a002']);"),
  flag('held in a constant', `const EXPECTED = '${HEX}';\n  expect(keyOf('a')).toBe(EXPECTED);`),
  flag(
    'both sides held',
    `const expected = '39dd0a5f';\n  const key = fnv1a(keyOf({ role: 'author' }));\n  expect(key).toEqual(expected);`,
  ),
  silent('a constant that goes in and comes out', `const key = '${HEX}';\n  expect(render(key)).toBe(key);`),
  silent(
    'a constant beside which stands where it is from',
    `// printed by openssl\n  const expected = '${HEX}';\n\n\n  expect(keyOf('a')).toBe(expected);`,
  ),
  silent('a constant of another kind', "const expected = 'a plain text';\n  expect(keyOf('a')).toBe(expected);"),
  flag('near a number of many digits', 'expect(ratio(1, 7)).toBeCloseTo(0.142857142857);'),
  flag('resolved', `expect(keyOf('a')).resolves.toBe('${HEX}');`),
  flag('in a template without parts', `expect(keyOf('a')).toBe(\`${HEX}\`);`),
  flag("a digest of the project's own", `expect(fingerprint('a')).toBe('${HEX}');`),
  flag('a short digest', "expect(fingerprint('order:A-1/line:3')).toBe('4f816710');"),
  flag('two digests in one', "const key = [keyOf('a'), keyOf('b')].join('');\n  expect(key).toBe('6517b3e5cc628958');"),
  silent('a short digest, counted up', "expect(keyOf('a')).toBe('1234ab9c');"),
  silent('a word of digits and one letter', "expect(keyOf('a')).toBe('20240101a');"),
  silent('letters of a hash, and none of its digits', "expect(keyOf('a')).toBe('deadbeef');"),
  silent('a published digest, by its name', "expect(fnv1a('foobar')).toBe('bf9cf968');"),
  silent('a published digest, says the title', "expect(keyOf('foobar')).toBe('bf9cf968');", 'is FNV-1a'),
  silent('a word', "expect(keyOf('a')).toBe('a-key');"),
  silent(
    'a text that a person reads',
    "expect(render('a')).toBe('The quick brown fox jumps over the lazy dog, and then it does so once more.');",
  ),
  silent('a long text that a person reads', `expect(render('a')).toBe('${'one two three '.repeat(20)}');`),
  silent('a published vector, says the title', `expect(keyOf('a')).toBe('${HEX}');`, 'RFC 6234 example'),
  silent('a test vector, says the title', `expect(keyOf('a')).toBe('${HEX}');`, 'test vectors'),
  flag(
    'a long text that the test itself wrote down as JSON',
    `expect(JSON.stringify(render('a'))).toBe('${'[{"day":1,"tasks":[],"litres":0}]'.repeat(8)}');`,
  ),
  silent(
    'a long text that an encoder wrote down as JSON',
    `expect(JSON.stringify(encode('a'))).toBe('${'[{"day":1,"tasks":[],"litres":0}]'.repeat(8)}');`,
  ),
  silent('an encoder', `expect(encode('a')).toBe('${HEX}');`),
  silent('a hash function', `expect(sha256('a')).toBe('${HEX}');`),
  silent('an encoder, says the title', "expect(keyOf('a')).toBe('dGhpcyB0aGF0IGtleSBvZiAx');", 'gives base64'),
  silent('in the title', `expect(keyOf('a')).toBe('9f86d081884c7d65');`, 'a becomes 9f86d081884c7d65'),
  silent('a comment says where it is from', `// printf a | sha256sum\n  expect(keyOf('a')).toBe('${HEX}');`),
  silent('a comment behind it', `expect(keyOf('a')).toBe('${HEX}'); // from the manual`),
  silent('the same literal is an input', `expect(keyOf('${HEX}')).toBe('${HEX}');`),
  silent('a part of the input', "expect(keyOf('id=918854443121279438895193')).toBe('918854443121279438895193');"),
  silent('a round number', 'expect(ratio(1, 1000)).toBe(1000000000000);'),
  silent('a date', 'expect(keyOf(1)).toBe("2024-01-01T00:00:00.000Z");'),
  silent('a name in words', "expect(keyOf('a')).toBe('someVeryLongIdentifierNameOfAFunction');"),
  silent('an identifier of a person', "expect(keyOf('a')).toBe('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa');"),
  silent('zeros', "expect(keyOf('a')).toBe('00000000000000000000000000000000');"),
  silent('a path', "expect(keyOf('a')).toBe('/src/components/button/index.ts');"),
  {
    label: 'flag',
    source: 'own',
    why: 'a digest that the test itself makes',
    code: "import { createHash } from 'node:crypto';\nimport { expect, test } from 'vitest';\nimport { render } from './key';\n\ntest('joins the cells', () => {\n  const line = render(['a', 'b']);\n  expect(createHash('sha256').update(line).digest('hex')).toBe('f00150c70a2085fb01326f25b836125b4c8f60c014ef11091022d600233ef2dd');\n});\n",
    flags: 1,
  },
];
