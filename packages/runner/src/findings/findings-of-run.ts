/** What is found about the tests that had to do with what a run measured. */
import type { Finding } from '@killrate/shared/document';
import type { Database } from '@killrate/shared/store/open';
import type { LoadedConfig } from '../config/load-config.ts';
import type { Project } from '../project/project.ts';
import { readState } from '../project-state.ts';
import { gatherMaterial, judgeMaterial } from './assess-tests.ts';

/**
 * Findings of the tests that run a mutant of these sources, and of the sources themselves; by place. Of all tests where `sources` is
 * null: one that runs no code at all belongs to no source.
 */
export function findingsOfRun(
  database: Database,
  project: Project,
  loaded: LoadedConfig,
  sources: ReadonlySet<string> | null,
): Finding[] {
  const material = gatherMaterial(database, project, loaded, readState(database, project, loaded));
  if (sources === null) return judgeMaterial(material).findings;
  const { mutants, tests } = material.measured;
  const runs = ({ covers }: (typeof tests)[number]) => [...covers].some((key) => sources.has(mutants.get(key)?.file ?? ''));
  const ids = new Set(tests.filter(runs).map(({ id }) => id));
  const { findings, tests: assessed } = judgeMaterial(material);
  const keys = new Set(assessed.filter(({ cases }) => cases.some((id) => ids.has(id))).flatMap((test) => test.findings));
  return findings.filter(({ key, file }) => keys.has(key) || sources.has(file));
}
