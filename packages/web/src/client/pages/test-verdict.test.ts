import type { TestView } from '@killrate/shared/api';
import { expect, test } from 'vitest';
import { formatTestTime, nameParts, verdictOf } from './test-verdict.ts';

function testOf(counts: Partial<TestView>): TestView {
  return {
    id: 'a',
    file: 'a.test.ts',
    name: 'a',
    line: 1,
    durationMs: 1,
    covers: 5,
    kills: 3,
    killsByAssertion: 2,
    uniqueKills: 0,
    verdict: null,
    lead: null,
    ...counts,
  };
}

test.each([
  [{}, null],
  [{ covers: 0, kills: 0, killsByAssertion: 0 }, 'covers-nothing'],
  [{ kills: 0, killsByAssertion: 0 }, 'kills-nothing'],
  [{ killsByAssertion: 0 }, 'crash-only'],
  [{ killsByAssertion: 1 }, null],
])('a test with %j is %s', (counts, verdict) => {
  expect(verdictOf(testOf(counts))).toBe(verdict);
});

test('a full name is its groups and its own name', () => {
  expect(nameParts('wallet > booking > is refused')).toEqual({ groups: 'wallet › booking', name: 'is refused' });
  expect(nameParts('is refused')).toEqual({ groups: '', name: 'is refused' });
});

test('a test that takes less than a millisecond takes no zero', () => {
  expect([0, 0.99, 1, 1500].map(formatTestTime)).toEqual(['< 1 ms', '< 1 ms', '1 ms', '1.5 s']);
});
