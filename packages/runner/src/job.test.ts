import { describe, expect, test } from 'vitest';
import type { EngineMutant, EngineSession, Measurement, MeasurementEnd, Observation } from './engine/engine.ts';
import { type JobOutcome, runJob } from './job.ts';
import type { Judgement } from './verdict.ts';

const TEST = 'test/price.test.ts > adds';

const mutants: EngineMutant[] = [0, 1, 2, 3].map((index) => ({
  ...{ index, file: 'src/price.ts', line: 1, column: 1, endLine: 1, endColumn: 2 },
  ...{ mutator: 'BooleanLiteral', replacement: 'false', ignoreReason: null, isStatic: false, coveredBy: [TEST] },
}));

const survived: Observation = {
  ...{ kind: 'ran', executed: 1, missing: [], hits: 1, kills: [], outside: [], isHitLimitReached: false, durationMs: 1 },
};
const killed: Observation = { ...survived, kills: [{ test: TEST, kind: 'assertion', message: 'no' }] };
const doubtful: Observation = { kind: 'timed-out', durationMs: 5 };

/** What a session does when it is asked to measure for the first, second ... time. */
type Step = (
  measurement: Measurement,
  observe: (index: number, observation: Observation) => void,
  signal: AbortSignal,
) => Promise<MeasurementEnd> | MeasurementEnd;

const completed: MeasurementEnd = { kind: 'completed' };
const crashed: MeasurementEnd = { kind: 'crashed', message: 'a segmentation fault', log: '' };

/** Sees the same of every mutant it is given. */
const seeing =
  (observation: Observation, end: MeasurementEnd = completed): Step =>
  (measurement, observe) => {
    for (const { index } of measurement.mutants) observe(index, observation);
    return end;
  };

/** Never ends by itself. */
const hanging: Step = (_, __, signal) =>
  new Promise((resolve) => {
    if (signal.aborted) resolve({ kind: 'aborted' });
    signal.addEventListener('abort', () => resolve({ kind: 'aborted' }));
  });

interface Work {
  outcome: JobOutcome;
  /** Statuses by index of mutant, `unresolved` for null. */
  statuses: Record<number, string>;
  judgements: Map<number, Judgement>;
  /** Modes and indexes of the mutants that the session was asked for. */
  asked: [mode: string, ...indexes: number[]][];
  /** Of each of these, the files that alone were to run. */
  askedFiles: Measurement['onlyFiles'][];
}

async function work(
  steps: Step[],
  more: { deadlineMs?: number; signal?: AbortSignal; onlyFiles?: Measurement['onlyFiles'] } = {},
): Promise<Work> {
  const asked: Work['asked'] = [];
  const askedFiles: Work['askedFiles'] = [];
  const judgements = new Map<number, Judgement>();
  const session: EngineSession = {
    dryRun: () => Promise.reject(new Error('a job makes no dry run')),
    limitConcurrency: () => undefined,
    cleanSuite: async () => null,
    moved: () => [],
    skipped: () => [],
    survivorsOfDeletion: async () => [],
    rest: () => undefined,
    takeOver: () => false,
    close: async () => undefined,
    measure: async (measurement, observe, signal) => {
      const step = steps[asked.length];
      asked.push([measurement.mode, ...measurement.mutants.map(({ index }) => index)]);
      askedFiles.push(measurement.onlyFiles);
      expect(measurement.file).toBe('src/price.ts');
      return step === undefined ? hanging(measurement, observe, signal) : await step(measurement, observe, signal);
    },
  };
  const outcome = await runJob(session, {
    file: 'src/price.ts',
    mutants,
    deadlineMs: 60_000,
    isMatrix: false,
    signal: new AbortController().signal,
    onVerdict: (mutant, judgement) => {
      expect(judgements.has(mutant.index), `one verdict for mutant ${mutant.index}`).toBe(false);
      judgements.set(mutant.index, judgement);
    },
    ...more,
  });
  const statuses = Object.fromEntries([...judgements].map(([index, { status }]) => [index, status ?? 'unresolved']));
  return { outcome, statuses, judgements, asked, askedFiles };
}

