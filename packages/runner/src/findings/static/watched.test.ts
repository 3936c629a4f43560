import { expect, test } from 'vitest';
import type { Flag, StaticFile, StaticTest } from '../flag.ts';
import { findWatched } from './watched.ts';

function flag(rule: string, line: number, column: number): Flag {
  return { rule, level: 'warning', file: 'a.test.ts', line, column, message: '', evidence: { code: '' } };
}

function fileOf(flags: readonly Flag[], own: readonly Flag[] = []): StaticFile {
  const plain: StaticTest = {
    file: 'a.test.ts',
    line: 1,
    endLine: 9,
    name: 'a',
    isNamed: () => true,
    assertion: 'reached',
    units: [],
    flags,
  };
  return { file: 'a.test.ts', tests: [plain], flags: own, unknown: [] };
}

test('only comparisons of the code with itself are watched, in the order of the text', () => {
  const file = fileOf([flag('self-comparison', 7, 3), flag('constant-assertion', 2, 1), flag('tautology', 4, 5)]);

  expect(findWatched(file)).toEqual([
    { rule: 'tautology', line: 4, column: 5 },
    { rule: 'self-comparison', line: 7, column: 3 },
  ]);
});

test('an assertion that is flagged for two tests is watched once', () => {
  const file = fileOf([flag('tautology', 4, 5)], [flag('tautology', 4, 5), flag('tautology', 4, 2)]);

  expect(findWatched(file).map(({ column }) => column)).toEqual([2, 5]);
});
