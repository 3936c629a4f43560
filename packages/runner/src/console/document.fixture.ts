/** Documents for tests: everything has a plain default, a test names only what it is about. */
import type { Finding, Gate, GateCheck, RunDocument } from '@killrate/shared/document';
import type { Job, Mutant, Test } from '@killrate/shared/model';
import { tally } from '@killrate/shared/score';
import type { Terminal } from './terminal.ts';

export function aMutant(given: Partial<Mutant> = {}): Mutant {
  return {
    key: 'a1b2c3d4e5f6',
    file: 'src/price.ts',
    line: 2,
    column: 10,
    endLine: 2,
    endColumn: 15,
    symbol: 'total',
    mutator: 'ArithmeticOperator',
    original: 'a + b',
    replacement: 'a - b',
    status: 'Survived',
    reason: null,
    isStatic: false,
    isReused: false,
    acceptance: null,
    coveredBy: [],
    killedBy: [],
    durationMs: 12,
    ...given,
  };
}

export function aTest(given: Partial<Test> = {}): Test {
  const { file = 'test/price.test.ts', name = 'total > adds' } = given;
  return { id: `${file} > ${name}`, file, name, line: 3, durationMs: 1, ...given };
}

export function aJob(given: Partial<Job> = {}): Job {
  return { file: 'src/price.ts', module: 'default', status: 'completed', reason: null, durationMs: 3_200, ...given };
}

/** A finding that is confirmed, unless said otherwise. */
export function aFinding(given: Partial<Finding> = {}): Finding {
  return {
    ...{ key: 'f1', rule: 'constant-assertion', verdict: 'confirmed-hollow', level: 'error' },
    ...{ file: 'test/price.test.ts', line: 9, test: 'total > adds', message: 'Both sides are constants.' },
    evidence: { code: 'expect(true).toBe(true)', bite: 'Assert the sum.' },
    ...given,
  };
}

interface DocumentParts extends Partial<Omit<RunDocument, 'modules' | 'totals'>> {
  readonly targets?: Readonly<Record<string, number | null>>;
}

/** A document whose jobs follow from the mutants' files and whose modules follow from the jobs, with the true totals of each. */
export function aDocument(parts: DocumentParts = {}): RunDocument {
  const { targets = {}, mutants = [], ...given } = parts;
  const jobs = given.jobs ?? [...new Set(mutants.map(({ file }) => file))].map((file) => aJob({ file }));
  const names = [...new Set([...Object.keys(targets), ...jobs.map(({ module }) => module)])];
  return {
    schemaVersion: 1,
    run: {
      id: 'run-1',
      scope: 'all',
      status: 'completed',
      reason: null,
      startedAt: '2026-11-21T10:00:00.000Z',
      finishedAt: '2026-11-21T10:00:23.000Z',
      commit: null,
      branch: null,
      engine: 'fixture',
      concurrency: 2,
      environment: {},
    },
    totals: tally(mutants),
    modules: names.map((name) => {
      const files = new Set(jobs.filter(({ module }) => module === name).map(({ file }) => file));
      return { name, target: targets[name] ?? null, ...tally(mutants.filter(({ file }) => files.has(file))) };
    }),
    tests: [],
    findings: [],
    gate: null,
    notes: [],
    timings: [],
    exit: { code: 0, reasons: [] },
    ...given,
    jobs,
    mutants,
  };
}

/** A check that failed, unless said otherwise. */
export function aCheck(given: Partial<GateCheck> = {}): GateCheck {
  return {
    name: 'kill rate of payments',
    kind: 'module',
    module: 'payments',
    level: 'error',
    outcome: 'failed',
    passed: false,
    expected: 'at least 90',
    actual: '50.0',
    message: 'kill 4 more',
    mutants: [],
    ...given,
  };
}

/** A gate that failed by one check, unless said otherwise. */
export function aGate(given: Partial<Gate> = {}): Gate {
  const receipt = { planHash: 'hash', files: 1, mutants: 1, buckets: { survived: 1 }, missing: [] };
  return { passed: false, checks: [aCheck()], receipt, change: null, ...given };
}

export function aTerminal(given: Partial<Terminal> = {}): Terminal {
  return { isInteractive: false, hasColour: false, isUnicode: true, width: 100, ...given };
}

/** A mutant of the first `text` in a source: place and original follow from it. */
export function aMutantOf(source: string, text: string, replacement: string, given: Partial<Mutant> = {}): Mutant {
  const start = source.indexOf(text);
  if (start < 0) throw new Error(`not in the source: ${text}`);
  const [line, column] = placeIn(source, start);
  const [endLine, endColumn] = placeIn(source, start + text.length);
  return aMutant({ line, column, endLine, endColumn, original: text, replacement, ...given });
}

function placeIn(source: string, offset: number): [line: number, column: number] {
  const lines = source.slice(0, offset).split('\n');
  return [lines.length, (lines.at(-1) ?? '').length + 1];
}
