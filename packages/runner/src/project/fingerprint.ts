/** One hash over everything a verdict can depend on, and the versions of what takes part. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { CONFIG_FILES, type LoadedConfig } from '../config/load-config.ts';
import { ACCEPTED_FILE, FLOORS_FILE } from '../gate/record-files.ts';
import { findOutsideFiles } from './outside-files.ts';
import type { Project } from './project.ts';
import { hashEntry, hashFile, hashProject, hashText, type ProjectFile } from './project-files.ts';
import { findSources } from './sources.ts';

const require = createRequire(import.meta.url);

/**
 * What package managers write about the packages that are installed at this moment; not pnpm's `.modules.yaml`, which holds
 * dates and folders of the machine, so that results kept from one machine hold on the next.
 */
const INSTALL_RECORDS = ['.pnpm/lock.yaml', '.package-lock.json', '.yarn-state.yml'];

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
  const own = files.filter((file) => !isOwnRecord(file.path));
  const outside = hashProject(project.root, findOutsideFiles(project), []);
  return hashProject(root, own, [optionsText(loaded), JSON.stringify(environment), ...installRecords(project), outside]);
}

/** What the config says that a verdict can depend on: not what is expected of the results. */
export function optionsText({ engineOptions, config }: LoadedConfig): string {
  return JSON.stringify([engineOptions, config.logging, config.excludeTests]);
}

function installRecords(project: Project): string[] {
  return [project.root, project.workspaceRoot]
    .flatMap((folder) => INSTALL_RECORDS.map((name) => join(folder, 'node_modules', name)))
    .concat(project.lockfile ?? [])
    .filter((path) => existsSync(path))
    .map((path) => readFileSync(path, 'utf8'));
}

/** A hash of each source file, by path. */
export function sourcesManifest(project: Project, loaded: LoadedConfig, root: string = project.root): Record<string, string> {
  const patterns = loaded.config.modules.flatMap((module) => module.files);
  return Object.fromEntries(
    findSources(project, loaded.engineOptions.mutate, patterns).map((file) => [file, hashFile(join(root, file))]),
  );
}

/** Names in a manifest that are no files. */
export const OPTIONS_ENTRY = '(options)';
export const VERSIONS_ENTRY = '(versions)';
export const PACKAGES_ENTRY = '(installed packages)';

/**
 * A hash of everything beside the sources that a verdict depends on, by path, and by the names of options, versions and installed
 * packages. Two are equal only where the same tests would run in the same way; where they differ, they tell what changed.
 */
export function suiteManifest(project: Project, loaded: LoadedConfig, root: string = project.root): Record<string, string> {
  const patterns = loaded.config.modules.flatMap((module) => module.files);
  const sources = new Set(findSources(project, loaded.engineOptions.mutate, patterns));
  const others = project.tree.files.filter((file) => !sources.has(file.path) && !isOwnRecord(file.path));
  return {
    ...Object.fromEntries(others.map((file) => [file.path, hashEntry(root, file)])),
    ...Object.fromEntries(findOutsideFiles(project).map((file) => [file.path, hashEntry(project.root, file)])),
    [OPTIONS_ENTRY]: hashText(optionsText(loaded)),
    [VERSIONS_ENTRY]: hashText(JSON.stringify(describeEnvironment(project))),
    [PACKAGES_ENTRY]: hashText(installRecords(project).join('\0')),
  };
}

/** The entries of two manifests that are not the same in both. */
export function changedEntries(former: Readonly<Record<string, string>>, present: Readonly<Record<string, string>>): string[] {
  const names = new Set([...Object.keys(former), ...Object.keys(present)]);
  return [...names].filter((name) => former[name] !== present[name]);
}

/** One hash of a manifest. */
export function hashManifest(manifest: Readonly<Record<string, string>>): string {
  return hashText(JSON.stringify(Object.entries(manifest)));
}

/** What killrate itself keeps beside the code: no verdict depends on it. The config does so by its options alone. */
export function isOwnRecord(path: string): boolean {
  return path === ACCEPTED_FILE || path === FLOORS_FILE || CONFIG_FILES.includes(path);
}
