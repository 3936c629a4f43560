/** Where a run happens: a folder of its own, the sandbox in it, and the engine over that. A watch keeps them from one run to the next. */
import { existsSync, lstatSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { LoadedConfig } from './config/load-config.ts';
import type { EngineSession } from './engine/engine.ts';
import { opaqueTestsOf } from './impact/opaque-tests.ts';
import { commandOf, processesOfSession } from './process/process-identity.ts';
import { describeEnvironment, fingerprint, isOwnRecord } from './project/fingerprint.ts';
import type { Project } from './project/project.ts';
import { createSandbox, listSandbox, makeSandboxRoot, refreshSandbox, type Sandbox } from './sandbox/sandbox.ts';
import { createSessionFolder, endSession, type SessionFolder } from './sandbox/session-folder.ts';

export interface Workplace {
  folder: SessionFolder;
  sandbox: Sandbox;
  /** Null until the engine is opened. */
  session: EngineSession | null;
  /** Paths of the sandbox that are others than when the session last ran the suite. */
  changed: readonly string[];
}

/**
 * A copy of the project as it is now, in which `mutated` may be written to. `onFolder` hears where it is going to be, as to copy it takes a
 * moment.
 */
export function openWorkplace(
  project: Project,
  mutated: readonly string[],
  onFolder: (folder: SessionFolder, sandboxRoot: string) => void = () => undefined,
): Workplace {
  const folder = createSessionFolder(project.root);
  try {
    onFolder(folder, makeSandboxRoot(folder.path, project.root, project.workspaceRoot));
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

/** What a workplace was made of. It is kept only for a project of which all but the text of files is the same. */
interface Origin {
  /** Root, options, versions, installed packages, files outside of the project, and what may be written to, as one text. */
  surroundings: string;
  /** By path, what tells without reading that a file was written. */
  stamps: ReadonlyMap<string, string>;
}

/** Keeps one workplace between two runs of a process. */
export class WorkplaceKeeper {
  #kept: Workplace | null = null;
  readonly #origins = new WeakMap<SessionFolder, Origin>();
  /** What stood in a sandbox when it was made. */
  readonly #listings = new WeakMap<SessionFolder, string>();

  /**
   * The kept workplace with the project as it is now in it, or a new one. `projectHash` is the fingerprint of the project; a
   * sandbox that differs in anything else is given up.
   */
  async open(project: Project, loaded: LoadedConfig, mutated: readonly string[], projectHash: string): Promise<Workplace> {
    // Before anything is copied: what is written meanwhile is seen the next time.
    const origin = originOf(project, loaded, mutated);
    const kept = this.#kept;
    this.#kept = null;
    const again = kept === null ? null : await this.#refreshed(kept, origin, { project, loaded, mutated, projectHash });
    const workplace = again ?? openWorkplace(project, mutated);
    this.#origins.set(workplace.folder, origin);
    if (again === null) this.#listings.set(workplace.folder, listSandbox(workplace.sandbox));
    return workplace;
  }

  /** Null where it cannot serve; it is closed then. */
  async #refreshed(kept: Workplace, origin: Origin, now: Present): Promise<Workplace | null> {
    let isFit = false;
    try {
      const changed = changesSince(this.#origins.get(kept.folder) ?? null, origin, now.project);
      isFit = changed !== null && !isReadAtStart(changed, now) && this.#refresh(kept, changed, now);
      return isFit ? { ...kept, changed: (changed ?? []).filter((path) => !isOwnRecord(path)) } : null;
    } finally {
      if (!isFit) await closeWorkplace(kept);
    }
  }

  #refresh(
    { folder, sandbox }: Workplace,
    changed: readonly string[],
    { project, loaded, mutated, projectHash }: Present,
  ): boolean {
    refreshSandbox(sandbox, project.root, changed, mutated);
    if (listSandbox(sandbox) !== this.#listings.get(folder)) return false;
    return fingerprint(project, loaded, describeEnvironment(project), sandbox.root) === projectHash;
  }

  /** Keeps a workplace after a run that reached its end. */
  async keep(workplace: Workplace): Promise<void> {
    workplace.session?.rest();
    if (workplace.session !== null && hasStrays(workplace.folder)) await closeWorkplace(workplace);
    else this.#kept = { ...workplace, changed: [] };
  }

  /** Ends what is kept. */
  async close(): Promise<void> {
    const kept = this.#kept;
    this.#kept = null;
    if (kept !== null) await closeWorkplace(kept);
  }
}

/** Whether what Vitest did as it started may have known a file that is another now. */
function isReadAtStart(changed: readonly string[], { project, loaded }: Present): boolean {
  const { isKnownToConfig } = opaqueTestsOf(project, loaded);
  return changed.some(isKnownToConfig);
}

/** Whether something lives on that tests, or mutants, started: it may hold a port, or write. The service of a bundler is none of theirs. */
function hasStrays({ id }: SessionFolder): boolean {
  const living = processesOfSession(id).filter((pid) => !/\bservice=/.test(commandOf(pid)));
  // One of them is the engine.
  return living.length > 1;
}

/** The project as it is now, and what is asked for of it. */
interface Present {
  project: Project;
  loaded: LoadedConfig;
  mutated: readonly string[];
  projectHash: string;
}

function originOf(project: Project, loaded: LoadedConfig, mutated: readonly string[]): Origin {
  const { root, tree } = project;
  const rest = fingerprint(project, loaded, describeEnvironment(project), root, []);
  const stamps = tree.files.map(({ path }) => {
    const { mtimeMs, ctimeMs, size, ino, mode } = lstatSync(join(root, path));
    return [path, `${mtimeMs} ${ctimeMs} ${size} ${ino} ${mode}`] as const;
  });
  const packages = [root, project.workspaceRoot].map((folder) => listPackages(join(folder, 'node_modules')));
  return { surroundings: JSON.stringify([root, rest, tree.nodeModules, packages, mutated]), stamps: new Map(stamps) };
}

/** The packages in a folder, with where they lead to: a link needs no record of an installation. */
function listPackages(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.name.startsWith('@') && entry.isDirectory()) return [entry.name, ...listPackages(path)];
    return entry.name.startsWith('.') ? [] : [entry.isSymbolicLink() ? `${entry.name} ${readlinkSync(path)}` : entry.name];
  });
}

/** The paths that were written; null where more than that is another. */
function changesSince(before: Origin | null, after: Origin, { tree }: Project): string[] | null {
  if (before === null || before.surroundings !== after.surroundings || before.stamps.size !== after.stamps.size) return null;
  const changed = [...after.stamps].flatMap(([path, stamp]) => (before.stamps.get(path) === stamp ? [] : [path]));
  const links = new Set(tree.files.flatMap(({ path, isSymlink }) => (isSymlink ? [path] : [])));
  return changed.some((path) => !before.stamps.has(path) || links.has(path)) ? null : changed;
}
