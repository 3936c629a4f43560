import { describe, expect, test } from 'vitest';
import type { EngineMutant, Observation } from './engine/engine.ts';
import { judgeAlone, judgeFirst } from './verdict.ts';

const ADDS = 'test/price.test.ts > adds';
const TAXES = 'test/price.test.ts > taxes';
const STRANGER = 'test/other.test.ts > stranger';

function aMutant(more: Partial<EngineMutant> = {}): EngineMutant {
  return {
    ...{ index: 0, file: 'src/price.ts', line: 1, column: 1, endLine: 1, endColumn: 6 },
    ...{ mutator: 'ArithmeticOperator', replacement: 'a - b', ignoreReason: null, isStatic: false, coveredBy: [ADDS, TAXES] },
    ...more,
  };
}

type Ran = Extract<Observation, { kind: 'ran' }>;

/** Both covering tests ran and passed, and the mutant was reached. */
function aRun(more: Partial<Ran> = {}): Ran {
  return {
    ...{ kind: 'ran', executed: 2, missing: [], hits: 3, kills: [], outside: [], isHitLimitReached: false, durationMs: 12 },
    ...more,
  };
}

const assertion = (test: string, message = 'AssertionError: expected 1 to be 3') => ({
  test,
  kind: 'assertion' as const,
  message,
});
const crash = (test: string, message: string) => ({ test, kind: 'crash' as const, message });

const first = (observation: Observation, mutant = aMutant()) => judgeFirst(mutant, observation);
const alone = (observation: Observation, mutant = aMutant()) => judgeAlone(mutant, observation);
const statusAtFirst = (observation: Observation, mutant?: EngineMutant) => {
  const outcome = first(observation, mutant);
  return outcome.kind === 'judged' ? outcome.judgement.status : outcome.kind;
};

describe('what is believed at once', () => {
  test('a mutant whose covering tests all ran, reached it and passed survived', () => {
    expect(first(aRun())).toEqual({
      kind: 'judged',
      judgement: { status: 'Survived', reason: null, killedBy: [], durationMs: 12 },
    });
  });

  test('a failing covering test kills, and its message is the reason', () => {
    expect(first(aRun({ kills: [assertion(ADDS, 'AssertionError: expected 1 to be 3')] }))).toEqual({
      kind: 'judged',
      judgement: {
        status: 'Killed',
        reason: 'AssertionError: expected 1 to be 3',
        killedBy: [{ test: ADDS, kind: 'assertion' }],
        durationMs: 12,
      },
    });
  });

  test('every test that failed is a killer, with its kind', () => {
    const outcome = first(aRun({ kills: [crash(ADDS, 'TypeError: x is not a function'), assertion(TAXES)] }));
    expect(outcome).toMatchObject({
      judgement: {
        reason: 'TypeError: x is not a function',
        killedBy: [
          { test: ADDS, kind: 'crash' },
          { test: TAXES, kind: 'assertion' },
        ],
      },
    });
  });

  test('one covering test among the killers is enough', () => {
    expect(statusAtFirst(aRun({ kills: [crash(STRANGER, 'boom'), assertion(TAXES)] }))).toBe('Killed');
  });

  test('tests that were left out after a kill raise no doubt', () => {
    expect(statusAtFirst(aRun({ executed: 1, kills: [assertion(ADDS)], missing: [TAXES] }))).toBe('Killed');
  });

  test('an import that broke kills, though no single test ran', () => {
    const outside = ["test/price.test.ts: SyntaxError: The requested module './price.ts' does not provide an export named 'add'"];
    expect(first(aRun({ executed: 0, missing: [ADDS, TAXES], hits: 0, outside }))).toEqual({
      kind: 'judged',
      judgement: { status: 'Killed', reason: outside[0], killedBy: [], durationMs: 12 },
    });
  });

  test('a rejection that nobody handled kills, though all tests passed', () => {
    expect(statusAtFirst(aRun({ outside: ['Error: unhandled'] }))).toBe('Killed');
  });

  test('a mutant that does not compile says what the compiler said', () => {
    expect(first({ kind: 'compile-error', message: 'TS2322: no' })).toEqual({
      kind: 'judged',
      judgement: { status: 'CompileError', reason: 'TS2322: no', killedBy: [], durationMs: null },
    });
  });

  test('an assertion decides, even where another test met a taken port', () => {
    expect(statusAtFirst(aRun({ kills: [crash(TAXES, 'listen EADDRINUSE: address in use :::3000'), assertion(ADDS)] }))).toBe(
      'Killed',
    );
  });

  test('a static mutant may be killed by a test that covers it nowhere in the dry run', () => {
    const mutant = aMutant({ isStatic: true, coveredBy: [] });
    expect(statusAtFirst(aRun({ hits: null, kills: [assertion(STRANGER)] }), mutant)).toBe('Killed');
  });

  test('a static mutant survives without hits, since they cannot be counted at import', () => {
    expect(statusAtFirst(aRun({ hits: null }), aMutant({ isStatic: true, coveredBy: [] }))).toBe('Survived');
  });
});

