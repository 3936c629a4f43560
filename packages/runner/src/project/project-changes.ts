/** Hears of changes of a project's files as they are saved. */
import { fstatSync, type Stats, statSync } from 'node:fs';
import { relative } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type FSWatcher, watch } from 'chokidar';
import { UserError } from '../errors.ts';
import { FLOORS_FILE } from '../gate/record-files.ts';
import { isOwnRecord } from './fingerprint.ts';
import { isInput } from './project-files.ts';

/** Editors and formatters write a file more than once: so long nothing may have come before what came is told. */
const QUIET_MS = 50;

/** What is written for people ends no round that is under way. */
const BESIDE = /\.mdx?$|(?:^|\/)(?:LICENSE|CHANGELOG)[^/]*$/;

/** Whether this process's words are redirected into a file. */
function isOwnOutput(path: string): boolean {
  const file = statSync(path, { throwIfNoEntry: false });
  return file !== undefined && [1, 2].some((handle) => isSameFile(fstatSync(handle), file));
}

function isSameFile(one: Stats, other: Stats): boolean {
  return one.isFile() && one.ino === other.ino && one.dev === other.dev;
}

/** Watches the files below a root that a verdict can depend on, packages aside. */
export class ProjectChanges {
  readonly #root: string;
  readonly #watcher: FSWatcher;
  readonly #ready: Promise<void>;
  #paths = new Set<string>();
  #failure: Error | null = null;
  #events = 0;
  /** Resolves at the first change that is not taken. */
  #next = Promise.withResolvers<void>();
  #urgent = Promise.withResolvers<void>();

  constructor(root: string) {
    this.#root = root;
    this.#watcher = watch(root, {
      ignoreInitial: true,
      followSymlinks: false,
      ignored: (path) => !isInput(this.#nameOf(path)),
    });
    this.#ready = new Promise((resolve) => this.#watcher.once('ready', () => resolve()));
    this.#watcher.on('all', (event, path) => {
      const name = this.#nameOf(path);
      // A run raises the floors itself.
      if (event === 'addDir' || event === 'unlinkDir' || name === FLOORS_FILE || isOwnOutput(path)) return;
      this.#paths.add(name);
      this.#events += 1;
      this.#next.resolve();
      if (!BESIDE.test(name) && !isOwnRecord(name)) this.#urgent.resolve();
    });
    this.#watcher.on('error', (error) => {
      this.#failure = error instanceof Error ? error : new Error(String(error));
      this.#next.resolve();
      this.#urgent.resolve();
    });
  }

  /** Resolves once no change is missed any more. @throws UserError where the system does not let the folder be watched */
  async ready(): Promise<void> {
    await Promise.race([this.#ready, this.#next.promise]);
    this.#check();
  }

  /** Resolves once something changed that a verdict is likely to depend on, and was not taken yet. */
  get urgent(): Promise<void> {
    return this.#urgent.promise;
  }

  /**
   * Waits for a change, and for the end of those that come with it; the paths, from the root, in order. Null where `signal` aborts.
   * @throws UserError where the system does not let the folder be watched
   */
  async take(signal: AbortSignal): Promise<string[] | null> {
    const aborted = Promise.withResolvers<void>();
    const abort = (): void => aborted.resolve();
    signal.addEventListener('abort', abort, { once: true });
    try {
      if (!signal.aborted) await Promise.race([this.#next.promise, aborted.promise]);
      for (let seen = -1; seen !== this.#events && !signal.aborted; ) {
        seen = this.#events;
        await delay(QUIET_MS);
      }
    } finally {
      signal.removeEventListener('abort', abort);
    }
    this.#check();
    if (signal.aborted) return null;
    const paths = [...this.#paths].sort();
    this.#paths = new Set();
    this.#next = Promise.withResolvers();
    this.#urgent = Promise.withResolvers();
    return paths;
  }

  async close(): Promise<void> {
    await this.#watcher.close();
  }

  #check(): void {
    if (this.#failure !== null) throw new UserError(`${this.#root} cannot be watched: ${this.#failure.message}`);
  }

  #nameOf(path: string): string {
    return relative(this.#root, path).replaceAll('\\', '/');
  }
}
