import { expect, test } from 'vitest';
import { nameOfMutator, wordsOfMutator } from './mutators.ts';

/** As the engine names them. */
const NAMES = [
  'ArithmeticOperator',
  'ArrayDeclaration',
  'ArrowFunction',
  'AssignmentOperator',
  'BlockStatement',
  'BooleanLiteral',
  'CallExpression',
  'ConditionalExpression',
  'EqualityOperator',
  'LogicalOperator',
  'MethodExpression',
  'ObjectLiteral',
  'OptionalChaining',
  'Regex',
  'StringLiteral',
  'UnaryOperator',
  'UpdateOperator',
];

test('every mutator of the engine has words of its own', () => {
  const all = NAMES.map((name) => wordsOfMutator(name).does);

  expect(new Set(all).size).toBe(NAMES.length);
  expect(all).not.toContain(wordsOfMutator('NotOne').does);
});

test.each(['NotOne', 'constructor', '__proto__'])('the unknown mutator %s has general words', (name) => {
  expect(wordsOfMutator(name).observe).toMatch(/^Find an input/);
});

test('a name is said in small words', () => {
  expect(nameOfMutator('ConditionalExpression')).toBe('conditional expression');
  expect(nameOfMutator('Regex')).toBe('regex');
});