describe('what is looked at again, alone', () => {
  test.each<[doubt: string, observation: Observation, because: RegExp]>([
    ['no test ran', aRun({ executed: 0, hits: 0 }), /^no test ran$/],
    ['no test ran and all were missed', aRun({ executed: 0, hits: 0, missing: [ADDS, TAXES] }), /^no test ran$/],
    ['a covering test did not run', aRun({ executed: 1, missing: [TAXES] }), /1 covering test did not run, as .*taxes/],
    ['covering tests did not run', aRun({ executed: 1, missing: [ADDS, TAXES] }), /2 covering tests did not run, as .*adds/],
    ['the mutant was never reached', aRun({ hits: 0 }), /never reached it/],
    ['the time was up', { kind: 'timed-out', durationMs: 5_000 }, /did not end in time/],
    ['the worker crashed', { kind: 'runner-crashed', message: 'exit code 134' }, /worker crashed: exit code 134/],
    [
      'only a test that does not cover it failed',
      aRun({ kills: [assertion(STRANGER)] }),
      /killed by .*stranger, which does not run it/,
    ],
  ])('%s', (_, observation, because) => {
    expect(first(observation)).toEqual({ kind: 'again', because: expect.stringMatching(because) });
  });

  test.each([
    'Error: listen EADDRINUSE: address already in use 127.0.0.1:3000',
    "Error: ENOSPC: no space left on device, write '/tmp/x'",
    'Error: EMFILE: too many open files',
    'Error: spawn ENOMEM',
    'RangeError: Array buffer allocation failed: out of memory',
    'Error [ERR_WORKER_OUT_OF_MEMORY]: Worker terminated due to reaching memory limit',
    'Error: Worker exited unexpectedly',
    'Error: [vitest-pool]: Failed to start forks worker for test files',
    'Error: [vitest-pool]: Timeout starting threads runner.',
    'Error: [vitest-pool]: Worker forks emitted error.',
    'Error: [vitest-pool-runner]: Timeout waiting for worker to respond',
    'EnvironmentTeardownError: [vitest-worker]: Closing rpc while "fetch" was pending',
    'Error: [birpc] timeout on calling "fetch"',
    'Error: spawn EAGAIN',
    'Error: Channel closed',
  ])('a crash that the machine may have caused: %s', (message) => {
    const because = `the machine may be the cause: ${message}`;
    expect(first(aRun({ kills: [crash(ADDS, message)] }))).toEqual({ kind: 'again', because });
    expect(first(aRun({ outside: [message] }))).toEqual({ kind: 'again', because });
  });

  test('a place reached far more often than in the dry run: an endless loop, or only slow', () => {
    expect(first(aRun({ hits: 9_999, isHitLimitReached: true }))).toEqual({
      kind: 'again',
      because: expect.stringContaining('100 times'),
    });
  });

  test.each(['Test timed out in 5000ms.', 'Hook timed out in 10000ms.'])('nothing but time that ran out: %s', (message) => {
    expect(statusAtFirst(aRun({ kills: [{ test: ADDS, kind: 'timeout', message }] }))).toBe('again');
    expect(statusAtFirst(aRun({ outside: [message] }))).toBe('again');
    expect(statusAtFirst(aRun({ kills: [{ test: ADDS, kind: 'timeout', message }, assertion(TAXES)] }))).toBe('Killed');
  });

  test('a static mutant that no test met is doubtful as any other', () => {
    expect(statusAtFirst(aRun({ executed: 0, hits: null }), aMutant({ isStatic: true }))).toBe('again');
  });
});

