import { expect, test } from 'vitest';
import { createTimings, timed } from './timings.ts';

test('parts are added up, in the order in which they were first told', () => {
  const timings = createTimings();
  timings.add('load', 5);
  timings.add('mutants', 10);
  timings.add('mutants', 20, 4);
  timings.add('load', 1);
  expect(timings.list()).toEqual([
    { part: 'load', count: 2, durationMs: 6 },
    { part: 'mutants', count: 5, durationMs: 30 },
  ]);
});

test('work is timed whether it ends well or not, and gives back what it gives or throws', async () => {
  const told: string[] = [];
  const tell = (part: string, durationMs: number) => {
    expect(durationMs).toBeGreaterThanOrEqual(0);
    told.push(part);
  };
  expect(await timed(tell, 'well', async () => 7)).toBe(7);
  const broken = timed(tell, 'badly', () => Promise.reject(new Error('broken')));
  await expect(broken).rejects.toThrow('broken');
  expect(told).toEqual(['well', 'badly']);
});
