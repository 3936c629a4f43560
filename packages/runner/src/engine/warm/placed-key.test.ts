import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { aFolder } from '../../folder.fixture.ts';
import { keyOfPlaced } from './placed-key.ts';

const OPTIONS = { engineOptions: {}, loggingCallees: [] };

function aSandbox(files: Record<string, string> = {}): string {
  return aFolder({ 'src/a.js': 'a;', 'src/b.ts': 'b;', 'src/same.js': 'a;', 'package.json': '{}', ...files });
}

test('a key is of the text and of what is asked for', () => {
  const sandboxRoot = aSandbox();
  const key = keyOfPlaced(OPTIONS, sandboxRoot, 'src/a.js');
  expect(key).toMatch(/^[0-9a-f]{64}$/);
  expect(keyOfPlaced(OPTIONS, sandboxRoot, 'src/same.js')).toBe(key);
  const others = [
    keyOfPlaced(OPTIONS, sandboxRoot, 'src/b.ts'),
    keyOfPlaced({ ...OPTIONS, loggingCallees: ['log'] }, sandboxRoot, 'src/a.js'),
    keyOfPlaced({ ...OPTIONS, engineOptions: { mutator: { excludedMutations: ['Regex'] } } }, sandboxRoot, 'src/a.js'),
  ];
  expect(new Set([key, ...others]).size).toBe(4);
});

test.each([
  ['babel.config.json', '{}'],
  ['src/.babelrc', '{}'],
  ['package.json', '{ "babel": {} }'],
])('there is none for JavaScript that %s may change', (file, text) => {
  const sandboxRoot = aSandbox();
  mkdirSync(join(sandboxRoot, 'src'), { recursive: true });
  writeFileSync(join(sandboxRoot, file), text);
  expect(keyOfPlaced(OPTIONS, sandboxRoot, 'src/a.js')).toBe(null);
  expect(keyOfPlaced(OPTIONS, sandboxRoot, 'src/b.ts')).not.toBe(null);
});
