import { describe, expect, it } from 'vitest';
import { judgeMaterial, type TestMaterial } from './assess-tests.ts';
import { aFile, aMutant, aTest, aText, keys, measuredOf } from './findings.fixture.ts';
import type { MeasuredMutant, MeasuredTest } from './measured.ts';
import { countNotRun, findStandIns, proposeSet, putBack } from './smallest-set.ts';

function materialOf(
  mutants: readonly MeasuredMutant[],
  tests: readonly MeasuredTest[],
  texts = tests.map(({ name }, at) => aText(name, { line: 1 + 10 * at })),
): TestMaterial {
  return { files: [aFile(texts)], measured: measuredOf(mutants, tests), switches: { isOn: () => true, notes: [] } };
}

function propose(material: TestMaterial) {
  const proposal = proposeSet(material, judgeMaterial(material));
  if (proposal === null) throw new Error('nothing is proposed');
  return proposal;
}

const droppedOf = (material: TestMaterial) => propose(material).drop.map(({ name }) => name);

const WHOLE = aTest('whole', { kills: keys(3) });
const PART = aTest('part', { kills: ['m1'] });
const MUTANTS = keys(3).map((key) => aMutant(key));

describe('what could go', () => {
  it('is what others kill all of, and all that is killed has to be killed still', () => {
    const proposal = propose(materialOf([...MUTANTS, aMutant('m4', { status: 'Survived' })], [WHOLE, PART]));
    expect(proposal.drop).toMatchObject([{ name: 'part' }]);
    expect([...proposal.killed]).toEqual([['src/price.ts', new Set(keys(3))]]);
  });

  it('is not known without a matrix of all sources', () => {
    const material = materialOf(MUTANTS, [WHOLE, PART]);
    const lacking = { ...material, measured: { ...material.measured, unmeasured: ['src/tax.ts'] } };
    expect(proposeSet(lacking, judgeMaterial(lacking))).toBeNull();
  });

  it('is no test that somebody wants to keep, and none that is for the compiler', () => {
    const texts = (part: Parameters<typeof aText>[1]) => [aText('whole'), aText('part', { line: 11, ...part })];
    expect(droppedOf(materialOf(MUTANTS, [WHOLE, PART], texts({ silenced: ['redundant'] })))).toEqual([]);
    expect(droppedOf(materialOf(MUTANTS, [WHOLE, PART], texts({ assertion: 'compile-time' })))).toEqual([]);
    expect(droppedOf(materialOf(MUTANTS, [WHOLE, PART], texts({})))).toEqual(['part']);
  });

  it('is a test that kills nothing only where that convicts it', () => {
    const many = keys(12);
    const mutants = many.map((key) => aMutant(key));
    const whole = aTest('whole', { kills: many });
    const texts = (idle: string) => [aText('whole'), aText(idle, { line: 11, units: ['price'] })];
    expect(droppedOf(materialOf(mutants, [whole, aTest('adds', { covers: many })], texts('adds')))).toEqual(['adds']);
    const meaningLess = 'leaves its input unchanged';
    expect(droppedOf(materialOf(mutants, [whole, aTest(meaningLess, { covers: many })], texts(meaningLess)))).toEqual([]);
  });

  it('leaves one test for a mutant that no test in particular killed', () => {
    const late = aMutant('m4', { status: 'Timeout' });
    const runs = (name: string, durationMs: number) => aTest(name, { kills: ['m1'], covers: ['m4'], durationMs });
    expect(droppedOf(materialOf([...MUTANTS, late], [WHOLE, runs('slow', 9), runs('fast', 2)]))).toEqual(['slow']);
  });
});

describe('what a lost kill needs', () => {
  const material = materialOf(MUTANTS, [WHOLE, PART, aTest('also', { kills: ['m1', 'm2'], durationMs: 5 })]);
  const { drop } = propose(material);

  it('is put back: the fastest test that kills it, and one for many kills', () => {
    expect(putBack(drop, ['m1'], material.measured)).toMatchObject([{ name: 'also' }]);
    expect(putBack(drop, ['m2', 'm1'], material.measured)).toMatchObject([{ name: 'part' }]);
  });

  it('is nothing where no test that was left out kills it', () => {
    expect(putBack(drop, ['m3'], material.measured)).toEqual(drop);
  });
});

describe('of each test that could go', () => {
  it('as few of those that stay are named as kill all that it kills', () => {
    const tests = [WHOLE, aTest('other', { kills: ['m4', 'm5'] }), aTest('wide', { kills: ['m1', 'm2', 'm4'], durationMs: 9 })];
    const material = materialOf([...MUTANTS, aMutant('m4'), aMutant('m5')], tests);
    const { drop } = propose(material);
    expect([...findStandIns(drop, material.measured).values()]).toEqual([[WHOLE.id, tests[1]?.id]]);
  });

  it('the survivors that only it runs are counted', () => {
    const alone = aTest('part', { kills: ['m1'], covers: ['m4'] });
    const material = materialOf([...MUTANTS, aMutant('m4', { status: 'Survived' })], [WHOLE, alone]);
    expect(countNotRun(propose(material).drop, material.measured)).toBe(1);
  });
});
