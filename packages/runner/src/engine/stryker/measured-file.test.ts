import { describe, expect, test } from 'vitest';
import type { EngineMutant } from '../engine.ts';
import type { ObservedTest } from '../vitest/observe.ts';
import { type MeasuredFile, numberAlike, selectWork, testsFor } from './measured-file.ts';
import type { Coverage, WireDryRun, WireMutant } from './protocol.ts';

function aMutant(index: number, isStatic = false): EngineMutant {
  const place = { line: index + 1, column: 1, endLine: index + 1, endColumn: 2 };
  return {
    index,
    file: 'src/a.ts',
    ...place,
    mutator: 'M',
    replacement: `r${index}`,
    ignoreReason: null,
    isStatic,
    coveredBy: [],
  };
}

function aTest(file: string, name: string): ObservedTest {
  return { id: `${file}#${name}`, file, name, line: 1, durationMs: 1, outcome: 'passed', failure: null };
}

const ONE = aTest('one.test.ts', 'covers');
const NEIGHBOUR = aTest('one.test.ts', 'builds on it');
const TWO = aTest('two.test.ts', 'imports');
const FAR = aTest('far.test.ts', 'knows nothing of it');

/** Three mutants that are numbers 10, 12 and 13 in the suite, and 0, 2 and 3 in the file alone. */
const file: MeasuredFile = { mutants: [aMutant(0), aMutant(1, true), aMutant(2)], suiteIds: [10, 12, 13], ownIds: [0, 2, 3] };
const coverage: Coverage = { static: { 12: 4 }, perTest: { [ONE.id]: { 10: 3, 13: 1, 99: 5 }, [FAR.id]: { 99: 1 } } };
const suite: WireDryRun = {
  tests: [ONE, NEIGHBOUR, TWO, FAR],
  outside: [],
  staticByFile: { 'one.test.ts': [], 'two.test.ts': ['12'], 'far.test.ts': [] },
  overheadMsByFile: {},
  vitestVersion: '5.1.1',
  fileParallelism: true,
  isIsolated: true,
  hungFiles: [],
  isTimeUp: false,
};

describe('the work for some mutants of a file', () => {
  test('is in the numbering of the file alone, and leaves out what was not asked for', () => {
    const work = selectWork(file, new Set([0]), suite, coverage);
    expect(work.coverage).toEqual({ static: {}, perTest: { [ONE.id]: { 0: 3 } } });
    expect(work.staticFiles).toEqual({});
  });

  test('holds every test of a covering file, as tests of a file may build on each other', () => {
    const work = selectWork(file, new Set([0, 2]), suite, coverage);
    expect(work.tests).toEqual([ONE, NEIGHBOUR]);
    expect(testsFor(work, '3')).toEqual([ONE, NEIGHBOUR]);
  });

  test('names for a static mutant the files that evaluate it', () => {
    const work = selectWork(file, new Set([1]), suite, coverage);
    expect(work.staticFiles).toEqual({ 2: ['two.test.ts'] });
    expect(work.tests).toEqual([TWO]);
    expect(testsFor(work, '2')).toEqual([TWO]);
  });

  test('names for a static mutant all files where they share a worker: only the first to import evaluates it', () => {
    const work = selectWork(file, new Set([1]), { ...suite, isIsolated: false }, coverage);
    expect(work.staticFiles[2]).toEqual(['one.test.ts', 'two.test.ts', 'far.test.ts']);
  });
});

describe('another numbering of the same mutants', () => {
  const wire = (id: string, mutant: EngineMutant): WireMutant => ({ ...mutant, id, fileName: '/x/src/a.ts' });

  test('is matched by order, whatever the gaps', () => {
    const wires = [wire('7', aMutant(2)), wire('0', aMutant(0)), wire('5', aMutant(1))];
    expect(numberAlike(file.mutants, wires)).toEqual([0, 5, 7]);
  });

  test.each([
    ['one is missing', [wire('0', aMutant(0)), wire('1', aMutant(1))]],
    ['one is another', [wire('0', aMutant(0)), wire('1', aMutant(1)), wire('2', { ...aMutant(2), replacement: 'x' })]],
  ])('is refused where %s', (_, wires) => {
    expect(numberAlike(file.mutants, wires)).toBeNull();
  });
});
