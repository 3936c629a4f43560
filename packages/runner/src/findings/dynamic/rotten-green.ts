/** Rule rotten-green: an assertion of a passing test that was never executed. */
import type { ExecutedAssertion } from '@killrate/shared/store/assertions';
import type { HelperPlace, StaticTest } from '../flag.ts';
import type { Measured, MeasuredTest } from '../measured.ts';

/** A place in a test file; lines and columns count from 1. */
interface AssertionPlace {
  line: number;
  column: number;
}

/** The assertions of a passing test that no run of it executed. */
export interface Rotten {
  places: readonly AssertionPlace[];
  /** Those of the helpers that it calls which no test executes; where it executes none itself, only if no test executes any. */
  inHelpers: readonly ExecutedAssertion[];
  /** Whether no assertion at all was executed by it, in its own text or in a helper's. */
  isFully: boolean;
  /** Whether it was so fully, and nothing else can have made it fail: then it checked nothing at all. */
  isHollow: boolean;
}

/** The watched assertions by file: looked up for every test. */
export function byFile(assertions: Measured['assertions']): ReadonlyMap<string, readonly ExecutedAssertion[]> | null {
  return assertions === null ? null : Map.groupBy(assertions, ({ file }) => file);
}

/**
 * Which assertions of a test are rotten; null where none is, or where nobody watched. `ran` are its cases in the runs: a test that did
 * not run has no rotten assertion.
 */
export function findRotten(
  test: StaticTest,
  ran: readonly MeasuredTest[],
  watched: ReadonlyMap<string, readonly ExecutedAssertion[]> | null,
): Rotten | null {
  if (watched === null || ran.length === 0) return null;
  // Of a file that changed since nothing is known, nor of what its tests reach elsewhere.
  const ofFile = watched.get(test.file);
  if (ofFile === undefined) return null;
  const isIn = ({ line }: AssertionPlace) => line >= test.line && line <= test.endLine;
  const within = ofFile.filter(isIn);
  const never = within.filter(({ executions }) => executions === 0);
  const isFully = never.length === within.length && !executesElsewhere(ran, watched);
  const mustRun = new Set(placesThatMustRun(test).map(({ line, column }) => `${line}:${column}`));
  const places = never.filter(({ line, column }) => mustRun.has(`${line}:${column}`));
  const inHelpers = neverIn(test.helpers ?? [], watched, isFully);
  if (places.length + inHelpers.length === 0) return null;
  const isAlone = test.assertsAlone === true || inHelpers.length > 0;
  return { places, inHelpers, isFully, isHollow: isFully && isAlone };
}

/** The assertions of helpers that were never executed: what another test reaches is no dead code. */
function neverIn(
  helpers: readonly HelperPlace[],
  watched: ReadonlyMap<string, readonly ExecutedAssertion[]>,
  isOnlyIfAll: boolean,
): readonly ExecutedAssertion[] {
  const found = helpers.map(({ file, line, endLine }) =>
    (watched.get(file) ?? []).filter((assertion) => assertion.line >= line && assertion.line <= endLine),
  );
  const never = found.flat().filter(({ executions }) => executions === 0);
  // A helper none of whose assertions was watched may have executed them all.
  const areAll = found.every((within) => within.length > 0) && never.length === found.flat().length;
  return areAll || !isOnlyIfAll ? never : [];
}

/** What the text says must be executed: all assertions where they were read, else those that a rule doubts already. */
function placesThatMustRun({ assertions, flags }: StaticTest): readonly AssertionPlace[] {
  return assertions ?? flags.filter(({ rule }) => rule === 'swallowed-assertion');
}

function executesElsewhere(ran: readonly MeasuredTest[], watched: ReadonlyMap<string, readonly ExecutedAssertion[]>): boolean {
  const ids = new Set(ran.map(({ id }) => id));
  return [...watched.values()].some((places) => places.some(({ tests }) => tests.some((id) => ids.has(id))));
}
