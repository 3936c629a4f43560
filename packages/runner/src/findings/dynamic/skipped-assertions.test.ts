import { expect, it } from 'vitest';
import { aBody, aMutant, aTest, measuredOf } from '../findings.fixture.ts';
import { gatherEvidence, killersOf } from './evidence.ts';
import { findSkipped } from './skipped-assertions.ts';

const MUTANTS = [aBody('m1', 9), aMutant('m2'), aMutant('m3'), aMutant('m4', { status: 'Survived' })];
const OTHER = aTest('other', { kills: ['m1', 'm2', 'm3'] });

/** The mutant that is shown, where these tests skipped their assertions under those. */
function shown(skipped: Record<string, string[]>, kills: string[] = []): string | null {
  const tests = Object.keys(skipped).map((name) => aTest(name, { covers: ['m1', 'm2', 'm3', 'm4'], kills }));
  const measured = measuredOf(MUTANTS, [...tests, OTHER], {
    skipped: new Map(tests.map(({ id, name }) => [id, new Set(skipped[name])])),
  });
  return findSkipped(gatherEvidence(tests, measured, killersOf(measured)), measured.skipped)?.key ?? null;
}

it('a mutant that others kill shows it, rather one that changes something than one that empties a block', () => {
  expect(shown({ adds: ['m1', 'm3'] })).toBe('m3');
  expect(shown({ adds: ['m1'] })).toBe('m1');
});

it('one that nobody kills shows nothing', () => {
  expect(shown({ adds: ['m4'] })).toBe(null);
});

it('of several cases each has to skip its assertions', () => {
  expect(shown({ adds: ['m2'], 'adds 2': ['m3'] })).toBe(null);
  expect(shown({ adds: ['m2', 'm3'], 'adds 2': ['m3'] })).toBe('m3');
});

it('one that a case kills shows nothing', () => {
  expect(shown({ adds: ['m2'] }, ['m2'])).toBe(null);
});
