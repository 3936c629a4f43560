/** How the command ends: what the user can mend, and the exit codes in the order in which they win. */

/** Something the user can mend: one line that says what is wrong, where, and what to do. */
export class UserError extends Error {
  override readonly name = 'UserError';
}

/** A source that cannot be measured as it stands: whoever edits it mends that, with the same command. */
export class SourceError extends UserError {}

/** The suite cannot serve as a baseline: it fails, hangs or is flaky without any mutant. */
export class BaselineError extends Error {
  override readonly name = 'BaselineError';
}

export const EXIT = {
  done: 0,
  userError: 1,
  gateFailed: 2,
  baselineFailed: 4,
  incomplete: 5,
  nothingToMeasure: 6,
  bug: 70,
  interrupted: 130,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The order in which codes win where several hold. */
const PRECEDENCE: readonly ExitCode[] = [
  EXIT.interrupted,
  EXIT.bug,
  EXIT.userError,
  EXIT.baselineFailed,
  EXIT.incomplete,
  EXIT.gateFailed,
  EXIT.nothingToMeasure,
];

/** One condition that holds at the end of a command. */
export interface ExitReason {
  code: ExitCode;
  message: string;
}

/** The code the process ends with: the first of 130, 70, 1, 4, 5, 2, 6 that holds, else 0. */
export function exitCodeOf(reasons: readonly ExitReason[]): ExitCode {
  return PRECEDENCE.find((code) => reasons.some((reason) => reason.code === code)) ?? EXIT.done;
}
