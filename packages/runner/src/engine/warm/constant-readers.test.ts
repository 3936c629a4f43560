import { describe, expect, it } from 'vitest';
import { readSourceFunctions } from '../../impact/source-functions.ts';
import { noteReaders } from './constant-readers.ts';

/** Who reads what a mutant puts in place of `text`, by name; null where that is not told. The text is the first such in the source. */
function readersOf(source: string, text: string, file = 'a.ts'): string[] | null {
  const before = source.slice(0, source.indexOf(text)).split(/\r\n|\n/);
  const [line, column] = [before.length, (before.at(-1)?.length ?? 0) + 1];
  const lines = text.split(/\r\n|\n/);
  const endColumn = lines.length === 1 ? column + text.length : (lines.at(-1)?.length ?? 0) + 1;
  const place = { line, column, endLine: line + lines.length - 1, endColumn };
  const mutant = { ...{ id: '0', file, mutator: 'X', replacement: '', ignoreReason: null }, ...place };
  const [noted] = noteReaders(file, source, [mutant]);
  const names = readSourceFunctions(file, source)?.names ?? [];
  return noted?.readIn?.map((number) => names[number] ?? '') ?? null;
}

describe('a constant is read by', () => {
  it.each([
    ['the function that names it', `const A = 'x';\nexport function f() { return A; }`, ['f']],
    ['each that does', `const A = 'x';\nexport const f = () => A;\nexport class C { m() { return A; } }`, ['f', 'C.m']],
    ['the innermost', `const A = 'x';\nexport function f() { return function g() { return A; }; }`, ['f.g']],
    ['nobody', `const A = 'x';\nexport function f() {}`, []],
    [
      'one that only tells its type not',
      `const A = 'x';\nexport function f(): typeof A { return null as unknown as typeof A; }`,
      [],
    ],
    [
      'one whose parameter has its name not',
      `const A = 'x';\nexport function f(A) { return A; }\nexport const g = () => A;`,
      ['g'],
    ],
    ['one that names a property so not', `const A = 'x';\nexport const f = (o) => o.A;\nexport const g = () => ({ A: 1 });`, []],
    ['a short way to write a property', `const A = 'x';\nexport const f = () => ({ A });`, ['f']],
    ['an element', `const A = 'x';\nexport function f() { return <A.b />; }`, ['f'], 'a.tsx'],
    ['who reads what holds it', `const A = 'x';\nconst B = [A];\nconst C = { b: B };\nexport const f = () => C;`, ['f']],
    ['what falls back to it within a function', `const A = 'x';\nexport function f() { return (b = A) => b; }`, ['f']],
    ['a field of a class within a function', `const A = 'x';\nexport function f() { return class { b = A; }; }`, ['f']],
    ['a function in its own value', `const A = { b: 'x', c() { return A; } };\nexport const f = () => A;`, ['A.c', 'f']],
    ['after Windows line ends', `const Z = 1;\r\nconst A = 'x';\r\nexport const f = () => A;`, ['f']],
  ] as [string, string, string[], string?][])('%s', (_, source, readers, file) => {
    expect(readersOf(source, `'x'`, file)?.toSorted()).toEqual(readers.toSorted());
  });

  it.each([
    ['is exported', `export const A = 'x';`],
    ['is exported by its name', `const A = 'x';\nexport { A };`],
    ['is the default', `const A = 'x';\nexport default A;`],
    ['is read as the module loads', `const A = 'x';\nexport const b = A + 1;`],
    ['is read by the default of a parameter', `const A = 'x';\nexport function f(b = A) {}`],
    ['is read by the default within a parameter', `const A = 'x';\nexport function f({ A: b = A }) {}`],
    ['is read by a field', `const A = 'x';\nexport class C { b = A; }`],
    ['is read by a static block', `const A = 'x';\nexport class C { static { f(A); } }`],
    ['is read by a decorator', `const A = 'x';\n@f(A)\nexport class C {}`],
    ['names a method', `const A = 'x';\nexport class C { [A]() {} }`],
    ['is in one that is exported', `const A = 'x';\nexport const B = [A];`],
    ['is in one that calls', `const A = 'x';\nconst B = f(A);\nexport const g = () => B;`],
    ['could be read by code that is made', `const A = 'x';\nexport const f = (code) => eval(code);`],
    ['is no constant', `let A = 'x';\nexport const f = () => A;`],
    ['is taken apart', `const { A } = { A: 'x' };\nexport const f = () => A;`],
  ])('nobody that could be told, as it %s', (_, source) => {
    expect(readersOf(source, `'x'`)).toBeNull();
  });

  it('nobody that could be told, in a text that cannot be read', () => {
    expect(readersOf(`const A = 'x';\nexport const f = () => A; }`, `'x'`)).toBeNull();
  });
});

