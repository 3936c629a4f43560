/** The assertions whose two sides the engine has to watch under mutants, to confirm what the rules suspect. */
import type { StaticFile, WatchedAssertion } from '../flag.ts';

/** Rules that say an assertion compares the code with itself: only values that move together prove it. */
const CONFIRMED_BY_WATCHING: ReadonlySet<string> = new Set(['tautology', 'self-comparison']);

/** Those of one test file, each place once per rule, in the order of the text. */
export function findWatched(file: StaticFile): WatchedAssertion[] {
  const flags = [...file.flags, ...file.tests.flatMap((test) => test.flags)];
  const watched = flags
    .filter(({ rule }) => CONFIRMED_BY_WATCHING.has(rule))
    .map(({ rule, line, column }) => ({ rule, line, column }));
  const byPlace = new Map(watched.map((each) => [`${each.rule}:${each.line}:${each.column}`, each]));
  return [...byPlace.values()].sort((one, other) => one.line - other.line || one.column - other.column);
}
