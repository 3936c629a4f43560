import { describe, expect, it } from 'vitest';
import { Moves, PlainValues } from './moved-values.ts';
import type { ValuePair } from './watched.ts';

const SITE = 'a.test.js:3:5';
const values = (...pairs: ValuePair[]) => [{ test: 't', site: SITE, pairs }];

/** What a mutant did to an assertion that compared these pairs without it. */
function moved(plain: ValuePair[], mutant: ValuePair[]): string {
  const [found] = new PlainValues(values(...plain)).movedBy(values(...mutant));
  if (found === undefined) return 'nothing';
  return found.isTogether ? 'together' : 'alone';
}

describe('a mutant moves', () => {
  it('nothing where the actual value is as it was', () => {
    expect(moved([['a', 'a']], [['a', 'a']])).toBe('nothing');
    expect(moved([['a', 'a']], [['a', 'b']])).toBe('nothing');
  });

  it('both sides together where both become the same other value', () => {
    expect(moved([['a', 'a']], [['b', 'b']])).toBe('together');
    expect(
      moved(
        [
          ['a', 'a'],
          ['c', 'c'],
        ],
        [
          ['a', 'a'],
          ['d', 'd'],
        ],
      ),
    ).toBe('together');
  });

  it('the actual value alone where the expected stays, or becomes another', () => {
    expect(moved([['a', 'a']], [['b', 'a']])).toBe('alone');
    expect(moved([['a', 'a']], [['b', 'c']])).toBe('alone');
    // It was expected before the mutant.
    expect(moved([['a', 'b']], [['b', 'b']])).toBe('alone');
    expect(
      moved(
        [
          ['a', 'a'],
          ['a', 'a'],
        ],
        [
          ['b', 'b'],
          ['b', 'a'],
        ],
      ),
    ).toBe('alone');
  });

  it('nothing where it throws before, or where a value cannot be told', () => {
    expect(
      moved(
        [
          ['a', 'a'],
          ['b', 'b'],
        ],
        [['a', 'a']],
      ),
    ).toBe('nothing');
    expect(moved([['a', 'a']], [])).toBe('nothing');
    expect(moved([['a', 'a']], [[null, 'a']])).toBe('nothing');
    expect(moved([[null, 'a']], [['b', 'b']])).toBe('nothing');
    expect(
      moved(
        [['a', 'a']],
        [
          ['a', 'a'],
          ['x', 'y'],
        ],
      ),
    ).toBe('nothing');
  });

  it('the actual value alone where the expected cannot be told', () => {
    expect(moved([['a', 'a']], [['b', null]])).toBe('alone');
  });

  it('nothing in a test that has no such assertion without it', () => {
    expect(new PlainValues([]).movedBy(values(['b', 'b']))).toEqual([]);
  });
});

describe('what is compared is steady', () => {
  it('once it was seen twice, the same each time', () => {
    const plain = new PlainValues(values(['a', 'a']));
    expect(plain.isSteady('t', SITE)).toBe(false);
    plain.confirm(values(['a', 'a']));
    expect(plain.isSteady('t', SITE)).toBe(true);
    plain.confirm(values(['b', 'b']));
    plain.confirm(values(['a', 'a']));
    expect(plain.isSteady('t', SITE)).toBe(false);
  });
});

describe('what is told of a file', () => {
  const all = () => true;

  it('names each mutant once, as it was seen last', () => {
    const moves = new Moves();
    moves.note('src/a.js', 0, [{ test: 't', site: SITE, isTogether: false }]);
    moves.note('src/a.js', 0, [{ test: 't', site: SITE, isTogether: true }]);
    moves.note('src/a.js', 1, [{ test: 't', site: SITE, isTogether: false }]);
    moves.note('src/a.js', 2, []);
    moves.note('src/b.js', 0, [{ test: 't', site: SITE, isTogether: true }]);
    const mutants = [
      [0, true],
      [1, false],
    ];
    expect(moves.of('src/a.js', all)).toEqual([{ test: 't', file: 'a.test.js', line: 3, column: 5, mutants }]);
    expect(moves.of('src/c.js', all)).toEqual([]);
  });

  it('leaves out what is not steady', () => {
    const moves = new Moves();
    moves.note('src/a.js', 0, [{ test: 't', site: SITE, isTogether: true }]);
    expect(moves.of('src/a.js', (test, site) => !(test === 't' && site === SITE))).toEqual([]);
  });
});