describe('the second look, alone', () => {
  test.each<[doubt: string, observation: Ran, reason: RegExp]>([
    ['no test ran', aRun({ executed: 0, hits: 0 }), /^no test ran, twice$/],
    ['a covering test did not run', aRun({ executed: 1, missing: [TAXES] }), /did not run.*, twice$/],
    ['it was never reached', aRun({ hits: 0 }), /never reached it.*, twice$/],
  ])('unresolved where again %s', (_, observation, reason) => {
    expect(alone(observation)).toEqual({
      status: null,
      reason: expect.stringMatching(reason),
      killedBy: [],
      durationMs: null,
    });
  });

  test('tests that ran and passed at last: survived', () => {
    expect(alone(aRun())).toEqual({ status: 'Survived', reason: null, killedBy: [], durationMs: 12 });
  });

  test('the time is up a second time: a timeout, with what it took', () => {
    expect(alone({ kind: 'timed-out', durationMs: 10_000 })).toEqual({
      status: 'Timeout',
      reason: 'its tests did not end in time',
      killedBy: [],
      durationMs: 10_000,
    });
  });

  test('reached far more often than in the dry run once more: an endless loop, even where tests fail of it', () => {
    const looped = aRun({ executed: 0, missing: [ADDS], isHitLimitReached: true, kills: [crash(ADDS, 'Error: hit limit')] });
    expect(alone(looped)).toMatchObject({ status: 'Timeout', reason: expect.stringContaining('endless loop'), killedBy: [] });
  });

  test('ending below the higher hit limit now: what its tests say', () => {
    expect(alone(aRun({ hits: 250_000 })).status).toBe('Survived');
  });

  test("running out of a test's own time twice: killed, by a timeout", () => {
    const kill = { test: ADDS, kind: 'timeout' as const, message: 'Test timed out in 5000ms.' };
    expect(alone(aRun({ kills: [kill] }))).toMatchObject({ status: 'Killed', killedBy: [{ test: ADDS, kind: 'timeout' }] });
  });

  test('out of time where its tests take nearly as long without any mutant: unresolved, with what to do', () => {
    const judgement = alone({ kind: 'timed-out', durationMs: 120_000, starvedByMs: 200_000 });
    expect(judgement).toMatchObject({ status: null, reason: expect.stringContaining('200 s') });
    expect(judgement.reason).toContain('--timeout');
  });

  test('an assertion that speaks of a full disk is an assertion', () => {
    expect(alone(aRun({ kills: [assertion(ADDS, 'expected ENOSPC to be EACCES')] })).status).toBe('Killed');
  });

  test('killed by a test that does not cover it, alone and after a green control run: the kill stands', () => {
    expect(alone(aRun({ kills: [assertion(STRANGER)] }))).toMatchObject({
      status: 'Killed',
      killedBy: [{ test: STRANGER, kind: 'assertion' }],
    });
  });

  test.each(['Error: listen EADDRINUSE: address already in use', 'Error: out of memory', 'Worker exited unexpectedly'])(
    'with nothing beside it the mutant itself is the cause: %s',
    (message) => {
      expect(alone(aRun({ kills: [crash(ADDS, message)] })).status).toBe('Killed');
      expect(alone(aRun({ outside: [message] })).status).toBe('Killed');
    },
  );

  test('a worker that crashes again was killed by the mutant', () => {
    expect(alone({ kind: 'runner-crashed', message: 'exit code 134' })).toEqual({
      status: 'Killed',
      reason: 'the worker crashed: exit code 134',
      killedBy: [],
      durationMs: null,
    });
  });

  test('a full disk stays unresolved, wherever it shows', () => {
    const full = "ENOSPC: no space left on device, open '/tmp/x'";
    const reason = `the disk is full: ${full}`;
    const unresolved = { status: null, reason, killedBy: [], durationMs: null };
    expect(alone(aRun({ kills: [crash(ADDS, full)] }))).toEqual(unresolved);
    expect(alone(aRun({ outside: [full] }))).toEqual(unresolved);
    expect(alone({ kind: 'runner-crashed', message: full })).toEqual(unresolved);
  });

  test('an import that breaks kills here too', () => {
    expect(alone(aRun({ executed: 0, missing: [ADDS], outside: ['ReferenceError: x is not defined'] })).status).toBe('Killed');
  });

  test('a compile error is one at any time', () => {
    expect(alone({ kind: 'compile-error', message: 'TS2322' }).status).toBe('CompileError');
  });
});

describe('what the warm engine proved', () => {
  const hang = { test: ADDS, kind: 'timeout' as const, message: 'Test timed out in 5000ms.' };

  test('a counted loop is a timeout at once, with the number in its reason', () => {
    const outcome = first({ kind: 'endless', times: 2_000_001, durationMs: 20 });
    expect(outcome).toMatchObject({ judgement: { status: 'Timeout', durationMs: 20 } });
    expect(outcome.kind === 'judged' && outcome.judgement.reason).toContain('2,000,001 instrumented places');
  });

  test('tests out of their time are looked at again, unless nothing could have ended them', () => {
    expect(statusAtFirst(aRun({ kills: [hang] }))).toBe('again');
    expect(statusAtFirst(aRun({ kills: [hang], areHangsProven: true }))).toBe('Killed');
  });

  test('so is a file that did not end', () => {
    expect(statusAtFirst({ kind: 'timed-out', durationMs: 900 })).toBe('again');
    expect(statusAtFirst({ kind: 'timed-out', durationMs: 900, isProven: true })).toBe('Timeout');
  });

  test('memory without end is a timeout, whichever way it ends; another crash kills', () => {
    expect(alone({ kind: 'runner-crashed', message: 'it ran out of memory' }).status).toBe('Timeout');
    expect(alone({ kind: 'runner-crashed', message: 'JS heap out of memory' }).status).toBe('Timeout');
    expect(alone({ kind: 'runner-crashed', message: 'the engine was ended by the system' }).status).toBe('Killed');
  });
});
