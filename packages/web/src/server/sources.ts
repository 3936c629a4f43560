/** Texts of the project's files: read only below its root, kept while they do not change. */
import { createHash } from 'node:crypto';
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';

/** A file as it is now. */
export interface SourceText {
  text: string;
  /** Of its bytes, as the store names contents. */
  hash: string;
  lines: readonly string[];
}

export interface Sources {
  /** The file at a path relative to the root; null where there is none, or it is too large to be code, or not below the root. */
  read(file: string): SourceText | null;
  /** The same, as it was a moment ago at the latest: for lists, which look at many. */
  glance(file: string): SourceText | null;
  /** The absolute path of a file below the root, symbolic links resolved; null where there is none. */
  resolve(file: string): string | null;
}

const LARGEST_BYTES = 5_000_000;
const KEPT_BYTES = 64_000_000;
/** As old as what a glance gives back may be. */
const GLANCE_MS = 500;
const MOST_GLANCES = 5_000;
const LINE_BREAK = /\r\n|[\n\r\u2028\u2029]/;

interface Kept {
  stamp: string;
  source: SourceText;
}

/** The sources below `root`. */
export function createSources(root: string): Sources {
  const kept = new Map<string, Kept>();
  const glances = new Map<string, { atMs: number; source: SourceText | null }>();
  let keptBytes = 0;

  function resolve(file: string): string | null {
    if (file.includes('\0') || isAbsolute(file)) return null;
    try {
      const realRoot = realpathSync(root);
      const path = realpathSync(join(realRoot, file));
      const inside = relative(realRoot, path);
      const isInside = inside !== '' && inside !== '..' && !inside.startsWith(`..${sep}`) && !isAbsolute(inside);
      return isInside ? path : null;
    } catch {
      return null;
    }
  }

  function keep(path: string, entry: Kept): void {
    keptBytes += entry.source.text.length - (kept.get(path)?.source.text.length ?? 0);
    kept.delete(path);
    kept.set(path, entry);
    for (const [oldest, { source }] of kept) {
      if (keptBytes <= KEPT_BYTES) return;
      kept.delete(oldest);
      keptBytes -= source.text.length;
    }
  }

  function read(file: string): SourceText | null {
    const path = resolve(file);
    if (path === null) return null;
    try {
      const found = statSync(path);
      if (!found.isFile() || found.size > LARGEST_BYTES) return null;
      const stamp = `${found.mtimeMs} ${found.size} ${found.ino}`;
      const known = kept.get(path);
      if (known?.stamp === stamp) return known.source;
      const bytes = readFileSync(path);
      const text = bytes.toString('utf8');
      const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 32);
      const source = { text, hash, lines: text.split(LINE_BREAK) };
      keep(path, { stamp, source });
      return source;
    } catch {
      return null;
    }
  }

  return {
    resolve,
    read,
    glance(file) {
      const nowMs = performance.now();
      const known = glances.get(file);
      if (known !== undefined && nowMs - known.atMs < GLANCE_MS) return known.source;
      const source = read(file);
      if (glances.size > MOST_GLANCES) glances.clear();
      glances.set(file, { atMs: nowMs, source });
      return source;
    },
  };
}
