/** One hash over everything a verdict can depend on, and the versions of what takes part. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { LoadedConfig } from '../config/load-config.ts';
import type { Project } from './project.ts';
import { hashProject, type ProjectFile } from './project-files.ts';
import { findSources } from './sources.ts';

const require = createRequire(import.meta.url);

/** What package managers write about the packages that are installed at this moment. */
const INSTALL_RECORDS = ['.modules.yaml', '.package-lock.json', '.yarn-state.yml'];

/** The versions that a verdict may depend on, by name. */
export function describeEnvironment(project: Project): Record<string, string> {
  return {
    killrate: ownVersion(),
    stryker: (require('@stryker-mutator/core/package.json') as { version: string }).version,
    vitest: project.vitest.version,
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
  };
}

/** The version of this package. */
export function ownVersion(): string {
  return (JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }).version;
}

/** A hash of the copy of the project at `root`: equal only where no file of it, no option, no package and no version differs. */
export function fingerprint(
  project: Project,
  loaded: LoadedConfig,
  environment: Record<string, string>,
  root: string = project.root,
  files: readonly ProjectFile[] = project.tree.files,
): string {
  const records = [project.root, project.workspaceRoot]
    .flatMap((folder) => INSTALL_RECORDS.map((name) => join(folder, 'node_modules', name)))
    .concat(project.lockfile ?? [])
    .filter((path) => existsSync(path));
  return hashProject(root, files, [
    JSON.stringify(loaded.engineOptions),
    JSON.stringify([loaded.config.logging, loaded.config.excludeTests]),
    JSON.stringify(environment),
    ...records.map((path) => readFileSync(path, 'utf8')),
  ]);
}

/** As the fingerprint, but of everything beside the sources: equal where the same tests would run in the same way. */
export function suiteFingerprint(project: Project, loaded: LoadedConfig, root: string = project.root): string {
  const patterns = loaded.config.modules.flatMap((module) => module.files);
  const sources = new Set(findSources(project, loaded.engineOptions.mutate, patterns));
  const others = project.tree.files.filter((file) => !sources.has(file.path));
  return fingerprint(project, loaded, describeEnvironment(project), root, others);
}
