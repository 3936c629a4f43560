import { describe, expect, it } from 'vitest';
import { killersOf } from './dynamic/evidence.ts';
import { functionsOf } from './dynamic/function-mutants.ts';
import { aBody, aMutant, aTest } from './findings.fixture.ts';
import { findHappyPaths, isErrorPath, passedBy } from './happy-path.ts';
import type { MeasuredMutant } from './measured.ts';

const boundary = (key: string, mutant: Partial<MeasuredMutant> = {}) =>
  aMutant(key, { mutator: 'EqualityOperator', original: 'a > 9', replacement: 'a >= 9', status: 'Survived', ...mutant });
const find = (mutants: readonly MeasuredMutant[], kills: readonly string[] = []) =>
  findHappyPaths(functionsOf(mutants), killersOf({ tests: [aTest('adds', { kills })] })).map(({ symbol, alive }) => [
    symbol,
    ...alive.map(({ key }) => key),
  ]);

describe('a function of which only the happy path is tested', () => {
  it('has boundaries that live, whatever becomes of its others', () => {
    expect(find([aMutant('m1'), boundary('m2')], ['m1'])).toEqual([['price', 'm2']]);
    expect(find([aMutant('m1'), boundary('m2'), boundary('m3', { status: 'Killed' })], ['m1', 'm3'])).toEqual([['price', 'm2']]);
    expect(find([aMutant('m1'), boundary('m3', { status: 'Killed' })], ['m1', 'm3'])).toEqual([]);
  });

  it('has an error path that lives', () => {
    const guard = aMutant('m2', { mutator: 'BlockStatement', original: "{ throw new Error('no') }", replacement: '{}' });
    expect(find([aBody('m1', 9), { ...guard, status: 'NoCoverage' }], ['m1'])).toEqual([['price', 'm2']]);
    expect(find([aBody('m1', 9), guard], ['m1', 'm2'])).toEqual([]);
  });

  it('has none where a test means to fail, though it does not notice', () => {
    const guard = aMutant('m2', { mutator: 'BlockStatement', original: "{ throw new Error('no') }", status: 'Survived' });
    const paths = (isMeant: boolean) =>
      findHappyPaths(
        functionsOf([aBody('m1', 9), guard]),
        killersOf({ tests: [aTest('adds', { kills: ['m1'] })] }),
        () => isMeant,
      );
    expect([paths(false).length, paths(true).length]).toEqual([1, 0]);
  });

  it('is none without branches, none that nothing runs, and none whose boundary somebody accepted', () => {
    expect(find([aMutant('m1', { status: 'Survived' })])).toEqual([]);
    expect(find([boundary('m2', { status: 'NoCoverage' })])).toEqual([]);
    expect(find([aMutant('m1'), boundary('m2', { isAccepted: true })], ['m1'])).toEqual([]);
  });
});

describe('a test passes by', () => {
  const mutants = [aMutant('m1'), boundary('m2'), boundary('m3', { status: 'Killed' }), boundary('m4', { status: 'NoCoverage' })];
  const passed = (covered: readonly string[], kills: readonly string[] = ['m1', 'm3']) => {
    const [path] = findHappyPaths(functionsOf(mutants), killersOf({ tests: [aTest('adds', { kills })] }));
    return path === undefined ? null : passedBy(path, new Set(covered)).map(({ key }) => key);
  };

  it('a boundary that it runs, where it runs none that a test goes to', () => {
    expect(passed(['m1', 'm2'])).toEqual(['m2']);
    expect(passed(['m1', 'm2', 'm3'])).toEqual([]);
  });

  it('an error that no test sees, though it runs a boundary that one goes to', () => {
    const guard = aMutant('m5', { mutator: 'BlockStatement', original: "{ throw new Error('no') }", status: 'NoCoverage' });
    const before = { ...guard, key: 'm6', original: '{ throw 1 }', status: 'Survived' as const };
    const through = (errors: readonly MeasuredMutant[], kills: readonly string[]) => {
      const [path] = findHappyPaths(
        functionsOf([aBody('m0', 9), ...mutants, ...errors]),
        killersOf({ tests: [aTest('adds', { kills })] }),
      );
      return path === undefined ? [] : passedBy(path, new Set(['m1', 'm3', 'm6'])).map(({ key }) => key);
    };
    expect(through([guard, before], ['m1', 'm3'])).toEqual(['m5', 'm6']);
    expect(through([guard], ['m1', 'm3'])).toEqual([]);
    expect(through([guard, before], ['m1', 'm3', 'm5'])).toEqual([]);
  });

  it('what it does not run only where no test goes to any', () => {
    expect(passed(['m1'])).toEqual([]);
    expect(passed(['m1'], ['m1'])).toEqual(['m2', 'm4']);
  });
});

describe('an error path', () => {
  const text = "{\n  if (a > 9) throw new Error('no');\n  if (b) {\n    throw new Error('b');\n  }\n  if (c) return 1;\n}";
  const body = aMutant('m1', {
    mutator: 'BlockStatement',
    original: text,
    replacement: '{}',
    column: 20,
    endLine: 7,
    endColumn: 2,
  });
  const condition = (line: number, column: number, original: string, replacement = 'false') =>
    aMutant('m2', {
      mutator: 'ConditionalExpression',
      original,
      replacement,
      line,
      column,
      endLine: line,
      endColumn: column + original.length,
    });

  it('is behind a condition before a throw, with a block or without', () => {
    expect(isErrorPath(condition(2, 7, 'a > 9'), body)).toBe(true);
    expect(isErrorPath(condition(3, 7, 'b'), body)).toBe(true);
  });

  it('is not behind one before anything else, nor where the mutant always takes it', () => {
    expect(isErrorPath(condition(6, 7, 'c'), body)).toBe(false);
    expect(isErrorPath(condition(2, 7, 'a > 9', 'true'), body)).toBe(false);
    expect(isErrorPath(condition(2, 7, 'a > 9'), null)).toBe(false);
  });

  it('is a block that throws, but for the whole function', () => {
    const block = aMutant('m3', { mutator: 'BlockStatement', original: "{ throw new Error('b'); }", replacement: '{}' });
    expect(isErrorPath(block, body)).toBe(true);
    expect(isErrorPath(body, body)).toBe(false);
  });
});
