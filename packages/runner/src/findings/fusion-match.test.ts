import { describe, expect, it } from 'vitest';
import { aFile, aTest, aText, TESTS } from './findings.fixture.ts';
import { type MatchedTest, matchTests } from './fusion-match.ts';

const namesOf = (tests: readonly MatchedTest[]) =>
  tests.map(({ name, line, cases }) => [name, line, ...cases.map((each) => each.name)]);
const match = (...parts: Parameters<typeof matchTests>) => matchTests(...parts);

describe('a test of a run', () => {
  it('is the test of the text that has its name', () => {
    const { tests, notes } = match([aFile([aText('adds'), aText('takes', { line: 20 })])], {
      tests: [aTest('takes'), aTest('adds')],
    });
    expect(namesOf(tests)).toEqual([
      ['adds', 1, 'adds'],
      ['takes', 20, 'takes'],
    ]);
    expect(notes).toEqual([]);
  });

  it('is the one with just this title before one with a computed title', () => {
    const computed = aText('', { name: null, isNamed: () => true, line: 40 });
    const { tests } = match([aFile([computed, aText('adds')])], { tests: [aTest('adds'), aTest('adds 2')] });
    expect(namesOf(tests)).toEqual([
      ['adds', 1, 'adds'],
      ['adds 2', 40, 'adds 2'],
    ]);
  });

  it('is told by its line from another of the same name, and matched with none where there is no line', () => {
    const twins = aFile([aText('adds'), aText('adds', { line: 20 })]);
    const ran = [aTest('adds', { line: 20 })];
    expect(namesOf(match([twins], { tests: ran }).tests)).toEqual([
      ['adds', 1],
      ['adds', 20, 'adds'],
    ]);
    const { tests } = match([twins], { tests: [aTest('adds')] });
    expect(tests.filter(({ text }) => text !== null).flatMap(({ cases }) => cases)).toEqual([]);
  });

  it('with nothing left of its computed title is told by its line', () => {
    const computed = aText('', { name: null, isNamed: () => false, line: 40 });
    const { tests } = match([aFile([computed, aText('adds')])], {
      tests: [aTest('price', { line: 40 }), aTest('price', { line: 3 })],
    });
    expect(tests.find(({ text }) => text === computed)?.cases).toHaveLength(1);
    expect(tests.find(({ text }) => text?.name === 'adds')?.cases).toEqual([]);
  });

  it('of a file that was not read is judged without its text, all of one line as one', () => {
    const ran = [aTest('one', { line: 3 }), aTest('two', { line: 3 }), aTest('three')];
    const { tests } = match([], { tests: ran });
    expect(tests.map(({ text, line, cases }) => [text, line, cases.length])).toEqual([
      [null, 1, 1],
      [null, 3, 2],
    ]);
  });
});

describe('what fits nowhere', () => {
  it('is said once a file', () => {
    const file = aFile([aText('adds'), aText('new', { line: 20 })]);
    expect(match([file], { tests: [aTest('adds'), aTest('gone')] }).notes).toEqual([
      `${TESTS}: 1 of its tests took part in no run, 1 test of the runs could not be found in it: killrate run --kill-matrix says what holds now`,
    ]);
  });

  it('is whole files where no run had any of their tests, in one line', () => {
    const fresh = ['a', 'b', 'c', 'd'].map((name) =>
      aFile([aText('new', { file: `${name}.test.ts` })], { file: `${name}.test.ts` }),
    );
    expect(match(fresh.slice(0, 1), { tests: [aTest('adds')] }).notes).toEqual([
      'no run that holds had a test of a.test.ts: killrate run --kill-matrix',
    ]);
    expect(match(fresh, { tests: [aTest('adds')] }).notes).toEqual([
      'no run that holds had a test of a.test.ts, b.test.ts, c.test.ts and 1 more: killrate run --kill-matrix',
    ]);
  });

  it('is nothing where there was no run, or the file could not be read', () => {
    expect(match([aFile([aText('adds')])], { tests: [] }).notes).toEqual([]);
    expect(match([aFile([], { unknown: ['it does not parse'] })], { tests: [aTest('adds')] }).notes).toEqual([]);
  });
});
