/** What people say of mutants and findings: whether they were worth looking at. */
import type { Database } from 'better-sqlite3';

/** One saying; a later one on the same subject takes its place. `rule` is the mutator of a mutant, or the rule of a finding. */
export interface Feedback {
  kind: 'mutant' | 'finding';
  subject: string;
  rule: string;
  isUseful: boolean;
}

/** How often the mutants of a mutator, or the findings of a rule, were called useful, and how often not. */
export interface FeedbackCount {
  kind: Feedback['kind'];
  rule: string;
  useful: number;
  notUseful: number;
}

/** Writes what somebody says; `givenAt` is ISO 8601 UTC. */
export function giveFeedback(database: Database, { isUseful, ...feedback }: Feedback, givenAt: string): void {
  database
    .prepare(
      `INSERT INTO feedback (kind, subject, rule, is_useful, given_at) VALUES (@kind, @subject, @rule, @isUseful, @givenAt)
       ON CONFLICT (kind, subject) DO UPDATE SET rule = excluded.rule, is_useful = excluded.is_useful, given_at = excluded.given_at`,
    )
    .run({ ...feedback, isUseful: isUseful ? 1 : 0, givenAt });
}

/** Counts by rule, the least useful first. */
export function countFeedback(database: Database): FeedbackCount[] {
  return database
    .prepare(
      `SELECT kind, rule, sum(is_useful) AS useful, sum(1 - is_useful) AS notUseful FROM feedback
       GROUP BY kind, rule ORDER BY avg(is_useful), count(*) DESC, kind, rule`,
    )
    .all() as FeedbackCount[];
}

/** What was last said of a subject; null where nothing was. */
export function feedbackOn(database: Database, kind: Feedback['kind'], subject: string): 'useful' | 'not-useful' | null {
  const isUseful = database.prepare('SELECT is_useful FROM feedback WHERE kind = ? AND subject = ?').pluck().get(kind, subject);
  return isUseful === undefined ? null : isUseful === 1 ? 'useful' : 'not-useful';
}

/** What was last said of every subject of a kind, by its key. */
export function allFeedback(database: Database, kind: Feedback['kind']): Map<string, 'useful' | 'not-useful'> {
  const rows = database.prepare('SELECT subject, is_useful FROM feedback WHERE kind = ?').raw().all(kind) as [string, number][];
  return new Map(rows.map(([subject, isUseful]) => [subject, isUseful === 1 ? 'useful' : 'not-useful']));
}
