/** The comments by which a change silences rules about tests, as a reviewer reads them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileAt } from '../project/git.ts';
import { isScript } from '../project/sources.ts';
import type { ProjectChange } from './change.ts';

const SIGN = 'killrate ignore-finding';

/** One line for each that the base did not have; one that only moved within its file is not new. */
export function newIgnores(root: string, { changed, mergeBase }: Pick<ProjectChange, 'changed' | 'mergeBase'>): string[] {
  return changed
    .filter(({ path, isDeleted }) => !isDeleted && isScript(path))
    .flatMap(({ path, formerPath }) => {
      const before = fileAt(root, mergeBase, formerPath ?? path);
      const known = new Set(before?.split('\n').map((text) => text.trim()));
      return readFileSync(join(root, path), 'utf8')
        .split('\n')
        .flatMap((text, index) => {
          const comment = text.trim();
          return comment.includes(SIGN) && !known.has(comment) ? [`${path}:${index + 1} ${comment}`] : [];
        });
    });
}
