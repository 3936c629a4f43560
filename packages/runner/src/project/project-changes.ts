/** Hears of changes of a project's files as they are saved. */
import { relative } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type FSWatcher, watch } from 'chokidar';
import { UserError } from '../errors.ts';
import { isInput } from './project-files.ts';

/** Editors and formatters write a file more than once: so long nothing may have come before what came is told. */
const QUIET_MS = 50;

/** Watches the files below a root that a verdict can depend on, packages aside. */
export class ProjectChanges {
  readonly #root: string;
  readonly #watcher: FSWatcher;
  readonly #ready: Promise<void>;
  #paths = new Set<string>();
  #failure: Error | null = null;
  /** Resolves at the next change. */
  #next = Promise.withResolvers<void>();

  constructor(root: string) {
    this.#root = root;
    this.#watcher = watch(root, {
      ignoreInitial: true,
      followSymlinks: false,
      ignored: (path) => !isInput(this.#nameOf(path)),
    });
    this.#ready = new Promise((resolve) => this.#watcher.once('ready', () => resolve()));
    this.#watcher.on('all', (event, path) => {
      if (event === 'addDir' || event === 'unlinkDir') return;
      this.#paths.add(this.#nameOf(path));
      this.#tell();
    });
    this.#watcher.on('error', (error) => {
      this.#failure = error instanceof Error ? error : new Error(String(error));
      this.#tell();
    });
  }

  /** Resolves once no change is missed any more. @throws UserError where the system does not let the folder be watched */
  async ready(): Promise<void> {
    await Promise.race([this.#ready, this.#next.promise]);
    this.#check();
  }

  /** Resolves at the first change that was not taken. */
  get changed(): Promise<void> {
    return this.#paths.size > 0 ? Promise.resolve() : this.#next.promise;
  }

  /**
   * Waits for a change, and for the end of those that come with it; the paths, from the root, in order. Null where `signal` aborts.
   * @throws UserError where the system does not let the folder be watched
   */
  async take(signal: AbortSignal): Promise<string[] | null> {
    const ended = Promise.withResolvers<void>();
    const end = () => ended.resolve();
    signal.addEventListener('abort', end, { once: true });
    try {
      if (!signal.aborted) await Promise.race([this.changed, ended.promise]);
      for (let seen = -1; seen !== this.#paths.size && !signal.aborted; ) {
        seen = this.#paths.size;
        await delay(QUIET_MS);
      }
    } finally {
      signal.removeEventListener('abort', end);
    }
    this.#check();
    const paths = [...this.#paths].sort();
    this.#paths = new Set();
    return signal.aborted ? null : paths;
  }

  async close(): Promise<void> {
    await this.#watcher.close();
  }

  #tell(): void {
    this.#next.resolve();
    this.#next = Promise.withResolvers();
  }

  #check(): void {
    if (this.#failure !== null) throw new UserError(`${this.#root} cannot be watched: ${this.#failure.message}`);
  }

  #nameOf(path: string): string {
    return relative(this.#root, path).replaceAll('\\', '/');
  }
}
