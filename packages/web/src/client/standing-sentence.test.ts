import type { CoveringTest } from '@killrate/shared/api';
import type { KillKind, Mutant } from '@killrate/shared/model';
import { expect, test } from 'vitest';
import { exportedMutant, testOf } from './exported-report.fixture.ts';
import { sentenceOf } from './standing-sentence.ts';

function said(mutant: Partial<Mutant>, kills: (KillKind | null)[] = []): string {
  const tests = kills.map((kill, index): CoveringTest => ({ ...testOf(`t${index}`), kill, verdict: null }));
  return sentenceOf({ mutant: exportedMutant(mutant), tests });
}

test.each([
  [[null], '1 test runs this code and passes all the same: it does not tell the two apart.'],
  [[null, null], '2 tests run this code and pass all the same: none tells the two apart.'],
  [[], 'No test fails with this change'],
])('a survivor that the tests %j run', (kills, beginning) => {
  expect(said({ status: 'Survived' }, kills)).toMatch(new RegExp(`^${beginning}`));
});

test('a survivor that is run when its file is loaded says so', () => {
  expect(said({ status: 'Survived', isStatic: true }, [null])).toContain('when its file is loaded');
});

test.each<[KillKind[], string]>([
  [['assertion', 'crash'], '2 tests fail with this change: it is noticed by an assertion.'],
  [['crash', 'timeout'], '2 tests fail with this change, but only by a crash: no assertion looks at it.'],
  [['timeout'], '1 test fails with this change, but only by not ending in time: no assertion looks at it.'],
])('killed by %j', (kills, sentence) => {
  expect(said({ status: 'Killed' }, kills)).toBe(sentence);
});

test('why something is unresolved or ignored is told where it is known', () => {
  expect(said({ status: null, reason: 'the worker died' })).toContain('(the worker died)');
  expect(said({ status: 'Ignored', reason: 'logging' })).toBe('It is left out: logging.');
  expect(said({ status: 'Ignored', reason: null })).toBe('It is left out.');
});
