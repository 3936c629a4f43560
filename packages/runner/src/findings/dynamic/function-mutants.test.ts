import { expect, it } from 'vitest';
import { aBody, aMutant } from '../findings.fixture.ts';
import { functionsOf } from './function-mutants.ts';

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
