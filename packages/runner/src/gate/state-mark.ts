/** A name for all that the gate judges by: two states of a project have the same one only where it would say the same. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '@killrate/shared/store/open';
import type { LoadedConfig } from '../config/load-config.ts';
import { describeEnvironment, fingerprint } from '../project/fingerprint.ts';
import type { Project } from '../project/project.ts';
import { hashText } from '../project/project-files.ts';
import { dayOf } from '../project-state.ts';
import { FLOORS_FILE, readLedger } from './record-files.ts';

/** Names the state: the project's files and versions, what is expected of them, what is accepted, and what was measured. */
export function markState(database: Database, project: Project, loaded: LoadedConfig): string {
  const { root } = project;
  const floors = existsSync(join(root, FLOORS_FILE)) ? readFileSync(join(root, FLOORS_FILE), 'utf8') : null;
  const today = dayOf(new Date());
  const ledger = readLedger(root).map((entry) => ({ ...entry, isExpired: (entry.expires ?? today) < today }));
  const measured = database.prepare('SELECT count(*), max(started_at), max(finished_at) FROM run').raw().get();
  const files = fingerprint(project, loaded, describeEnvironment(project));
  return hashText(JSON.stringify([files, loaded.config, floors, ledger, measured]));
}
