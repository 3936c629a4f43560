import { expect, test } from 'vitest';
import {
  acceptIn,
  type CountedRun,
  countJobs,
  hasReachedEnd,
  type JobCounts,
  ratesOverTime,
  undetectedIn,
} from './run-counts.ts';
import { FILE, measureFile } from './state.fixture.ts';
import { newStore, planFile } from './store.fixture.ts';

function job(file: string, killed: number, survived: number, job: Partial<JobCounts> = {}): JobCounts {
  const buckets = new Map([['Killed', killed] as const, ['Survived', survived] as const]);
  return { file, module: 'm', isWholeFile: true, isCompleted: true, buckets, ...job };
}

function run(id: string, jobs: JobCounts[], run: Partial<CountedRun> = {}): CountedRun {
  return { id, startedAt: `at ${id}`, scope: 'files', status: 'completed', jobs, ...run };
}

const ratesOf = (runs: CountedRun[], moduleOf: (file: string) => string | null = () => null) =>
  ratesOverTime(runs, moduleOf).map(({ killRate }) => killRate);

test('the jobs of a run come with their counts, one that planned nothing with none', () => {
  const database = newStore();
  measureFile(database, { id: 'run-1' }, { a: 'Killed', b: 'Killed', c: null });
  planFile(database, 'run-1', 'src/empty.ts', []);

  const common = { module: 'default', isWholeFile: true };
  expect(countJobs(database, 'run-1')).toEqual([
    {
      ...common,
      file: FILE,
      isCompleted: true,
      buckets: new Map([
        ['unresolved', 1],
        ['Killed', 2],
      ]),
    },
    { ...common, file: 'src/empty.ts', isCompleted: false, buckets: new Map() },
  ]);
  expect(countJobs(database, 'no run')).toEqual([]);
});

test.each([
  ['completed', true],
  ['reused', true],
  ['failed', false],
])('a job that %s is completed: %s; one of some mutants is of no whole file', (status, isCompleted) => {
  const database = newStore();
  measureFile(database, { id: 'run-1' }, { a: 'Killed' });
  database.prepare('UPDATE job SET status = ?, is_whole_file = 0').run(status);

  expect(countJobs(database, 'run-1')).toMatchObject([{ isCompleted, isWholeFile: false }]);
});

test('runs that found a mutant undetected are told, and of these keys only', () => {
  const database = newStore();
  measureFile(database, { id: 'run-1' }, { a: 'Survived', b: 'NoCoverage', c: 'Survived' });
  measureFile(database, { id: 'run-2' }, { a: 'Killed', b: 'NoCoverage', c: 'Survived' });

  expect(undetectedIn(database, ['b', 'a', 'unknown'])).toEqual(
    expect.arrayContaining([
      { runId: 'run-1', key: 'a', file: FILE, bucket: 'Survived' },
      { runId: 'run-1', key: 'b', file: FILE, bucket: 'NoCoverage' },
      { runId: 'run-2', key: 'b', file: FILE, bucket: 'NoCoverage' },
    ]),
  );
  expect(undetectedIn(database, ['b', 'a', 'unknown'])).toHaveLength(3);
});

test('what is accepted moves to the accepted, in its own file, and nothing else does', () => {
  const jobs = [job('a', 1, 2), job('b', 1, 2)];

  const moved = acceptIn(jobs, [
    { file: 'a', bucket: 'Survived' },
    { file: 'a', bucket: 'Survived' },
  ]);

  expect(moved.map(({ buckets }) => [...buckets])).toEqual([
    [
      ['Killed', 1],
      ['Survived', 0],
      ['Accepted', 2],
    ],
    [
      ['Killed', 1],
      ['Survived', 2],
    ],
  ]);
  expect(jobs[0]?.buckets.get('Survived')).toBe(2);
  expect(acceptIn(jobs, [])).toEqual(jobs);
});

test('a run of one file moves the rate by what that file changed', () => {
  const runs = [run('1', [job('a', 1, 1), job('b', 1, 1)]), run('2', [job('a', 2, 0)])];

  expect(ratesOf(runs)).toEqual([50, 75]);
});

test('a completed run over everything says which files there are, others do not', () => {
  const first = run('1', [job('a', 1, 0), job('gone', 0, 1)]);
  const whole = run('0', [job('a', 1, 0), job('gone', 0, 1)], { scope: 'all' });

  expect(ratesOf([whole, run('2', [job('a', 1, 0)], { scope: 'all' })])).toEqual([50, 100]);
  expect(ratesOf([first, run('2', [job('a', 1, 0)], { scope: 'all', status: 'incomplete' })])).toEqual([50, 50]);
  expect(ratesOf([first, run('2', [job('a', 1, 0)], { scope: 'modules' })])).toEqual([50, 50]);
});

test('before everything was measured once there is no point, where it ever was', () => {
  const part = run('1', [job('a', 1, 0)]);
  const whole = run('2', [job('a', 1, 0), job('b', 0, 1)], { scope: 'all' });

  expect(ratesOf([part, whole, run('3', [job('b', 1, 0)])])).toEqual([50, 100]);
  expect(ratesOf([part, { ...whole, status: 'incomplete' }])).toEqual([100, 50]);
});

test.each<[CountedRun['status'], boolean]>([
  ['completed', true],
  ['incomplete', true],
  ['running', false],
  ['interrupted', false],
  ['failed', false],
  ['baseline-failed', false],
  ['empty', false],
])(
  'a run that is %s has reached its end: %s; one that has not is no point, and what it measured is part of the next',
  (status, is) => {
    const runs = [run('1', [job('a', 1, 1), job('b', 1, 1)]), run('2', [job('a', 2, 0)], { status }), run('3', [job('b', 0, 2)])];

    expect(hasReachedEnd(status)).toBe(is);
    expect(ratesOf(runs)).toEqual(is ? [50, 75, 50] : [50, 50]);
  },
);

test('jobs of some mutants, and jobs that did not complete, move nothing; a run of these alone is no point', () => {
  const runs = [
    run('1', [job('a', 1, 1)]),
    run('2', [job('a', 9, 0, { isWholeFile: false })]),
    run('3', [job('a', 9, 0, { isCompleted: false })]),
  ];

  expect(ratesOverTime(runs, () => null).map(({ runId, at }) => [runId, at])).toEqual([['1', 'at 1']]);
});

test('timeouts are detected, no coverage is valid, and nothing else counts', () => {
  const buckets = new Map([
    ['Timeout', 1] as const,
    ['NoCoverage', 3] as const,
    ['Ignored', 5] as const,
    ['Accepted', 2] as const,
  ]);

  expect(ratesOf([run('1', [job('a', 0, 0, { buckets })])])).toEqual([25]);
});

test('a run that found nothing valid has no rate', () => {
  expect(ratesOf([run('1', [job('a', 0, 0)])])).toEqual([null]);
});

test('a module is what it is now, and what it was then where the file is gone', () => {
  const runs = [run('1', [job('a', 1, 0), job('b', 0, 1, { module: 'former' })])];

  expect(ratesOverTime(runs, (file) => (file === 'a' ? 'present' : null))[0]?.ofModule).toEqual(
    new Map([
      ['present', 100],
      ['former', 0],
    ]),
  );
});
