import { expect, test } from 'vitest';
import {
  contentSince,
  countPresent,
  fillPresent,
  latest,
  orderPresent,
  totalsByFile,
  totalsOfBuckets,
  undetectedMutants,
  wholeMeasuredAt,
} from './present.ts';
import { finishRun } from './runs.ts';
import { FILE, measureFile, presentFile, presentStore } from './state.fixture.ts';
import { newMutant, newStore, planRun } from './store.fixture.ts';

function buckets(database: ReturnType<typeof newStore>): unknown {
  return database.prepare('SELECT key, bucket FROM temp.present JOIN mutant ON mutant.id = mutant_id ORDER BY place').raw().all();
}

test('each mutant is in the bucket of its status; one without a status is unresolved', () => {
  const database = presentStore({ a: 'Killed', b: 'Survived', c: null, d: 'NoCoverage' });

  expect(buckets(database)).toEqual([
    ['a', 'Killed'],
    ['b', 'Survived'],
    ['c', 'unresolved'],
    ['d', 'NoCoverage'],
  ]);
});

test('what is accepted counts as accepted where it is undetected, and nowhere else', () => {
  const database = presentStore({ a: 'Killed', b: 'Survived', c: null, d: 'NoCoverage' }, ['a', 'b', 'c', 'd', 'unknown']);

  expect(buckets(database)).toEqual([
    ['a', 'Killed'],
    ['b', 'Accepted'],
    ['c', 'unresolved'],
    ['d', 'Accepted'],
  ]);
});

test('results of another content of a file are no part of it', () => {
  const database = newStore();
  measureFile(database, { id: 'run-1' }, { a: 'Killed' });

  fillPresent(database, [presentFile({ sourceHash: 'of-another-content' })], []);

  expect(buckets(database)).toEqual([]);
});

test('a file can have the results of an earlier run', () => {
  const database = newStore();
  measureFile(database, { id: 'run-1', hash: 'former' }, { a: 'Survived', b: 'Killed' });
  measureFile(database, { id: 'run-2', hash: 'later' }, { a: 'Killed' });

  fillPresent(database, [presentFile({ runId: 'run-1', sourceHash: 'former' })], []);

  expect(buckets(database)).toEqual([
    ['a', 'Survived'],
    ['b', 'Killed'],
  ]);
});

test('filling the tables again forgets what was in them', () => {
  const database = presentStore({ a: 'Killed' });

  fillPresent(database, [], []);

  expect(buckets(database)).toEqual([]);
  expect(database.prepare('SELECT count(*) FROM temp.present_file').pluck().get()).toBe(0);
});

test('files add up one by one, with when they were last measured', () => {
  const database = newStore();
  measureFile(database, { id: 'run-1', at: '2026-11-20T10:00:00.000Z' }, { a: 'Killed', b: 'Survived' });
  measureFile(database, { id: 'run-2', at: '2026-11-21T10:00:00.000Z', file: 'src/z.ts' }, { z: null });
  fillPresent(database, [presentFile(), presentFile({ file: 'src/z.ts' })], []);

  const totals = totalsByFile(database);

  expect([...totals.keys()]).toEqual([FILE, 'src/z.ts']);
  expect(totals.get(FILE)).toMatchObject({
    totals: { killed: 1, survived: 1, mutants: 2 },
    lastMeasuredAt: '2026-11-20T10:00:00.000Z',
  });
  expect(totals.get('src/z.ts')).toMatchObject({
    totals: { unresolved: 1, killRate: null },
    lastMeasuredAt: '2026-11-21T10:00:00.000Z',
  });
});

test.each([
  ['running', 'queued', false],
  ['running', 'running', false],
  ['interrupted', 'queued', false],
  ['failed', 'running', false],
  ['running', 'completed', true],
  ['completed', 'queued', true],
] as const)('of a run that is %s, a file whose job is %s counts as measured by it: %s', (status, ofJob, isMeasured) => {
  const [before, later] = ['2026-11-19T10:00:00.000Z', '2026-11-20T10:00:00.000Z'];
  const database = newStore();
  measureFile(database, { id: 'run-1', at: before }, { a: 'Killed', b: 'NoCoverage' });
  // Known as soon as it is planned: no test has to run for it.
  planRun(database, {
    id: 'run-2',
    run: { startedAt: later },
    mutants: [newMutant('a'), newMutant('b', { status: 'NoCoverage' })],
  });
  if (status !== 'running') finishRun(database, 'run-2', status, null, later);
  database.prepare(`UPDATE job SET status = ? WHERE run_id = 'run-2'`).run(ofJob);

  fillPresent(database, [presentFile()], []);

  expect(totalsByFile(database).get(FILE)?.lastMeasuredAt).toBe(isMeasured ? later : before);
});

