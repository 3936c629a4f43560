import type { KillKind } from '@killrate/shared/model';
import { expect, it } from 'vitest';
import { aBody, aMutant } from '../findings.fixture.ts';
import type { MeasuredMutant } from '../measured.ts';
import { findUnnoticed } from './blind.ts';
import { functionsOf } from './function-mutants.ts';

const BODY = aBody('m1', 9);
const LINE = aMutant('m2');
const OTHER = aBody('m20', 9, { symbol: 'ship' });

function find(
  notKilled: readonly MeasuredMutant[],
  units = ['shop.price'],
  title = 'adds',
  kills: Record<string, KillKind> = {},
) {
  const evidence = { covered: [BODY, LINE, OTHER], notKilled, kills: new Map(Object.entries(kills)) };
  return findUnnoticed(evidence, functionsOf([BODY, LINE, OTHER]), units, title)?.map(({ symbol }) => symbol) ?? null;
}

it('a test that does not notice that what it looks at is empty is blind', () => {
  expect(find([BODY])).toEqual(['price']);
  expect(find([LINE, OTHER])).toBeNull();
});

it('a crash of what only prepares does not help, an assertion does', () => {
  expect(find([BODY, OTHER], ['price', 'ship'])).toEqual(['price', 'ship']);
  expect(find([BODY], ['price', 'ship'], 'adds', { m20: 'crash' })).toEqual(['price']);
  expect(find([BODY], ['price', 'ship'], 'adds', { m20: 'assertion' })).toBeNull();
});

it('what it does not run, what has no body and what is not known proves nothing', () => {
  const elsewhere = { covered: [OTHER], notKilled: [OTHER], kills: new Map() };
  expect(findUnnoticed(elsewhere, functionsOf([BODY, OTHER]), ['price'], 'adds')).toBeNull();
  const line = { covered: [LINE], notKilled: [LINE], kills: new Map() };
  expect(findUnnoticed(line, functionsOf([LINE]), ['price'], 'adds')).toBeNull();
  expect(find([BODY], [])).toBeNull();
  expect(find([BODY], ['weigh'])).toBeNull();
});

it('a name that stands for two functions tells nothing', () => {
  const twin = aBody('m40', 9, { file: 'src/other.ts' });
  const both = { covered: [BODY, twin], notKilled: [BODY, twin], kills: new Map() };
  expect(findUnnoticed(both, functionsOf([BODY, twin]), ['price'], 'adds')).toBeNull();
});

it('a test that says that nothing is to happen may well pass then', () => {
  expect(find([BODY], ['price'], 'does not throw')).toBeNull();
  expect(find([BODY], ['price'], 'keeps the original')).toBeNull();
  expect(find([BODY], ['price'], 'is not called a second time')).toBeNull();
  expect(find([BODY], ['price'], 'gives back undefined for strangers')).toBeNull();
});
