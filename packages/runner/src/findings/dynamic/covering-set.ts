/** The cheapest set of tests that still kills every mutant that the suite kills. */
import { compareTexts } from './function-mutants.ts';

/** Something that kills, and what it costs to run. */
export interface Candidate {
  id: string;
  durationMs: number;
  kills: ReadonlySet<string>;
}

/** Which tests to keep; `isExact` where no cheaper set exists, and not merely none that was found. */
export interface CoveringSet {
  keep: ReadonlySet<string>;
  isExact: boolean;
}

/** A mutant, or many that the same tests kill: the candidates by their number. */
type Element = readonly number[];

/** Up to this many tests that depend on each other, every choice among them is tried. */
const MOST_TRIED = 12;
/** What a test costs that took no time that could be measured: of two free sets the one with fewer tests is cheaper. */
const SHORTEST_MS = 0.01;

/**
 * Weighted set cover: tests that alone kill something are kept, what they kill is settled; what is left falls into groups of tests that
 * have nothing to do with each other, small ones solved exactly, others by the best price for what is still open, then freed of what
 * the later choices made needless. The same input always gives the same set.
 */
export function findCoveringSet(candidates: readonly Candidate[]): CoveringSet {
  const ordered = candidates.toSorted((one, other) => compareTexts(one.id, other.id));
  const prices = ordered.map(({ durationMs }) => Math.max(durationMs, SHORTEST_MS));
  const elements = elementsOf(ordered);
  const kept = new Set(elements.filter(({ length }) => length === 1).flat());
  const open = elements.filter((element) => !element.some((each) => kept.has(each)));
  let isExact = true;
  for (const group of separate(open)) {
    const tests = [...new Set(group.flat())].sort((one, other) => one - other);
    const isSmall = tests.length <= MOST_TRIED;
    isExact &&= isSmall;
    for (const each of isSmall ? tryAll(tests, group, prices) : chooseGreedily(tests, group, prices)) kept.add(each);
  }
  return { keep: new Set([...kept].map((each) => ordered[each]?.id ?? '')), isExact };
}

/** What has to be killed, once for all mutants with the same killers. */
function elementsOf(candidates: readonly Candidate[]): Element[] {
  const killers = new Map<string, number[]>();
  for (const [number, { kills }] of candidates.entries()) {
    for (const key of kills) {
      const known = killers.get(key) ?? [];
      known.push(number);
      killers.set(key, known);
    }
  }
  return [...new Map([...killers.values()].map((element) => [element.join(), element])).values()];
}

/** Groups of elements that share no test with any other group, in the order in which they are met. */
function separate(elements: readonly Element[]): Element[][] {
  const left = new Set(elements);
  const groups: Element[][] = [];
  for (const first of left) {
    left.delete(first);
    const group = [first];
    const tests = new Set(first);
    // Each round takes what has become a neighbour by the round before.
    for (let size = 0; size < group.length; ) {
      size = group.length;
      for (const element of left) {
        if (!element.some((each) => tests.has(each))) continue;
        left.delete(element);
        group.push(element);
        for (const each of element) tests.add(each);
      }
    }
    groups.push(group);
  }
  return groups;
}

/** The cheapest choice among all; of equally cheap ones that of the fewest and first tests. */
function tryAll(tests: readonly number[], elements: readonly Element[], prices: readonly number[]): number[] {
  const bits = new Map(tests.map((each, bit) => [each, 1 << bit]));
  const masks = elements.map((element) => element.reduce((mask, each) => mask | (bits.get(each) ?? 0), 0));
  let best = { mask: (1 << tests.length) - 1, price: Number.POSITIVE_INFINITY };
  for (let mask = 1; mask < 1 << tests.length; mask++) {
    const price = tests.reduce((sum, each, bit) => (mask & (1 << bit) ? sum + (prices[each] ?? 0) : sum), 0);
    if (price < best.price && masks.every((element) => (element & mask) !== 0)) best = { mask, price };
  }
  return tests.filter((_, bit) => best.mask & (1 << bit));
}

/** Always the next with the most still open for its price. What a test can add only shrinks: an old rate is looked at anew when it leads. */
function chooseGreedily(tests: readonly number[], elements: readonly Element[], prices: readonly number[]): number[] {
  const elementsOfTest = new Map<number, Element[]>(tests.map((each) => [each, []]));
  for (const element of elements) for (const each of element) elementsOfTest.get(each)?.push(element);
  const open = new Set(elements);
  const rateOf = (each: number) =>
    (elementsOfTest.get(each) ?? []).filter((element) => open.has(element)).length / (prices[each] ?? 1);
  const rates = new Map(tests.map((each) => [each, rateOf(each)]));
  const chosen: number[] = [];
  while (open.size > 0) {
    const leader = highest(rates);
    const rate = rateOf(leader);
    if (rate < (rates.get(leader) ?? 0)) {
      rates.set(leader, rate);
      continue;
    }
    chosen.push(leader);
    rates.delete(leader);
    for (const element of elementsOfTest.get(leader) ?? []) open.delete(element);
  }
  return dropNeedless(chosen, elementsOfTest, prices);
}

/** The first of those with the highest rate. */
function highest(rates: ReadonlyMap<number, number>): number {
  let best = { each: -1, rate: -1 };
  for (const [each, rate] of rates) if (rate > best.rate || (rate === best.rate && each < best.each)) best = { each, rate };
  return best.each;
}

/** Takes out, the dearest first, what the others make needless. */
function dropNeedless(
  chosen: readonly number[],
  elementsOfTest: ReadonlyMap<number, readonly Element[]>,
  prices: readonly number[],
): number[] {
  const left = new Set(chosen);
  const counts = new Map<Element, number>();
  for (const each of chosen)
    for (const element of elementsOfTest.get(each) ?? []) counts.set(element, (counts.get(element) ?? 0) + 1);
  for (const each of chosen.toSorted((one, other) => (prices[other] ?? 0) - (prices[one] ?? 0) || other - one)) {
    const own = elementsOfTest.get(each) ?? [];
    if (!own.every((element) => (counts.get(element) ?? 0) > 1)) continue;
    left.delete(each);
    for (const element of own) counts.set(element, (counts.get(element) ?? 0) - 1);
  }
  return [...left];
}
