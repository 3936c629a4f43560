/** The setup files of a project's Vitest: their hooks run with every test. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ResolveSpecifier } from '../../impact/resolve-specifier.ts';

const CONFIG = /^(?:vitest|vite)\.(?:config|workspace|projects)\.[cm]?[jt]s$/;
/** A list over lines, or whatever stands in the line: `join(here, 'test/setup.ts')`. */
const SETUP_FILES = /setupFiles\s*:\s*(\[[^\]]*\]|[^\n]*)/g;

export interface VitestSetup {
  /** Relative to the root. */
  files: string[];
  /** Whether a test without assertions fails by itself: `expect: { requireAssertions: true }`. */
  requiresAssertions: boolean;
}

/**
 * Reads the configurations at `root`, and those of packages that `tests` are in, by their text alone: what they compute is not seen.
 * A setup file of one package counts for all.
 */
export function readSetup(root: string, tests: Iterable<string>, resolve: ResolveSpecifier): VitestSetup {
  const texts = configsOf(root, tests).map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
  const files = texts.flatMap(({ path: config, text }) =>
    [...text.matchAll(SETUP_FILES)].flatMap(([, list = '']) =>
      [...list.matchAll(/['"`]([^'"`\n]+)['"`]/g)].flatMap(([, path = '']) => {
        const found = resolve(config, /^[./]/.test(path) ? path : `./${path}`);
        return found.kind === 'file' ? [found.path] : [];
      }),
    ),
  );
  return { files: [...new Set(files)], requiresAssertions: texts.some(({ text }) => /requireAssertions\s*:\s*true/.test(text)) };
}

function configsOf(root: string, tests: Iterable<string>): string[] {
  const folders = new Set(['.']);
  for (const test of tests) for (let at = dirname(test); !folders.has(at); at = dirname(at)) folders.add(at);
  return [...folders].flatMap((folder) =>
    namesIn(join(root, folder))
      .filter((name) => CONFIG.test(name))
      .map((name) => join(folder, name)),
  );
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
