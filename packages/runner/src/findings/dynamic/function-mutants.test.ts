import { expect, it } from 'vitest';
import { aBody, aMutant } from '../findings.fixture.ts';
import { compareTexts, functionsOf } from './function-mutants.ts';

it('the block around all other mutants of a function is its body', () => {
  const { all } = functionsOf([aMutant('m3'), aBody('m1', 9), aBody('m5', 2)]);
  expect(all.map(({ symbol, body }) => [symbol, body?.key])).toEqual([['price', 'm1']]);
});

it('a mutant of a parameter before the body does not hide it', () => {
  expect(functionsOf([aMutant('m1'), aBody('m2', 5), aMutant('m3')]).all[0]?.body?.key).toBe('m2');
});

it('two blocks side by side under one name are nobody’s body', () => {
  expect(functionsOf([aBody('m1', 2), aBody('m5', 2)]).all[0]?.body).toBeNull();
});

it('a block within an expression is not the body of what is around it', () => {
  const whole = aMutant('m1', { mutator: 'ArrowFunction', endLine: 20 });
  expect(functionsOf([whole, aBody('m3', 2)]).all[0]?.body).toBeNull();
});

it('variables and properties belong to the function they stand in', () => {
  const property = aMutant('m3', { symbol: 'price.total.cents' });
  const functions = functionsOf([aBody('m1', 9), property]);
  expect(functions.of(property)?.symbol).toBe('price');
  expect(functions.all).toHaveLength(1);
});

it('on one line the columns tell what is in the body', () => {
  const body = aMutant('m1', { mutator: 'BlockStatement', replacement: '{}', column: 20, endColumn: 40 });
  const find = (column: number, endColumn: number) =>
    functionsOf([aMutant('m1b', { column, endColumn }), body]).all[0]?.body?.key;
  expect(find(20, 25)).toBe('m1');
  expect(find(35, 40)).toBe('m1');
  expect(find(35, 41)).toBeUndefined();
  expect(find(5, 9)).toBe('m1');
  expect(find(5, 60)).toBeUndefined();
});

it('a mutant that empties a block in another way than all of it tells of no body', () => {
  expect(functionsOf([aBody('m1', 9, { mutator: 'ObjectLiteral' })]).all[0]?.body).toBeNull();
  expect(functionsOf([aBody('m1', 9, { replacement: '{ return; }' })]).all[0]?.body).toBeNull();
});

it('what stands in an arrow function without a block belongs to it', () => {
  const arrow = aMutant('m1', { mutator: 'ArrowFunction' });
  const property = aMutant('m2', { symbol: 'price.total' });
  expect(functionsOf([arrow, property]).of(property)?.symbol).toBe('price');
  expect(functionsOf([aMutant('m1'), property]).of(property)?.symbol).toBe('price.total');
});

it('its mutants are in order of place, whichever comes first', () => {
  const mutants = [
    aMutant('c', { line: 3, column: 9 }),
    aMutant('b', { line: 3, column: 2, endColumn: 4 }),
    aMutant('a', { line: 3, column: 2, endColumn: 8 }),
    aMutant('e', { line: 5 }),
    aMutant('d', { line: 4, symbol: 'price.total' }),
    aBody('m1', 9),
  ];
  expect(functionsOf(mutants).all[0]?.mutants.map(({ key }) => key)).toEqual(['m1', 'a', 'b', 'c', 'd', 'e']);
});

it('a function within a function is one of its own', () => {
  const inner = aMutant('m4', { symbol: 'price.round' });
  const functions = functionsOf([aBody('m1', 9), aBody('m3', 3, { symbol: 'price.round' }), inner]);
  expect(functions.of(inner)?.symbol).toBe('price.round');
  expect(functions.all.map(({ body }) => body?.key)).toEqual(['m1', 'm3']);
});

it('functions of the same name in two files are two', () => {
  const { all } = functionsOf([aBody('m1', 2), aBody('m2', 2, { file: 'src/other.ts' })]);
  expect(all.map(({ file }) => file)).toEqual(['src/price.ts', 'src/other.ts']);
});

it('code outside of functions belongs to none', () => {
  const loose = aMutant('m1', { symbol: '' });
  expect(functionsOf([loose]).of(loose)).toBeNull();
});

it('texts are in the order of their characters, whatever the language', () => {
  expect([compareTexts('Z', 'a'), compareTexts('a', 'Z'), compareTexts('a', 'a')]).toEqual([-1, 1, 0]);
});
