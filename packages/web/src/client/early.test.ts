import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { askEarly, takeEarly } from './early.ts';

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal(
    'fetch',
    vi.fn(async (url: string) => new Response(url)),
  );
});
afterEach(() => {
  vi.runAllTimers();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a reply that was asked for early is given once', async () => {
  askEarly(['/api/project']);
  expect(fetch).toHaveBeenCalledTimes(1);
  expect(await (await takeEarly('/api/project'))?.text()).toBe('/api/project');
  expect(takeEarly('/api/project')).toBeNull();
});

test('what was not asked for early is not there', () => {
  expect(takeEarly('/api/runs')).toBeNull();
});

test('a reply that nobody took may be out of date, and is forgotten', () => {
  askEarly(['/api/overview']);
  vi.advanceTimersByTime(5_000);
  expect(takeEarly('/api/overview')).toBeNull();
});

test('a failure is told to whoever takes the reply, and to nobody else', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')));
  askEarly(['/api/project', '/api/overview']);
  await expect(takeEarly('/api/project')).rejects.toThrow('no network');
});
