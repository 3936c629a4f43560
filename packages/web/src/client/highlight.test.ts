import { expect, test } from 'vitest';
import { isColoured, parseSource, type Token } from './highlight.ts';

const NEVER = new AbortController().signal;

/** The tokens of every line of `text`, as the words they are. */
async function wordsOf(text: string, file = 'a.ts'): Promise<string[][]> {
  const lines = text.split('\n');
  const syntax = await parseSource(text, file, NEVER);
  const tokens = syntax?.tokensOf(1, lines.length) ?? [];
  return tokens.map((line, index) => line.map((token) => wordOf(lines[index] ?? '', token)));
}

function wordOf(line: string, { from, to, kind }: Token): string {
  return `${kind}:${line.slice(from, to)}`;
}

test('keywords, strings, numbers, types and calls are told apart', async () => {
  expect(await wordsOf("const a: Price = f('x', 1);")).toEqual([
    ['keyword:const', 'type:Price', 'name:f', "string:'x'", 'number:1'],
  ]);
});

test('a comment over several lines is a comment on each of them', async () => {
  expect(await wordsOf('/* one\n two */ 3')).toEqual([['comment:/* one'], ['comment: two */', 'number:3']]);
});

test('only the lines asked for are told, in columns of their own', async () => {
  const syntax = await parseSource('let a;\n  let b;\nlet c;', 'a.ts', NEVER);

  expect(syntax?.tokensOf(2, 2)).toEqual([[{ from: 2, to: 5, kind: 'keyword' }]]);
});

test('an empty line has no tokens', async () => {
  expect(await wordsOf('\n1\n')).toEqual([[], ['number:1'], []]);
});

test('source that does not parse still has colours', async () => {
  expect((await wordsOf('const a = ;\n}{const b')).flat()).toEqual(['keyword:const', 'keyword:const']);
});

test('a language that is not known has no colours', async () => {
  expect(isColoured('a.vue')).toBe(false);
  expect(isColoured('src/a.tsx')).toBe(true);
  expect(await parseSource('<template>', 'a.vue', NEVER)).toBeNull();
});

test('a parse that is not wanted any more ends without a result', async () => {
  expect(await parseSource('let a;', 'a.ts', AbortSignal.abort())).toBeNull();
});

test('a line of its own has colours too', async () => {
  const syntax = await parseSource('', 'a.ts', NEVER);

  expect(syntax?.tokensIn('} return 1;').map((token) => wordOf('} return 1;', token))).toEqual(['keyword:return', 'number:1']);
});
