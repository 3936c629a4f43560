/** The key under which an instrumented file is kept: a hash of all that decides what becomes of its text. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { SessionOptions } from '../engine.ts';

/** What of our own code has a part in it. */
const MAKERS = [
  'instrument.js',
  'constant-readers.js',
  'plain-code.js',
  'probes.js',
  'placed-file.js',
  'regex-mutants.js',
  'engine-state.js',
  '../vitest/logging-ignorer.js',
  '../../impact/source-functions.js',
];
let makers: string | null = null;

/**
 * Null where what becomes of a file below `root` cannot be told by what is at hand: the instrumenter reads JavaScript as Babel's own config has
 * it, which may load anything.
 */
export function keyOfPlaced(
  { engineOptions, loggingCallees }: Pick<SessionOptions, 'engineOptions' | 'loggingCallees'>,
  root: string,
  file: string,
): string | null {
  if (!/\.[cm]?tsx?$/.test(file) && foldersOf(file).some((folder) => hasBabelConfig(join(root, folder)))) return null;
  makers ??= MAKERS.map((path) => new URL(path, import.meta.url))
    .map((url) => (existsSync(url) ? readFileSync(url, 'utf8') : ''))
    .join('\0');
  const source = readFileSync(join(root, file), 'utf8');
  return createHash('sha256')
    .update(JSON.stringify([engineOptions.mutator ?? null, loggingCallees, makers, source]))
    .digest('hex');
}

/** From that of the file up to the root. */
function foldersOf(file: string): string[] {
  const folder = dirname(file);
  return folder === '.' ? ['.'] : [folder, ...foldersOf(folder)];
}

function hasBabelConfig(folder: string): boolean {
  const names = readdirSync(folder);
  if (names.some((name) => name.startsWith('.babelrc') || name.startsWith('babel.config.'))) return true;
  return names.includes('package.json') && readFileSync(join(folder, 'package.json'), 'utf8').includes('"babel"');
}
