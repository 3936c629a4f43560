import { expect, test } from 'vitest';
import { changedFiles } from '../project/git.ts';
import { newIgnores } from './new-ignores.ts';
import { aSituation } from './situation.fixture.ts';

const COMMENT = '// killrate ignore-finding golden-value: a published vector';
const OTHER = '// killrate ignore-finding existence-only: the schema is checked elsewhere';

/** The comments that are new where a change writes these files, and takes others away. */
function newComments(base: Record<string, string>, change: Record<string, string>, gone: readonly string[] = []): string[] {
  const situation = aSituation(base);
  for (const path of gone) situation.remove(path);
  situation.change(change);
  return newIgnores(situation.root, { changed: changedFiles(situation.root, 'main', null), mergeBase: 'main' });
}

test('a comment that the base did not have is told with its place', () => {
  const found = newComments({ 'a.test.ts': `one();\n${COMMENT}\n` }, { 'a.test.ts': `one();\n${COMMENT}\n  ${OTHER}\ntwo();\n` });
  expect(found).toEqual([`a.test.ts:3 ${OTHER}`]);
});

test('a comment that moved within its file is not new, and neither is one of a file that moved', () => {
  expect(newComments({ 'a.test.ts': `  ${COMMENT}\none();\n` }, { 'a.test.ts': `one();\ntwo();\n    ${COMMENT}\n` })).toEqual([]);
  const text = `${COMMENT}\none();\ntwo();\nthree();\nfour();\n`;
  expect(newComments({ 'a.test.ts': text }, { 'b.test.ts': text }, ['a.test.ts'])).toEqual([]);
});

test('every comment of a new file is new', () => {
  expect(newComments({}, { 'a.test.ts': `${COMMENT}\none();\n${OTHER}\n` })).toEqual([
    `a.test.ts:1 ${COMMENT}`,
    `a.test.ts:3 ${OTHER}`,
  ]);
});

test('what is no script silences nothing, and what is gone says nothing', () => {
  expect(newComments({ 'a.test.ts': 'one();\n' }, { 'notes.md': `${COMMENT}\n` }, ['a.test.ts'])).toEqual([]);
});
