import { tally } from '@killrate/shared/score';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { aMutant, aTerminal } from './document.fixture.ts';
import { widthOf } from './fit.ts';
import { createProgress, type ProgressState } from './progress.ts';

const CLEAR = '\r\u001b[2K';
const live = aTerminal({ isInteractive: true });
const state = (given: Partial<ProgressState> = {}): ProgressState => ({
  phase: 'mutants',
  jobs: { done: 1, total: 7 },
  mutants: { done: 0, total: 1012 },
  killed: 0,
  survived: 0,
  currentFile: 'src/größe/価格の計算.ts',
  ...given,
});

function open(terminal = live) {
  const written: string[] = [];
  const progress = createProgress({ write: (text) => written.push(text) }, terminal, Date.now);
  return { written, progress };
}

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('on an interactive terminal', () => {
  test('one line is redrawn in place', () => {
    const { written, progress } = open();
    progress.update(state({ mutants: { done: 412, total: 1012 }, killed: 380, survived: 28 }));
    expect(written).toHaveLength(1);
    expect(written[0]).toMatch(/━+─+ {4}412\/1,012 mutants {2}1\/7 files {2}380 killed {2}28 survived /);
    expect(written[0]?.startsWith(CLEAR)).toBe(true);
    expect(written[0]).not.toContain('\n');
  });

  test('it is drawn at most ten times a second, and the last state is drawn', () => {
    const { written, progress } = open();
    for (let done = 1; done <= 1000; done += 1) {
      progress.update(state({ mutants: { done, total: 1012 } }));
      vi.advanceTimersByTime(1);
    }
    expect(written.length).toBeLessThanOrEqual(11);
    vi.advanceTimersByTime(200);
    expect(written.at(-1)).toContain('1,000/1,012 mutants');
  });

  test('time left follows from the rate since the first mutant', () => {
    const { written, progress } = open();
    progress.update(state({ phase: 'dry-run' }));
    vi.advanceTimersByTime(5_000);
    progress.update(state({ mutants: { done: 12, total: 1012 } }));
    expect(written.at(-1)).not.toContain('left');
    vi.advanceTimersByTime(10_000);
    progress.update(state({ mutants: { done: 112, total: 1012 } }));
    expect(written.at(-1)).toContain('1 min 30 s left');
  });

  test('the seconds move while nothing is reported', () => {
    const { written, progress } = open();
    progress.update(state({ phase: 'dry-run' }));
    vi.advanceTimersByTime(3_000);
    expect(written.at(-1)).toBe(`${CLEAR}dry run: the suite without mutants  3 s`);
    expect(written.length).toBeLessThanOrEqual(5);
    progress.end();
  });

  test.each([40, 60, 80, 120])('it fits %i columns and never touches the last one', (width) => {
    for (const isUnicode of [true, false]) {
      const { written, progress } = open({ ...live, width, isUnicode, hasColour: true });
      progress.update(
        state({
          mutants: { done: 1012, total: 1012 },
          killed: 1000,
          survived: 12,
          currentFile: `${'src/größe/価格/'.repeat(9)}a.ts`,
        }),
      );
      progress.end();
      const line = written[0]?.slice(CLEAR.length) ?? '';
      expect(line).toContain('1,012/1,012 mutants');
      expect(widthOf(line)).toBeLessThan(width);
      if (!isUnicode) expect(line.split('src/')[0]?.replaceAll('\u001b', '')).toMatch(/^[\x20-\x7e]*$/);
    }
  });

  test('a note stays above the line', () => {
    const { written, progress } = open();
    progress.note('first');
    progress.update(state());
    progress.note('second');
    expect(written[0]).toBe('first\n');
    expect(written[2]).toBe(`${CLEAR}second\n${written[1]?.slice(CLEAR.length)}`);
  });

  test('the end takes the line away, and nothing is written after it', () => {
    const { written, progress } = open();
    progress.update(state());
    progress.end();
    expect(written.at(-1)).toBe(CLEAR);
    const { length } = written;
    progress.update(state({ killed: 4 }));
    progress.note('late');
    progress.end();
    vi.advanceTimersByTime(5_000);
    expect(written).toHaveLength(length);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('elsewhere', () => {
  const finishedJob = (statuses: Parameters<typeof aMutant>[0][]) => ({
    file: 'src/a.ts',
    durationMs: 3_200,
    totals: tally(statuses.map(aMutant)),
  });
  const killed = (count: number) => Array.from({ length: count }, () => ({ status: 'Killed' as const }));

  test('a finished job is one line, and nothing else is written', () => {
    const { written, progress } = open(aTerminal());
    progress.update(state({ phase: 'dry-run' }));
    progress.update(state({ killed: 3 }));
    progress.update(state({ finishedJob: finishedJob([...killed(12), {}, {}]) }));
    progress.end();
    progress.update(state({ finishedJob: finishedJob([{}]) }));
    progress.note('late');
    expect(written).toEqual(['src/a.ts  12/14 killed  85.7 %  3.2 s\n']);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('unresolved mutants are named, and a rate that does not exist is a dash', () => {
    const { written, progress } = open(aTerminal({ isUnicode: false }));
    progress.note('a note');
    progress.update(state({ finishedJob: finishedJob([{ status: null }, { status: null }]) }));
    expect(written).toEqual(['a note\n', 'src/a.ts  0/0 killed  -  2 unresolved  3.2 s\n']);
  });
});
