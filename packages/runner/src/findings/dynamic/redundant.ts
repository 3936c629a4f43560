/** Rule redundant: tests whose every kill other tests make too, named so that all of them could go together. */
import { type Candidate, type CoveringSet, findCoveringSet } from './covering-set.ts';
import { compareTexts } from './function-mutants.ts';

/** A test, as far as redundancy goes. */
export interface Rival extends Candidate {
  file: string;
  line: number;
  /** Of its kills those by an assertion: a crash elsewhere does not stand in for one. */
  killsByAssertion: ReadonlySet<string>;
  covers: ReadonlySet<string>;
  /** Whether it is convicted already: it is not named once more, and stands in for nobody. */
  isHollow: boolean;
  /** Whether something speaks against it: it goes before a test that nobody doubts. */
  isDoubted: boolean;
}

/** A test that others make needless, as these mutants tell. */
export interface Redundancy {
  id: string;
  /** The tests that together kill all that it kills; one where one is enough. */
  group: readonly string[];
  /** Whether the one other test kills exactly the same. */
  isTwin: boolean;
}

/** What the suite would be without the tests that it does not need. */
export interface SmallestSet extends CoveringSet {
  /** Tests that could go, in the order given. */
  drop: readonly string[];
  savedMs: number;
  /** What all tests took that were looked at. */
  totalMs: number;
}

/** Where more are needed to stand in for a test, what it shows in one place is scattered over theirs. */
const MOST_STAND_INS = 3;

/**
 * Finds the redundant tests. Doubted ones go first, then those that run the most: what stays are tests close to the code, which say where
 * it broke. Of tests that run as much the one that kills the least by assertion goes, of twins the later in its file; each only while up
 * to three tests that stay kill all that it kills, and run all that it runs.
 */
export function findRedundant(rivals: readonly Rival[]): Redundancy[] {
  const standing = rivals.filter(({ isHollow }) => !isHollow);
  const killers = new Map<string, Set<Rival>>();
  for (const rival of standing) for (const key of rival.kills) killers.set(key, (killers.get(key) ?? new Set()).add(rival));
  const groups = new Map<Rival, Rival[]>();
  for (const rival of standing.filter(({ kills }) => kills.size > 0).sort(goesFirst)) {
    const dependants = [...groups].flatMap(([gone, group]) => (group.includes(rival) ? [gone] : []));
    for (const key of rival.kills) killers.get(key)?.delete(rival);
    const found = [rival, ...dependants].map((each) => [each, groupFor(each, killers)] as const);
    if (found.every((each): each is readonly [Rival, Rival[]] => each[1] !== null))
      for (const [each, group] of found) groups.set(each, group);
    else for (const key of rival.kills) killers.get(key)?.add(rival);
  }
  const place = new Map(rivals.map(({ id }, at) => [id, at]));
  return [...groups]
    .map(([rival, group]) => describeRedundancy(rival, group))
    .sort((one, other) => (place.get(one.id) ?? 0) - (place.get(other.id) ?? 0));
}

function describeRedundancy({ id, kills }: Rival, group: readonly Rival[]): Redundancy {
  return { id, group: group.map((other) => other.id), isTwin: group.length === 1 && group[0]?.kills.size === kills.size };
}

/** The few tests that stand in for one; null where no few do. */
function groupFor(rival: Rival, killers: ReadonlyMap<string, ReadonlySet<Rival>>): Rival[] | null {
  const others = standInsFor(rival, killers);
  if (others === null) return null;
  const group = smallestGroup(rival, others);
  return group.length <= MOST_STAND_INS && isWithin(rival.covers, group) ? group : null;
}

function goesFirst(one: Rival, other: Rival): number {
  return (
    Number(other.isDoubted) - Number(one.isDoubted) ||
    other.covers.size - one.covers.size ||
    one.killsByAssertion.size - other.killsByAssertion.size ||
    one.kills.size - other.kills.size ||
    compareTexts(other.file, one.file) ||
    other.line - one.line ||
    compareTexts(other.id, one.id)
  );
}

/** Tests that stand in for one, each with what it kills of that one's kills, and no worse. */
type StandIns = ReadonlyMap<Rival, readonly string[]>;

/** Null where something is left that only the test itself kills so. */
function standInsFor(rival: Rival, killers: ReadonlyMap<string, ReadonlySet<Rival>>): StandIns | null {
  const shares = new Map<Rival, string[]>();
  for (const key of rival.kills) {
    let isKilled = false;
    for (const other of killers.get(key) ?? []) {
      if (!killsAsWell(other, rival, key)) continue;
      isKilled = true;
      const share = shares.get(other);
      if (share === undefined) shares.set(other, [key]);
      else share.push(key);
    }
    if (!isKilled) return null;
  }
  return shares;
}

function killsAsWell(other: Rival, rival: Rival, key: string): boolean {
  return other.killsByAssertion.has(key) || !rival.killsByAssertion.has(key);
}

function isWithin(covers: ReadonlySet<string>, others: readonly Rival[]): boolean {
  return [...covers].every((key) => others.some((other) => other.covers.has(key)));
}

/**
 * One that kills all of it, else always the next that kills the most of what is left; of equals one of the same file. What tests took has
 * no part in it: the same kills always give the same group.
 */
function smallestGroup(rival: Rival, standIns: StandIns): Rival[] {
  const isElsewhere = ({ file }: Rival) => (file === rival.file ? 0 : 1);
  const inOrder = [...standIns].sort(
    ([one, share], [other, otherShare]) =>
      otherShare.length - share.length || isElsewhere(one) - isElsewhere(other) || compareTexts(one.id, other.id),
  );
  const left = new Set(rival.kills);
  const group: Rival[] = [];
  while (left.size > 0) {
    let best: { other: Rival; gain: readonly string[] } | null = null;
    for (const [other, share] of inOrder) {
      const most = best?.gain.length ?? 0;
      if (share.length <= most) break;
      const gain = share.filter((key) => left.has(key));
      if (gain.length > most) best = { other, gain };
    }
    if (best === null) break;
    group.push(best.other);
    for (const key of best.gain) left.delete(key);
  }
  return group;
}

/** The cheapest set that keeps every kill, those by an assertion as such, and what would be saved by running nothing else. */
export function findSmallestSet(rivals: readonly Rival[]): SmallestSet {
  // A crash elsewhere does not stand in for an assertion.
  const deedsOf = ({ kills, killsByAssertion }: Rival) => [...kills, ...[...killsByAssertion].map((key) => `${key} asserted`)];
  const { keep, isExact } = findCoveringSet(rivals.map((rival) => ({ ...rival, kills: new Set(deedsOf(rival)) })));
  const drop = rivals.filter(({ id }) => !keep.has(id));
  const total = (tests: readonly Rival[]) => tests.reduce((sum, { durationMs }) => sum + durationMs, 0);
  return { keep, isExact, drop: drop.map(({ id }) => id), savedMs: total(drop), totalMs: total(rivals) };
}
