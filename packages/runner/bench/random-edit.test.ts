import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hasSyntaxError, isParsable, parseScript } from '../src/impact/parse-script.ts';
import { createRandom } from './random.ts';
import { drawEdit, EDIT_KINDS, type Edit, type Editable } from './random-edit.ts';

const FILES = {
  'package.json': '{ "name": "little" }',
  'src/grade.ts': `export function grade(points: number): string {\n  if (points >= 90) return 'a';\n  return points + 1 > 80 ? 'b' : 'c';\n}\n`,
  'test/grade.test.ts': `import { expect, it } from 'vitest';\nimport { HIGH } from './points.ts';\nit('a', () => {\n  expect(HIGH).toBe(95);\n});\nit('b', () => {});\n`,
  'test/points.ts': 'export const HIGH = 95;\n',
  'test/__snapshots__/grade.test.ts.snap': '// Vitest Snapshot v1\n',
};

let root = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'killrate-edit-'));
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function drawMany(seed: number, count: number): Edit[] {
  const random = createRandom(seed);
  const editable: Editable = { root, all: Object.keys(FILES), sources: ['src/grade.ts'], mutants: [] };
  return Array.from({ length: count }, () => drawEdit(editable, random)).filter((edit) => edit !== null);
}

it('an edit changes one file, which still parses, and writes nothing itself', () => {
  const edits = drawMany(1, 300);
  expect(edits.length).toBeGreaterThan(150);
  for (const { file, before, after } of edits) {
    expect(after).not.toBe(before);
    if (before !== null) expect(before).toBe(readFileSync(join(root, file), 'utf8'));
    if (isParsable(file)) expect(hasSyntaxError(parseScript(file, after)), after).toBe(false);
  }
});

it('every kind is drawn, and the same ones again for the same seed', () => {
  expect(new Set(drawMany(2, 300).map(({ kind }) => kind))).toEqual(new Set(EDIT_KINDS));
  expect(drawMany(3, 20)).toEqual(drawMany(3, 20));
});

it('a test loses an assertion or a whole test, never its last', () => {
  const texts = drawMany(4, 300)
    .filter(({ kind }) => kind === 'test')
    .map(({ what }) => what);
  expect(texts).toContain('expect(HIGH).toBe(95); -> ;');
  expect(texts).toContain("it('b', () => {}); -> ;");
});
