import { expect, test } from 'vitest';
import { joinPlaced, nameByPlace, type PlacedFile } from './placed-file.ts';

function aFile(file: string, ids: string[], text: string, functions: number | null = null): [string, PlacedFile] {
  const place = { file, line: 1, column: 1, endLine: 1, endColumn: 2, mutator: 'BlockStatement', replacement: '{}' };
  return [file, { mutants: ids.map((id) => ({ ...place, id, ignoreReason: null })), text, functions, regexes: {} }];
}

test('no two files have a mutant of one id, though ids are left out', () => {
  const { mutants, texts } = joinPlaced(
    new Map([
      aFile('a.js', ['0', '3'], 'stryMutAct_9fa48("3")'),
      aFile('b.js', [], ''),
      aFile('c.js', ['1', '2'], 'if (stryMutAct_9fa48("1")) {} else { stryCov_9fa48("1", "2"); }'),
    ]),
  );
  expect(mutants.map(({ file, id }) => `${file} ${id}`)).toEqual(['a.js 0', 'a.js 3', 'c.js 5', 'c.js 6']);
  expect(texts['a.js']).toBe('stryMutAct_9fa48("3")');
  expect(texts['c.js']).toBe('if (stryMutAct_9fa48("5")) {} else { stryCov_9fa48("5", "6"); }');
});

test('what only looks like the name of a mutant stays', () => {
  const text = 'const s = "7"; stryMutAct_9fa48(id); pay("7"); "stryCov_9fa48(";';
  expect(joinPlaced(new Map([aFile('a.js', ['0'], ''), aFile('b.js', ['0'], text)])).texts['b.js']).toBe(text);
});

test('who reads a mutant is numbered so too, and left out where nothing notes what is entered', () => {
  const [a, b, c] = [aFile('a.js', ['0'], 'a', 3), aFile('b.js', ['0', '1'], 'b', 4), aFile('c.js', ['0'], 'c')];
  for (const [, { mutants }] of [b, c]) mutants[0] = { ...(mutants[0] as PlacedFile['mutants'][number]), readIn: [1, 2] };
  const { mutants } = joinPlaced(new Map([a, b, c]));
  expect(mutants.map(({ readIn }) => readIn)).toEqual([undefined, [4, 5], undefined, undefined]);
});

test('functions are numbered over the files that have probes', () => {
  const { probed, texts } = joinPlaced(
    new Map([aFile('a.js', [], 'a', 3), aFile('b.js', [], 'b'), aFile('c.js', [], 'c', 2), aFile('d.js', [], 'd', 1)]),
  );
  expect(probed).toEqual([
    { file: 'a.js', functions: 3 },
    { file: 'c.js', functions: 2 },
    { file: 'd.js', functions: 1 },
  ]);
  expect(texts['b.js']).toBe('b');
  expect(texts['c.js']).toMatch(/^c\nfunction stryFn_9fa48.*entered\[3\+number\]/);
  expect(texts['d.js']).toContain('entered[5+number]');
});

test('a mutant that had an id keeps it, and no other one gets it', () => {
  const [a, b] = [
    aFile('a.js', ['0', '1'], 'stryMutAct_9fa48("0"); stryMutAct_9fa48("1")'),
    aFile('b.js', ['0'], 'stryCov_9fa48("0")'),
  ];
  for (const [file, { mutants }] of [a, b]) for (const mutant of mutants) mutant.name = `${file} ${mutant.id}`;
  const ofFile = new Map([
    ['a.js', new Map([['a.js 1', '4']])],
    ['b.js', new Map([['b.js 0', '2']])],
  ]);
  const { mutants, texts } = joinPlaced(new Map([a, b]), { ofFile, next: 7 });
  expect(mutants.map(({ id }) => id)).toEqual(['7', '4', '2']);
  expect(texts).toEqual({ 'a.js': 'stryMutAct_9fa48("7"); stryMutAct_9fa48("4")', 'b.js': 'stryCov_9fa48("2")' });
});

test('mutants are named by where they are switched on, those that are nowhere not at all', () => {
  const [, { mutants }] = aFile('a.js', ['0', '1', '2', '3'], '');
  const placeOf = new Map([
    ['2', '1:0'],
    ['0', '1:0'],
    ['3', '0:1'],
  ]);
  const names = ['1:0:BlockStatement:1', undefined, '1:0:BlockStatement:0', '0:1:BlockStatement:0'];
  expect(nameByPlace(mutants, placeOf).map(({ name }) => name)).toEqual(names);
  expect(nameByPlace(mutants, null).map(({ name }) => name)).toEqual(['0', '1', '2', '3']);
});
