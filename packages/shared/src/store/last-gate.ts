/** What the gate last said of the project, kept for those who look at it later. */
import type { Database } from 'better-sqlite3';
import { Gate } from '../document.ts';

/** What the gate said, and when (ISO 8601 UTC). */
export interface LastGate {
  at: string;
  gate: Gate;
}

/** Keeps what the gate says in place of what it said before; `judgedAt` is ISO 8601 UTC. */
export function keepGate(database: Database, gate: Gate, judgedAt: string): void {
  database
    .prepare(
      `INSERT INTO last_gate (id, judged_at, gate) VALUES (1, ?, ?)
       ON CONFLICT (id) DO UPDATE SET judged_at = excluded.judged_at, gate = excluded.gate`,
    )
    .run(judgedAt, JSON.stringify(gate));
}

/** What the gate last said; null where it never judged, or where an older killrate wrote it in words that are no longer read. */
export function readLastGate(database: Database): LastGate | null {
  const row = database.prepare('SELECT judged_at AS at, gate FROM last_gate').get() as { at: string; gate: string } | undefined;
  if (row === undefined) return null;
  const gate = Gate.safeParse(JSON.parse(row.gate));
  return gate.success ? { at: row.at, gate: gate.data } : null;
}
