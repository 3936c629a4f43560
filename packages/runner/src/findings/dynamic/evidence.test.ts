import { expect, it } from 'vitest';
import { aMutant, aTest, measuredOf } from '../findings.fixture.ts';
import { gatherEvidence, killersOf } from './evidence.ts';

const keysOf = (mutants: readonly { key: string }[]) => mutants.map(({ key }) => key);

it('a mutant proves something against a test only where another test kills it and it is not static', () => {
  const test = aTest('idle', { covers: ['m1', 'm2', 'm3', 'm4'] });
  const other = aTest('other', { kills: ['m1', 'm2'], covers: ['m3'] });
  const mutants = [
    aMutant('m1'),
    aMutant('m2', { isStatic: true }),
    aMutant('m3', { status: 'Survived' }),
    aMutant('m4', { status: 'Timeout' }),
  ];
  const measured = measuredOf(mutants, [test, other]);
  const evidence = gatherEvidence([test], measured, killersOf(measured));
  expect(keysOf(evidence.provable)).toEqual(['m1']);
  expect(keysOf(evidence.notKilled)).toEqual(['m1', 'm3']);
  expect(keysOf(evidence.covered)).toEqual(['m1', 'm2', 'm3', 'm4']);
});

it('what only other cases of the same call kill proves nothing', () => {
  const cases = [aTest('case 1', { covers: ['m1'] }), aTest('case 2', { kills: ['m1'] })];
  const measured = measuredOf([aMutant('m1')], cases);
  expect(gatherEvidence(cases, measured, killersOf(measured)).provable).toEqual([]);
});

it('of two cases that kill a mutant the assertion counts, whichever comes first', () => {
  const cases = [aTest('case 1', { kills: { m1: 'assertion' } }), aTest('case 2', { kills: { m1: 'crash' } })];
  const measured = measuredOf([aMutant('m1')], cases);
  expect(keysOf(gatherEvidence(cases, measured, killersOf(measured)).killedByAssertion)).toEqual(['m1']);
});

it('a mutant that crashes, or that it does not kill, is not killed by an assertion', () => {
  const test = aTest('adds', { kills: { m1: 'assertion', m2: 'crash' }, covers: ['m3'] });
  const measured = measuredOf([aMutant('m1'), aMutant('m2'), aMutant('m3')], [test]);
  expect(keysOf(gatherEvidence([test], measured, killersOf(measured)).killedByAssertion)).toEqual(['m1']);
});

it('what all cases of a call kill proves something where another test kills it too', () => {
  const cases = [aTest('case 1', { kills: ['m1', 'm2'] }), aTest('case 2', { kills: ['m1', 'm2'] })];
  const measured = measuredOf([aMutant('m1'), aMutant('m2')], [...cases, aTest('other', { kills: ['m1'] })]);
  expect(keysOf(gatherEvidence(cases, measured, killersOf(measured)).provable)).toEqual(['m1']);
});

it('mutants that were ignored or never decided are not counted', () => {
  const test = aTest('runs', { covers: ['m1', 'm2', 'm3'] });
  const measured = measuredOf([aMutant('m1', { status: 'Ignored' }), aMutant('m2', { status: null })], [test]);
  expect(gatherEvidence([test], measured, killersOf(measured)).covered).toEqual([]);
});
