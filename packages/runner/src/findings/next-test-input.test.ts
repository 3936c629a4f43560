import { describe, expect, it } from 'vitest';
import { findInput } from './next-test-input.ts';

const input = (mutator: string, original: string, replacement: string) => findInput({ mutator, original, replacement });

describe('the input that tells a mutant from the original', () => {
  it('is at the very boundary of a comparison', () => {
    expect(input('EqualityOperator', 'a.length < b', 'a.length <= b')).toBe('where `a.length` is exactly `b`');
    expect(input('EqualityOperator', 'sum(a) >= 2 * b', 'sum(a) > 2 * b')).toBe('where `sum(a)` is exactly `2 * b`');
  });

  it('is the value that is asked for, where a comparison is turned round', () => {
    expect(input('EqualityOperator', 'a < b', 'a >= b')).toBeNull();
    expect(input('EqualityOperator', 'key === "constructor"', 'key !== "constructor"')).toBe('where `key` is `"constructor"`');
    expect(input('EqualityOperator', 'key !== null', 'key === null')).toBe('where `key` is something else than `null`');
  });

  it('is the side of a condition that the mutant does not take', () => {
    expect(input('ConditionalExpression', 'key === "constructor"', 'false')).toBe('where `key` is `"constructor"`');
    expect(input('ConditionalExpression', 'key === "constructor"', 'true')).toBe(
      'where `key` is something else than `"constructor"`',
    );
    expect(input('ConditionalExpression', '!isOpen', 'true')).toBe('where `isOpen` is truthy');
    expect(input('ConditionalExpression', 'list.has(key)', 'false')).toBe('where `list.has(key)` is truthy');
    expect(input('ConditionalExpression', 'a < b && c', 'false')).toBe('where `a < b && c` holds');
  });

  it('has one side of a logical operator hold and the other not', () => {
    expect(input('LogicalOperator', 'a && b > 1', 'a || b > 1')).toBe('where only one of `a` and `b > 1` holds');
    expect(input('LogicalOperator', 'a ?? b', 'a && b')).toBe('where `a` is null or undefined, and where it is not');
  });

  it('is a number for which both operations differ', () => {
    expect(input('ArithmeticOperator', 'a + b', 'a - b')).toBe('where `b` is not 0');
    expect(input('ArithmeticOperator', 'a * b', 'a / b')).toBe('where `b` is not 1 or -1, and `a` is not 0');
    expect(input('ArithmeticOperator', 'a + 1', 'a - 1')).toBeNull();
  });

  it('is what a method would change', () => {
    expect(input('MethodExpression', 'text.trim()', 'text')).toBe('with a text that has blanks at both ends');
    expect(input('MethodExpression', 'Math.min(a, b)', 'Math.max(a, b)')).toBe('with two different values');
    expect(input('MethodExpression', 'text.constructor()', 'text')).toBeNull();
  });

  it('has nothing before an optional chain', () => {
    expect(input('OptionalChaining', 'a?.b?.c', 'a?.b.c')).toBe('where `a?.b` is null or undefined');
    expect(input('OptionalChaining', 'a?.b', 'a.b')).toBe('where `a` is null or undefined');
  });

  it('has more around what an anchored pattern matches', () => {
    expect(input('Regex', '/^a+$/i', '/a+$/i')).toBe('with a text that has something before what `/^a+$/i` matches');
    expect(input('Regex', '/^a+$/i', '/^a+/i')).toBe('with a text that has something after what `/^a+$/i` matches');
    expect(input('Regex', '/a+/', '/a/')).toBeNull();
  });

  it('is not guessed of what is no expression, nor of other changes', () => {
    expect(input('ConditionalExpression', 'case 1:', 'false')).toBeNull();
    expect(input('StringLiteral', '"a"', '""')).toBeNull();
    expect(input('ConditionalExpression', '', 'false')).toBeNull();
  });

  it('of any other condition is whether it holds', () => {
    expect(input('ConditionalExpression', 'a < b', 'false')).toBe('where `a < b` holds');
    expect(input('ConditionalExpression', 'a < b', 'true')).toBe('where `a < b` does not hold');
  });

  it('is quoted on one line, and not at length', () => {
    expect(input('ConditionalExpression', 'a ===\n   b', 'false')).toBe('where `a` is `b`');
    expect(input('ConditionalExpression', `is(${'x'.repeat(200)})`, 'false')?.length).toBeLessThan(110);
  });
});
