import { describe, expect, test } from 'vitest';
import {
  countMutants,
  fileOfMutant,
  findByKey,
  findPresent,
  listMutants,
  type MutantFilter,
  mutantsOfPresentFile,
  presentMutants,
} from './mutant-list.ts';
import { fillPresent } from './present.ts';
import { FILE, measureFile, presentFile, presentStore } from './state.fixture.ts';
import { newStore } from './store.fixture.ts';

const ALL: MutantFilter = { status: ['Survived', 'Killed'], module: null, mutator: null, file: null };

function twoModules() {
  const database = newStore();
  measureFile(database, { id: 'run-1' }, { a: 'Survived', b: 'Killed' });
  measureFile(database, { id: 'run-2', file: 'src/other.ts' }, { c: 'Survived' }, { mutator: 'StringLiteral' });
  fillPresent(database, [presentFile(), presentFile({ file: 'src/other.ts', module: 'other' })], []);
  return database;
}

describe('a list', () => {
  test.each<[string, Partial<MutantFilter>, string[]]>([
    ['every status that is asked for', {}, ['c', 'a', 'b']],
    ['one status', { status: ['Killed'] }, ['b']],
    ['no status', { status: [] }, []],
    ['one module', { module: 'other' }, ['c']],
    ['one mutator', { mutator: 'StringLiteral' }, ['c']],
    ['one file', { file: FILE }, ['a', 'b']],
    ['a module and a file of another', { module: 'other', file: FILE }, []],
  ])('holds %s', (_, filter, keys) => {
    const database = twoModules();

    const { items } = listMutants(database, { ...ALL, ...filter }, 'place', null, 10);

    expect(items.map(({ key }) => key)).toEqual(keys);
    expect(countMutants(database, { ...ALL, ...filter })).toBe(keys.length);
  });

  test.each(['place', 'worth'] as const)('by %s gives every mutant once, a page at a time', (order) => {
    const database = presentStore({ a: 'Survived', b: 'Killed', c: 'Survived' });

    const first = listMutants(database, ALL, order, null, 2);
    const second = listMutants(database, ALL, order, first.next, 2);

    expect([...first.items, ...second.items].map(({ key }) => key)).toEqual(
      order === 'place' ? ['a', 'b', 'c'] : ['a', 'c', 'b'],
    );
    expect([first.items.length, first.next?.key, second.next]).toEqual([2, first.items[1]?.key, null]);
  });

  test('of one mutant a page goes on behind it', () => {
    const database = presentStore({ a: 'Survived', b: 'Killed' });

    expect(listMutants(database, ALL, 'place', null, 1).next).toEqual({ rank: 1, key: 'a' });
  });

  test('a page that ends where the list ends has no next one', () => {
    expect(listMutants(presentStore({ a: 'Survived', b: 'Killed' }), ALL, 'place', null, 2).next).toBeNull();
  });

  test('goes on behind a mutant that moved, and behind its former place where it is gone', () => {
    const database = presentStore({ a: 'Survived', b: 'Survived', c: 'Survived' });
    const goOn = (key: string, rank: number) =>
      listMutants(database, ALL, 'place', { key, rank }, 10).items.map((mutant) => mutant.key);

    expect(goOn('b', 99)).toEqual(['c']);
    expect(goOn('gone', 1)).toEqual(['b', 'c']);
  });

  test('leaves out what is not counted, which its file still shows', () => {
    const database = newStore();
    measureFile(database, { id: 'run-1' }, { a: 'Survived' });
    fillPresent(database, [presentFile({ isCounted: false })], []);

    expect(listMutants(database, ALL, 'place', null, 10).items).toEqual([]);
    expect(mutantsOfPresentFile(database, FILE).map(({ key }) => key)).toEqual(['a']);
  });

  test('holds all that a line shows', () => {
    const { items } = listMutants(presentStore({ a: 'Survived' }), ALL, 'worth', null, 1);

    expect(items).toEqual([
      {
        ...{ key: 'a', file: FILE, line: 1, column: 1, endLine: 1, endColumn: 6, symbol: 'price', mutator: 'ArithmeticOperator' },
        ...{
          original: 'a + b',
          replacement: 'a - b',
          status: 'Survived',
          reason: null,
          isStatic: false,
          module: 'default',
          coveredBy: 2,
        },
      },
    ]);
  });
});

