/** Where the reader is in the queue of survivors: which one is chosen, what was decided and is gone, and what comes next. */
import type { MutantItem } from '@killrate/shared/api';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { mutantQuery, useCache } from '../queries.ts';
import { setParams, useParam } from '../router.tsx';

export interface Queue {
  /** Those that are still to be decided. */
  items: readonly MutantItem[];
  /** Of the chosen one, null before there is any; it may have left the list. */
  key: string | null;
  /** -1 where the chosen one is not in the list, or not yet. */
  index: number;
  /** How many of the list were decided here and not yet confirmed. */
  decided: number;
  choose(key: string): void;
  move(direction: 1 | -1): MutantItem | null;
  moveToFirst(): MutantItem | null;
  onDecided(key: string, isAccepted: boolean): void;
}

/** The address follows when the reader rests, as browsers allow only so many changes of it. */
const REST_MS = 200;
const AHEAD = [1, 2, -1, 3];

/** `ranked` as the server has them, of which the order on show stays as long as `list` is the same.
 * `choosesFirst` where something is always open; `hidesDecided` where accepted ones do not belong. */
export function useQueue(ranked: readonly MutantItem[], list: string, choosesFirst: boolean, hidesDecided: boolean): Queue {
  const cache = useCache();
  const [param] = useParam('mutant');
  const [chosen, setChosen] = useState(param);
  const [decided, setDecided] = useState<ReadonlySet<string>>(new Set());
  const written = useRef(param);
  const lastIndex = useRef(0);
  const all = useSteady(ranked, list);

  const items = useMemo(
    () => (hidesDecided && decided.size > 0 ? all.filter(({ key }) => !decided.has(key)) : all),
    [all, decided, hidesDecided],
  );
  const key = chosen ?? (choosesFirst ? (items[0]?.key ?? null) : null);
  const index = useMemo(() => items.findIndex((item) => item.key === key), [items, key]);
  useEffect(() => {
    if (index >= 0) lastIndex.current = index;
  }, [index]);

  useEffect(() => {
    if (param === written.current) return;
    written.current = param;
    setChosen(param);
  }, [param]);
  useEffect(() => {
    if (chosen === written.current) return;
    const timer = setTimeout(() => {
      written.current = chosen;
      setParams({ mutant: chosen });
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [chosen]);

  useEffect(() => {
    for (const step of AHEAD) {
      const near = items[index + step];
      if (index >= 0 && near !== undefined) cache.prefetch(mutantQuery(near.key));
    }
  }, [cache, items, index]);

  const move = (direction: 1 | -1): MutantItem | null => {
    const next = neighbourIn(items, index, lastIndex.current, direction);
    if (next !== null) setChosen(next.key);
    return next;
  };
  const onDecided = (decidedKey: string, isAccepted: boolean): void => {
    setDecided((before) => new Set(isAccepted ? [...before, decidedKey] : [...before].filter((other) => other !== decidedKey)));
    if (!hidesDecided) return;
    if (!isAccepted) {
      setChosen(decidedKey);
      return;
    }
    const at = items.findIndex((item) => item.key === decidedKey);
    const next = items[at + 1] ?? items[at - 1];
    if (next !== undefined) setChosen(next.key);
  };
  return {
    items,
    key,
    index,
    decided: all.length - items.length,
    choose: useCallback((next: string) => setChosen(next), []),
    move,
    moveToFirst: () => {
      const first = items[0] ?? null;
      if (first !== null) setChosen(first.key);
      return first;
    },
    onDecided,
  };
}

/** The items in the order in which they were first shown: a judgement re-ranks the list, but not under the reader's feet. */
function useSteady(ranked: readonly MutantItem[], list: string): readonly MutantItem[] {
  const shown = useRef<{ list: string; keys: readonly string[] }>({ list, keys: [] });
  const items = useMemo(() => (shown.current.list === list ? keepOrder(shown.current.keys, ranked) : ranked), [ranked, list]);
  useEffect(() => {
    const before = shown.current.list === list ? shown.current.keys : [];
    shown.current = { list, keys: rememberOrder(before, items) };
  }, [items, list]);
  return items;
}

/** `items` with those of `before` in that order; each new one stays behind the one it came behind, and new ones at the end stay there. */
export function keepOrder<Item extends { key: string }>(before: readonly string[], items: readonly Item[]): readonly Item[] {
  const rank = new Map(before.map((key, index) => [key, index]));
  const known = items.filter(({ key }) => rank.has(key));
  if (known.length === 0) return items;
  const newBehind = new Map<string | null, Item[]>();
  let leader: string | null = null;
  for (const item of items) {
    if (rank.has(item.key)) leader = item.key;
    else {
      const group = newBehind.get(leader) ?? [];
      group.push(item);
      newBehind.set(leader, group);
    }
  }
  const atEnd = leader === null ? [] : (newBehind.get(leader) ?? []);
  if (leader !== null) newBehind.delete(leader);
  const sorted = known.toSorted((a, b) => (rank.get(a.key) ?? 0) - (rank.get(b.key) ?? 0));
  return [...(newBehind.get(null) ?? []), ...sorted.flatMap((item) => [item, ...(newBehind.get(item.key) ?? [])]), ...atEnd];
}

/** The order of `before`, with those that are gone in their places, since they may come back; what is new stays behind what it is shown behind. */
export function rememberOrder(before: readonly string[], shown: readonly { key: string }[]): string[] {
  const known = new Set(before);
  const newBehind = new Map<string | null, string[]>();
  let leader: string | null = null;
  for (const { key } of shown) {
    if (known.has(key)) leader = key;
    else
      newBehind
        .set(leader, newBehind.get(leader) ?? [])
        .get(leader)
        ?.push(key);
  }
  return [...(newBehind.get(null) ?? []), ...before.flatMap((key) => [key, ...(newBehind.get(key) ?? [])])];
}

/** The one after (1) or before (-1) `index`. Where that is -1, the chosen one left the list at `lastIndex`, and what stands there now comes after it. */
export function neighbourIn<Item>(items: readonly Item[], index: number, lastIndex: number, direction: 1 | -1): Item | null {
  const from = index >= 0 ? index : direction === 1 ? lastIndex - 1 : lastIndex;
  const at = Math.min(Math.max(from + direction, 0), items.length - 1);
  return items[at] ?? null;
}
