import { describe, expect, test } from 'vitest';
import { raiseFloors } from './ratchet.ts';

function raise(floor: number | null, rate: number | null, step: number): number | undefined {
  const floors = new Map(floor === null ? [] : [['shop', floor]]);
  return raiseFloors(floors, new Map([['shop', rate]]), step).get('shop');
}

describe('a floor that is there', () => {
  test.each([
    ['stays where the rate is the same', 80, 80, 1, 80],
    ['stays where the rate is less than a step above', 80, 80.9, 1, 80],
    ['rises by a step where the rate has reached it', 80, 81, 1, 81],
    ['rises by as many steps as fit', 80, 83.7, 1, 83],
    ['rises by whole steps only', 80, 89, 5, 85],
    ['rises from where it was, not from a multiple of the step', 82.5, 88, 5, 87.5],
    ['never falls', 80, 20, 1, 80],
    ['never falls to nothing', 80, 0, 1, 80],
    ['stays where there is nothing to measure', 80, null, 1, 80],
    ['stays as it was written, to the last digit', 83.33333333, 83.5, 1, 83.33333333],
    ['counts decimals as people do', 66.7, 66.9, 0.1, 66.9],
    ['carries no dust of binary fractions', 0.1, 0.3, 0.2, 0.3],
    ['never rises above the rate, not by a hair', 80, 84.9999999999, 5, 80],
  ])('%s', (_, floor, rate, step, expected) => {
    expect(raise(floor, rate, step)).toBe(expected);
  });
});

describe('a module without a floor', () => {
  test.each([
    ['gets its rate, rounded down to whole steps', 87.9, 5, 85],
    ['gets its rate where that is whole', 90, 5, 90],
    ['gets 0 where nothing is killed', 0, 1, 0],
    ['gets 0 where it has not reached a step', 4, 5, 0],
    ['gets none where there is nothing to measure', null, 1, undefined],
  ])('%s', (_, rate, step, expected) => {
    expect(raise(null, rate, step)).toBe(expected);
  });
});

test('a module that was not measured keeps its floor, and what was given is not written to', () => {
  const floors = new Map([
    ['shop', 80],
    ['http', 60],
  ]);

  expect(raiseFloors(floors, new Map([['shop', 90]]), 1)).toEqual(
    new Map([
      ['shop', 90],
      ['http', 60],
    ]),
  );
  expect(floors.get('shop')).toBe(80);
});

test('no floor is above the rate it was made of, for every rate of up to 60 mutants and odd steps', () => {
  const above: string[] = [];
  for (const step of [0.1, 0.3, 1, 2.5, 7])
    for (let whole = 1; whole <= 60; whole += 1)
      for (let part = 0; part <= whole; part += 1) {
        const rate = (100 * part) / whole;
        const floor = raise(null, rate, step) ?? Number.NaN;
        if (!(floor <= rate && floor > rate - step - 1e-6)) above.push(`${part}/${whole} by ${step}: ${floor}`);
      }

  expect(above).toEqual([]);
});
