/** What the reader went to from the search, newest first; kept in the browser. */
import { z } from 'zod';

/** A file, a test or a mutant as the search lists it, and where it leads. */
export const Found = z.strictObject({
  kind: z.enum(['file', 'test', 'mutant']),
  text: z.string(),
  note: z.string(),
  to: z.string(),
});
export type Found = z.infer<typeof Found>;

const KEPT = 8;

/** Each project has its own; what cannot be read is nothing. */
export function readRecent(project: string, storage: Pick<Storage, 'getItem'> = localStorage): Found[] {
  try {
    const read = z.array(Found).safeParse(JSON.parse(storage.getItem(keyOf(project)) ?? '[]'));
    return read.success ? read.data : [];
  } catch {
    return [];
  }
}

/** Puts `found` first, once. */
export function keepRecent(project: string, found: Found, storage: Pick<Storage, 'getItem' | 'setItem'> = localStorage): void {
  const others = readRecent(project, storage).filter(({ to }) => to !== found.to);
  try {
    storage.setItem(keyOf(project), JSON.stringify([found, ...others].slice(0, KEPT)));
  } catch {
    // A browser that keeps nothing has no recent places.
  }
}

function keyOf(project: string): string {
  return `killrate-recent:${project}`;
}
