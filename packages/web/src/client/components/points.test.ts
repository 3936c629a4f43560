import { expect, test } from 'vitest';
import { runOf } from '../run.fixture.ts';
import { floorOf, pointsOf } from './points.ts';

test('points go from the oldest run to the newest, without those that have no kill rate', () => {
  const runs = [runOf(['Killed'], { id: 'new' }), runOf([null], { id: 'unmeasured' }), runOf(['Killed'], { id: 'old' })];

  expect(pointsOf(runs).map((point) => point.run.id)).toEqual(['old', 'new']);
});

test('a completed run of everything is a point of the line', () => {
  expect(pointsOf([runOf(['Killed', 'Survived'])])).toMatchObject([{ whole: 50, part: null }]);
});

test.each([{ scope: 'since' }, { scope: 'files' }, { status: 'interrupted' }, { status: 'running' }] as const)(
  'a run with %o is a point beside the line',
  (other) => {
    expect(pointsOf([runOf(['Killed', 'Survived'], other)])).toMatchObject([{ whole: null, part: 50 }]);
  },
);

test('a run of some mutants again is no point: its rate says nothing', () => {
  expect(pointsOf([runOf(['Survived'], { scope: 'retry' })])).toEqual([]);
});

test.each([
  [[82.6, 77.1], 70],
  [[80, 95], 80],
  [[100, 100], 90],
  [[0, 100], 0],
])('an axis for %j begins at %d', (rates, floor) => {
  const points = rates.map((rate, index) => ({
    run: runOf([]),
    whole: index === 0 ? rate : null,
    part: index === 0 ? null : rate,
  }));

  expect(floorOf(points)).toBe(floor);
});
