/** Cursors as they travel: text that only the list which gave it understands. */
import { z } from 'zod';
import { Refusal } from './workbench.ts';

const ListCursor = z.tuple([z.int(), z.string().max(100)]);
const RunCursor = z.tuple([z.string().max(40), z.string().max(100)]);

/** @throws Refusal (400) */
export function readListCursor(text: string | undefined): { rank: number; key: string } | null {
  if (text === undefined) return null;
  const [rank, key] = parse(text, ListCursor);
  return { rank, key };
}

/** @throws Refusal (400) */
export function readRunCursor(text: string | undefined): { startedAt: string; id: string } | null {
  if (text === undefined) return null;
  const [startedAt, id] = parse(text, RunCursor);
  return { startedAt, id };
}

/** A cursor as text; null where the list is at its end. */
export function writeCursor(parts: readonly (string | number)[] | null): string | null {
  return parts === null ? null : Buffer.from(JSON.stringify(parts)).toString('base64url');
}

function parse<Value>(text: string, schema: z.ZodType<Value>): Value {
  try {
    return schema.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  } catch {
    throw new Refusal('cursor: it is none that this list gave, ask without one to begin anew', 400);
  }
}
