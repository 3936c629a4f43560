/** The statuses of a run, by file and in the order in which the mutants are written. */
import type { RunDocument } from '@killrate/shared/document';
import { createTestProject, killrateJson, type TestProject } from '../project.fixture.ts';

export interface Measured {
  notes: readonly string[];
  code: number | null;
  document: RunDocument;
  /** `replacement: status` of each mutant, by file. */
  statuses: Record<string, string[]>;
}

/** Measures everything anew, with the warm engine unless another is named. */
export function measure(project: TestProject, ...args: string[]): Measured {
  const engine = args.includes('--engine') ? [] : ['--engine', 'warm'];
  const { code, document } = killrateJson(project.root, 'run', '--fresh', ...engine, ...args);
  return { code, document, notes: document.notes, statuses: statusesOf(document) };
}

function statusesOf(document: RunDocument): Record<string, string[]> {
  const statuses: Record<string, string[]> = {};
  for (const { file, replacement, status, reason } of document.mutants) {
    if (status === 'Ignored') continue;
    statuses[file] ??= [];
    statuses[file].push(`${replacement}: ${status ?? `unresolved (${reason})`}`);
  }
  return statuses;
}

/** Makes a project whose global names are typed loosely: `global` is what Node calls the globals. */
export function createEngineProject(...parts: Record<string, string>[]): TestProject {
  return createTestProject(Object.assign({}, ...parts) as Record<string, string>);
}
