/** The tests that passed in a run of their file, and what they were seen to pass without. */
import { toTestId } from '../vitest/observe.ts';
import type { FileReport } from './protocol.ts';
import type { SuiteFile } from './suite.ts';

type RanFile = Pick<SuiteFile, 'tests' | 'passing' | 'executed'>;
type RunReport = Pick<FileReport, 'executed' | 'broken' | 'outside' | 'isEndless' | 'failed' | 'endedAfter'>;

/** By the number in the file, their ids; null where the file did not run as it does without a mutant. */
function passedIn({ tests, passing, executed }: RanFile, report: RunReport): Map<number, string> | null {
  const { broken, outside, isEndless, endedAfter } = report;
  const ran = [...tests.entries()].filter(([number]) => endedAfter === null || number <= endedAfter);
  const expected = endedAfter === null ? executed : ran.filter(([, { outcome }]) => outcome !== 'skipped').length;
  if (broken !== null || outside.length > 0 || isEndless || report.executed !== expected) return null;
  const failed = new Set(report.failed.map(({ id }) => id));
  const passed = ran.filter(([, { id }]) => passing.has(id) && !failed.has(id));
  return new Map(passed.map(([number, test]) => [number, toTestId(test)]));
}

/** The tests that passed and met nothing but what is emptied; null where the run says nothing. */
export function survivorsIn(
  file: RanFile & Pick<SuiteFile, 'perTest'>,
  report: RunReport & Pick<FileReport, 'alive'>,
): string[] | null {
  const passed = passedIn(file, report);
  const alive = new Set(report.alive);
  const isMeeting = (number: number) => Object.keys(file.perTest[number] ?? {}).length > 0;
  return passed && [...passed].flatMap(([number, id]) => (isMeeting(number) && !alive.has(number) ? [id] : []));
}

/** The tests that passed without any of the assertions which are all that they have; none where the run says nothing. */
export function skippedIn(
  file: RanFile & Pick<SuiteFile, 'guarded'>,
  report: RunReport & Pick<FileReport, 'asserting'>,
): string[] {
  if (file.guarded.length === 0) return [];
  const passed = passedIn(file, report);
  const asserting = new Set(report.asserting);
  return file.guarded.flatMap((number) => (asserting.has(number) ? [] : (passed?.get(number) ?? [])));
}
