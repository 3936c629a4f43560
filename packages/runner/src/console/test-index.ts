/** The tests of a document by id, and how many of its mutants each of them runs. */
import type { RunDocument } from '@killrate/shared/document';
import type { Mutant, Test } from '@killrate/shared/model';
import { unknownTest } from '@killrate/shared/test-id';

export interface TestIndex {
  /** The tests that cover a mutant; the narrowest (those that run the fewest mutants) first: the likeliest to be extended. */
  coveringTests(mutant: Pick<Mutant, 'coveredBy'>): Test[];
}

export function indexTests(document: Pick<RunDocument, 'tests' | 'mutants'>): TestIndex {
  const byId = new Map(document.tests.map((test) => [test.id, test]));
  const breadth = new Map<string, number>();
  for (const mutant of document.mutants) {
    for (const id of mutant.coveredBy) breadth.set(id, (breadth.get(id) ?? 0) + 1);
  }
  const breadthOf = (test: Test) => breadth.get(test.id) ?? 0;
  return {
    coveringTests: (mutant) =>
      mutant.coveredBy
        .map((id) => byId.get(id) ?? unknownTest(id))
        .sort(
          (one, other) =>
            breadthOf(one) - breadthOf(other) || compareText(one.file, other.file) || (one.line ?? 0) - (other.line ?? 0),
        ),
  };
}

/** `test/price.test.ts:88`, or only the file where the line is not known. */
export function placeOfTest(test: Pick<Test, 'file' | 'line'>): string {
  return test.line === null ? test.file : `${test.file}:${test.line}`;
}

/** By code unit, so that an order is the same on every machine. */
export function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