test('a file was measured whole when its run ended, or began where it has not', () => {
  const database = newStore();
  measureFile(database, { id: 'run-1', at: '2026-11-19T10:00:00.000Z' }, {});
  measureFile(database, { id: 'run-2', at: '2026-11-20T10:00:00.000Z', file: 'src/z.ts' }, { z: 'Killed' });
  finishRun(database, 'run-1', 'completed', null, '2026-11-19T10:05:00.000Z');

  expect(wholeMeasuredAt(database)).toEqual(
    new Map([
      [FILE, '2026-11-19T10:05:00.000Z'],
      ['src/z.ts', '2026-11-20T10:00:00.000Z'],
    ]),
  );
});

test('what is not counted is in no count, and still in the totals of its file', () => {
  const database = newStore();
  measureFile(database, { id: 'run-1' }, { a: 'Killed', b: 'Killed' });
  fillPresent(database, [presentFile({ isCounted: false })], []);

  expect(countPresent(database)).toEqual([]);
  expect(totalsByFile(database).get(FILE)?.totals.killed).toBe(2);
});

test('counts are by bucket, module and mutator', () => {
  const database = presentStore({ a: 'Killed', b: 'Killed', c: 'Survived' });

  expect(countPresent(database)).toEqual([
    { bucket: 'Killed', module: 'default', mutator: 'ArithmeticOperator', count: 2 },
    { bucket: 'Survived', module: 'default', mutator: 'ArithmeticOperator', count: 1 },
  ]);
});

test('the undetected come by place, with how many tests run them', () => {
  const database = presentStore({ a: 'Killed', b: 'Survived', c: 'NoCoverage' });

  expect(undetectedMutants(database)).toMatchObject([
    { bucket: 'Survived', file: FILE, symbol: 'price', original: 'a + b', replacement: 'a - b', coveredBy: 2 },
    { bucket: 'NoCoverage', coveredBy: 0 },
  ]);
});

test('the order of worth is what was given, then the unresolved, the accepted, and the rest by place', () => {
  const database = presentStore({ a: 'Killed', b: 'Survived', c: 'Survived', d: null, e: 'NoCoverage', f: 'Timeout' }, ['e']);
  const undetected = undetectedMutants(database).map(({ mutantId }) => mutantId);

  orderPresent(database, undetected.toReversed());

  const order = database
    .prepare('SELECT key FROM temp.present JOIN mutant ON mutant.id = mutant_id ORDER BY worth')
    .pluck()
    .all();
  expect(order).toEqual(['c', 'b', 'd', 'e', 'a', 'f']);
});

test('a content is as old as its first measurement', () => {
  const database = newStore();
  measureFile(database, { id: 'run-1', at: '2026-11-01T10:00:00.000Z' }, { a: 'Killed' });
  measureFile(database, { id: 'run-2', at: '2026-11-02T10:00:00.000Z' }, { a: 'Killed' });
  fillPresent(database, [presentFile(), presentFile({ file: 'src/never.ts' })], []);

  expect(contentSince(database)).toEqual(new Map([[FILE, '2026-11-01T10:00:00.000Z']]));
});

test.each([
  ['Killed', 'killed'],
  ['Survived', 'survived'],
  ['NoCoverage', 'noCoverage'],
  ['Timeout', 'timeout'],
  ['CompileError', 'compileError'],
  ['RuntimeError', 'runtimeError'],
  ['Ignored', 'ignored'],
  ['Pending', 'pending'],
  ['Accepted', 'accepted'],
  ['unresolved', 'unresolved'],
] as const)('%s counts as %s, and counts add up', (bucket, field) => {
  const totals = totalsOfBuckets([
    [bucket, 2],
    [bucket, 3],
  ]);

  expect(totals).toMatchObject({ mutants: 5, [field]: 5 });
});

test.each([
  [[], null],
  [[null], null],
  [['2026-01-02', null, '2026-01-01'], '2026-01-02'],
  [['2026-01-01', '2026-01-03'], '2026-01-03'],
  [['2026-01-01', null], '2026-01-01'],
])('the latest of %j is %s', (dates, last) => {
  expect(latest(dates)).toBe(last);
});
