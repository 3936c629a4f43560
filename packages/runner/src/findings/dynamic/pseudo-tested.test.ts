import { expect, it } from 'vitest';
import { aBody, aMutant } from '../findings.fixture.ts';
import type { MeasuredMutant } from '../measured.ts';
import { functionsOf } from './function-mutants.ts';
import { findPseudoTested } from './pseudo-tested.ts';

const find = (...mutants: MeasuredMutant[]) => findPseudoTested(functionsOf(mutants)).map(({ key }) => key);

it('a body whose removal survives is named, one whose removal is killed or never run is not', () => {
  expect(find(aBody('m1', 5, { status: 'Survived' }))).toEqual(['m1']);
  expect(find(aBody('m1', 5))).toEqual([]);
  expect(find(aBody('m1', 5, { status: 'NoCoverage' }))).toEqual([]);
});

it('a function of which no mutant empties the body is not named', () => {
  expect(find(aMutant('m1', { status: 'Survived' }))).toEqual([]);
});

it('a block within a body that survives says nothing of the function', () => {
  expect(find(aBody('m1', 9), aBody('m3', 2, { status: 'Survived' }))).toEqual([]);
});

it('what somebody accepted and what is static is left out', () => {
  expect(find(aBody('m1', 5, { status: 'Survived', isAccepted: true }))).toEqual([]);
  expect(find(aBody('m1', 5, { status: 'Survived', isStatic: true }))).toEqual([]);
});

it.each(['log', 'Shop.logPrice', 'Shop.warn', 'debug', 'printWarning', 'logger'])('the function %s only reports', (symbol) => {
  expect(find(aBody('m1', 5, { status: 'Survived', symbol }))).toEqual([]);
});

it.each(['login', 'catalog', 'trackPrice', 'dialog', 'Blog.publish'])('the function %s does more than report', (symbol) => {
  expect(find(aBody('m1', 5, { status: 'Survived', symbol }))).toEqual(['m1']);
});

it.each([
  ...['{}', '{ return; }', '{\n  // nothing to do\n}', '{\n  /* nothing\n   * to do */\n}', '{ console.info(price); }'],
  ...['{\n  this.logger.warn("x");\n}', '{ this.log(price); }', '{ _logger(price); }'],
])('the body %s has nothing to see', (original) => {
  expect(find(aBody('m1', 5, { status: 'Survived', original }))).toEqual([]);
});

it('a body that logs and does something else is named', () => {
  const body = aMutant('m1', { mutator: 'BlockStatement', replacement: '{}', status: 'Survived', endLine: 4 });
  expect(find({ ...body, original: '{\n  console.info(price);\n  book(price);\n}' })).toEqual(['m1']);
  expect(find({ ...body, original: '{ book(log(price)); }' })).toEqual(['m1']);
  expect(find({ ...body, original: '{ /* first */ book(price); /* last */ }' })).toEqual(['m1']);
});
