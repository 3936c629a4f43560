/** A name for all that the gate judges by: two states of a project have the same one only where it would say the same. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '@killrate/shared/store/open';
import type { LoadedConfig } from '../config/load-config.ts';
import { describeEnvironment, fingerprint } from '../project/fingerprint.ts';
import type { Project } from '../project/project.ts';
import { hashText } from '../project/project-files.ts';
import { dayOf } from '../project-state.ts';
import { ACCEPTED_FILE, FLOORS_FILE } from './record-files.ts';

/** Names the state: the project's files and versions, what is expected of them, what is accepted, and what was measured. */
export function markState(database: Database, project: Project, loaded: LoadedConfig): string {
  const records = [ACCEPTED_FILE, FLOORS_FILE].map((name) => {
    const path = join(project.root, name);
    return existsSync(path) ? readFileSync(path, 'utf8') : null;
  });
  const measured = database.prepare('SELECT count(*), max(started_at), max(finished_at) FROM run').raw().get();
  // An acceptance ends with a day.
  const today = dayOf(new Date());
  return hashText(
    JSON.stringify([fingerprint(project, loaded, describeEnvironment(project)), loaded.config, records, measured, today]),
  );
}
