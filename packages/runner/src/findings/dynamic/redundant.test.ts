import { expect, it } from 'vitest';
import { findRedundant, findSmallestSet, type Rival } from './redundant.ts';

const rival = (id: string, kills: readonly string[], more: Partial<Rival> = {}): Rival => ({
  ...{ id, file: 'test/a.test.ts', line: 1, durationMs: 1, isHollow: false, isDoubted: false },
  ...{ kills: new Set(kills), killsByAssertion: new Set(kills), covers: new Set(kills) },
  ...more,
});
const named = (...rivals: Rival[]) => findRedundant(rivals).map(({ id, group }) => [id, ...group]);

it('a test whose kills one other makes too is named with it', () => {
  expect(named(rival('whole', ['m1', 'm2']), rival('part', ['m1']))).toEqual([['part', 'whole']]);
});

it('of twins the later in the file is named, and called a twin', () => {
  const twins = [rival('first', ['m1'], { line: 3 }), rival('second', ['m1'], { line: 30 })];
  expect(findRedundant(twins)).toEqual([{ id: 'second', group: ['first'], isTwin: true }]);
});

it('where several together make all its kills, as few as are needed are named', () => {
  const tests = [
    rival('a', ['m1', 'm2', 'm9']),
    rival('b', ['m3', 'm8']),
    rival('c', ['m2', 'm7']),
    rival('both', ['m1', 'm2', 'm3']),
  ];
  expect(named(...tests)).toEqual([['both', 'a', 'b']]);
});

it('three may stand in for a test; where four are needed in its place, it is not redundant', () => {
  const three = [rival('a', ['m1', 'm7']), rival('b', ['m2', 'm8']), rival('c', ['m3', 'm9'])];
  expect(named(...three, rival('all', ['m1', 'm2', 'm3']))).toEqual([['all', 'a', 'b', 'c']]);
  expect(named(...three, rival('d', ['m4', 'm6']), rival('all', ['m1', 'm2', 'm3', 'm4']))).toEqual([]);
});

it('where only one of two can go, it is the one that runs more, however much it kills', () => {
  const unit = rival('unit', ['m2', 'm3', 'm8']);
  const [near, far] = [rival('near', ['m1'], { line: 9 }), rival('far', ['m1', 'm2', 'm3'])];
  expect(named(unit, near, far)).toEqual([['far', 'unit', 'near']]);
});

it('what it runs has to be run by the very tests that make its kills', () => {
  const part = rival('part', ['m1'], { covers: new Set(['m1', 'm5']) });
  const alike = rival('alike', ['m1', 'm4'], { covers: new Set(['m1', 'm4', 'm5']) });
  expect(named(rival('whole', ['m1', 'm2', 'm3']), part, rival('beside', ['m5', 'm6']))).toEqual([]);
  expect(named(rival('whole', ['m1', 'm2']), part, alike)).toEqual([['part', 'alike']]);
});

it('a test stays while one that went already would need four others without it', () => {
  const went = rival('went', ['m1', 'm2', 'm3', 'm9'], { isDoubted: true });
  const needed = rival('needed', ['m1', 'm2', 'm4', 'm5']);
  const rest = [
    rival('x', ['m1', 'm4', 'm6']),
    rival('y', ['m2', 'm5', 'm7']),
    rival('z', ['m3', 'm8']),
    rival('w', ['m9', 'm10']),
  ];
  expect(named(went, needed, ...rest)).toEqual([['went', 'needed', 'w', 'z']]);
  expect(named(needed, ...rest)).toEqual([['needed', 'x', 'y']]);
});

it('how long tests take does not change which are named for one', () => {
  const groupOf = (durations: readonly number[]) =>
    named(
      rival('part', ['m1']),
      ...durations.map((durationMs, at) => rival(`whole ${at}`, ['m1', `only ${at}`], { durationMs, line: 9 + at })),
    );
  expect(groupOf([5, 1])).toEqual(groupOf([1, 5]));
});

it('they are named in the order of the tests', () => {
  const tests = [rival('b', ['m1']), rival('whole', ['m1', 'm2', 'm3']), rival('a', ['m1', 'm2'])];
  expect(named(...tests)).toEqual([
    ['b', 'whole'],
    ['a', 'whole'],
  ]);
});

it('all that are named can go together', () => {
  const ring = [rival('a', ['m1', 'm2']), rival('b', ['m2', 'm3']), rival('c', ['m3', 'm1'])];
  expect(named(...ring)).toHaveLength(1);
});

it('a test that runs what the others do not run is not redundant', () => {
  const wide = rival('part', ['m1'], { covers: new Set(['m1', 'm5']) });
  expect(named(rival('whole', ['m1', 'm2']), wide)).toEqual([]);
});

it('a crash elsewhere does not stand in for an assertion, but an assertion does for a crash', () => {
  const crash = rival('crashes', ['m1', 'm2'], { killsByAssertion: new Set() });
  expect(named(crash, rival('asserts', ['m1']))).toEqual([]);
  expect(named(rival('asserts', ['m1', 'm2']), rival('crashes', ['m1'], { killsByAssertion: new Set() }))).toEqual([
    ['crashes', 'asserts'],
  ]);
});

it('a hollow test stands in for nobody, and a doubted one goes first', () => {
  expect(named(rival('hollow', ['m1', 'm2'], { isHollow: true }), rival('good', ['m1']))).toEqual([]);
  expect(named(rival('doubted', ['m1'], { isDoubted: true, line: 1 }), rival('good', ['m1'], { line: 9 }))).toEqual([
    ['doubted', 'good'],
  ]);
});

it('a test that kills nothing is not called redundant', () => {
  expect(named(rival('idle', []), rival('good', ['m1']))).toEqual([]);
});

it('the smallest set keeps an assertion that only a crash of a faster test could stand in for', () => {
  const crash = rival('crashes', ['m1'], { killsByAssertion: new Set(), durationMs: 1 });
  expect(findSmallestSet([crash, rival('asserts', ['m1'], { durationMs: 9 })]).drop).toEqual(['crashes']);
});

it('the smallest set tells what the rest takes', () => {
  const set = findSmallestSet([rival('whole', ['m1', 'm2'], { durationMs: 3 }), rival('part', ['m1'], { durationMs: 5 })]);
  expect(set).toEqual({ keep: new Set(['whole']), isExact: true, drop: ['part'], savedMs: 5, totalMs: 8 });
});
