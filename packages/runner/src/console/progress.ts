/** What a person sees while a run goes on: one live line on a terminal, one line a finished job everywhere else. */

import { formatCount, plural } from '@killrate/shared/count';
import { formatDuration } from '@killrate/shared/duration';
import { formatRate } from '@killrate/shared/rate';
import type { Totals } from '@killrate/shared/score';
import { cutMiddle, pad, widthOf } from './fit.ts';
import { glyphsOf } from './glyphs.ts';
import { createPalette } from './paint.ts';
import { printable } from './printable.ts';
import type { Terminal } from './terminal.ts';

interface Progress {
  readonly done: number;
  readonly total: number;
}

interface FinishedJob {
  readonly file: string;
  readonly durationMs: number;
  readonly totals: Totals;
}

export interface ProgressState {
  readonly phase: 'prepare' | 'dry-run' | 'mutants';
  readonly jobs: Progress;
  readonly mutants: Progress;
  readonly killed: number;
  readonly survived: number;
  readonly currentFile: string | null;
  /** Only in the update that tells of it. */
  readonly finishedJob?: FinishedJob | undefined;
}

export interface ProgressView {
  update(state: ProgressState): void;
  /** A line that stays, above the live one. */
  note(line: string): void;
  /** Takes the live line away; nothing is written after it. */
  end(): void;
}

export interface OutputSink {
  write(text: string): unknown;
  readonly columns?: number | undefined;
}

const LEAST_MS_BETWEEN_DRAWS = 100;
/** The rate is guessed from no less than this. */
const LEAST_MS_MEASURED = 1_000;
const LEAST_MUTANTS_MEASURED = 5;
const BAR_COLUMNS = 20;
const SHORT_BAR_COLUMNS = 10;
const CLEAR_LINE = '\r\u001b[2K';

/** `now` is a clock in milliseconds. The timer that keeps the seconds moving never keeps the process alive. */
export function createProgress(stream: OutputSink, terminal: Terminal, now: () => number): ProgressView {
  return terminal.isInteractive ? createLiveLine(stream, terminal, now) : createPlainLines(stream, terminal);
}

function createPlainLines(stream: OutputSink, terminal: Terminal): ProgressView {
  let isEnded = false;
  const print = (line: string) => {
    if (!isEnded) stream.write(`${line}\n`);
  };
  return {
    update: ({ finishedJob }) => {
      if (finishedJob) print(renderFinishedJob(finishedJob, terminal));
    },
    note: print,
    end: () => {
      isEnded = true;
    },
  };
}

/** `src/a.ts  12/14 killed  85.7 %  3.2 s` */
function renderFinishedJob(job: FinishedJob, terminal: Terminal): string {
  const { killed, timeout, survived, noCoverage, unresolved, killRate } = job.totals;
  const valid = killed + timeout + survived + noCoverage;
  const rate = formatRate(killRate, glyphsOf(terminal).dash);
  return [
    printable(job.file),
    `${formatCount(killed + timeout)}/${formatCount(valid)} killed`,
    killRate === null ? rate : `${rate} %`,
    ...(unresolved > 0 ? [`${formatCount(unresolved)} unresolved`] : []),
    formatDuration(job.durationMs),
  ].join('  ');
}

function createLiveLine(stream: OutputSink, terminal: Terminal, now: () => number): ProgressView {
  const startedAt = now();
  let mutantsFrom: { at: number; done: number } | null = null;
  let state: ProgressState | null = null;
  let drawn: { line: string; at: number } | null = null;
  let isEnded = false;

  const draw = () => {
    if (isEnded || state === null || (drawn !== null && now() - drawn.at < LEAST_MS_BETWEEN_DRAWS)) return;
    const width = Math.min(terminal.width, stream.columns ?? terminal.width);
    const line = renderLiveLine(
      state,
      { elapsedMs: now() - startedAt, leftMs: timeLeft(state, mutantsFrom, now()) },
      { ...terminal, width },
    );
    if (line === drawn?.line) return;
    stream.write(CLEAR_LINE + line);
    drawn = { line, at: now() };
  };
  const timer = setInterval(draw, LEAST_MS_BETWEEN_DRAWS);
  timer.unref();

  return {
    update: (next) => {
      if (isEnded) return;
      state = next;
      if (next.phase === 'mutants') mutantsFrom ??= { at: now(), done: next.mutants.done };
      draw();
    },
    note: (line) => {
      if (isEnded) return;
      stream.write(`${drawn === null ? '' : CLEAR_LINE}${line}\n${drawn?.line ?? ''}`);
    },
    end: () => {
      if (isEnded) return;
      isEnded = true;
      clearInterval(timer);
      if (drawn !== null) stream.write(CLEAR_LINE);
    },
  };
}

