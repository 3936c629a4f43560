/** The packages that a suite loads, file by file: which may remember something, and which can be evaluated anew for each run. */
import { fileURLToPath } from 'node:url';
import { type PackageLoads, urlOf } from './package-loads.ts';
import { isQuiet, keepsState } from './package-state.ts';

/** To evaluate more files than these for each run costs more than to confirm survivors in new threads. */
const MOST_RENEWED = 250;

/**
 * Joins what all threads of a session loaded. A file that may remember, and every file that loads it, is renewed: evaluated
 * anew for each run, as in a new thread. Where that cannot be done without parting what must stay one (the environment and
 * Vitest itself have loaded it, or it changes globals on loading), the package is one that remembers.
 */
export class PackageGraph {
  readonly #parents = new Map<string, Set<string>>();
  readonly #children = new Map<string, Set<string>>();
  readonly #requested = new Set<string>();
  readonly #fixed = new Set<string>();
  #renewal: { renewed: ReadonlySet<string>; remembering: ReadonlySet<string> } | null = null;

  add({ requested, links, early, adopted }: PackageLoads): void {
    const before = this.#size;
    for (const [parent, child] of links) {
      entryOf(this.#parents, child).add(parent);
      entryOf(this.#children, parent).add(child);
    }
    for (const id of requested) {
      const url = urlOf(id);
      if (url !== null) this.#requested.add(url);
    }
    for (const url of early) this.#fixed.add(url);
    for (const id of adopted) this.#fixed.add(urlOf(id) ?? id);
    if (this.#size !== before) this.#renewal = null;
  }

  /** URLs of the files that are evaluated anew for each run. */
  get renewed(): ReadonlySet<string> {
    return this.#find().renewed;
  }

  /** Whether one of these packages, as they were requested, may remember and cannot be renewed. */
  remembers(requested: readonly string[]): boolean {
    const { remembering } = this.#find();
    return requested.some((id) => {
      const url = urlOf(id);
      return url !== null && remembering.has(url);
    });
  }

  get #size(): number {
    const links = [...this.#children.values()].reduce((sum, children) => sum + children.size, 0);
    return links + this.#requested.size + this.#fixed.size;
  }

  #find(): { renewed: ReadonlySet<string>; remembering: ReadonlySet<string> } {
    this.#renewal ??= this.#divide();
    return this.#renewal;
  }

  #divide(): { renewed: ReadonlySet<string>; remembering: ReadonlySet<string> } {
    const stateful = reach([...this.#requested], this.#children).filter((url) => !isQuiet(url) && keepsState(fileURLToPath(url)));
    const groups = stateful.map((url) => ({ url, loaders: reach([url], this.#parents) }));
    const renewed = new Set<string>();
    const kept = new Set<string>();
    for (const { url, loaders } of groups.sort((a, b) => a.loaders.length - b.loaders.length)) {
      const isFixed = loaders.some((loader) => this.#fixed.has(loader) || isQuiet(loader));
      const sum = new Set([...renewed, ...loaders]).size;
      if (isFixed || sum > MOST_RENEWED) kept.add(url);
      else for (const loader of loaders) renewed.add(loader);
    }
    return { renewed, remembering: new Set(reach([...kept], this.#parents).filter((url) => !isQuiet(url))) };
  }
}

/** What can be reached from these along the links, with themselves; nothing is looked for behind what is quiet. */
function reach(from: readonly string[], links: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const reached = new Set<string>();
  const open = [...from];
  for (let url = open.pop(); url !== undefined; url = open.pop()) {
    if (reached.has(url)) continue;
    reached.add(url);
    if (!isQuiet(url)) open.push(...(links.get(url) ?? []));
  }
  return [...reached];
}

function entryOf(map: Map<string, Set<string>>, key: string): Set<string> {
  const known = map.get(key) ?? new Set();
  map.set(key, known);
  return known;
}
