import { expect, test } from 'vitest';
import type { CleanToReuse } from '../engine.ts';
import { packFunctions, unpackFunctions } from '../function-set.ts';
import { type CleanRun, fitCleanRuns, tellCleanRuns } from './clean-runs.ts';
import { type Instrumented, joinPlaced, type PlacedFile } from './placed-file.ts';

/** By file, the names of its mutants and how many functions it has, which may be none that are noted. */
type Files = Record<string, [names: string[], functions: number | null]>;

function place(files: Files): Map<string, PlacedFile> {
  const common = { line: 1, column: 1, endLine: 1, endColumn: 2, mutator: 'Block', replacement: '{}', ignoreReason: null };
  return new Map(
    Object.entries(files).map(([file, [names, functions]]) => {
      const mutants = names.map((name, index) => ({ ...common, file, id: String(index), name }));
      return [file, { mutants, text: '', functions, regexes: {} }];
    }),
  );
}

/** `outside` and `inTest` name mutants as `file name`; `entered` are numbers of functions over all files. */
interface Seen {
  outside: string[];
  inTest: string[];
  entered: number[];
}

const THEN: Files = { 'a.js': [['0:0:Block:0', '1:0:Block:0', '2:0:Block:0'], 3], 'b.js': [['0:0:Block:0'], 2] };
const SEEN: Seen = { outside: ['a.js 0:0:Block:0', 'b.js 0:0:Block:0'], inTest: ['a.js 2:0:Block:0'], entered: [0, 2, 3] };

const nameOf = ({ mutants }: Instrumented, id: string): string => {
  const mutant = mutants.find((each) => each.id === id);
  return `${mutant?.file} ${mutant?.name}`;
};

function runOf(seen: Seen, joined: Instrumented): CleanRun {
  const hitsOf = (names: readonly string[]) =>
    Object.fromEntries(joined.mutants.flatMap(({ id }) => (names.includes(nameOf(joined, id)) ? [[id, 4]] : [])));
  const flags = Uint8Array.from({ length: 5 }, (_, number) => Number(seen.entered.includes(number)));
  return {
    ...{ project: '', path: 'a.test.js', tests: [], plainMs: 5 },
    covered: {
      coverage: { static: hitsOf(seen.outside), perTest: { 0: hitsOf(seen.inTest) }, sites: {}, values: [] },
      entered: packFunctions(flags),
      ...{ places: 7, packages: { requested: [], links: [], early: [], adopted: [] }, isWaiting: false, residue: null },
    },
  };
}

/** What is seen of the run in the files of now; none where it does not fit. `pairs` are functions of `a.js` that did not change, where it did. */
function readIn(now: Files, pairs: [number, number][] | null = null, seen = SEEN): Seen[] {
  const then = joinPlaced(place(THEN));
  const suite = tellCleanRuns([runOf(seen, then)], { mutated: Object.keys(THEN), placed: then.mutants, probed: then.probed });
  const presentOf: CleanToReuse['presentOf'] = pairs === null ? [] : [['a.js', pairs]];
  const files = place(now);
  const mutated = new Map([...files].map(([file, { mutants }]) => [file, mutants]));
  const fitting = fitCleanRuns(JSON.parse(JSON.stringify({ suite, presentOf, toRun: 0 })) as CleanToReuse, mutated);
  const joined = joinPlaced(files, fitting?.ids);
  const ids = joined.mutants.map(({ id }) => id);
  expect(new Set(ids).size, 'no two have one id').toBe(ids.length);
  return (fitting?.read(joined.probed) ?? []).map(({ covered: { coverage, entered } }) => ({
    outside: Object.keys(coverage.static).map((id) => nameOf(joined, id)),
    inTest: Object.values(coverage.perTest).flatMap((hits) => Object.keys(hits).map((id) => nameOf(joined, id))),
    entered: unpackFunctions(entered ?? ''),
  }));
}

test('where nothing changed it is as it was', () => {
  expect(readIn(THEN)).toEqual([SEEN]);
});

test('it speaks of mutants and functions as they are called now', () => {
  // The second function of `a.js` is another now, with more mutants, and what was the third is the fourth.
  const now: Files = {
    'b.js': [['0:0:Block:0'], 2],
    'a.js': [['0:0:Block:0', '1:0:Block:0', '1:0:Block:1', '2:0:Block:0', '3:0:Block:0'], 4],
  };
  const pairs: [number, number][] = [
    [0, 0],
    [2, 3],
  ];
  const [seen] = readIn(now, pairs);
  expect(seen?.outside.toSorted()).toEqual(['a.js 0:0:Block:0', 'b.js 0:0:Block:0']);
  expect(seen?.inTest).toEqual(['a.js 3:0:Block:0']);
  expect(seen?.entered).toEqual([0, 2, 5]);
});

test('files that are not asked for any more are left out of it', () => {
  expect(readIn({ 'b.js': [['0:0:Block:0'], 2] })).toEqual([{ outside: ['b.js 0:0:Block:0'], inTest: [], entered: [0] }]);
});

test.each<[string, Files]>([
  ['a file has mutants that had none', { ...THEN, 'c.js': [[], null] }],
  ['a function that did not change has a mutant more', { 'b.js': [['0:0:Block:0', '1:0:Block:0'], 2] }],
  ['a function that did not change has a mutant less', { 'b.js': [[], 2] }],
  ['a mutant is switched on elsewhere', { 'b.js': [['0:1:Block:0'], 2] }],
])('it does not fit where %s', (_, now) => {
  expect(readIn(now)).toEqual([]);
});

test('it does not fit where a file notes what is entered that did not', () => {
  const then = joinPlaced(place({ 'a.js': [[], null] }));
  const suite = tellCleanRuns([runOf(SEEN, then)], { mutated: ['a.js'], placed: [], probed: [] });
  const fitting = fitCleanRuns({ suite, presentOf: [], toRun: 0 }, new Map([['a.js', []]]));
  expect(fitting?.read([])).toHaveLength(1);
  expect(fitting?.read([{ file: 'a.js', functions: 1 }])).toEqual([]);
});

test.each<[string, Partial<Seen>, number]>([
  ['ran nothing of what changed', {}, 1],
  ['entered it', { entered: [0, 1, 3] }, 0],
  ['met a mutant of it outside of tests', { outside: ['a.js 1:0:Block:0'] }, 0],
  ['met a mutant of it in a test', { inTest: ['a.js 1:0:Block:0'] }, 0],
])('a run that %s', (_, seen, count) => {
  const pairs: [number, number][] = [
    [0, 0],
    [2, 2],
  ];
  const now: Files = { ...THEN, 'a.js': [['0:0:Block:0', '1:0:Block:0', '2:0:Block:0'], 3] };
  expect(readIn(now, pairs, { ...SEEN, ...seen })).toHaveLength(count);
});
