/** Which functions of a source an edit changed, and which are as they were, under which number. */
import type { SourceFunctions } from './source-functions.ts';

export interface FunctionChange {
  /** Numbers of then. A function that changed takes those within it along. */
  changed: ReadonlySet<number>;
  /** By the number of then, that of now, of those that did not change. */
  presentOf: ReadonlyMap<number, number>;
}

/** Holds two states of one source against each other. Where anything outside of the bodies changed, all of it did. */
export function compareFunctions(former: SourceFunctions, present: SourceFunctions): FunctionChange {
  const changed = new Set<number>();
  const presentOf = new Map<number, number>();
  const [formerWithin, presentWithin] = [childrenOf(former), childrenOf(present)];
  const loseAll = (number: number): void => {
    changed.add(number);
    for (const child of formerWithin.get(number) ?? []) loseAll(child);
  };
  const compare = (one: number, other: number): void => {
    if (former.hashes[one] !== present.hashes[other]) {
      loseAll(one);
      return;
    }
    presentOf.set(one, other);
    // The same code holds as many functions, in the same places.
    const others = presentWithin.get(other) ?? [];
    for (const [index, child] of (formerWithin.get(one) ?? []).entries()) compare(child, others[index] ?? -1);
  };
  compare(0, 0);
  return { changed, presentOf };
}

function childrenOf({ parents }: SourceFunctions): Map<number, number[]> {
  const children = new Map<number, number[]>();
  for (const [number, parent] of parents.entries()) children.set(parent, [...(children.get(parent) ?? []), number]);
  return children;
}
