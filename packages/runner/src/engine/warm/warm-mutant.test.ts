import { describe, expect, it } from 'vitest';
import type { SuiteFile } from './suite.ts';
import { hitsOf, inFiles, joinMutants, startingWith } from './warm-mutant.ts';

const placed = (id: string, file = 'src/a.ts') => ({
  ...{ id, file, line: 1, column: 1, endLine: 1, endColumn: 2 },
  ...{ mutator: 'X', replacement: '', ignoreReason: null },
});

/** A test file with the mutants that it meets while it loads, and in each of its tests; a name with `!` is a skipped test. */
function testFile(
  path: string,
  met: {
    static?: Record<string, number>;
    tests?: Record<string, Record<string, number>>;
    durationMs?: number;
    places?: number;
    entered?: number[] | null;
  },
) {
  const names = Object.keys(met.tests ?? { only: {} });
  const tests = names.map((name) => ({
    ...{ id: name, file: path, name, line: 1, durationMs: met.durationMs ?? 1, failure: null },
    outcome: name.endsWith('!') ? 'skipped' : 'passed',
  }));
  const executed = tests.filter(({ outcome }) => outcome === 'passed').length;
  const coverage = { static: met.static ?? {}, perTest: { ...Object.values(met.tests ?? {}) } };
  const entered = met.entered === null ? null : new Set(met.entered ?? []);
  return { path, tests, executed, places: met.places ?? 1, entered, ...coverage } as unknown as SuiteFile;
}

function plan(ids: string[], files: SuiteFile[]) {
  return (
    joinMutants(
      ids.map((id) => placed(id)),
      files,
    ).get('src/a.ts') ?? []
  );
}

