/** Evaluates chosen files of packages anew for each test file of a thread, and notes which files Node loads for whom. */
import Module, { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { type PackageLoads, urlOf } from './package-loads.ts';

export interface Renewal {
  /** The files that are evaluated anew from the next run on, as URLs. */
  renew(urls: readonly string[]): void;
  /** Whether what is asked for so is evaluated anew for each run. */
  isRenewed(id: string): boolean;
  /** Call it before each run: what is renewed and was loaded before is forgotten. */
  begin(): void;
  /** Notes what the project asks for. */
  request(id: string): void;
  /** Notes that what is asked for so changed something outside of itself as it was loaded. */
  adopt(id: string): void;
  /** What was noted since the run began; what was told once is not told again. */
  takeLoads(): PackageLoads;
}

/** Vitest asks for what the project's own code imports. */
const VITEST = /\/node_modules\/(?:@vitest|vitest)\//;

/** Between the URL of a file and the number of the run that it is evaluated for. */
const MARK = '?killrate=';

/** Whether this Node lets its module system be watched; 22.15 is the first that does. */
export function canWatchModules(): boolean {
  return typeof registerHooks === 'function';
}

/** Watches the module system of the thread from now on. */
export function watchModules(): Renewal {
  let renewed: ReadonlySet<string> = new Set();
  let paths: readonly string[] = [];
  let run = 0;
  const told = new Set<string>();
  const early = new Set<string>();
  const requested = new Set<string>();
  let links: [string, string][] = [];
  let adopted: string[] = [];
  const note = (parent: string, url: string): void => {
    if (run === 0) early.add(url);
    else if (!parent.includes('/node_modules/')) requested.add(url);
    else if (!VITEST.test(parent) && !told.has(`${parent}\0${url}`)) {
      told.add(`${parent}\0${url}`);
      links.push([parent, url]);
    }
  };
  registerHooks({
    resolve(specifier, context, nextResolve) {
      const found = nextResolve(specifier, context);
      const { url } = found;
      if (!url.startsWith('file:') || !url.includes('/node_modules/') || url.includes('?')) return found;
      note((context.parentURL ?? '').split(MARK, 1)[0] ?? '', url);
      // In its first run a thread is new, and so is what it loads.
      return run > 1 && renewed.has(url) ? { ...found, url: `${url}${MARK}${run}` } : found;
    },
  });
  return {
    renew(urls) {
      renewed = new Set(urls);
      paths = urls.map((url) => fileURLToPath(url));
    },
    isRenewed: (id) => renewed.has(urlOf(id) ?? ''),
    begin() {
      run += 1;
      requested.clear();
      const { _cache: cache } = Module as unknown as { _cache: Record<string, unknown> };
      for (const path of paths) Reflect.deleteProperty(cache, path);
    },
    request: (id) => requested.add(id),
    adopt: (id) => adopted.push(id),
    takeLoads() {
      const taken = { requested: [...requested], links, early: [...early], adopted };
      early.clear();
      links = [];
      adopted = [];
      return taken;
    },
  };
}
