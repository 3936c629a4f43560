/** The config as it was at the base of a change, to tell what the change itself asks for less. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { CONFIG_FILES, type LoadedConfig, loadConfig } from '../config/load-config.ts';
import { fileAt, filesAt, repositoryPrefix } from '../project/git.ts';
import { isScript } from '../project/sources.ts';

/** What was there: a config, none, or one that cannot be read any more. */
export type BaseConfig = { kind: 'loaded'; loaded: LoadedConfig } | { kind: 'unreadable'; why: string };

/** A config with the files beside it that it imports, by path; empty where there is none. Above the project, paths begin with `../`. */
export type ConfigTexts = ReadonlyMap<string, string>;

/** Enough for any config that is written by hand. */
const MOST_FILES = 50;

/** The config's files at a commit. */
export function configTextsAt(root: string, commit: string): ConfigTexts {
  const files = new Set(filesAt(root, commit));
  return collect((path) => (files.has(path) || path.startsWith('../') ? fileAt(root, commit, path) : null));
}

/** The config's files as they are now. */
export function configTexts(root: string): ConfigTexts {
  const isFile = (path: string) => statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  return collect((path) => (isFile(join(root, path)) ? readFileSync(join(root, path), 'utf8') : null));
}

function collect(read: (path: string) => string | null): ConfigTexts {
  const texts = new Map<string, string>();
  const take = (paths: readonly string[]): void => {
    const path = paths.find((candidate) => texts.has(candidate) || read(candidate) !== null);
    if (path === undefined || texts.has(path) || texts.size === MOST_FILES) return;
    const text = read(path) ?? '';
    texts.set(path, text);
    for (const imported of importedFiles(path, text)) take(imported);
  };
  take(CONFIG_FILES);
  return texts;
}

/** Without an extension, as CommonJS may import. */
const ENDINGS = ['', '.js', '.cjs', '.mjs', '.json', '/index.js'];

/** What each import of a script beside it can mean, the most likely first; and the data that it names, to read them. */
function importedFiles(path: string, text: string): string[][] {
  if (!isScript(path)) return [];
  const specifiers = [...text.matchAll(/(?:\bfrom|\bimport|\brequire\()\s*\(?\s*['"](\.{1,2}\/[^'"]+)['"]/g)];
  const imports = specifiers.map(([, specifier = '']) => {
    const target = posix.join(posix.dirname(path), specifier);
    return ENDINGS.map((ending) => target + ending);
  });
  const names = [...text.matchAll(/(['"`])((?:\.{0,2}\/)?[\w@./-]+\.\w+)\1/g)].map(([, , name = '']) => name);
  const data = names.filter((name) => !isScript(name)).map((name) => [posix.join(posix.dirname(path), name)]);
  return [...imports, ...data];
}

/**
 * Loads the config that the project at `root` had at a commit, from a copy of its files. Without a config everything had its
 * default.
 */
export async function loadBaseConfig(root: string, commit: string): Promise<BaseConfig> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'killrate-base-')));
  try {
    const home = join(folder, repositoryPrefix(root) ?? '');
    const manifest = fileAt(root, commit, 'package.json');
    for (const [path, text] of [['package.json', manifest] as const, ...configTextsAt(root, commit)]) {
      if (text === null) continue;
      mkdirSync(dirname(join(home, path)), { recursive: true });
      writeFileSync(join(home, path), text);
    }
    linkPackages(root, home, folder);
    return { kind: 'loaded', loaded: await loadConfig(home) };
  } catch (error) {
    return { kind: 'unreadable', why: error instanceof Error ? error.message : String(error) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The packages that are installed for the project, and for the repository around it. */
function linkPackages(root: string, home: string, folder: string): void {
  mkdirSync(home, { recursive: true });
  if (existsSync(join(root, 'node_modules'))) symlinkSync(join(root, 'node_modules'), join(home, 'node_modules'));
  if (home !== folder) linkPackages(dirname(root), dirname(home), folder);
}
