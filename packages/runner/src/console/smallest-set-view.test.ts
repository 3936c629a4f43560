import type { AssessedTest, SmallestSet } from '@killrate/shared/document';
import { describe, expect, test } from 'vitest';
import { renderNoSet, renderSet } from './smallest-set-view.ts';
import type { Terminal } from './terminal.ts';

const TERMINAL: Terminal = { isInteractive: false, hasColour: false, isUnicode: false, width: 80 };

function aTest(name: string, file: string, kills: number): AssessedTest {
  return {
    ...{ file, line: 3, endLine: 5, name, cases: [`${file} > ${name}`], verdict: null, covers: kills, kills },
    ...{ killsByAssertion: kills, uniqueKills: 0, durationMs: 4, isRedundant: true, findings: [] },
  };
}

const WHOLE = { id: 'b.test.ts > whole', file: 'b.test.ts', name: 'whole', line: 1, durationMs: 12 };
const PART = aTest('part', 'a.test.ts', 2);
const IDLE = aTest('idle', 'b.test.ts', 0);
const SET: SmallestSet = {
  ...{ verified: true, keep: [WHOLE.id], drop: [...PART.cases, ...IDLE.cases], savedMs: 8, totalMs: 20 },
  ...{ mutants: 7, lost: [] },
};

function render(smallestSet: SmallestSet, notRun = 0): string {
  const standIns = new Map([[PART, [WHOLE.id]]]);
  return renderSet({ smallestSet, drop: [PART, IDLE], standIns, tests: [WHOLE], notRun, tookMs: 3_000 }, TERMINAL);
}

describe('a set that was verified', () => {
  test('is called a candidate, with what it keeps, what it saves and how that is known', () => {
    const words = render(SET).replaceAll(/\s+/g, ' ');
    expect(words).toContain('candidate: 1 of 3 tests keep every kill');
    expect(words).toContain('They take 12 ms of 20 ms: without the others a run of all tests saves 8 ms (40 %).');
    expect(words).toContain('all 7 mutants that the suite kills were run, and each is still killed (3.0 s)');
  });

  test('tells of each test that could go who kills what it kills, file by file', () => {
    const text = render(SET);
    expect(text).toMatch(
      /^a\.test\.ts\n +:3 part 4 ms\n +all 2 mutants that it kills are killed by "whole" of b\.test\.ts too$/m,
    );
    expect(text).toMatch(/^b\.test\.ts\n +:3 idle 4 ms\n +kills nothing$/m);
  });

  test('tells of survivors that nothing would run any more, where there are some', () => {
    expect(render(SET)).not.toContain('survivor');
    expect(render(SET, 2).replaceAll(/\s+/g, ' ')).toContain('2 survivors would be run by no test any more.');
  });

  test('has no share where no test took any time', () => {
    expect(render({ ...SET, savedMs: 0, totalMs: 0 })).toMatch(/saves < 1\s+ms\./);
  });
});

test('where nothing is proposed the reason is said, and the first kill that would be lost is shown', () => {
  expect(renderNoSet('no set: 1 kill would be lost', ['abc'], TERMINAL)).toMatch(/^no set: .*\n\nnext: killrate show abc/);
  expect(renderNoSet('no set: each test is needed', [], TERMINAL)).toBe('no set: each test is needed');
});