describe('a job', () => {
  test('whose mutants are all clear is measured once, together', async () => {
    const { outcome, statuses, asked } = await work([
      (_, observe) => {
        observe(0, killed);
        observe(1, survived);
        observe(2, { kind: 'compile-error', message: 'no' });
        observe(3, killed);
        return completed;
      },
    ]);
    expect(asked).toEqual([['together', 0, 1, 2, 3]]);
    expect(statuses).toEqual({ 0: 'Killed', 1: 'Survived', 2: 'CompileError', 3: 'Killed' });
    expect(outcome).toMatchObject({ kind: 'ended', end: { status: 'completed', reason: null } });
  });

  test('looks at a mutant in some test files first, and in all where it is doubtful', async () => {
    const onlyFiles = new Map([[1, ['price.test.ts']]]);
    const { asked, askedFiles } = await work([seeing(doubtful), seeing(killed)], { onlyFiles });
    expect(asked.map(([mode]) => mode)).toEqual(['together', 'alone']);
    expect(askedFiles).toEqual([onlyFiles, undefined]);
  });

  test('tells what each test file entered of survivors alone', async () => {
    const enteredIn = [{ testFile: 'price.test.ts', entered: 'Ag==' }];
    const { judgements } = await work([
      (_, observe) => {
        for (const index of [0, 1]) observe(index, { ...survived, enteredIn });
        for (const index of [2, 3]) observe(index, { ...killed, enteredIn });
        return completed;
      },
    ]);
    expect([0, 1, 2, 3].map((index) => judgements.get(index)?.enteredIn)).toEqual([enteredIn, enteredIn, undefined, undefined]);
  });

  test('without mutants asks the engine for nothing', async () => {
    const { outcome, asked } = await runEmpty();
    expect(asked).toBe(0);
    expect(outcome).toMatchObject({ kind: 'ended', end: { status: 'completed' } });
  });

  test('hands on each verdict as it comes, not at the end', async () => {
    const seen: number[] = [];
    const session: EngineSession = {
      dryRun: () => Promise.reject(new Error('a job makes no dry run')),
      limitConcurrency: () => undefined,
      cleanSuite: async () => null,
      moved: () => [],
      skipped: () => [],
      survivorsOfDeletion: async () => [],
      rest: () => undefined,
      takeOver: () => false,
      close: async () => undefined,
      measure: async (_, observe) => {
        for (const { index } of mutants) {
          observe(index, killed);
          expect(seen.at(-1)).toBe(index);
        }
        return completed;
      },
    };
    const { signal } = new AbortController();
    await runJob(session, {
      file: 'a',
      mutants,
      deadlineMs: 1_000,
      isMatrix: false,
      signal,
      onVerdict: ({ index }) => seen.push(index),
    });
    expect(seen).toEqual([0, 1, 2, 3]);
  });

  test('takes the first of two observations of one mutant, and none of a mutant it was not asked for', async () => {
    const { statuses } = await work([
      (_, observe) => {
        observe(0, killed);
        observe(0, survived);
        observe(99, killed);
        return seeing(survived)(
          { file: '', mutants: mutants.slice(1), mode: 'together', isMatrix: false },
          observe,
          AbortSignal.abort(),
        );
      },
    ]);
    expect(statuses).toEqual({ 0: 'Killed', 1: 'Survived', 2: 'Survived', 3: 'Survived' });
  });

  test('says of a mutant that the engine never spoke of that there is no result', async () => {
    const { outcome, statuses } = await work([
      (_, observe) => {
        observe(0, killed);
        return completed;
      },
    ]);
    expect(statuses).toEqual({ 0: 'Killed' });
    expect(outcome).toMatchObject({ kind: 'ended', unresolvedReason: 'the engine gave no result for it' });
  });
});

