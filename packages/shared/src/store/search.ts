/** Finding files, tests and mutants of the project state by a part of their names. */
import type { Database } from 'better-sqlite3';
import type { Test } from '../model.ts';
import { findByKey, type ListedMutant } from './mutant-list.ts';

/** What was found, at most `limit` of each. */
export interface Found {
  files: string[];
  tests: Pick<Test, 'id' | 'file' | 'name'>[];
  mutants: ListedMutant[];
}

/** Files and tests that have `text` in their path or name, whatever its case, the shortest paths first; mutants whose keys begin with it. */
export function searchState(database: Database, text: string, limit: number): Found {
  const folded = text.toLowerCase();
  return {
    files: database
      .prepare(`SELECT file FROM temp.present_file WHERE instr(lower(file), ?) > 0 ORDER BY length(file), file LIMIT ?`)
      .pluck()
      .all(folded, limit) as string[],
    tests: database
      .prepare(`SELECT id, file, name FROM temp.present_test WHERE instr(folded, ?) > 0 ORDER BY by_place LIMIT ?`)
      .all(folded, limit) as Found['tests'],
    mutants: findByKey(database, folded, limit),
  };
}
