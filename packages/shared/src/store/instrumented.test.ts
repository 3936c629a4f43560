import { expect, it } from 'vitest';
import { findInstrumented, keepInstrumented } from './instrumented.ts';
import { newStore } from './store.fixture.ts';

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
