/** What the gate last said of the project, kept for those who look at it later. */
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { GateOutcome } from '../api.ts';
import { Gate } from '../document.ts';

/** What the gate said: its checks, how it ended and why it did not pass; `stateMark` names the state of the project that it judged. */
const Judgement = z.strictObject({ gate: Gate, outcome: GateOutcome, reason: z.string().nullable(), stateMark: z.string() });
type Judgement = z.infer<typeof Judgement>;

/** What the gate said, and when (ISO 8601 UTC). */
export type LastGate = Judgement & { at: string };

/** Keeps what the gate says in place of what it said before; `judgedAt` is ISO 8601 UTC. */
export function keepGate(database: Database, judgement: Judgement, judgedAt: string): void {
  database
    .prepare(
      `INSERT INTO last_gate (id, judged_at, gate) VALUES (1, ?, ?)
       ON CONFLICT (id) DO UPDATE SET judged_at = excluded.judged_at, gate = excluded.gate`,
    )
    .run(judgedAt, JSON.stringify(judgement));
}

/** What the gate last said; null where it never judged, or where another killrate wrote it in words that are not read here. */
export function readLastGate(database: Database): LastGate | null {
  const row = database.prepare('SELECT judged_at AS at, gate FROM last_gate').get() as { at: string; gate: string } | undefined;
  if (row === undefined) return null;
  const judgement = Judgement.safeParse(JSON.parse(row.gate));
  return judgement.success ? { at: row.at, ...judgement.data } : null;
}
