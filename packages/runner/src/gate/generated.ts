/** Files that a program wrote: no reviewer can act on their mutants. */
import { execFileSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';

const GENERATED_PATH = /(?:^|\/)(?:__generated__|generated)\/|[.\-_](?:gen|generated|pb)\.[cm]?[jt]sx?$/;
const GENERATED_MARK =
  /@generated\b|\b(?:do not|don't) edit\b.*\bgenerated\b|\bgenerated\b.*\b(?:do not|don't) edit\b|\bauto-?generated\b/i;
const HEAD_BYTES = 600;

/** How a file says that it is generated: by its path, its first comment, or `linguist-generated` in .gitattributes; null where it does not. */
export function whyGenerated(root: string, file: string): string | null {
  if (GENERATED_PATH.test(file)) return 'its path says that it is generated';
  const comment = /^\uFEFF?(?:#!.*\n)?\s*((?:\/\/.*\s*|\/\*[\s\S]*?(?:\*\/|$)\s*)+)/.exec(readHead(join(root, file)))?.[1] ?? '';
  if (GENERATED_MARK.test(comment.replaceAll(/\s*\n[\s/*]*/g, ' '))) return 'its first comment says that it is generated';
  return isMarked(root, file) ? '.gitattributes says that it is generated' : null;
}

function readHead(path: string): string {
  const file = openSync(path, 'r');
  try {
    const head = Buffer.alloc(HEAD_BYTES);
    return head.toString('utf8', 0, readSync(file, head, 0, HEAD_BYTES, 0));
  } finally {
    closeSync(file);
  }
}

function isMarked(root: string, file: string): boolean {
  if (!existsSync(join(root, '.gitattributes'))) return false;
  try {
    const said = execFileSync('git', ['check-attr', 'linguist-generated', '--', file], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return /: (?:set|true)\s*$/.test(said);
  } catch {
    return false;
  }
}
