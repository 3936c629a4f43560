/** What Node loads of packages while a test file runs, as a thread tells it. */
import { isBuiltin } from 'node:module';
import { pathToFileURL } from 'node:url';

/** Files are URLs. */
export interface PackageLoads {
  /** What the project's own code asked for: URLs, paths, names of modules of Node. */
  requested: readonly string[];
  /** Which file of a package loaded which, each pair told once by a thread. */
  links: readonly (readonly [parent: string, child: string])[];
  /** What the thread had loaded before its first test file; told once. */
  early: readonly string[];
  /** Those of the requested that changed something outside of themselves as they were loaded. */
  adopted: readonly string[];
}

/** The URL of a file that was asked for; null for a module of Node. */
export function urlOf(id: string): string | null {
  if (isBuiltin(id)) return null;
  return id.startsWith('file:') ? id : pathToFileURL(id).href;
}
