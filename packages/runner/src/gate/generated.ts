/** Files that a program wrote: no reviewer can act on their mutants. */
import { execFileSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A name like `token-gen` is that of code which generates. */
const GENERATED_PATH = /(?:^|\/)(?:__generated__|generated)\/|(?:\.gen|[.\-_](?:generated|pb))\.[cm]?[jt]sx?$/;
const GENERATED_MARK =
  /@generated\b|\b(?:do not|don't) edit\b.*\bgenerated\b|\bgenerated\b.*\b(?:do not|don't) edit\b|\bauto-?generated\b/i;
const HEAD_BYTES = 600;

/** How a file says that it is generated: by its path, its first comment, or `linguist-generated` in .gitattributes; null where it does not. */
export function whyGenerated(root: string, file: string): string | null {
  const why = whyGeneratedText(file, readHead(join(root, file)));
  return why ?? (isMarked(root, file) ? '.gitattributes says that it is generated' : null);
}

/** The same of a text alone, which may be cut after its first comment. */
export function whyGeneratedText(file: string, text: string): string | null {
  if (GENERATED_PATH.test(file)) return 'its path says that it is generated';
  const head = text.slice(0, HEAD_BYTES);
  const comment = /^\uFEFF?(?:#!.*\n)?\s*((?:\/\/.*\s*|\/\*[\s\S]*?(?:\*\/|$)\s*)+)/.exec(head)?.[1] ?? '';
  return GENERATED_MARK.test(comment.replaceAll(/\s*\n[\s/*]*/g, ' ')) ? 'its first comment says that it is generated' : null;
}

/** Asking git costs a process: only where there is something to say. */
function hasAttributes(folder: string): boolean {
  if (existsSync(join(folder, '.gitattributes'))) return true;
  const parent = dirname(folder);
  return parent !== folder && !existsSync(join(folder, '.git')) && hasAttributes(parent);
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
  if (!hasAttributes(dirname(join(root, file)))) return false;
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
