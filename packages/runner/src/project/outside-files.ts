/** Files outside the project that its suite depends on: packages that it links to, and configuration of the workspace around it. */
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { isBuilt, isGlobalInput, isIdle } from '../impact/changed-path.ts';
import { findLinkedPackages } from '../impact/resolve-specifier.ts';
import type { Project } from './project.ts';
import { type ProjectFile, walkProject } from './project-files.ts';
import { looksLikeTest } from './sources.ts';
import { ancestorsOf } from './workspace-root.ts';

/** Their paths begin with `../`. What a sibling tests, and what no test reads, is left out; what is built may lie in any folder. */
export function findOutsideFiles({ root, workspaceRoot }: Pick<Project, 'root' | 'workspaceRoot'>): ProjectFile[] {
  const linked = findLinkedPackages(root).flatMap((folder) =>
    walkProject(join(root, folder))
      .files.filter(({ path }) => isBuilt(path) || (!looksLikeTest(path) && !isIdle(path, looksLikeTest)))
      .map((file) => ({ ...file, path: `${folder}/${file.path}` })),
  );
  const above = ancestorsOf(root).slice(1);
  const within = above.slice(0, above.indexOf(workspaceRoot) + 1);
  const configs = within.flatMap((folder) => {
    const place = relative(root, folder).replaceAll('\\', '/');
    const names = readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name);
    return names
      .sort()
      .map((name) => ({ path: `${place}/${name}`, isSymlink: false }))
      .filter(({ path }) => isGlobalInput(path, () => false));
  });
  const known = new Set(linked.map(({ path }) => path));
  return [...linked, ...configs.filter(({ path }) => !known.has(path))];
}
