import { expect, it } from 'vitest';
import { findInstrumented, findLastInstrumented, keepInstrumented } from './instrumented.ts';
import { markFileMeasured } from './project-state.ts';
import { pruneRuns } from './runs.ts';
import { FILE, HASH, newMutant, newStore, planRun } from './store.fixture.ts';

it('a file is found under its key alone, and the last one takes the place of the one before', () => {
  const store = newStore();
  keepInstrumented(store, 'a.ts', true, 'one', { text: 'first' });
  keepInstrumented(store, 'a.ts', false, 'one', { text: 'probes' });
  expect(findInstrumented(store, 'a.ts', true, 'one')).toEqual({ text: 'first' });
  expect(findInstrumented(store, 'a.ts', true, 'two')).toBe(null);
  expect(findInstrumented(store, 'b.ts', true, 'one')).toBe(null);
  keepInstrumented(store, 'a.ts', true, 'two', { text: 'second' });
  expect(findInstrumented(store, 'a.ts', true, 'one')).toBe(null);
  expect(findInstrumented(store, 'a.ts', true, 'two')).toEqual({ text: 'second' });
  expect(findInstrumented(store, 'a.ts', false, 'one')).toEqual({ text: 'probes' });
});

it('the last one is found by how its key begins', () => {
  const store = newStore();
  keepInstrumented(store, 'a.ts', true, 'v1:one', { text: 'first' });
  expect(findLastInstrumented(store, 'a.ts', true, 'v1:')).toEqual({ text: 'first' });
  expect(findLastInstrumented(store, 'a.ts', true, 'v2:')).toBe(null);
  expect(findLastInstrumented(store, 'a.ts', true, '1:')).toBe(null);
  expect(findLastInstrumented(store, 'a.ts', false, 'v1:')).toBe(null);
  expect(findLastInstrumented(store, 'b.ts', true, 'v1:')).toBe(null);
});

it('what belongs to no file that was measured goes with the runs that are pruned', () => {
  const store = newStore();
  planRun(store, { id: 'run-1', mutants: [newMutant('a')] });
  markFileMeasured(store, { file: FILE, module: 'default', sourceHash: HASH, runId: 'run-1' });
  for (const file of [FILE, 'src/gone.ts']) keepInstrumented(store, file, true, 'one', {});
  pruneRuns(store, 1);
  expect(findInstrumented(store, FILE, true, 'one')).toEqual({});
  expect(findInstrumented(store, 'src/gone.ts', true, 'one')).toBe(null);
});
