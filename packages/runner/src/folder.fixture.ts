/** Little folders of real files for unit tests; each is gone when its test is over. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openProject, type Project } from './project/project.ts';

/** What stands at a path: a file's content, or where a symbolic link leads. */
export type Entries = Record<string, string | { link: string }>;

/** A folder in the system's temporary folder; a space and a bracket in its name, since people have such folders. */
export function aFolder(entries: Entries = {}): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'killrate unit [x] ')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  writeEntries(root, entries);
  return root;
}

export function writeEntries(root: string, entries: Entries): void {
  for (const [path, entry] of Object.entries(entries)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    if (typeof entry === 'string') writeFileSync(join(root, path), entry);
    else symlinkSync(entry.link, join(root, path));
  }
}

/** What every measurable package has: a manifest, and a Vitest (of which only the version is read here). */
export const PACKAGE: Entries = {
  'package.json': '{ "name": "little", "type": "module" }',
  'node_modules/vitest/package.json': '{ "name": "vitest", "version": "5.1.1" }',
};

/** A package with these files, opened. */
export function aProject(entries: Entries = {}): Project {
  return openProject(aFolder({ ...PACKAGE, ...entries }));
}
