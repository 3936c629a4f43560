/** Runs of test files that are asked for together: when the rest of them is not wanted any more. */
import type { FileReport, FileRun } from './protocol.ts';

/** Whether what was seen of one file is all there is to know of its mutant. */
export function endsItsRuns(
  { isBailing }: Pick<FileRun, 'isBailing'>,
  { isEndless, failed, broken, outside }: Pick<FileReport, 'isEndless' | 'failed' | 'broken' | 'outside'>,
): boolean {
  return isEndless || (isBailing && (failed.length > 0 || broken !== null || outside.length > 0));
}