test('a static mutant is told as one', () => {
  const database = newStore();
  measureFile(database, { id: 'run-1' }, { a: 'Survived' }, { isStatic: true });
  fillPresent(database, [presentFile()], []);

  expect(mutantsOfPresentFile(database, FILE)[0]?.isStatic).toBe(true);
});

test('a file shows its own mutants only, by place', () => {
  expect(mutantsOfPresentFile(twoModules(), FILE).map(({ key }) => key)).toEqual(['a', 'b']);
});

test('mutants are found by the beginning of their keys, by key, and no more than asked for', () => {
  const database = presentStore({ ab2: 'Killed', ab1: 'Survived', ac1: 'Survived' });

  expect(findByKey(database, 'ab', 10).map(({ key }) => key)).toEqual(['ab1', 'ab2']);
  expect(findByKey(database, 'ab', 1).map(({ key }) => key)).toEqual(['ab1']);
  expect(findByKey(database, 'b', 10)).toEqual([]);
});

test('mutants are found by their numbers, by place', () => {
  const database = presentStore({ a: 'Killed', b: 'Survived', c: 'Survived' });
  const number = (key: string) => findPresent(database, key)?.mutantId ?? 0;

  expect(presentMutants(database, [number('c'), number('a')]).map(({ key }) => key)).toEqual(['a', 'c']);
});

test('where a mutant is known from is told, null where it is no part of the state', () => {
  const database = presentStore({ a: 'Killed' });

  expect(findPresent(database, 'a')).toMatchObject({ runId: 'run-1', module: 'default' });
  expect(findPresent(database, 'b')).toBeNull();
  expect([fileOfMutant(database, 'a'), fileOfMutant(database, 'b')]).toEqual([FILE, null]);
});

describe('a file pattern', () => {
  const FILES = ['src/Price_list.ts', 'src/price.ts', 'src/a%b.ts', 'src/a\\b.ts', 'lib/price.ts'];

  function files(file: string): string[] {
    const database = newStore();
    for (const [index, path] of FILES.entries())
      measureFile(database, { id: `run-${index}`, file: path }, { [`key${index}`]: 'Survived' });
    fillPresent(
      database,
      FILES.map((path) => presentFile({ file: path })),
      [],
    );
    const filter = { ...ALL, file };
    const { items } = listMutants(database, filter, 'place', null, 10);
    expect(countMutants(database, filter)).toBe(items.length);
    return items.map((item) => item.file).sort();
  }

  test.each([
    ['*', [...FILES].sort()],
    ['*price*', ['lib/price.ts', 'src/Price_list.ts', 'src/price.ts']],
    ['SRC/*', ['src/Price_list.ts', 'src/a%b.ts', 'src/a\\b.ts', 'src/price.ts']],
    ['src/price*', ['src/Price_list.ts', 'src/price.ts']],
    ['*/price.ts', ['lib/price.ts', 'src/price.ts']],
    ['*e_l*', ['src/Price_list.ts']],
    ['*_*', ['src/Price_list.ts']],
    ['*%*', ['src/a%b.ts']],
    ['*\\*', ['src/a\\b.ts']],
    ['price', []],
    ['SRC/PRICE.TS', []],
    ['src/price.ts', ['src/price.ts']],
  ])('%s is of %j', (file, found) => {
    expect(files(file)).toEqual(found);
  });

  test('stands for nothing but itself in a module and in a mutator', () => {
    const database = twoModules();

    for (const filter of [{ module: 'oth*' }, { mutator: 'String*' }])
      expect(countMutants(database, { ...ALL, ...filter })).toBe(0);
  });
});
