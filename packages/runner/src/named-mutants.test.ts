import { describe, expect, test } from 'vitest';
import type { EngineMutant } from './engine/engine.ts';
import { instrument } from './engine/vitest/instrument.fixture.ts';
import { aFolder } from './folder.fixture.ts';
import { describePlanned, nameEngineMutants } from './named-mutants.ts';

function aMutant(more: Partial<EngineMutant> = {}): EngineMutant {
  return {
    ...{ index: 0, file: 'a.ts', line: 1, column: 1, endLine: 1, endColumn: 2 },
    ...{ mutator: 'StringLiteral', replacement: '""', ignoreReason: null, isStatic: false, coveredBy: [] },
    ...more,
  };
}

/** The original texts of what Stryker's own instrumenter finds in a source, without repeats. */
async function originals(source: string, mutator: string, file = 'a.ts'): Promise<string[]> {
  const root = aFolder({ [file]: source });
  const mutants = (await instrument(file, source)).filter((mutant) => mutant.mutator === mutator);
  return [...new Set(nameEngineMutants(root, file, mutants).map((named) => named.original))];
}

describe('the original text of a mutant that Stryker found', () => {
  test('on one line', async () => {
    expect(await originals('export const a = "x" + y;\nexport const b = "z";\n', 'StringLiteral')).toEqual(['"x"', '"z"']);
  });

  test('over several lines, as they stand', async () => {
    const block = '{\n  return [\n    a,\n  ];\n}';
    expect(await originals(`export function f(a: number) ${block}\n`, 'BlockStatement')).toEqual([block]);
  });

  test('in lines with CR LF', async () => {
    const source = '// one\r\nexport const a = "x";\r\n\r\nexport function f() {\r\n  return "y";\r\n}\r\n';
    expect(await originals(source, 'StringLiteral')).toEqual(['"x"', '"y"']);
    expect(await originals(source, 'BlockStatement')).toEqual(['{\r\n  return "y";\r\n}']);
  });

  test('in lines with CR alone', async () => {
    expect(await originals('export const a = "x";\rexport const b = "y";\r', 'StringLiteral')).toEqual(['"x"', '"y"']);
  });

  test.each([
    ['in a string', 'export const a = "l\u2028s\u2029";\nexport const b = "x";\n', ['"l\u2028s\u2029"', '"x"']],
    ['in a template', 'export const a = `l\u2028s`;\nexport const b = "x";\n', ['`l\u2028s`', '"x"']],
    ['in a comment', '/* l\u2028s\u2029 */ export const b = "x";\n', ['"x"']],
    ['at the end of a line', '// comment\u2028export const b = "x";\u2029export const c = "y";\n', ['"x"', '"y"']],
  ])('after U+2028 and U+2029 %s, which end lines too', async (_, source, texts) => {
    expect(await originals(source, 'StringLiteral')).toEqual(texts);
  });

  test('after characters of two UTF-16 units, on its line and before', async () => {
    const source = '// 😀😀\nconst 𝒳 = "😀"; export const b = ["👩‍👩‍👧", `𝒳é`, "x"];\n';
    expect(await originals(source, 'StringLiteral')).toEqual(['"😀"', '"👩‍👩‍👧"', '`𝒳é`', '"x"']);
  });

  test('after a byte order mark, and after a hashbang', async () => {
    expect(await originals('\uFEFFexport const a = "x"; export const b = "y";\n', 'StringLiteral')).toEqual(['"x"', '"y"']);
    expect(await originals('#!/usr/bin/env node\nexport const a = "x";\n', 'StringLiteral', 'a.mjs')).toEqual(['"x"']);
  });

  test('in lines with tabs', async () => {
    expect(await originals('export function f() {\n\t\tconst a =\t"x";\n\treturn a;\n}\n', 'StringLiteral')).toEqual(['"x"']);
  });

  test('in JSX, in a folder with brackets', async () => {
    const source = 'export const P = ({ a }: { a: boolean }) => (\n  <p>\n    {a ? "yes" : "no"}\n  </p>\n);\n';
    expect(await originals(source, 'StringLiteral', 'app/[id]/page.tsx')).toEqual(['"yes"', '"no"']);
  });
});

test('the names of a file follow its source: symbols, and keys that all differ', async () => {
  const source =
    'export class Wallet {\n  pay(a: number) {\n    return a > 1 && a > 1;\n  }\n}\nexport const isBig = (a: number) => a > 1;\n';
  const root = aFolder({ 'src/wallet.ts': source });
  const mutants = await instrument('src/wallet.ts', source);
  const named = nameEngineMutants(root, 'src/wallet.ts', mutants);
  expect(named.map(({ mutant }) => mutant)).toEqual(mutants);
  expect(new Set(named.map(({ symbol }) => symbol))).toEqual(new Set(['Wallet.pay', 'isBig']));
  expect(new Set(named.map(({ key }) => key)).size).toBe(mutants.length);
});

test('a mutant keeps its key when ten lines are put on top of its file', async () => {
  const source = 'export function pay(a: number) {\n  return a > 1 ? "much" : "little";\n}\n';
  const moved = `${'// more\n'.repeat(10)}${source}`;
  const keysOf = async (content: string) =>
    nameEngineMutants(aFolder({ 'a.ts': content }), 'a.ts', await instrument('a.ts', content)).map(({ key }) => key);
  expect(await keysOf(moved)).toEqual(await keysOf(source));
});

describe('how a mutant is planned', () => {
  const planned = (more: Partial<EngineMutant>) =>
    describePlanned({ key: 'k', symbol: 'pay', functionNumber: 0, original: '"x"', mutant: aMutant(more) });

  test('with everything the store wants of it', () => {
    expect(planned({ coveredBy: ['test/a.test.ts > pays'], endLine: 2, replacement: 'y' })).toEqual({
      ...{ key: 'k', file: 'a.ts', line: 1, column: 1, endLine: 2, endColumn: 2, symbol: 'pay' },
      ...{ mutator: 'StringLiteral', original: '"x"', replacement: 'y', status: 'Pending', reason: null },
      ...{ isStatic: false, coveredBy: ['test/a.test.ts > pays'] },
    });
  });

  test.each<[what: string, more: Partial<EngineMutant>, status: string, reason: string | null]>([
    ['covered by a test: pending', { coveredBy: ['t'] }, 'Pending', null],
    ['static, covered by no test: pending, since importing it may fail', { isStatic: true }, 'Pending', null],
    ['covered by none: no coverage', {}, 'NoCoverage', null],
    ['ignored, with the reason, though covered', { ignoreReason: 'logging', coveredBy: ['t'] }, 'Ignored', 'logging'],
  ])('%s', (_, more, status, reason) => {
    expect(planned(more)).toMatchObject({ status, reason });
  });
});
