import { expect, test, vi } from 'vitest';
import { later } from './later.ts';

const Drawn = () => null;

test('code is asked for once, and its component is there from then on', async () => {
  const ask = vi.fn(async () => ({ default: Drawn }));
  const part = later(ask);
  expect(part.component).toBeNull();
  await Promise.all([part.load(), part.load()]);
  await part.load();
  expect(ask).toHaveBeenCalledTimes(1);
  expect(part.component).toBe(Drawn);
});

test('code that could not be loaded is asked for again by the next who needs it', async () => {
  const ask = vi.fn<() => Promise<{ default: typeof Drawn }>>().mockRejectedValueOnce(new Error('gone'));
  ask.mockResolvedValueOnce({ default: Drawn });
  const part = later(ask);
  await expect(part.load()).rejects.toThrow('gone');
  expect(part.component).toBeNull();
  await part.load();
  expect(part.component).toBe(Drawn);
});
