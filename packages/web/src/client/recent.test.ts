import { expect, test } from 'vitest';
import { type Found, keepRecent, readRecent } from './recent.ts';

function storageWith(values: Record<string, string> = {}): Pick<Storage, 'getItem' | 'setItem'> {
  const map = new Map(Object.entries(values));
  return { getItem: (key) => map.get(key) ?? null, setItem: (key, value) => void map.set(key, value) };
}

function file(name: string): Found {
  return { kind: 'file', text: name, note: '', to: `/file?path=${name}` };
}

test('the newest comes first, and each only once', () => {
  const storage = storageWith();
  for (const name of ['a', 'b', 'a']) keepRecent('ufo', file(name), storage);

  expect(readRecent('ufo', storage)).toEqual([file('a'), file('b')]);
});

test('eight are kept', () => {
  const storage = storageWith();
  for (let number = 1; number <= 10; number += 1) keepRecent('ufo', file(`f${number}`), storage);

  expect(readRecent('ufo', storage).map(({ text }) => text)).toEqual(['f10', 'f9', 'f8', 'f7', 'f6', 'f5', 'f4', 'f3']);
});

test('another project has its own', () => {
  const storage = storageWith();
  keepRecent('ufo', file('a'), storage);

  expect(readRecent('other', storage)).toEqual([]);
});

test.each(['{', '[{"kind":"page"}]', 'null'])('what another version wrote (%s) is nothing', (text) => {
  expect(readRecent('ufo', storageWith({ 'killrate-recent:ufo': text }))).toEqual([]);
});

test('a storage that refuses is no error', () => {
  const refuse = () => {
    throw new Error('denied');
  };

  keepRecent('ufo', file('a'), { getItem: refuse, setItem: refuse });

  expect(readRecent('ufo', { getItem: refuse })).toEqual([]);
});
