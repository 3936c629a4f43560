/** Which mutants of a file are on show and which one is open, kept in the address, with the ways from one to the next. */
import type { FilePage, MutantItem, StatusFilter } from '@killrate/shared/api';
import { useEffect, useMemo, useRef, useState } from 'react';
import { setParams, usePlace } from '../router.tsx';
import { standingOf } from '../words.ts';
import { comparePlace, countFilters, defaultFilters, FILTERS, firstToOpen, neighbourOf, parseFilters, UNPROVEN } from './walk.ts';

export interface FileMutants {
  counts: ReadonlyMap<StatusFilter, number>;
  filters: ReadonlySet<StatusFilter>;
  /** By place, with the open one among them whatever the filters say. */
  shown: readonly MutantItem[];
  open: MutantItem | null;
  /** The address names a mutant that this file does not have. */
  missingKey: string | null;
  /** The line that the open one stood at for the page that led here, where that is another one now. */
  formerLine: number | null;
  /** The open one's place among those shown, from 1; null where none is open. */
  position: number | null;
  openMutant(key: string | null): void;
  step(direction: 1 | -1): void;
  toggle(filter: StatusFilter): void;
  showAll(isAll: boolean): void;
}

/** `worstKey` is opened where the address names no mutant: null where there is none, `unknown` as long as that is not known. */
export function useFileMutants(page: FilePage, worstKey: string | null | 'unknown'): FileMutants {
  const { query } = usePlace();
  const [isClosed, setClosed] = useState(false);
  const named = query.get('mutant');
  const chosen = query.get('status');
  const counts = useMemo(() => countFilters(page.mutants), [page.mutants]);
  const filters = useMemo(() => parseFilters(chosen) ?? defaultFilters(counts), [chosen, counts]);
  const open = useMemo(
    () => openOf(page.mutants, filters, named, isClosed ? null : worstKey),
    [page.mutants, filters, named, isClosed, worstKey],
  );
  const shown = useMemo(() => shownOf(page.mutants, filters, open), [page.mutants, filters, open]);
  const index = open === null ? -1 : shown.indexOf(open);

  // What was opened unasked stays open, also when another one is the worst: after it was run again, say.
  useEffect(() => {
    if (named === null && open !== null) setParams({ mutant: open.key });
  }, [named, open]);

  // From a mutant that was closed, the walk goes on where it was.
  const last = useRef<MutantItem | null>(null);
  useEffect(() => {
    if (open !== null) last.current = open;
  }, [open]);

  function openMutant(key: string | null): void {
    setClosed(key === null);
    setParams({ mutant: key, line: null });
  }
  function showFilters(next: ReadonlySet<StatusFilter>): void {
    const isDefault = [...defaultFilters(counts)].join() === FILTERS.filter((filter) => next.has(filter)).join();
    // A choice of nothing is a choice, and an empty parameter would be none.
    setParams({ status: isDefault ? null : FILTERS.filter((filter) => next.has(filter)).join(',') || 'none' });
  }
  return {
    counts,
    filters,
    shown,
    open,
    missingKey: named !== null && open?.key !== named ? named : null,
    formerLine: formerLineOf(open, query.get('line')),
    position: index === -1 ? null : index + 1,
    openMutant,
    step(direction) {
      const next = neighbourOf(shown, open ?? last.current, direction);
      if (next !== null) openMutant(next.key);
    },
    toggle(filter) {
      const next = new Set(filters);
      if (!next.delete(filter)) next.add(filter);
      showFilters(next);
    },
    showAll: (isAll) => showFilters(isAll ? new Set(counts.keys()) : defaultFilters(counts)),
  };
}

/** The line that the address names, where `open` stands on another one. */
export function formerLineOf(open: Pick<MutantItem, 'line'> | null, named: string | null): number | null {
  const line = /^[1-9]\d{0,8}$/.test(named ?? '') ? Number(named) : null;
  return open === null || line === open.line ? null : line;
}

/** The mutant that the address names; else the worst one, or the first that is worth it where the server did not say. */
export function openOf(
  mutants: readonly MutantItem[],
  filters: ReadonlySet<StatusFilter>,
  named: string | null,
  worstKey: string | null,
): MutantItem | null {
  const wanted = named ?? worstKey;
  const found = mutants.find(({ key }) => key === wanted);
  if (found !== undefined) return found;
  if (named !== null || worstKey === null || worstKey === 'unknown') return null;
  const first = firstToOpen(shownOf(mutants, filters, null));
  // Where everything is proven, nothing asks for attention.
  return first === null || UNPROVEN.includes(standingOf(first)) ? first : null;
}

/** The mutants that the filters let through, by place, and the open one whatever they say. */
export function shownOf(
  mutants: readonly MutantItem[],
  filters: ReadonlySet<StatusFilter>,
  open: MutantItem | null,
): MutantItem[] {
  return mutants.filter((mutant) => mutant === open || filters.has(standingOf(mutant))).sort(comparePlace);
}
