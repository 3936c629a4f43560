import { expect, test } from 'vitest';
import { runOf } from '../run.fixture.ts';
import { latestPair } from './fate.ts';

test('unasked, the latest run is compared with the one before it of its scope', () => {
  const runs = [
    runOf(['Killed'], { id: 'now' }),
    runOf(['Killed'], { id: 'part', scope: 'files' }),
    runOf(['Killed'], { id: 'before' }),
  ];

  expect(latestPair(runs)).toEqual({ from: 'before', to: 'now' });
});

test('where no other run has that scope, the one before it is taken', () => {
  expect(latestPair([runOf(['Killed'], { id: 'now' }), runOf(['Killed'], { id: 'part', scope: 'since' })])).toEqual({
    from: 'part',
    to: 'now',
  });
});

test('runs without a kill rate are passed over', () => {
  const runs = [
    runOf([], { id: 'empty' }),
    runOf(['Killed'], { id: 'now' }),
    runOf([null], { id: 'lost' }),
    runOf(['Killed'], { id: 'old' }),
  ];

  expect(latestPair(runs)).toEqual({ from: 'old', to: 'now' });
});

test('one run is not compared', () => {
  expect(latestPair([runOf(['Killed'])])).toBeNull();
  expect(latestPair([])).toBeNull();
});