describe('the doubtful', () => {
  test('are measured once more, alone, and only they', async () => {
    const { outcome, statuses, asked } = await work([
      (_, observe) => {
        observe(0, killed);
        observe(1, doubtful);
        observe(2, survived);
        observe(3, { ...survived, executed: 0 });
        return completed;
      },
      (_, observe) => {
        observe(1, killed);
        observe(3, survived);
        return completed;
      },
    ]);
    expect(asked).toEqual([
      ['together', 0, 1, 2, 3],
      ['alone', 1, 3],
    ]);
    expect(statuses).toEqual({ 0: 'Killed', 1: 'Killed', 2: 'Survived', 3: 'Survived' });
    expect(outcome).toMatchObject({ end: { status: 'completed' } });
  });

  test('that stay doubtful are unresolved, and not measured a third time', async () => {
    const { statuses, judgements, asked } = await work([
      seeing({ ...survived, executed: 0 }),
      seeing({ ...survived, executed: 0 }),
    ]);
    expect(asked).toHaveLength(2);
    expect(new Set(Object.values(statuses))).toEqual(new Set(['unresolved']));
    expect(judgements.get(0)?.reason).toBe('no test ran, twice');
  });

  test('are unresolved with the reason where the control run fails, and the others keep their verdicts', async () => {
    const { outcome, statuses, judgements } = await work([
      (_, observe) => {
        observe(0, killed);
        observe(1, survived);
        observe(2, doubtful);
        observe(3, { ...survived, hits: 0 });
        return completed;
      },
      () => ({ kind: 'control-failed', message: 'test/price.test.ts > adds: flaky' }),
    ]);
    expect(statuses).toEqual({ 0: 'Killed', 1: 'Survived', 2: 'unresolved', 3: 'unresolved' });
    expect(judgements.get(2)?.reason).toBe(
      'its tests did not end in time; it could not be measured again: its tests fail without any mutant: test/price.test.ts > adds: flaky',
    );
    expect(judgements.get(3)?.reason).toMatch(/never reached it.*; it could not be measured again/);
    expect(outcome).toMatchObject({ kind: 'ended', end: { status: 'completed', reason: null } });
  });

  test('are unresolved with the reason where the engine dies over them three times', async () => {
    const { statuses, judgements, asked } = await work([seeing(doubtful), () => crashed, () => crashed, () => crashed]);
    expect(asked.map(([mode]) => mode)).toEqual(['together', 'alone', 'alone', 'alone']);
    expect(Object.values(statuses)).toEqual(['unresolved', 'unresolved', 'unresolved', 'unresolved']);
    expect(judgements.get(0)?.reason).toContain('the engine died 3 times: a segmentation fault');
  });
});

describe('an engine that dies', () => {
  test('is started again for the rest only', async () => {
    const { outcome, statuses, asked } = await work([
      (_, observe) => {
        observe(0, killed);
        observe(1, survived);
        return crashed;
      },
      (_, observe) => {
        observe(2, killed);
        return crashed;
      },
      seeing(survived),
    ]);
    expect(asked).toEqual([
      ['together', 0, 1, 2, 3],
      ['together', 2, 3],
      ['together', 3],
    ]);
    expect(statuses).toEqual({ 0: 'Killed', 1: 'Survived', 2: 'Killed', 3: 'Survived' });
    expect(outcome).toMatchObject({ end: { status: 'completed' } });
  });

  test('three times fails the job, which keeps its verdicts and gives the reason for the rest', async () => {
    const { outcome, statuses, asked } = await work([
      (_, observe) => {
        observe(0, killed);
        return crashed;
      },
      () => crashed,
      () => crashed,
    ]);
    expect(asked).toHaveLength(3);
    expect(statuses).toEqual({ 0: 'Killed' });
    expect(outcome).toEqual({
      kind: 'ended',
      end: { status: 'failed', reason: 'the engine died 3 times: a segmentation fault' },
      unresolvedReason: 'the engine died 3 times: a segmentation fault',
    });
  });

  test('after its last observation is not started again', async () => {
    const { outcome, asked } = await work([seeing(killed, crashed)]);
    expect(asked).toHaveLength(1);
    expect(outcome).toMatchObject({ end: { status: 'completed' } });
  });
});

