/** The config as it was at the base of a change, to tell what the change itself asks for less. */
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { CONFIG_FILES, type LoadedConfig, loadConfig } from '../config/load-config.ts';
import { fileAt, filesAt } from '../project/git.ts';

/** What was there: a config, none, or one that cannot be read any more. */
export type BaseConfig = { kind: 'loaded'; loaded: LoadedConfig } | { kind: 'unreadable'; why: string };

/** Enough for any config that is written by hand. */
const MOST_FILES = 50;

/**
 * Loads the config that the project at `root` had at a commit, from a copy of it and of the files beside it that it imports.
 * Without a config everything had its default.
 */
export async function loadBaseConfig(root: string, commit: string): Promise<BaseConfig> {
  const files = new Set(filesAt(root, commit));
  const config = CONFIG_FILES.find((name) => files.has(name));
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'killrate-base-')));
  try {
    const copied = new Set<string>();
    const wanted = config === undefined ? [] : [config, ...(files.has('package.json') ? ['package.json'] : [])];
    for (let path = wanted.shift(); path !== undefined && copied.size < MOST_FILES; path = wanted.shift()) {
      if (copied.has(path)) continue;
      const text = fileAt(root, commit, path);
      if (text === null) continue;
      copied.add(path);
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
      wanted.push(...importedFiles(path, text).filter((imported) => files.has(imported)));
    }
    if (existsSync(join(root, 'node_modules'))) symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    return { kind: 'loaded', loaded: await loadConfig(folder) };
  } catch (error) {
    return { kind: 'unreadable', why: error instanceof Error ? error.message : String(error) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The files beside a script that its imports can mean. */
function importedFiles(path: string, text: string): string[] {
  const specifiers = [...text.matchAll(/(?:\bfrom|\bimport|\brequire\()\s*\(?\s*['"](\.{1,2}\/[^'"]+)['"]/g)];
  return specifiers.map(([, specifier = '']) => posix.join(posix.dirname(path), specifier));
}
