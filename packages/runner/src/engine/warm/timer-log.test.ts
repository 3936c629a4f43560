import { afterEach, expect, test } from 'vitest';
import { watchTimers } from './timer-log.ts';

const NAMES = ['setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval', 'clearImmediate'] as const;
const real = Object.fromEntries(NAMES.map((name) => [name, globalThis[name]]));
const { setTimeout: realTimeout } = globalThis;

afterEach(() => {
  Object.assign(globalThis, real);
});

test('what is left running never fires once it is cleared, and what was cleared before is forgotten', async () => {
  const timers = watchTimers();
  const fired: string[] = [];
  setTimeout(() => fired.push('timeout'), 1);
  setInterval(() => fired.push('interval'), 1);
  setImmediate(() => fired.push('immediate'));
  clearTimeout(setTimeout(() => fired.push('cleared'), 1));
  timers.clear();
  await new Promise<void>((resolve) => realTimeout(resolve, 15));
  expect(fired).toEqual([]);
  expect(timers.fireNext()).toBe(false);
});

test('the one that is due first is fired, with its arguments, whatever the order in which they were set', () => {
  const timers = watchTimers();
  const fired: unknown[] = [];
  setTimeout((name: string) => fired.push(name), 60_000, 'later');
  setTimeout((name: string) => fired.push(name), 30_000, 'sooner');
  expect([timers.fireNext(), timers.fireNext(), timers.fireNext()]).toEqual([true, true, false]);
  expect(fired).toEqual(['sooner', 'later']);
});

test('what came by itself, with its arguments, is not running any more; nor is what was cleared', async () => {
  const timers = watchTimers();
  const fired: string[] = [];
  const cleared = setTimeout(() => fired.push('cleared'), 60_000);
  await new Promise<void>((resolve) => {
    setImmediate((name: string) => fired.push(name), 'immediate');
    setTimeout(
      (name: string) => {
        fired.push(name);
        resolve();
      },
      1,
      'timeout',
    );
  });
  clearTimeout(cleared);
  expect(fired.sort()).toEqual(['immediate', 'timeout']);
  expect([timers.holding(), timers.isDueWithin(100_000), timers.fireNext()]).toEqual([0, false, false]);
});

test('what is no function is refused as ever', () => {
  watchTimers();
  for (const set of [setTimeout, setImmediate]) expect(() => set('code' as never)).toThrow('"callback" argument');
});

test('an interval that is fired is due again after its time, behind what is due before', () => {
  const timers = watchTimers();
  const fired: string[] = [];
  setInterval(() => fired.push('every 10 s'), 10_000);
  setTimeout(() => fired.push('in 25 s'), 25_000);
  for (let round = 0; round < 4; round += 1) timers.fireNext();
  timers.clear();
  expect(fired).toEqual(['every 10 s', 'every 10 s', 'in 25 s', 'every 10 s']);
});

test('timers set while a package was loaded are not watched', () => {
  const timers = watchTimers();
  const mark = timers.mark();
  const kept = setInterval(() => undefined, 60_000);
  timers.keepSince(mark);
  setTimeout(() => undefined, 60_000);
  expect([timers.fireNext(), timers.fireNext()]).toEqual([true, false]);
  clearInterval(kept);
});

test('as many hold the thread as Node counts', () => {
  const timers = watchTimers();
  const counted = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  const before = counted();
  setTimeout(() => undefined, 60_000);
  setInterval(() => undefined, 60_000);
  setTimeout(() => undefined, 60_000).unref();
  setImmediate(() => undefined);
  expect([timers.holding(), counted() - before]).toEqual([2, 2]);
  timers.clear();
  expect([timers.holding(), counted() - before]).toEqual([0, 0]);
});

test('only what is due within the time asked for counts as due', () => {
  const timers = watchTimers();
  setTimeout(() => undefined, 5_000);
  expect([timers.isDueWithin(1_000), timers.isDueWithin(10_000)]).toEqual([false, true]);
  timers.clear();
});

test('the watched functions keep the name and the promises of the real ones', async () => {
  watchTimers();
  expect(setTimeout.name).toBe('setTimeout');
  const { promisify } = await import('node:util');
  await expect(promisify(setTimeout)(1, 'done')).resolves.toBe('done');
});
