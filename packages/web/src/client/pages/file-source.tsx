/** A file's source with the marks of its mutants, and the open one as a diff beneath its line. */
import type { MutantItem } from '@killrate/shared/api';
import { plural } from '@killrate/shared/count';
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import { bringAcross } from '../components/bring-across.ts';
import { Gutter } from '../components/gutter.tsx';
import type { ColumnRange } from '../components/segments.ts';
import { AddedLine, Beneath, type Dress, SourceView } from '../components/source-view.tsx';
import type { Syntax } from '../highlight.ts';
import { useLatest } from '../latest.ts';
import { linesOf } from '../lines.ts';
import { NARROW, useMedia } from '../media.ts';
import { useSyntax } from '../syntax.ts';
import { rangeOn, replacedBy } from './diff-lines.ts';
import type { FileMutants } from './file-mutants.ts';
import styles from './file-source.module.css';
import { byLine, diffLineOf, type LineState, lineStates } from './walk.ts';

interface FileSourceProps {
  file: string;
  source: string;
  /** Every mutant, whether on show or not. */
  all: readonly MutantItem[];
  mutants: FileMutants;
  /** Stands beneath the open mutant's diff. */
  panel: ReactNode;
}

const STATE_WORD: Record<LineState, string> = {
  proven: 'every mutant of this line is killed',
  unproven: 'no mutant of this line is killed',
  mixed: 'some mutants of this line are not killed',
};

export function FileSource({ file, source, all, mutants, panel }: FileSourceProps): ReactNode {
  const { shown, open, openMutant } = mutants;
  const most = useMedia(NARROW) ? 2 : 6;
  const lines = useMemo(() => linesOf(source), [source]);
  const syntax = useSyntax(lines, file);
  const states = useMemo(() => lineStates(all), [all]);
  const atLine = useMemo(() => byLine(shown), [shown]);
  const onOpen = useLatest(openMutant);
  const tabKey = open?.key ?? shown[0]?.key ?? null;
  const isShown = open !== null && open.endLine <= lines.length;

  const dress = useMemo<Dress>(() => {
    const below = isShown ? diffLineOf(open) : null;
    return (line, text) => {
      const own = atLine.get(line);
      const state = states.get(line) ?? null;
      const range = isShown ? rangeOn(open, line, text.length) : null;
      if (own === undefined && state === null && range === null) return undefined;
      const isFar = isShown && below !== open.endLine && line > open.line;
      return {
        gutter: own && <Gutter mutants={own} most={most} openKey={open?.key ?? null} tabKey={tabKey} onOpen={onOpen} />,
        look: range === null ? state : isFar ? 'within' : 'removed',
        marked: isFar || isWhole(range, text) ? null : range,
        title: state === null ? null : STATE_WORD[state],
        below: isShown && line === below && <MutantDiff mutant={open} lines={lines} syntax={syntax} panel={panel} />,
      };
    };
  }, [atLine, states, open, isShown, most, tabKey, onOpen, lines, syntax, panel]);

  const view = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it scrolls when another one is opened, not when the same moved
  useEffect(() => {
    if (open !== null) bringIntoSight(view.current?.querySelector(`[data-line="${open.line}"]`) ?? null);
  }, [open?.key]);
  const marks = useMemo(
    () =>
      Math.min(
        most,
        [...atLine.values()].reduce((most, own) => Math.max(most, own.length), 1),
      ),
    [atLine, most],
  );
  return (
    <div ref={view}>
      <SourceView
        label={`Source of ${file}`}
        lines={lines}
        syntax={syntax}
        dress={dress}
        marks={marks}
        keeps={isShown ? [open.line, diffLineOf(open)] : []}
      />
    </div>
  );
}

interface MutantDiffProps {
  mutant: MutantItem;
  lines: readonly string[];
  syntax: Syntax | null;
  panel: ReactNode;
}

/** What would stand in place of the lines above, and what is known of it. */
function MutantDiff({ mutant, lines, syntax, panel }: MutantDiffProps): ReactNode {
  const replaced = replacedBy(lines, mutant);
  const last = replaced.lines.length - 1;
  const gone = mutant.endLine - mutant.line;
  return (
    <>
      {replaced.lines.map((text, index) => (
        <AddedLine
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
          key={index}
          text={text}
          tokens={syntax?.tokensIn(text)}
          marked={{ from: index === 0 ? replaced.from : 0, to: index === last ? replaced.to : text.length }}
        />
      ))}
      {(diffLineOf(mutant) !== mutant.endLine || last === -1) && (
        <Beneath>
          <p className={styles.note}>
            {last === -1
              ? `Nothing stands in place of ${gone === 0 ? 'this line' : `these ${plural(gone + 1, 'line')}`}.`
              : `This stands in place of lines ${mutant.line} to ${mutant.endLine}.`}
          </p>
        </Beneath>
      )}
      {panel !== null && (
        <Beneath>
          <div className={styles.panel}>{panel}</div>
        </Beneath>
      )}
    </>
  );
}

/** A line that is replaced from end to end is told by its ground alone. */
function isWhole(range: ColumnRange | null, text: string): boolean {
  return range !== null && range.from <= text.length - text.trimStart().length && range.to >= text.length;
}

const TOP_ROOM = 190;
const BOTTOM_ROOM = 220;

/** Scrolls only where the line is not in comfortable sight: then to the upper third, so that what is beneath it is seen too. */
function bringIntoSight(line: Element | null): void {
  if (line === null) return;
  const scroller = line.closest('section');
  const margin = line.firstElementChild;
  if (scroller !== null && margin !== null)
    bringAcross(scroller, line.querySelector('mark'), margin.getBoundingClientRect().right);
  const { top } = line.getBoundingClientRect();
  if (top >= TOP_ROOM && top <= window.innerHeight - BOTTOM_ROOM) return;
  window.scrollBy({ top: top - window.innerHeight * 0.3, behavior: 'instant' });
}
