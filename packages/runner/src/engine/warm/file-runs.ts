/** Runs of test files as a thread is asked for them: their limits, and when a mutant needs no further one. */
import type { FileReport, FileRun } from './protocol.ts';
import type { SuiteFile } from './suite.ts';

/** More places than a file passes without any mutant by this factor, and by this number at least, are a loop without end. */
const ENDLESS_FACTOR = 100;
const ENDLESS_PLACES = 2_000_000;

/** What one run differs in from another of its file; the limit is the file's own, and nothing is emptied, where they are not given. */
type Particulars = Pick<FileRun, 'mutant' | 'isBailing'> & Partial<Pick<FileRun, 'placesLimit' | 'emptying'>>;

let runs = 0;

/** Puts down one run of a file; no two have the same id. */
export function orderRun(
  file: SuiteFile,
  { mutant, isBailing, placesLimit = placesLimitOf(file), emptying = null }: Particulars,
): FileRun {
  const { specification, providedContext, environment } = file.requested;
  runs += 1;
  return {
    ...{
      id: runs,
      specification,
      providedContext,
      environment,
      mutant,
      isBailing,
      placesLimit,
      emptying,
      expected: file.executed,
    },
    ...{ isEndingHangs: !file.isWaiting, leftOut: file.leftOut },
    lastMeeting: isBailing || mutant === null ? null : lastMeetingOf(file, mutant),
  };
}

/** The number of the last test of a file that meets a mutant; null where it is met outside of tests, or by none. */
export function lastMeetingOf(file: Pick<SuiteFile, 'static' | 'perTest'>, mutant: string): number | null {
  if (file.static[mutant] !== undefined) return null;
  const numbers = Object.entries(file.perTest).flatMap(([number, hits]) => (hits[mutant] === undefined ? [] : [Number(number)]));
  return numbers.length === 0 ? null : Math.max(...numbers);
}

/** Whether a loop without end is counted no further in a file than in any other. */
export function hasLeastLimit({ places }: Pick<SuiteFile, 'places'>): boolean {
  return ENDLESS_FACTOR * places <= ENDLESS_PLACES;
}

/** How many places a file may pass before it goes round without end. */
function placesLimitOf(file: SuiteFile): number {
  return hasLeastLimit(file) ? ENDLESS_PLACES : ENDLESS_FACTOR * file.places;
}

/** What a run of a file may take at most that no mutant is active in, in milliseconds. */
export function controlLimitMs({ plainMs }: Pick<SuiteFile, 'plainMs'>): number {
  return 10_000 + 10 * plainMs;
}

/** Whether what was seen of one file is all there is to know of its mutant. */
export function endsItsRuns(
  { isBailing }: Pick<FileRun, 'isBailing'>,
  { isEndless, failed, broken, outside }: Pick<FileReport, 'isEndless' | 'failed' | 'broken' | 'outside'>,
): boolean {
  return isEndless || (isBailing && (failed.length > 0 || broken !== null || outside.length > 0));
}
