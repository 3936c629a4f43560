import { describe, expect, it } from 'vitest';
import { applyMutant } from './mutated-source.ts';

/** The mutant that replaces the only place of `original` in the source. */
function mutate(source: string, original: string, replacement: string, file = 'src/a.ts'): string {
  const at = source.indexOf(original);
  const positionOf = (offset: number) => {
    const lines = source.slice(0, offset).split(/\r\n|\n/);
    return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
  };
  const [start, end] = [positionOf(at), positionOf(at + original.length)];
  return applyMutant(source, { file, ...start, endLine: end.line, endColumn: end.column, original, replacement });
}

describe('a mutant as text', () => {
  it('stands where its original stood', () => {
    expect(mutate('const a = 1 + 2;', '1 + 2', '1 - 2')).toBe('const a = 1 - 2;');
    expect(mutate('f(() => { g(); });', '{ g(); }', '{}')).toBe('f(() => {});');
    expect(mutate('const a = `x$' + '{b}`;', '`x$' + '{b}`', '``')).toBe('const a = ``;');
    expect(mutate('switch (a) { case 1: f(); }', 'case 1: f();', 'case 1:')).toBe('switch (a) { case 1: }');
  });

  it('is put in parentheses where it would bind otherwise', () => {
    expect(mutate('const a = b || c && d && e;', 'c && d', 'c || d')).toBe('const a = b || (c || d) && e;');
    expect(mutate('const a = c && !(d || b);', '!(d || b)', 'd || b')).toBe('const a = c && (d || b);');
    expect(mutate('function f(a) { return!a }', '!a', 'a')).toBe('function f(a) { return(a) }');
  });

  it('does not become the end of the line before it', () => {
    expect(mutate('const a = b\nc && d && e()\n', 'c && d', 'c || d')).toBe('const a = b\n;(c || d) && e()\n');
    expect(mutate('const a = b\nc()\nd()\n', 'c()', ';')).toBe('const a = b\n;;\nd()\n');
  });

  it('may take the only question mark out of an optional chain', () => {
    expect(mutate('const a = b?.c.d;', 'b?.c', 'b.c')).toBe('const a = b.c.d;');
  });

  it('is found by UTF-16 columns, after any line end', () => {
    expect(mutate("const a = '😀' + 'b';\r\nconst c = 1 < 2;", '1 < 2', 'false')).toBe(
      "const a = '😀' + 'b';\r\nconst c = false;",
    );
    expect(mutate("const a = '😀' + 'b';", "'b'", '""')).toBe('const a = \'😀\' + "";');
  });

  it('is refused where the source holds another text', () => {
    const mutant = { file: 'src/a.ts', line: 1, column: 11, endLine: 1, endColumn: 12, original: '2', replacement: '3' };
    expect(() => applyMutant('const a = 1;', mutant)).toThrow('src/a.ts:1:11 is not the text of the mutant');
  });

  it('is refused where it cannot stand', () => {
    expect(() => mutate('const a = 1;', '1', ']')).toThrow('cannot stand');
  });
});
