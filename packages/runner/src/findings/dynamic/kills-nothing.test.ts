import { expect, it } from 'vitest';
import { aBody, aMutant, aTest, keys, measuredOf } from '../findings.fixture.ts';
import type { MeasuredMutant, MeasuredTest } from '../measured.ts';
import { gatherEvidence, killersOf } from './evidence.ts';
import { functionsOf } from './function-mutants.ts';
import { killsNothing } from './kills-nothing.ts';

function judge(mutants: readonly MeasuredMutant[], idle: MeasuredTest, title = 'adds', isSurvivor = false): boolean {
  const other = aTest('other', { kills: mutants.filter(({ status }) => status === 'Killed').map(({ key }) => key) });
  const measured = measuredOf(mutants, [idle, other]);
  return killsNothing(gatherEvidence([idle], measured, killersOf(measured)), functionsOf(mutants), title, isSurvivor);
}

const lines = (count: number) => keys(count).map((key) => aMutant(key));

it('ten mutants that others kill and the test does not are enough', () => {
  expect(judge(lines(10), aTest('idle', { covers: keys(10) }))).toBe(true);
  expect(judge(lines(9), aTest('idle', { covers: keys(9) }))).toBe(false);
});

it('one kill is enough to clear, be it a crash', () => {
  expect(judge(lines(20), aTest('crashes', { covers: keys(20), kills: { m1: 'crash' } }))).toBe(false);
});

it('three are enough where the bodies of all functions that it runs can be emptied', () => {
  const mutants = [aBody('m1', 8), aMutant('m2'), aMutant('m3')];
  expect(judge(mutants, aTest('idle', { covers: keys(3) }))).toBe(true);
  expect(judge(mutants, aTest('idle', { covers: ['m2', 'm3'] }))).toBe(false);
  expect(judge([...mutants, aMutant('m4', { symbol: 'other' })], aTest('idle', { covers: keys(4) }))).toBe(false);
});

it('three are enough where it was seen to pass with all of them emptied at once', () => {
  const idle = aTest('idle', { covers: keys(3) });
  expect([judge(lines(3), idle), judge(lines(3), idle, 'adds', true)]).toEqual([false, true]);
});

it('two are never enough', () => {
  expect(judge([aBody('m1', 8), aMutant('m2')], aTest('idle', { covers: keys(2) }))).toBe(false);
});

it('a test that says that something stays as it was is never named', () => {
  expect(judge(lines(20), aTest('idle', { covers: keys(20) }), 'does not mutate its input')).toBe(false);
});

it('a test that says that something does not throw is never named', () => {
  expect(judge(lines(20), aTest('idle', { covers: keys(20) }), 'never throws')).toBe(false);
  expect(judge(lines(20), aTest('idle', { covers: keys(20) }), 'throws on an empty list')).toBe(true);
});
