/** The mutants of one file in order of place: which are shown, on which lines, and which comes next. */
import type { MutantItem, StatusFilter } from '@killrate/shared/api';
import { standingOf } from '../words.ts';

/** Statuses in the order in which they are offered. */
export const FILTERS: readonly StatusFilter[] = [
  'Survived',
  'NoCoverage',
  'unresolved',
  'Timeout',
  'Killed',
  'Accepted',
  'RuntimeError',
  'CompileError',
  'Ignored',
  'Pending',
];

/** What is shown where nobody asked for anything else: what is not proven. */
export const UNPROVEN: readonly StatusFilter[] = ['Survived', 'NoCoverage', 'unresolved'];

/** How many mutants fall under each filter, those with none left out. */
export function countFilters(mutants: readonly MutantItem[]): Map<StatusFilter, number> {
  const counts = new Map<StatusFilter, number>();
  for (const mutant of mutants) {
    const filter = standingOf(mutant);
    counts.set(filter, (counts.get(filter) ?? 0) + 1);
  }
  return new Map(FILTERS.flatMap((filter) => (counts.has(filter) ? [[filter, counts.get(filter) ?? 0]] : [])));
}

/** The filters of `text` as the URL holds them, joined by commas; those that there are not are left out. */
export function parseFilters(text: string | null): Set<StatusFilter> | null {
  if (text === null) return null;
  return new Set(FILTERS.filter((filter) => text.split(',').includes(filter)));
}

/** What to show of `counts` at first: what is unproven, or everything where nothing is. */
export function defaultFilters(counts: ReadonlyMap<StatusFilter, number>): Set<StatusFilter> {
  const unproven = UNPROVEN.filter((filter) => counts.has(filter));
  return new Set(unproven.length > 0 ? unproven : counts.keys());
}

/** The mutant to open where the URL names none: the first survivor, else the first of what is shown. */
export function firstToOpen(shown: readonly MutantItem[]): MutantItem | null {
  return shown.find((mutant) => standingOf(mutant) === 'Survived') ?? shown[0] ?? null;
}

/**
 * The mutant before (-1) or after (1) the one open among those shown, by place; round at the ends. From a mutant that is
 * not shown, the nearest in that direction.
 */
export function neighbourOf(shown: readonly MutantItem[], open: MutantItem | null, direction: 1 | -1): MutantItem | null {
  if (shown.length === 0) return null;
  const index = open === null ? -1 : shown.findIndex((mutant) => mutant.key === open.key);
  if (index !== -1) return shown[(index + direction + shown.length) % shown.length] ?? null;
  if (open === null) return (direction === 1 ? shown[0] : shown.at(-1)) ?? null;
  const after = shown.findIndex((mutant) => comparePlace(mutant, open) > 0);
  const at = direction === 1 ? (after === -1 ? 0 : after) : (after === -1 ? shown.length : after) - 1;
  return shown.at(at) ?? null;
}

/** Negative where `a` stands before `b` in their file. */
export function comparePlace(a: Pick<MutantItem, 'line' | 'column'>, b: Pick<MutantItem, 'line' | 'column'>): number {
  return a.line - b.line || a.column - b.column;
}

/** What all mutants on a line say together. */
export type LineState = 'proven' | 'unproven' | 'mixed';

/** Of each line that has valid mutants, whether all of them were detected, none, or some. */
export function lineStates(mutants: readonly MutantItem[]): Map<number, LineState> {
  const states = new Map<number, LineState>();
  for (const mutant of mutants) {
    const standing = standingOf(mutant);
    const isDetected = standing === 'Killed' || standing === 'Timeout';
    if (!isDetected && standing !== 'Survived' && standing !== 'NoCoverage') continue;
    const state: LineState = isDetected ? 'proven' : 'unproven';
    const before = states.get(mutant.line) ?? state;
    states.set(mutant.line, before === state ? state : 'mixed');
  }
  return states;
}

/** The mutants by the line they begin on. */
export function byLine(mutants: readonly MutantItem[]): Map<number, MutantItem[]> {
  return Map.groupBy(mutants, (mutant) => mutant.line);
}

/** What stands beside a line: up to `most` marks, always the open one among them, and the mutants that found no room, the next one first. */
export function marksOf(
  mutants: readonly MutantItem[],
  openKey: string | null,
  most: number,
): { marks: readonly MutantItem[]; hidden: readonly MutantItem[] } {
  if (mutants.length <= most) return { marks: mutants, hidden: [] };
  const room = most - 1;
  const open = mutants.findIndex(({ key }) => key === openKey);
  const from = Math.min(Math.max(0, open - room + 1), mutants.length - room);
  return { marks: mutants.slice(from, from + room), hidden: [...mutants.slice(from + room), ...mutants.slice(0, from)] };
}

/** Beyond these lines, a mutant's replacement is shown beneath its first line and not beneath its last. */
const NEAR_LINES = 8;

/** The line beneath which the open mutant's replacement stands. */
export function diffLineOf(mutant: Pick<MutantItem, 'line' | 'endLine'>): number {
  return mutant.endLine - mutant.line < NEAR_LINES ? mutant.endLine : mutant.line;
}
