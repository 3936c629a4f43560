/** Which files define the names that a script imports, followed through barrels. */
import type { Module } from './module-graph.ts';
import type { ModuleExport } from './module-record.ts';

type Modules = ReadonlyMap<string, Module>;

/**
 * The files in which the names that `file` imports are defined. A file that only passes a name on is none of them.
 * An import as a whole, or for its side effects, counts all that the module passes on; so does a name that is not found.
 */
export function findDefiners(modules: Modules, file: string): Set<string> {
  const definers = new Set<string>();
  const module = modules.get(file);
  for (const { specifier, names, use } of module?.record.requests ?? []) {
    const target = module?.targets.get(specifier);
    if (target === undefined || use === 'types' || use === 'mock') continue;
    if (names === '*' || names.length === 0) addAll(modules, target, definers);
    else for (const name of names) addName(modules, target, name, definers);
  }
  return definers;
}

function addName(modules: Modules, path: string, name: string, definers: Set<string>): void {
  if (!trace(modules, path, name, definers, new Set())) addAll(modules, path, definers);
}

/** Adds who defines `name` of the module at `path`; returns whether it was found. */
function trace(modules: Modules, path: string, name: string, definers: Set<string>, seen: Set<string>): boolean {
  const step = `${path}\0${name}`;
  if (seen.has(step)) return false;
  seen.add(step);
  const module = modules.get(path);
  if (module === undefined) {
    definers.add(path);
    return true;
  }
  const own = module.record.exports.filter((entry) => entry.name === name);
  if (own.length > 0) {
    for (const { from } of own) follow(modules, path, from, definers, seen);
    return true;
  }
  if (name === 'default') return false;
  const stars = module.record.exports.flatMap((entry) =>
    entry.name === '*' && entry.from !== null ? [entry.from.specifier] : [],
  );
  const found = stars.map((specifier) => {
    const target = module.targets.get(specifier);
    return target !== undefined && trace(modules, target, name, definers, seen);
  });
  // What none of its own modules defines is the package's that it passes on.
  return found.includes(true) || stars.some((specifier) => module.externals.has(specifier));
}

function follow(modules: Modules, path: string, from: ModuleExport['from'], definers: Set<string>, seen: Set<string>): void {
  if (from === null) {
    definers.add(path);
    return;
  }
  const target = modules.get(path)?.targets.get(from.specifier);
  if (target === undefined) return;
  if (from.name === '*') addAll(modules, target, definers);
  else if (!trace(modules, target, from.name, definers, seen)) addAll(modules, target, definers);
}

/** Adds a module and all whose names it passes on; what a CommonJS module passes on is all that it requires. */
function addAll(modules: Modules, path: string, definers: Set<string>): void {
  const reached = new Set([path]);
  for (const current of reached) {
    const module = modules.get(current);
    if (module === undefined) continue;
    const { record, targets } = module;
    const passedOn = record.isCommonJs ? record.requests : record.exports.flatMap(({ from }) => from ?? []);
    for (const { specifier } of passedOn) {
      const target = targets.get(specifier);
      if (target !== undefined) reached.add(target);
    }
  }
  for (const current of reached) definers.add(current);
}
