import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createCache, type Query } from './cache.ts';
import { type Reply, type Source, Unreachable } from './source.ts';

const COUNT: Query<number> = { url: '/count', schema: z.number() };

interface Asked {
  url: string;
  tag: string | null;
  signal: AbortSignal;
  reply(body: unknown, tag?: string): Promise<void>;
  same(): Promise<void>;
  fail(error: Error): Promise<void>;
}

/** A source that answers when the test says so. */
function askedSource(): { source: Source; asked: Asked[] } {
  const asked: Asked[] = [];
  const source: Source = {
    kind: 'server',
    read: (url, tag, signal) =>
      new Promise<Reply>((resolve, reject) => {
        asked.push({
          url,
          tag,
          signal,
          reply: (body, ownTag) => settle(() => resolve({ kind: 'fresh', body, tag: ownTag ?? null })),
          same: () => settle(() => resolve({ kind: 'same' })),
          fail: (error) => settle(() => reject(error)),
        });
      }),
    write: () => Promise.reject(new Error('not asked for')),
    listen: () => () => {},
  };
  return { source, asked };
}

async function settle(act: () => void): Promise<void> {
  act();
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}

test('what is held is read once, and shown when it is here', async () => {
  const { source, asked } = askedSource();
  const cache = createCache(source);
  cache.hold(COUNT);
  cache.hold(COUNT);
  expect(cache.state(COUNT)).toMatchObject({ data: null, isFetching: true });

  await asked[0]?.reply(3);

  expect(asked).toHaveLength(1);
  expect(cache.state(COUNT)).toEqual({ data: 3, error: null, isUnreachable: false, isFetching: false });
});

test('what is fresh is not read again, what is a minute old is', async () => {
  const { source, asked } = askedSource();
  let nowMs = 0;
  const cache = createCache(source, () => nowMs);
  cache.prefetch(COUNT);
  await asked[0]?.reply(3);

  nowMs = 60_000;
  cache.hold(COUNT);
  expect(asked).toHaveLength(1);
  nowMs = 60_001;
  cache.hold(COUNT);

  expect(asked).toHaveLength(2);
  expect(cache.state(COUNT)).toMatchObject({ data: 3, isFetching: true });
});

test('after a change, what is held is read again with its tag, the rest when it is asked for', async () => {
  const { source, asked } = askedSource();
  const cache = createCache(source);
  const other: Query<number> = { url: '/other', schema: z.number() };
  cache.hold(COUNT);
  cache.prefetch(other);
  await asked[0]?.reply(3, 'v1');
  await asked[1]?.reply(4);

  cache.invalidate();
  expect(asked.slice(2).map(({ url, tag }) => [url, tag])).toEqual([['/count', 'v1']]);
  await asked[2]?.same();
  expect(cache.state(COUNT).data).toBe(3);
  cache.hold(other);

  expect(asked.slice(3).map(({ url }) => url)).toEqual(['/other']);
});

test('a change while something is read makes it be read once more', async () => {
  const { source, asked } = askedSource();
  const cache = createCache(source);
  cache.hold(COUNT);
  cache.invalidate();
  cache.invalidate();
  expect(asked).toHaveLength(1);

  await asked[0]?.reply(3);

  expect(asked).toHaveLength(2);
});

test('a failure keeps what was known, and a retry reads again', async () => {
  const { source, asked } = askedSource();
  const cache = createCache(source);
  cache.hold(COUNT);
  await asked[0]?.reply(3);
  cache.invalidate();

  await asked[1]?.fail(new Unreachable('gone'));
  expect(cache.state(COUNT)).toEqual({ data: 3, error: 'gone', isUnreachable: true, isFetching: false });
  cache.retry(COUNT);
  await asked[2]?.reply(4);

  expect(cache.state(COUNT)).toEqual({ data: 4, error: null, isUnreachable: false, isFetching: false });
});

test('a reply of another shape is another version of killrate', async () => {
  const { source, asked } = askedSource();
  const cache = createCache(source);
  cache.hold(COUNT);

  await asked[0]?.reply('three');

  expect(cache.state(COUNT).error).toMatch(/another version of killrate/);
});

test('what nobody waits for any more is not waited for', async () => {
  vi.useFakeTimers();
  const { source, asked } = askedSource();
  const cache = createCache(source);
  const release = cache.hold(COUNT);

  release();
  vi.runAllTimers();
  vi.useRealTimers();

  expect(asked[0]?.signal.aborted).toBe(true);
});

test('a change shown ahead of its confirmation can be taken back, unless something newer came', async () => {
  const { source, asked } = askedSource();
  const cache = createCache(source);
  cache.hold(COUNT);
  await asked[0]?.reply(3);

  const undo = cache.patch(COUNT, (count) => count + 1);
  expect(cache.state(COUNT).data).toBe(4);
  undo();
  expect(cache.state(COUNT).data).toBe(3);

  const undoLate = cache.patch(COUNT, (count) => count + 1);
  cache.invalidate();
  expect(asked[1]?.tag).toBeNull();
  await asked[1]?.reply(9);
  undoLate();

  expect(cache.state(COUNT).data).toBe(9);
});

test('nothing unknown can be changed', () => {
  const cache = createCache(askedSource().source);

  cache.patch(COUNT, (count) => count + 1)();

  expect(cache.state(COUNT).data).toBeNull();
});

test('the least recently used is forgotten, unless it is held', async () => {
  const { source, asked } = askedSource();
  const cache = createCache(source);
  const at = (number: number): Query<number> => ({ url: `/${number}`, schema: z.number() });
  cache.hold(at(0));
  for (let number = 1; number <= 300; number += 1) cache.prefetch(at(number));
  for (const one of asked) await one.reply(1);

  cache.prefetch(at(301));

  expect(cache.state(at(0)).data).toBe(1);
  expect(cache.state(at(1)).data).toBeNull();
  expect(cache.state(at(2)).data).toBe(1);
});
