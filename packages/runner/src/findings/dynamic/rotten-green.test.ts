import type { ExecutedAssertion } from '@killrate/shared/store/assertions';
import { describe, expect, it } from 'vitest';
import { aFlag, aTest, aText, TESTS } from '../findings.fixture.ts';
import { byFile, findRotten } from './rotten-green.ts';

const RAN = [aTest('adds')];
const at = (line: number, executions: number, place: Partial<ExecutedAssertion> = {}): ExecutedAssertion => ({
  ...{ file: TESTS, line, column: 3, executions, tests: executions > 0 ? [RAN[0]?.id ?? ''] : [] },
  ...place,
});
const places = (...lines: number[]) => lines.map((line) => ({ line, column: 3 }));

it('an assertion that never ran is rotten', () => {
  const text = aText('adds', { assertions: places(3, 4) });
  expect(findRotten(text, RAN, byFile([at(3, 0), at(4, 2)]))).toEqual({
    ...{ places: [at(3, 0)], inHelpers: [], isFully: false, isHollow: false },
  });
});

it('a test of which none ran is so fully, unless one in a helper did', () => {
  const text = aText('adds', { assertions: places(3) });
  expect(findRotten(text, RAN, byFile([at(3, 0)]))?.isFully).toBe(true);
  expect(findRotten(text, RAN, byFile([at(3, 0), at(90, 1, { file: 'test/helper.ts' })]))?.isFully).toBe(false);
});

it('a helper of which one assertion ran for the test was executed by it', () => {
  const helper = [at(90, 1, { file: 'test/helper.ts' }), at(91, 0, { file: 'test/helper.ts' })];
  expect(findRotten(aText('adds', { assertions: places(3) }), RAN, byFile([at(3, 0), ...helper]))?.isFully).toBe(false);
});

it('an assertion that ran outside of any test was executed all the same', () => {
  const text = aText('adds', { assertions: places(3, 4) });
  expect(findRotten(text, RAN, byFile([at(3, 0), at(4, 1, { tests: [] })]))?.isFully).toBe(false);
});

it('from its first line to its last an assertion is of the test, and no other is', () => {
  const text = aText('adds', { line: 20, endLine: 29, assertions: places(20, 29) });
  const others = [at(3, 1, { tests: ['another'] }), at(30, 1, { tests: ['another'] })];
  expect(findRotten(text, RAN, byFile([...others, at(20, 0), at(29, 0)]))).toEqual({
    ...{ places: [at(20, 0), at(29, 0)], inHelpers: [], isFully: true, isHollow: false },
  });
});

it('where nobody watched there are no files', () => {
  expect(byFile(null)).toBeNull();
});

it('a test of which none ran checked nothing where only its own assertions can make it fail', () => {
  const text = aText('adds', { assertions: places(3), assertsAlone: true });
  expect(findRotten(text, RAN, byFile([at(3, 0)]))?.isHollow).toBe(true);
  expect(findRotten(text, RAN, byFile([at(3, 0), at(4, 1)]))?.isHollow).toBe(false);
  expect(findRotten({ ...text, assertsAlone: false }, RAN, byFile([at(3, 0)]))?.isHollow).toBe(false);
});

it('an assertion of another test of the file says nothing', () => {
  expect(findRotten(aText('adds', { assertions: places(3, 30) }), RAN, byFile([at(3, 1), at(30, 0)]))).toBeNull();
});

it('what need not be executed, or was not watched, is not rotten', () => {
  const watched = byFile([at(3, 0)]);
  expect(findRotten(aText('adds', { assertions: [] }), RAN, watched)).toBeNull();
  expect(findRotten(aText('adds', { assertions: places(3) }), RAN, null)).toBeNull();
  expect(findRotten(aText('adds', { assertions: places(3) }), RAN, byFile([at(3, 0, { file: 'test/other.ts' })]))).toBeNull();
  expect(findRotten(aText('adds', { assertions: places(5) }), RAN, watched)).toBeNull();
});

it('a test that did not run has no rotten assertion', () => {
  expect(findRotten(aText('adds', { assertions: places(3) }), [], byFile([at(3, 0)]))).toBeNull();
});

it('where the assertions were not read, only those count that a rule doubts already', () => {
  const flagged = aText('adds', { flags: [aFlag('swallowed-assertion', { line: 3 }), aFlag('tautology', { line: 4 })] });
  expect(findRotten(flagged, RAN, byFile([at(3, 0), at(4, 0)]))?.places).toEqual([at(3, 0)]);
  expect(findRotten(aText('adds'), RAN, byFile([at(3, 0)]))).toBeNull();
});

describe('assertions in the helpers that a test calls', () => {
  const HELPER = 'test/helper.ts';
  const inHelper = (line: number, executions: number, tests: string[] = []) => at(line, executions, { file: HELPER, tests });
  const text = aText('adds', { assertions: [], helpers: [{ file: HELPER, line: 10, endLine: 15 }] });
  /** An assertion of another test in the file, by which it is known to be as it was watched. */
  const other = at(50, 1, { tests: ['another'] });

  it('are rotten where no test executes one of them', () => {
    expect(findRotten(text, RAN, byFile([other, inHelper(10, 0), inHelper(15, 0), inHelper(16, 0), inHelper(9, 0)]))).toEqual({
      ...{ places: [], inHelpers: [inHelper(10, 0), inHelper(15, 0)], isFully: true, isHollow: true },
    });
  });

  it('are not where another test executes one, and this one none', () => {
    expect(findRotten(text, RAN, byFile([other, inHelper(10, 0), inHelper(11, 1, ['another'])]))).toBeNull();
  });

  it('are in part where the test executes another one', () => {
    const byTest = inHelper(11, 1, [RAN[0]?.id ?? '']);
    expect(findRotten(text, RAN, byFile([other, inHelper(10, 0), byTest]))).toEqual({
      ...{ places: [], inHelpers: [inHelper(10, 0)], isFully: false, isHollow: false },
    });
    expect(findRotten(text, RAN, byFile([other, byTest]))).toBeNull();
  });

  it('are not where the file of the test changed since', () => {
    expect(findRotten(text, RAN, byFile([inHelper(10, 0)]))).toBeNull();
  });

  it('are not where one of the helpers was not watched', () => {
    const helpers = [...(text.helpers ?? []), { file: 'test/other.ts', line: 1, endLine: 9 }];
    expect(findRotten({ ...text, helpers }, RAN, byFile([other, inHelper(10, 0)]))).toBeNull();
  });

  it('are so beside own ones that never ran either', () => {
    const own = aText('adds', { assertions: places(3), helpers: text.helpers ?? [] });
    expect(findRotten(own, RAN, byFile([other, at(3, 0), inHelper(12, 0)]))).toEqual({
      ...{ places: [at(3, 0)], inHelpers: [inHelper(12, 0)], isFully: true, isHollow: true },
    });
  });
});
