import { expect, test } from 'vitest';
import { ApiError, Health, RunList } from './api.ts';
import { tally } from './score.ts';

const RUN = {
  id: 'run-1',
  scope: 'files',
  status: 'running',
  reason: null,
  startedAt: '2026-11-20T10:00:00.000Z',
  finishedAt: null,
  commit: null,
  branch: null,
  engine: 'stock',
  concurrency: 1,
  environment: {},
};
const RUN_LIST = { total: 1, items: [{ ...RUN, totals: tally([{ status: 'Killed', acceptance: null }]) }], nextCursor: null };

test.each(['ready', 'missing'])('the server is ok while its store is %s', (store) => {
  expect(Health.parse({ status: 'ok', store })).toEqual({ status: 'ok', store });
});

test.each([
  { status: 'ok' },
  { status: 'fine', store: 'ready' },
  { status: 'ok', store: 'lost' },
  { status: 'ok', store: 'ready', surplus: 1 },
])('%j is no reply of GET /healthz', (reply) => {
  expect(Health.safeParse(reply).success).toBe(false);
});

test('the list of runs holds each run with its totals', () => {
  expect(RunList.parse(RUN_LIST)).toEqual(RUN_LIST);
});

test.each([
  ['without its total', { items: RUN_LIST.items, nextCursor: null }],
  ['without runs', { total: 1, nextCursor: null }],
  ['of runs without totals', { ...RUN_LIST, items: [RUN] }],
  ['of totals without runs', { ...RUN_LIST, items: [{ totals: RUN_LIST.items[0]?.totals }] }],
  ['with a field that nobody knows', { ...RUN_LIST, surplus: 1 }],
  ['of runs with a field that nobody knows', { ...RUN_LIST, items: [{ ...RUN_LIST.items[0], surplus: 1 }] }],
])('a list %s is refused', (_, list) => {
  expect(RunList.safeParse(list).success).toBe(false);
});

test('an error is one text and nothing else', () => {
  expect(ApiError.parse({ error: 'no such run' })).toEqual({ error: 'no such run' });
  expect(ApiError.safeParse({}).success).toBe(false);
  expect(ApiError.safeParse({ error: 'no such run', stack: 'at ...' }).success).toBe(false);
});
