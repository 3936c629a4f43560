/** What shows that a finding is right, as whoever displays it reads it. */
import { z } from 'zod';
import type { Finding } from './document.ts';

const Count = z.int().nonnegative();

/** Each part is there where the rule has something to show. */
export const FindingEvidence = z.object({
  /** The code that the finding speaks of, as it stands in the file. */
  code: z.string().optional(),
  /** The two sides that an assertion compares, after bindings and constants were resolved. */
  compared: z.tuple([z.string(), z.string()]).optional(),
  /** Other places that take part, as `file:line`. */
  places: z.array(z.string()).optional(),
  /** What the test does to the mutants; `notKilled` are keys of some of those that it runs and does not kill. */
  mutants: z
    .object({ covered: Count, killed: Count, killedByAssertion: Count, notKilled: z.array(z.string()) })
    .partial()
    .optional(),
  /** The mutant whose kill clears the test. */
  killedMutant: z.string().nullable().optional(),
  /** What would make the test bite, in one sentence. */
  bite: z.string().nullable().optional(),
});
export type FindingEvidence = z.infer<typeof FindingEvidence>;

/** The parts of a finding's evidence that are as they should be; those of another version are left out. */
export function readEvidence({ evidence }: Pick<Finding, 'evidence'>): FindingEvidence {
  if (typeof evidence !== 'object' || evidence === null) return {};
  const parts = Object.entries(FindingEvidence.shape).flatMap(([name, schema]) => {
    const parsed = schema.safeParse((evidence as Record<string, unknown>)[name]);
    return parsed.success && parsed.data !== undefined ? [[name, parsed.data]] : [];
  });
  return Object.fromEntries(parts);
}
