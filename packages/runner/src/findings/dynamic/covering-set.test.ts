import { expect, it } from 'vitest';
import { type Candidate, findCoveringSet } from './covering-set.ts';

const a = (id: string, durationMs: number, ...kills: string[]): Candidate => ({ id, durationMs, kills: new Set(kills) });
const kept = (...candidates: Candidate[]) => [...findCoveringSet(candidates).keep].sort();

it('a test that alone kills something is kept, whatever it takes', () => {
  expect(kept(a('slow', 900, 'm1', 'm2'), a('fast', 1, 'm2'))).toEqual(['slow']);
});

it('the cheaper of two ways to kill everything is kept', () => {
  expect(kept(a('one', 9, 'm1', 'm2'), a('two', 2, 'm1'), a('three', 3, 'm2'))).toEqual(['three', 'two']);
  expect(kept(a('one', 4, 'm1', 'm2'), a('two', 2, 'm1'), a('three', 3, 'm2'))).toEqual(['one']);
});

it('small groups are solved exactly where the best price at every step is not the best in the end', () => {
  const candidates = [a('wide', 3, 'm1', 'm2', 'm3', 'm4'), a('left', 2, 'm1', 'm2', 'm5'), a('right', 2, 'm3', 'm4', 'm6')];
  const more = [a('fifth', 2, 'm5'), a('sixth', 2, 'm6')];
  expect(findCoveringSet([...candidates, ...more])).toEqual({ keep: new Set(['left', 'right']), isExact: true });
});

it('of tests that take no time the fewest are kept', () => {
  expect(kept(a('both', 0, 'm1', 'm2'), a('one', 0, 'm1'), a('two', 0, 'm2'))).toEqual(['both']);
});

it('a large group keeps every kill, says that it may not be the best, and holds nothing needless', () => {
  const ring = Array.from({ length: 30 }, (_, at) =>
    a(`t${String(at).padStart(2, '0')}`, 1 + (at % 3), `m${at}`, `m${(at + 1) % 30}`),
  );
  const { keep, isExact } = findCoveringSet(ring);
  expect(isExact).toBe(false);
  const killed = (ids: ReadonlySet<string>) => new Set(ring.filter(({ id }) => ids.has(id)).flatMap(({ kills }) => [...kills]));
  expect(killed(keep).size).toBe(30);
  for (const id of keep) expect(killed(new Set([...keep].filter((other) => other !== id))).size).toBeLessThan(30);
});

it('the order in which tests come changes nothing', () => {
  const candidates = [a('one', 1, 'm1', 'm2'), a('two', 1, 'm2', 'm3'), a('three', 1, 'm3', 'm1')];
  expect(kept(...candidates.toReversed())).toEqual(kept(...candidates));
});

it('where nothing is killed nothing needs to be kept', () => {
  expect(kept(a('idle', 1))).toEqual([]);
});
