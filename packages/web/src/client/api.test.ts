import { expect, test, vi } from 'vitest';
import { fetchRuns } from './api.ts';

const SIGNAL = new AbortController().signal;

/** What `fetchRuns` makes of this reply of the server. */
function runsFrom(reply: Response | Error): ReturnType<typeof fetchRuns> {
  vi.stubGlobal('fetch', async () => {
    if (reply instanceof Error) throw reply;
    return reply;
  });
  return fetchRuns(SIGNAL).finally(() => vi.unstubAllGlobals());
}

test('a list of runs is given back as it came', async () => {
  await expect(runsFrom(Response.json({ project: 'ufo', runs: [] }))).resolves.toEqual({ project: 'ufo', runs: [] });
});

test('an error of the server is told in its own words', async () => {
  const reply = Response.json({ error: 'killrate.db was written by a newer killrate' }, { status: 503 });

  await expect(runsFrom(reply)).rejects.toThrow(/^killrate\.db was written by a newer killrate$/);
});

test('an error that is not of the contract is told by its status', async () => {
  await expect(runsFrom(new Response('<h1>Bad gateway</h1>', { status: 502 }))).rejects.toThrow('replied 502 to /api/runs');
});

test('a server that does not answer is told as that', async () => {
  await expect(runsFrom(new TypeError('Failed to fetch'))).rejects.toThrow('Is killrate serve still running?');
});

test.each([
  ['another shape', () => Response.json({ project: 'ufo', runs: [{ id: 1 }] })],
  ['no JSON', () => new Response('<title>a page</title>')],
])('%s is another version of killrate', async (_, reply) => {
  await expect(runsFrom(reply())).rejects.toThrow('another version of killrate');
});
