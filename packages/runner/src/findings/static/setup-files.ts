/** The setup files of a project's Vitest: their hooks run with every test. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ResolveSpecifier } from '../../impact/resolve-specifier.ts';

const CONFIG = /^(?:vitest|vite)\.(?:config|workspace|projects)\.[cm]?[jt]s$/;
const SETUP_FILES = /setupFiles\s*:\s*(\[[^\]]*\]|['"`][^'"`\n]+['"`])/g;

export interface VitestSetup {
  /** Relative to the root. */
  files: string[];
  /** Whether a test without assertions fails by itself: `expect: { requireAssertions: true }`. */
  requiresAssertions: boolean;
}

/** Reads the configurations at `root` by their text alone: what they compute is not seen. */
export function readSetup(root: string, resolve: ResolveSpecifier): VitestSetup {
  const texts = configsOf(root).map((name) => ({ name, text: readFileSync(join(root, name), 'utf8') }));
  const files = texts.flatMap(({ name, text }) =>
    [...text.matchAll(SETUP_FILES)].flatMap(([, list = '']) =>
      [...list.matchAll(/['"`]([^'"`\n]+)['"`]/g)].flatMap(([, path = '']) => {
        const found = resolve(name, /^[./]/.test(path) ? path : `./${path}`);
        return found.kind === 'file' ? [found.path] : [];
      }),
    ),
  );
  return { files: [...new Set(files)], requiresAssertions: texts.some(({ text }) => /requireAssertions\s*:\s*true/.test(text)) };
}

function configsOf(root: string): string[] {
  try {
    return readdirSync(root).filter((name) => CONFIG.test(name));
  } catch {
    return [];
  }
}
