/** Throw-away copies of a project, so that no bench ever writes to the project itself. */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../src/config/load-config.ts';
import { UserError } from '../src/errors.ts';
import { openProject, type Project } from '../src/project/project.ts';
import { findSources, matchInOrder } from '../src/project/sources.ts';
import { createSandbox } from '../src/sandbox/sandbox.ts';

/** Calls `work` with a folder of its own, which is gone afterwards. */
export async function withScratch<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'killrate-bench-')));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** What a bench measures: a project, its sources, and the test files that take no part. */
export interface Subject {
  project: Project;
  /** Sources, relative to the root. */
  files: string[];
  loggingCallees: readonly string[];
  /** Whether a file is left out of every copy. */
  isLeftOut: (file: string) => boolean;
}

/** Opens the project in `folder`: the sources that `globs` choose, all where there is none; no copy holds what `without` matches. */
export async function openSubject(folder: string, globs: readonly string[], without: readonly string[]): Promise<Subject> {
  const project = openProject(folder);
  const { config, engineOptions } = await loadConfig(project.root);
  const sources = findSources(
    project,
    engineOptions.mutate,
    config.modules.flatMap((module) => module.files),
  );
  const files = globs.length === 0 ? sources : sources.filter(matchInOrder(globs, { dot: true }));
  if (files.length === 0)
    throw new UserError(`${globs.join(',')} matches none of the ${sources.length} sources of ${project.name}`);
  return { project, files, loggingCallees: config.logging, isLeftOut: matchInOrder(without, { dot: true }) };
}

/** Copies the project below `folder`, without any store; returns the root of the copy. */
export function copyProject({ project, isLeftOut }: Subject, folder: string): string {
  const { files, nodeModules } = project.tree;
  const tree = { files: files.filter(({ path }) => !isLeftOut(path)), nodeModules };
  return createSandbox(folder, project.root, project.workspaceRoot, tree).root;
}