/** From the rate since the first mutant of this run; null before there is one worth the name. */
function timeLeft(state: ProgressState, from: { at: number; done: number } | null, at: number): number | null {
  if (from === null) return null;
  const done = state.mutants.done - from.done;
  const elapsedMs = at - from.at;
  if (done < LEAST_MUTANTS_MEASURED || elapsedMs < LEAST_MS_MEASURED) return null;
  return (elapsedMs / done) * Math.max(0, state.mutants.total - state.mutants.done);
}

interface Times {
  readonly elapsedMs: number;
  readonly leftMs: number | null;
}

/** The live line, one column narrower than the terminal, so that it never wraps. What matters least is left out first. */
function renderLiveLine(state: ProgressState, times: Times, terminal: Terminal): string {
  const palette = createPalette(terminal);
  const glyphs = glyphsOf(terminal);
  const room = terminal.width - 1;
  const { mutants, jobs } = state;
  const elapsed = palette.dim(wholeSeconds(times.elapsedMs));
  const file = state.currentFile === null ? null : printable(state.currentFile);
  if (state.phase !== 'mutants') {
    const doing = state.phase === 'prepare' ? 'preparing' : 'dry run: the suite without mutants';
    return joinWhatFits(
      [
        { text: doing, importance: 2 },
        { text: elapsed, importance: 1 },
      ],
      room,
    );
  }
  const share = mutants.total === 0 ? 0 : Math.min(1, mutants.done / mutants.total);
  const columns = room < 100 ? SHORT_BAR_COLUMNS : BAR_COLUMNS;
  const full = Math.floor(share * columns);
  const bar = palette.accent(glyphs.full.repeat(full)) + palette.dim(glyphs.empty.repeat(columns - full));
  const total = formatCount(mutants.total);
  const left = times.leftMs === null ? elapsed : palette.dim(`${wholeSeconds(times.leftMs)} left`);
  const line = joinWhatFits(
    [
      { text: terminal.isUnicode ? bar : `[${bar}]`, importance: 2 },
      { text: `${pad(formatCount(mutants.done), total.length, 'right')}/${total} mutants`, importance: 6 },
      { text: `${formatCount(jobs.done)}/${plural(jobs.total, 'file')}`, importance: 1 },
      { text: palette.killed(`${formatCount(state.killed)} killed`), importance: 4 },
      { text: (state.survived > 0 ? palette.survived : palette.dim)(`${formatCount(state.survived)} survived`), importance: 5 },
      { text: left, importance: 3 },
    ],
    room,
  );
  const rest = room - widthOf(line) - 2;
  return file === null || rest < 12 ? line : `${line}  ${palette.dim(cutMiddle(file, rest, glyphs.ellipsis))}`;
}

/** Seconds without decimals: a figure that is redrawn should not flicker. */
function wholeSeconds(durationMs: number): string {
  return formatDuration(Math.max(1, Math.round(durationMs / 1000)) * 1000).replace(/^(\d+)\.0 s$/, '$1 s');
}

function joinWhatFits(parts: readonly { text: string; importance: number }[], room: number): string {
  let kept = [...parts];
  const join = () => kept.map(({ text }) => text).join('  ');
  while (kept.length > 1 && widthOf(join()) > room) {
    const least = kept.reduce((lowest, each) => (each.importance < lowest.importance ? each : lowest));
    kept = kept.filter((each) => each !== least);
  }
  return join();
}