describe('a deadline', () => {
  test('ends the job as timed out, and the verdicts given before are kept', async () => {
    const { outcome, statuses } = await work(
      [
        (measurement, observe, signal) => {
          observe(0, killed);
          observe(1, doubtful);
          return hanging(measurement, observe, signal);
        },
      ],
      { deadlineMs: 40 },
    );
    expect(statuses).toEqual({ 0: 'Killed' });
    expect(outcome).toMatchObject({ kind: 'ended', end: { status: 'timed-out' } });
    expect(outcome).toHaveProperty('unresolvedReason', 'the job reached its deadline of 0.04 s');
  });

  test('holds while the doubtful are measured alone too', async () => {
    const { outcome, statuses, asked } = await work([seeing(doubtful)], { deadlineMs: 40 });
    expect(asked.map(([mode]) => mode)).toEqual(['together', 'alone']);
    expect(statuses).toEqual({});
    expect(outcome).toMatchObject({ end: { status: 'timed-out' } });
  });

  test('is no reason to start an engine again that dies of it', async () => {
    const dying: Step = async (measurement, observe, signal) => {
      await hanging(measurement, observe, signal);
      return crashed;
    };
    const { outcome, asked } = await work([dying], { deadlineMs: 40 });
    expect(asked).toHaveLength(1);
    expect(outcome).toMatchObject({ end: { status: 'timed-out' } });
  });

  test('makes later observations count for nothing', async () => {
    const late: Step = async (measurement, observe, signal) => {
      await hanging(measurement, observe, signal);
      observe(0, killed);
      return { kind: 'aborted' };
    };
    expect((await work([late], { deadlineMs: 40 })).statuses).toEqual({});
  });

  test.each([
    ['of a fraction of a millisecond, as --deadline 1.001 gives', 1_000.999_999_9],
    ['of years', 1e12],
  ])('%s leaves the job its time', async (_, deadlineMs) => {
    const { outcome } = await work([seeing(killed)], { deadlineMs });
    expect(outcome).toMatchObject({ end: { status: 'completed' } });
  });
});

describe('an abort', () => {
  test('ends the job without an end of its own, so that it can go on later; verdicts are kept', async () => {
    const stop = new AbortController();
    const { outcome, statuses, asked } = await work(
      [
        (measurement, observe, signal) => {
          observe(0, killed);
          stop.abort();
          observe(1, survived);
          return hanging(measurement, observe, signal);
        },
      ],
      { signal: stop.signal },
    );
    expect(outcome).toEqual({ kind: 'aborted' });
    expect(statuses).toEqual({ 0: 'Killed' });
    expect(asked).toHaveLength(1);
  });

  test('wins over the deadline', async () => {
    const stop = new AbortController();
    const stopping: Step = async (measurement, observe, signal) => {
      const end = await hanging(measurement, observe, signal);
      stop.abort();
      return end;
    };
    const { outcome } = await work([stopping], { deadlineMs: 20, signal: stop.signal });
    expect(outcome).toEqual({ kind: 'aborted' });
  });

  test('leaves the doubtful without a verdict', async () => {
    const stop = new AbortController();
    const aborting: Step = () => {
      stop.abort();
      return { kind: 'aborted' };
    };
    const { outcome, statuses } = await work([seeing(doubtful), aborting], { signal: stop.signal });
    expect(outcome).toEqual({ kind: 'aborted' });
    expect(statuses).toEqual({});
  });
});

async function runEmpty(): Promise<{ outcome: JobOutcome; asked: number }> {
  let asked = 0;
  const session: EngineSession = {
    dryRun: () => Promise.reject(new Error('a job makes no dry run')),
    limitConcurrency: () => undefined,
    cleanSuite: async () => null,
    moved: () => [],
    skipped: () => [],
    survivorsOfDeletion: async () => [],
    rest: () => undefined,
    takeOver: () => false,
    close: async () => undefined,
    measure: async () => {
      asked += 1;
      return completed;
    },
  };
  const { signal } = new AbortController();
  const outcome = await runJob(session, {
    file: 'a',
    mutants: [],
    isMatrix: false,
    deadlineMs: 1_000,
    signal,
    onVerdict: () => undefined,
  });
  return { outcome, asked };
}
