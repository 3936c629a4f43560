import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { UserError } from '../src/errors.ts';
import { readCorpus } from './findings-corpus.ts';

const CASE = { label: 'flag', source: 'own', code: 'test();' };
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'killrate-corpus-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function write(path: string, content: unknown): void {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content));
}

it('lists are found at any depth, in TypeScript and in JSON', async () => {
  write('b.cases.json', { rule: 'no-assertion', cases: [CASE] });
  write(
    'deep/a.cases.ts',
    "export const rule: string = 'tautology';\nexport const cases = [{ label: 'silent', source: 'x', code: '' }];\n",
  );
  write('deep/other.json', 'no list');
  const cases = await readCorpus(folder);
  expect(cases.map(({ rules, label, place }) => [rules, label, place])).toEqual([
    [['no-assertion'], 'flag', 'b.cases.json #1'],
    [['tautology'], 'silent', 'deep/a.cases.ts #1'],
  ]);
});

it("a case's own rule wins over that of its list, and may be several", async () => {
  write('a.cases.json', { rule: 'tautology', cases: [{ ...CASE, rule: ['a', 'b'] }, CASE] });
  expect((await readCorpus(folder)).map(({ rules }) => rules)).toEqual([['a', 'b'], ['tautology']]);
});

it('code may stand in a file beside the list, and keeps its path', async () => {
  write('a.cases.json', [{ rule: 'a', label: 'silent', source: 'x', file: 'in/one.spec.ts', also: { 'helper.ts': 'h' } }]);
  write('in/one.spec.ts', 'text');
  const [one] = await readCorpus(folder);
  expect(one).toMatchObject({ file: 'in/one.spec.ts', files: { 'helper.ts': 'h', 'in/one.spec.ts': 'text' }, flags: null });
});

it('code without a path is a test file', async () => {
  write('a.cases.json', [{ ...CASE, rule: 'a', flags: 2, why: 'trap' }]);
  const [one] = await readCorpus(folder);
  expect(one).toMatchObject({ file: 'example.test.ts', files: { 'example.test.ts': 'test();' }, flags: 2, why: 'trap' });
});

it.each([
  ['a label that does not exist', [{ ...CASE, rule: 'a', label: 'maybe' }], /is no list of cases/],
  ['a word that no case has', [{ ...CASE, rule: 'a', reason: 'x' }], /is no list of cases/],
  ['no rule', [CASE], /#1 names no rule/],
  ['neither code nor file', [{ rule: 'a', label: 'flag', source: 'x' }], /neither code nor a file/],
  ['a file that is not there', [{ rule: 'a', label: 'flag', source: 'x', file: 'gone.ts' }], /gone\.ts, which is not beside/],
  ['broken JSON', '{', /is not valid JSON/],
])('%s is an error that says where', async (_, content, message) => {
  write('a.cases.json', content);
  await expect(readCorpus(folder)).rejects.toThrow(UserError);
  await expect(readCorpus(folder)).rejects.toThrow(message);
});

it('a folder without lists, and one that is not there, are errors', async () => {
  await expect(readCorpus(folder)).rejects.toThrow(/holds no \*\.cases/);
  await expect(readCorpus(join(folder, 'gone'))).rejects.toThrow(/there is no folder/);
});
