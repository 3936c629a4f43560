import { describe, expect, it } from 'vitest';
import { aBody, aMutant, aTest, measuredOf } from './findings.fixture.ts';
import type { MeasuredMutant, MeasuredTest } from './measured.ts';
import { nextTests } from './next-test.ts';

const survivor = (key: string, mutant: Partial<MeasuredMutant> = {}) => aMutant(key, { status: 'Survived', ...mutant });
const boundary = (key: string, mutant: Partial<MeasuredMutant> = {}) =>
  survivor(key, { mutator: 'EqualityOperator', original: 'a > 9', replacement: 'a >= 9', ...mutant });
const next = (mutants: readonly MeasuredMutant[], tests: readonly MeasuredTest[] = []) => nextTests(measuredOf(mutants, tests));

describe('the next tests to write', () => {
  it('are one for each function and kind of behaviour', () => {
    const groups = next([survivor('m1'), survivor('m2'), boundary('m3'), boundary('m4', { symbol: 'ship' })]);
    expect(groups.map(({ symbol, missing, mutants }) => [symbol, missing, ...mutants])).toEqual([
      ['price', 'boundary', 'm3'],
      ['ship', 'boundary', 'm4'],
      ['price', 'calculation', 'm1', 'm2'],
    ]);
  });

  it('say which input, what to assert, and which test is nearest', () => {
    const wide = aTest('wide', { covers: ['m1', 'm2', 'm3'] });
    const near = aTest('near', { covers: ['m3'], line: 7 });
    expect(next([aMutant('m1'), aMutant('m2'), boundary('m3')], [wide, near])).toEqual([
      {
        ...{ file: 'src/price.ts', symbol: 'price', line: 3, missing: 'boundary', mutants: ['m3'], isCovered: true },
        nearest: { id: near.id, file: near.file, name: 'near', line: 7 },
        input: 'where `a` is exactly `9`',
        assert: 'Assert what price gives back, throws or changes exactly at the boundary.',
      },
    ]);
  });

  it('speak of code outside of functions by its file', () => {
    expect(next([survivor('m1', { symbol: '' })])[0]).toMatchObject({
      symbol: '',
      assert: 'Assert the exact result of the code of src/price.ts, written out and not calculated.',
    });
  });

  it('quote a text that can go unnoticed, and other content not', () => {
    const content = (mutator: string, original: string) =>
      next([survivor('m1', { mutator, original, replacement: '' })])[0]?.assert;
    expect(content('StringLiteral', '"no seat"')).toBe('Assert the text `"no seat"` where price gives it out.');
    expect(content('StringLiteral', '""')).toBe('Assert the content that price gives out, item by item.');
    expect(content('ArrayDeclaration', '[a, b]')).toBe('Assert the content that price gives out, item by item.');
  });

  it('leave out what is accepted, detected, undecided or not asked for', () => {
    const others = [
      survivor('m1', { isAccepted: true }),
      aMutant('m2'),
      aMutant('m3', { status: 'Timeout' }),
      aMutant('m4', { status: null }),
    ];
    expect(next(others)).toEqual([]);
    expect(nextTests(measuredOf([survivor('m1')], []), { isWanted: () => false })).toEqual([]);
  });
});

describe('the nearest test', () => {
  it('of code that none runs is one of its function, else of its file, else none', () => {
    const uncovered = survivor('m1', { status: 'NoCoverage', symbol: 'ship' });
    const ofFunction = aTest('ships', { covers: ['m2'] });
    const ofFile = aTest('prices', { covers: ['m3'] });
    const mutants = [uncovered, aMutant('m2', { symbol: 'ship' }), aMutant('m3')];
    expect(next(mutants, [ofFile, ofFunction])[0]?.nearest?.name).toBe('ships');
    expect(next(mutants, [ofFile])[0]?.nearest?.name).toBe('prices');
    expect(next(mutants)[0]).toMatchObject({ nearest: null, isCovered: false });
    const twins = ['b', 'a'].map((name) => aTest(name, { covers: ['m2'] }));
    expect(next(mutants, twins)[0]?.nearest?.name).toBe('a');
  });

  it('is not one that proves nothing, while there is another', () => {
    const [hollow, good] = [aTest('hollow', { covers: ['m1'] }), aTest('good', { covers: ['m1', 'm2'] })];
    const measured = measuredOf([survivor('m1'), aMutant('m2')], [hollow, good]);
    expect(nextTests(measured, { hollow: new Set([hollow.id]) })[0]?.nearest?.name).toBe('good');
    expect(nextTests(measured, { hollow: new Set([hollow.id, good.id]) })[0]?.nearest?.name).toBe('hollow');
  });
});

describe('what is missing', () => {
  const missing = (mutant: Partial<MeasuredMutant>, ...others: MeasuredMutant[]) =>
    next([survivor('m5', mutant), ...others]).find(({ mutants }) => mutants.includes('m5'))?.missing;
  const block = (original: string) => ({ mutator: 'BlockStatement', original, replacement: '{}' });

  it.each([
    ['boundary', { mutator: 'EqualityOperator', original: 'a < b', replacement: 'a <= b' }],
    ['branch', { mutator: 'EqualityOperator', original: 'a === b', replacement: 'a !== b' }],
    ['branch', { mutator: 'ConditionalExpression', original: 'a', replacement: 'true' }],
    ['branch', { mutator: 'LogicalOperator', original: 'a && b', replacement: 'a || b' }],
    ['missing value', { mutator: 'LogicalOperator', original: 'a ?? b', replacement: 'a && b' }],
    ['missing value', { mutator: 'OptionalChaining', original: 'a?.b', replacement: 'a.b' }],
    ['content', { mutator: 'StringLiteral', original: '"a"', replacement: '""' }],
    ['call removed', { mutator: 'CallExpression', original: 'book(fee);', replacement: ';' }],
    ['call removed', block('{ book(fee); }')],
    ['error path', block('{ throw new Error() }')],
    ['return value', { mutator: 'ArrowFunction', original: '(a) => a', replacement: '() => undefined' }],
  ] as const)('is a %s', (kind, mutant) => {
    expect(missing(mutant)).toBe(kind);
  });

  it('is the return value where the whole body is gone, and a branch where a block in it is', () => {
    expect(missing({ ...block('{ return a; }'), endLine: 9 })).toBe('return value');
    expect(missing(block('{ return a; }'), aBody('m1', 20))).toBe('branch');
  });
});
