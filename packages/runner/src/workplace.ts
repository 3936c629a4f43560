/** Where a run happens: a folder of its own, the sandbox in it, and the engine over that. A watch keeps them from one run to the next. */
import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { LoadedConfig } from './config/load-config.ts';
import type { EngineSession } from './engine/engine.ts';
import { describeEnvironment, fingerprint } from './project/fingerprint.ts';
import type { Project } from './project/project.ts';
import { walkProject } from './project/project-files.ts';
import { createSandbox, isEnginesOwn, refreshSandbox, type Sandbox } from './sandbox/sandbox.ts';
import { createSessionFolder, endSession, type SessionFolder } from './sandbox/session-folder.ts';

export interface Workplace {
  folder: SessionFolder;
  sandbox: Sandbox;
  /** Null until the engine is opened. */
  session: EngineSession | null;
  /** Paths of the sandbox that are others than when the session last ran the suite. */
  changed: readonly string[];
}

/** A copy of the project as it is now, in which `mutated` may be written to. */
export function openWorkplace(project: Project, mutated: readonly string[]): Workplace {
  const folder = createSessionFolder(project.root);
  try {
    const sandbox = createSandbox(folder.path, project.root, project.workspaceRoot, project.tree, mutated);
    return { folder, sandbox, session: null, changed: [] };
  } catch (error) {
    endSession(folder);
    throw error;
  }
}

/** Ends what was started there, and removes it. */
export async function closeWorkplace({ folder, session }: Workplace): Promise<void> {
  try {
    await session?.close();
  } finally {
    endSession(folder);
  }
}

/** What a kept workplace was made of: it serves only where all of this is the same. */
interface Origin {
  root: string;
  /** Options, versions, installed packages and files outside of the project. */
  surroundings: string;
  folders: string;
  mutated: string;
}

/** Keeps one workplace between two runs of a process. */
export class WorkplaceKeeper {
  #kept: { workplace: Workplace; origin: Origin; stamps: ReadonlyMap<string, string> } | null = null;
  #opening: { origin: Origin; stamps: ReadonlyMap<string, string> } | null = null;

  /**
   * The kept workplace with the project as it is now in it, or a new one. `projectHash` is the fingerprint of the project; a
   * sandbox in which anything else differs is given up.
   */
  async open(project: Project, loaded: LoadedConfig, mutated: readonly string[], projectHash: string): Promise<Workplace> {
    const origin = originOf(project, loaded, mutated);
    // Before anything is copied: what is written meanwhile is seen the next time.
    const stamps = stampsOf(project);
    const kept = this.#kept;
    this.#kept = null;
    this.#opening = { origin, stamps };
    if (kept !== null) {
      const changed = JSON.stringify(kept.origin) === JSON.stringify(origin) ? changesBetween(kept.stamps, stamps) : null;
      if (changed !== null && this.#refresh(kept.workplace, project, loaded, { mutated, changed, projectHash }))
        return { ...kept.workplace, changed };
      await closeWorkplace(kept.workplace);
    }
    return openWorkplace(project, mutated);
  }

  #refresh(
    { sandbox }: Workplace,
    project: Project,
    loaded: LoadedConfig,
    { mutated, changed, projectHash }: { mutated: readonly string[]; changed: readonly string[]; projectHash: string },
  ): boolean {
    const links = new Set(project.tree.files.flatMap(({ path, isSymlink }) => (isSymlink ? [path] : [])));
    if (changed.some((path) => links.has(path))) return false;
    refreshSandbox(sandbox, project.root, changed, mutated);
    const there = walkProject(sandbox.root).files.map(({ path }) => path);
    const left = there.filter((path) => !isEnginesOwn(path));
    if (left.join('\n') !== project.tree.files.map(({ path }) => path).join('\n')) return false;
    return fingerprint(project, loaded, describeEnvironment(project), sandbox.root) === projectHash;
  }

  /** Keeps a workplace after a run that reached its end. */
  keep(workplace: Workplace): void {
    if (this.#opening === null) throw new Error('A workplace is kept only where it was opened');
    workplace.session?.rest();
    this.#kept = { workplace: { ...workplace, changed: [] }, ...this.#opening };
  }

  /** Ends what is kept. */
  async close(): Promise<void> {
    const kept = this.#kept;
    this.#kept = null;
    if (kept !== null) await closeWorkplace(kept.workplace);
  }
}

function originOf(project: Project, loaded: LoadedConfig, mutated: readonly string[]): Origin {
  return {
    root: project.root,
    surroundings: fingerprint(project, loaded, describeEnvironment(project), project.root, []),
    folders: project.tree.nodeModules.join('\n'),
    mutated: mutated.join('\n'),
  };
}

/** By path, what tells without reading that a file was written. */
function stampsOf({ root, tree }: Project): Map<string, string> {
  return new Map(
    tree.files.map(({ path }) => {
      const { mtimeMs, ctimeMs, size, ino } = lstatSync(join(root, path));
      return [path, `${mtimeMs} ${ctimeMs} ${size} ${ino}`];
    }),
  );
}

/** The paths that were written; null where files came or went. */
function changesBetween(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] | null {
  if (before.size !== after.size || [...after.keys()].some((path) => !before.has(path))) return null;
  return [...after].flatMap(([path, stamp]) => (before.get(path) === stamp ? [] : [path]));
}
