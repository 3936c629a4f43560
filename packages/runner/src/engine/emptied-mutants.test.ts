import { expect, it } from 'vitest';
import { findEmptied } from './emptied-mutants.ts';

/** The mutants of a source, each written as `mutator: the code that it changes`; the last place where that stands is meant. */
function emptied(source: string, ...mutants: string[]) {
  const placed = mutants.map((text, index) => {
    const [mutator = '', code = ''] = text.split(/: (.*)/s);
    const start = source.lastIndexOf(code);
    const replacement = mutator === 'ArrowFunction' ? '() => undefined' : '{}';
    return { index, mutator, replacement, line: 1, column: start + 1, endLine: 1, endColumn: start + code.length + 1 };
  });
  const { inTests, fromStart } = findEmptied('src/a.ts', source, placed);
  return { inTests: inTests.map((index) => mutants[index]), fromStart: fromStart.map((index) => mutants[index]) };
}

it('the block of a function is emptied, and no block within it', () => {
  const source = 'function a() { if (b) { c(); } }';
  expect(emptied(source, 'BlockStatement: { if (b) { c(); } }', 'BlockStatement: { c(); }')).toEqual({
    inTests: ['BlockStatement: { if (b) { c(); } }'],
    fromStart: [],
  });
});

it('an arrow function of a module that is an expression is empty from the start, one within a function in tests', () => {
  const source = 'const a = (n) => n + 1; function b() { return (m) => m; }';
  expect(emptied(source, 'ArrowFunction: (n) => n + 1', 'ArrowFunction: (m) => m', 'ArithmeticOperator: n + 1')).toEqual({
    inTests: ['ArrowFunction: (m) => m'],
    fromStart: ['ArrowFunction: (n) => n + 1'],
  });
});

it('what stands for a missing argument is of no account where the body is emptied, and stays where it is not', () => {
  const source = 'function a(n = 1 + 1) { b(n); } function c(m = 2 + 2) { d(m); }';
  expect(emptied(source, 'BlockStatement: { b(n); }', 'ArithmeticOperator: 1 + 1', 'ArithmeticOperator: 2 + 2')).toEqual({
    inTests: ['BlockStatement: { b(n); }', 'ArithmeticOperator: 1 + 1'],
    fromStart: [],
  });
});

it('of a source that cannot be read nothing is emptied', () => {
  expect(emptied('function a( { b(); }', 'BlockStatement: { b(); }').inTests).toEqual([]);
});