describe('a mutant of the value', () => {
  const source = `const A = { b: ['x'], c: (d = 'y') => 'z' };\nexport const f = () => A;`;

  it.each([`{ b: ['x'], c: (d = 'y') => 'z' }`, `['x']`, `'x'`, `(d = 'y') => 'z'`])('may be all of it or some: %s', (text) => {
    expect(readersOf(source, text)).toEqual(['f']);
  });

  it.each([`'y'`, `'z'`])('is another matter within a function: %s', (text) => {
    expect(readersOf(source, text)).toBeNull();
  });

  it('is none where it stands beside it', () => {
    expect(readersOf(`const A = 'x';\nexport const f = () => [A, 'y'];`, `'y'`)).toBeNull();
  });
});

describe('a value is worked out and nothing else', () => {
  const inTable = (value: string) => `
    import { near } from './near'; import far from 'far';
    const known = 1; function called() {}
    class Plain { d = 1; constructor(private e: string, ...f: string[]) { this.g = f; } get h() { return 1; } static i = called(); }
    class Under extends Plain { constructor(j) { super(j); this.k = j; } }
    class Bare extends Under {}
    class Doing { constructor(l) { called(); } }
    class Above extends Doing {}
    class Setting { set m(n) { called(); } constructor(o) { this.m = o; } }
    class Falling { constructor(p = called()) {} }
    class Exchanged {} Exchanged = called;
    class Field { q = called(); }
    const A = ['x', ${value}];
    export const f = () => A;`;

  it.each([
    `/x/g, 1, 1n, true, null, undefined, -1, !0, typeof 'a', \`text\`, \`\${1}\``,
    `60 * 60 + 1, 'a' + 'b', 1 > 2, 1 ? 'a' : 'b', 'a' || 'b'`,
    `, [[]], { 'a-b': 1, c: { d: [] }, 3: 1, ['e']: 1, get g() { return called(); }, h() { called(); } }`,
    `() => called(), function g() { called(); }`,
    `known, called, near, Plain`,
    `'a' as const, { a: 1 } satisfies object, known!`,
    `new Set(), new Set(['a', 'b']), new Set('ab'), new Map(), new Map([['a', 1], [known, []]]), new WeakMap()`,
    `Object.freeze({ a: [1] })`,
    `new Plain('a'), new Plain('a', 'b'), new Under(1), new Bare(2)`,
  ])('as by %s', (value) => {
    expect(readersOf(inTable(value), `'x'`)).toEqual(['f']);
  });

  it.each([
    ...['called()', 'known.a', 'new Date()', "'a'.split('b')", 'called`a`', 'unknown', 'far', '[...near]', '{ ...near }'],
    ...['{ [known]: 1 }', '-known', 'known + 1', '1n * 2n', "'a' in known", `\`\${known}\``, 'delete known.a', '(known, 1)'],
    ...[
      "new RegExp('a')",
      'new Map([])',
      "new Map(['a'])",
      'new Map(near)',
      'new Set(near)',
      'new Set([called()])',
      'new WeakSet([{}])',
    ],
    ...['Object.freeze(called())', 'Object.keys({})', 'near.freeze({})', 'import("./near")', 'class {}'],
    ...['new Doing(1)', 'new Above(1)', 'new Setting(1)', 'new Falling()', 'new Exchanged()', 'new Field()', 'new near()'],
    'new Plain(called())',
  ])('not as by %s', (value) => {
    expect(readersOf(inTable(value), `'x'`)).toBeNull();
  });

  it.each(['Set', 'Map', 'Object'])('not where the module has a %s of its own', (name) => {
    const value = name === 'Object' ? `Object.freeze(['x'])` : `new ${name}([['x']])`;
    const source = (own: string) => `${own}\nconst A = ${value};\nexport const f = () => A;`;
    expect(readersOf(source(''), `'x'`)).toEqual(['f']);
    expect(readersOf(source(`import { ${name} } from './own';`), `'x'`)).toBeNull();
    expect(readersOf(source(`const [${name}] = own();`), `'x'`)).toBeNull();
  });
});
