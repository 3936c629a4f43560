import { describe, expect, it, vi } from 'vitest';
import { createLocalRpc, type RunReports } from './local-rpc.ts';

type Rpc = Record<string, (...args: unknown[]) => Promise<unknown>>;

function open(real: Record<string, (...args: unknown[]) => unknown> = {}) {
  let reports: RunReports = { files: [], uncaught: [] };
  const asked = { now: 0, hold: () => (asked.now += 1), release: () => (asked.now -= 1) };
  const rpc = createLocalRpc(real, () => reports, asked) as Rpc;
  return {
    asked,
    call: (name: string, ...args: unknown[]) => rpc[name]?.(...args) as Promise<unknown>,
    nextRun: () => {
      const ended = reports;
      reports = { files: [], uncaught: [] };
      return ended;
    },
  };
}

describe('reports stay in the thread', () => {
  it('files and errors go to the run in which they came, not to the one before', async () => {
    const { call, nextRun } = open();
    await call('onCollected', ['a']);
    await call('onUnhandledError', 'first');
    expect(nextRun()).toEqual({ files: ['a'], uncaught: ['first'] });
    await call('onUnhandledError', 'second');
    expect(nextRun()).toEqual({ files: [], uncaught: ['second'] });
  });

  it('nothing else that is only told reaches the main process, snapshots neither', async () => {
    const real = { onTaskUpdate: vi.fn(), snapshotSaved: vi.fn() };
    const { call } = open(real);
    await call('onTaskUpdate', [], []);
    await call('snapshotSaved', {});
    expect([real.onTaskUpdate.mock.calls, real.snapshotSaved.mock.calls]).toEqual([[], []]);
  });

  it('no failure of an earlier run counts for the limit of failures', async () => {
    expect(await open({ getCountOfFailedTests: () => 7 }).call('getCountOfFailedTests')).toBe(0);
  });
});

describe('questions go to the main process', () => {
  it('once for a file, again for another', async () => {
    const fetch = vi.fn(async (id: unknown) => `code of ${id}`);
    const { call } = open({ fetch });
    expect([await call('fetch', 'a', 'web'), await call('fetch', 'a', 'web')]).toEqual(['code of a', 'code of a']);
    expect(await call('fetch', 'b', 'web')).toBe('code of b');
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  it('again where the answer was an error', async () => {
    const fetch = vi.fn().mockRejectedValueOnce(new Error('busy')).mockResolvedValueOnce('code');
    const { call } = open({ fetch });
    await expect(call('fetch', 'a')).rejects.toThrow('busy');
    expect(await call('fetch', 'a')).toBe('code');
  });

  it('every time where the answer may change', async () => {
    const ask = vi.fn(async () => ask.mock.calls.length);
    const { call } = open({ ask });
    expect([await call('ask'), await call('ask')]).toEqual([1, 2]);
  });

  it('and hold the thread until they are answered, or refused', async () => {
    const { call, asked } = open({ fetch: async () => asked.now, ask: () => Promise.reject(new Error('busy')) });
    expect(await call('fetch', 'a')).toBe(1);
    await call('ask').catch(() => undefined);
    expect(asked.now).toBe(0);
  });

  it('is no promise itself, so that it can be handed on by one', async () => {
    const rpc = createLocalRpc({}, () => ({ files: [], uncaught: [] }), { hold: () => undefined, release: () => undefined });
    expect(await Promise.resolve(rpc)).toBe(rpc);
  });
});
