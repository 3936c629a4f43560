/** A store whose project state is filled into the tables of its connection. */
import type { MutantStatus } from '../model.ts';
import type { Database } from './open.ts';
import { fillPresent, orderPresent, type PresentFile, undetectedMutants } from './present.ts';
import { markFileMeasured } from './project-state.ts';
import type { PlannedMutant } from './results.ts';
import { HASH, judge, newMutant, newStore, newTest, planRun } from './store.fixture.ts';

export const FILE = 'src/price.ts';

export function presentFile(file: Partial<PresentFile> = {}): PresentFile {
  return { file: FILE, module: 'default', sourceHash: HASH, runId: null, isCounted: true, ...file };
}

/** Measures all of one file: a mutant for each key, on a line of its own, with this status; two tests run each of them. */
export function measureFile(
  database: Database,
  run: { id: string; at?: string; file?: string; hash?: string },
  statuses: Readonly<Record<string, MutantStatus | null>>,
  mutant: Partial<PlannedMutant> = {},
): void {
  const { id, file = FILE, hash = HASH, at = '2026-11-20T10:00:00.000Z' } = run;
  const tests = [newTest('adds', { line: 1, durationMs: 5 }), newTest('subtracts', { line: 2, durationMs: 9 })];
  const coveredBy = tests.map((test) => test.id);
  const mutants = Object.keys(statuses).map((key, index) =>
    newMutant(key, {
      file,
      line: index + 1,
      endLine: index + 1,
      coveredBy: statuses[key] === 'NoCoverage' ? [] : coveredBy,
      ...mutant,
    }),
  );
  planRun(database, { id, file, hash, tests, mutants, run: { startedAt: at } });
  for (const [key, status] of Object.entries(statuses)) {
    if (status === 'Pending') continue;
    const killedBy = status === 'Killed' ? [{ test: coveredBy[0] ?? '', kind: 'assertion' as const }] : [];
    judge(database, id, key, { status, killedBy, file, hash, at });
  }
  database.prepare(`UPDATE job SET status = 'completed' WHERE run_id = ?`).run(id);
  markFileMeasured(database, { file, module: 'default', sourceHash: hash, runId: id });
}

/** A store with one file of these mutants as its project state. */
export function presentStore(statuses: Readonly<Record<string, MutantStatus | null>>, accepted: string[] = []): Database {
  const database = newStore();
  measureFile(database, { id: 'run-1' }, statuses);
  fillPresent(database, [presentFile()], accepted);
  orderPresent(
    database,
    undetectedMutants(database).map(({ mutantId }) => mutantId),
  );
  return database;
}
