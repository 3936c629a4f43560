/** What the dashboard knows of the project beside the store: its source files, and whether their results hold. */
import { join } from 'node:path';
import type { Database } from '@killrate/shared/store/open';
import type { ProjectFacts, SourceFile } from '@killrate/web/server';
import { DEFAULT_MODULE } from '../config/config.ts';
import type { LoadedConfig } from '../config/load-config.ts';
import { killRateTarget } from '../config/requirements.ts';
import { markState } from '../gate/state-mark.ts';
import { moduleFinder } from '../plan.ts';
import type { Project } from '../project/project.ts';
import { hashFile } from '../project/project-files.ts';
import { findSources } from '../project/sources.ts';
import { type FileState, readState } from '../project-state.ts';

/** Looks at the project; `database` is null where nothing was measured yet. */
export function readFacts(project: Project, loaded: LoadedConfig, database: Database | null): ProjectFacts {
  const { config, engineOptions } = loaded;
  const modules = [...config.modules, { name: DEFAULT_MODULE, target: config.target }].map(({ name, target }) => ({
    name,
    target: killRateTarget(target),
  }));
  if (database !== null)
    return {
      files: readState(database, project, loaded).files.map(toSourceFile),
      ...{ modules, notes: [], stateMark: markState(database, project, loaded) },
    };
  const moduleOf = moduleFinder(config);
  const patterns = config.modules.flatMap((module) => module.files);
  return {
    files: findSources(project, engineOptions.mutate, patterns).map((file) => ({
      ...{ file, module: moduleOf(file), contentHash: hashFile(join(project.root, file)) },
      ...{ kind: 'unmeasured', reason: 'it was never measured', recalledFrom: null },
    })),
    ...{ modules, notes: [], stateMark: null },
  };
}

const KIND = {
  current: 'current',
  unmeasured: 'unmeasured',
  changed: 'changed',
  'other-suite': 'older',
  lost: 'older',
} as const satisfies Record<FileState['kind'], SourceFile['kind']>;

function toSourceFile({ file, module, contentHash, kind, reason, recalledFrom }: FileState): SourceFile {
  return { file, module, contentHash, kind: KIND[kind], reason, recalledFrom };
}
