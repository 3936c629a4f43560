/** What the stream that a person reads from can show: a live line, colour, Unicode, and how wide it is. */

export interface Terminal {
  /** A line may be redrawn in place. */
  readonly isInteractive: boolean;
  readonly hasColour: boolean;
  /** killrate's own signs (bars, arrows, dashes) may leave ASCII. Names and code of the project are shown as they are. */
  readonly isUnicode: boolean;
  /** Columns. */
  readonly width: number;
}

/** The part of `tty.WriteStream` that counts. */
export interface OutputStream {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Of what is no terminal: names in a log or a pipe are worth more than short lines. */
const DEFAULT_WIDTH = 160;
const MINIMUM_WIDTH = 40;

/**
 * Reads a terminal off its stream and the environment.
 * Colour: FORCE_COLOR decides if set (as in Node), then NO_COLOR (no-color.org), then whether this is a terminal and not a
 * dumb one. A live line needs a terminal too, but never in CI, whose logs keep every redraw.
 */
export function describeTerminal(stream: OutputStream, env: Environment): Terminal {
  const isTerminal = stream.isTTY === true && env.TERM !== 'dumb';
  return {
    isInteractive: isTerminal && !isOn(env.CI),
    hasColour: env.FORCE_COLOR !== undefined ? isOn(env.FORCE_COLOR, true) : !env.NO_COLOR && isTerminal,
    isUnicode: isUnicode(env),
    width: widthOf(stream, env),
  };
}

/** Whether a variable says yes. `FORCE_COLOR=` (empty) does, `CI=` does not. */
function isOn(value: string | undefined, whenEmpty = false): boolean {
  if (value === undefined) return false;
  return value === '' ? whenEmpty : value !== '0' && value.toLowerCase() !== 'false';
}

/**
 * The first of LC_ALL, LC_CTYPE and LANG that is set decides, as in POSIX. Where none is, the locale is C,
 * except on terminals and CI logs that are known to be UTF-8 without one.
 */
function isUnicode(env: Environment): boolean {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG;
  if (locale) return /utf-?8/i.test(locale);
  return isOn(env.CI) || Boolean(env.WT_SESSION || env.TERM_PROGRAM);
}

function widthOf(stream: OutputStream, env: Environment): number {
  const columns = [stream.columns, Number(env.COLUMNS)].find(
    (count) => count !== undefined && Number.isInteger(count) && count > 0,
  );
  return Math.max(MINIMUM_WIDTH, columns ?? DEFAULT_WIDTH);
}
