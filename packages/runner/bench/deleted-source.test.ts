import { expect, it } from 'vitest';
import { deleteBodies } from './deleted-source.ts';

/** Deletes around each `@` of the text. */
function deleted(marked: string): string {
  const places = [...marked.matchAll(/@/g)].map(({ index }) => {
    const before = marked.slice(0, index).replaceAll('@', '').split('\n');
    const [line, column] = [before.length, (before.at(-1)?.length ?? 0) + 1];
    return { line, column, endLine: line, endColumn: column };
  });
  return deleteBodies('a.ts', marked.replaceAll('@', ''), places).source;
}

it('the body around a place is gone, and nothing else', () => {
  expect(deleted('export function a(b = 1) { return b @+ 1; }\nfunction c() { return 2; }')).toBe(
    'export function a(b = 1) {}\nfunction c() { return 2; }',
  );
});

it('an arrow without a block gives back undefined', () => {
  expect(deleted('const a = (b: number) => b @* 2;')).toBe('const a = (b: number) => undefined;');
  expect(deleted('const a = () => ({ b: @1 });')).toBe('const a = () => (undefined);');
});

it('only the innermost function goes, unless its surroundings were run as well', () => {
  expect(deleted('function a() { return [1].map((b) => @b); }')).toBe('function a() { return [1].map((b) => undefined); }');
  expect(deleted('function a() { @f(); return [1].map((b) => @b); }')).toBe('function a() {}');
});

it('methods, getters and plain constructors go, one that calls another stays', () => {
  expect(deleted('class A { constructor() { @a(); } get b() { return @1; } }')).toBe('class A { constructor() {} get b() {} }');
  const derived = 'class A extends B { constructor() { super(); a(); } }';
  expect(deleted(derived.replace('a();', '@a();'))).toBe(derived);
});

it('a place outside of functions changes nothing', () => {
  expect(deleteBodies('a.ts', 'const a = 1;', [{ line: 1, column: 11, endLine: 1, endColumn: 12 }])).toEqual({
    source: 'const a = 1;',
    functions: 0,
  });
});

it('what does not parse is an error', () => {
  expect(() => deleteBodies('a.ts', 'function (', [])).toThrow('a.ts does not parse');
});