describe('the test files of a mutant', () => {
  it('are those that met it, in a test or while they loaded', () => {
    const [mutant] = plan(
      ['1'],
      [
        testFile('a.test.ts', { tests: { first: { 1: 2 }, second: { 2: 1 } } }),
        testFile('b.test.ts', { static: { 1: 3 } }),
        testFile('c.test.ts', { static: { 2: 1 } }),
      ],
    );
    expect(mutant?.files.map(({ path }) => path).sort()).toEqual(['a.test.ts', 'b.test.ts']);
    expect(mutant?.mutant).toMatchObject({ isStatic: true, coveredBy: ['a.test.ts > first'] });
    expect([...(mutant?.mutant.metIn ?? [])].sort()).toEqual(['a.test.ts', 'b.test.ts']);
    expect(mutant?.files.map((file) => hitsOf(file, '1')).sort()).toEqual([2, 3]);
  });

  describe('of what only some functions read', () => {
    const reading = (entered: Record<string, number[] | null>) => {
      const files = Object.entries(entered).map(([path, numbers]) => testFile(path, { static: { 1: 1 }, entered: numbers }));
      const [mutant] = joinMutants([{ ...placed('1'), readIn: [3, 5] }], files).get('src/a.ts') ?? [];
      expect(mutant?.mutant).not.toHaveProperty('readIn');
      expect(mutant?.mutant.metIn).toEqual(mutant?.files.map(({ path }) => path));
      return mutant?.mutant.metIn;
    };

    it('are those that enter one of these functions, or may', () => {
      expect(reading({ 'a.test.ts': [1, 3], 'b.test.ts': [2, 4], 'c.test.ts': [5], 'd.test.ts': null })).toEqual([
        'a.test.ts',
        'c.test.ts',
        'd.test.ts',
      ]);
    });

    it('are one, where none enters them', () => {
      expect(reading({ 'a.test.ts': [1], 'b.test.ts': [2] })).toEqual(['a.test.ts']);
    });
  });

  it('are told apart by how far loops are counted in them; a mutant met in tests alone is not static', () => {
    const files = [
      { ...testFile('short.test.ts', { tests: { t: { 1: 1 } } }), places: 10 },
      { ...testFile('long.test.ts', { tests: { t: { 1: 1 } } }), places: 10_000_000 },
    ];
    const [mutant] = plan(['1'], files);
    expect(mutant?.mutant).toMatchObject({ isStatic: false, leastLimitIn: ['short.test.ts'] });
  });

  it('may be only some of them, which reach its place less often', () => {
    const [mutant] = plan(
      ['1'],
      [
        testFile('a.test.ts', { tests: { first: { 1: 2 } } }),
        testFile('b.test.ts', { static: { 1: 3 }, tests: { t: { 1: 1 } } }),
      ],
    );
    const restricted = mutant === undefined ? undefined : inFiles(mutant, ['b.test.ts']);
    expect(restricted?.files.map(({ path }) => path)).toEqual(['b.test.ts']);
    expect(restricted?.files.map((file) => hitsOf(file, '1'))).toEqual([4]);
    expect(restricted?.mutant).toBe(mutant?.mutant);
  });

  it('are none where no test met it', () => {
    const [mutant] = plan(['9'], [testFile('a.test.ts', { tests: { first: { 1: 1 } } })]);
    expect(mutant).toMatchObject({ files: [], mutant: { isStatic: false, coveredBy: [] } });
  });

  it('a test that skips itself covers nothing', () => {
    const [mutant] = plan(['1'], [testFile('a.test.ts', { tests: { 'skips!': { 1: 1 } } })]);
    expect(mutant?.mutant.coveredBy).toEqual([]);
  });

  it('come in the order of what they meet for what they take, and by their names where that is the same', () => {
    const files = [
      testFile('waiting.test.ts', { tests: { t: { 1: 1, 2: 1 } }, durationMs: 1500 }),
      testFile('long.test.ts', { tests: { t: { 1: 1, 2: 1 } }, places: 9_000_000 }),
      testFile('b.test.ts', { tests: { t: { 1: 1 } } }),
      testFile('own.test.ts', { tests: { t: { 1: 1, 2: 1, 3: 1 } } }),
      testFile('a.test.ts', { tests: { t: { 1: 1 } } }),
    ];
    const pathsOf = (suite: SuiteFile[]) => plan(['1', '2', '3'], suite)[0]?.files.map(({ path }) => path);
    expect(pathsOf(files)).toEqual(['own.test.ts', 'a.test.ts', 'b.test.ts', 'long.test.ts', 'waiting.test.ts']);
    expect(pathsOf(files.toReversed())).toEqual(pathsOf(files));
  });

  it('come in the same order on a machine that is busy, and tests that are many later than few', () => {
    const suite = (busy: number) => [
      testFile('a.test.ts', { tests: { t: { 1: 1 }, u: {}, v: {} }, durationMs: 3 * busy }),
      testFile('b.test.ts', { tests: { t: { 1: 1 } }, durationMs: 5 }),
    ];
    const pathsOf = (busy: number) => plan(['1'], suite(busy))[0]?.files.map(({ path }) => path);
    expect(pathsOf(1)).toEqual(['b.test.ts', 'a.test.ts']);
    expect(pathsOf(0.1)).toEqual(pathsOf(1));
    expect(pathsOf(50)).toEqual(pathsOf(1));
  });

  it('start with the one that is named, if it is one of them', () => {
    const [mutant] = plan(
      ['1'],
      ['a', 'b', 'c'].map((name) => testFile(`${name}.test.ts`, { static: { 1: 1 } })),
    );
    if (mutant === undefined) throw new Error('nothing was planned');
    const startsWith = (path: string | null) => startingWith(mutant, path).files.map((file) => file.path);
    expect(startsWith('b.test.ts')).toEqual(['b.test.ts', 'a.test.ts', 'c.test.ts']);
    expect(startsWith('d.test.ts')).toEqual(['a.test.ts', 'b.test.ts', 'c.test.ts']);
    expect(startsWith(null)).toEqual(['a.test.ts', 'b.test.ts', 'c.test.ts']);
  });
});

describe('the mutants of a file', () => {
  it('are numbered from nothing in each file', () => {
    const planned = joinMutants([placed('1'), placed('2', 'src/b.ts'), placed('3')], []);
    expect([...planned].map(([file, mutants]) => [file, mutants.map(({ id, mutant }) => `${id}: ${mutant.index}`)])).toEqual([
      ['src/a.ts', ['1: 0', '3: 1']],
      ['src/b.ts', ['2: 0']],
    ]);
  });
});
