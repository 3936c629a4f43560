import { expect, it } from 'vitest';
import { Emptying } from './emptying.ts';

const emptying = () => new Emptying({ inTests: ['1'], fromStart: ['2'] }, 10);

it('a body is empty while a test runs only, what is to be so from the start always', () => {
  const own = emptying();
  expect([own.empties('1', null), own.empties('1', 0), own.empties('2', null), own.empties('2', 0)]).toEqual([
    ...[false, true, true, true],
  ]);
});

it('a test that meets anything else is told, and what is met outside of tests is not', () => {
  const own = emptying();
  own.empties('3', null);
  own.empties('1', 4);
  expect(own.alive).toEqual([]);
  own.empties('3', 5);
  expect(own.alive).toEqual([5]);
});

it('more places than the limit are a loop', () => {
  expect([emptying().isOver(10), emptying().isOver(11)]).toEqual([false, true]);
});
