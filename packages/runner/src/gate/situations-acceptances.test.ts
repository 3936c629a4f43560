import { describe, expect, test } from 'vitest';
import { renderLedger } from './record-files.ts';
import { adding, aSituation, checkOf, type Situation, unit } from './situation.fixture.ts';

const PAY = 'src/pay.ts';

/** A file with these results, of which some mutants (from 1) are accepted. */
async function accepted(letters: string, config: object, ...given: Parameters<Situation['entry']>[]): Promise<Situation> {
  const situation = aSituation(unit('src/pay', letters.length), config);
  await situation.measure({ [PAY]: letters });
  situation.write({ 'killrate.accepted.json': renderLedger(given.map((each) => situation.entry(...each))) });
  return situation;
}

describe('an accepted survivor', () => {
  test('counts neither way', async () => {
    const situation = await accepted('KKS', { target: 100 }, [PAY, 3]);
    const judged = await situation.gate();
    expect(judged).toMatchObject({ code: 0 });
    expect(judged.document?.gate?.receipt.buckets).toEqual({ killed: 2, accepted: 1 });
    expect(checkOf(judged, 'kill rate of default').actual).toMatch(/^100\.0 % of 2 mutants/);
  });

  test('can be one that no test runs', async () => {
    expect(await (await accepted('KKN', { target: 100 }, [PAY, 3])).gate()).toMatchObject({ code: 0 });
  });

  test('holds to the end of its last day, in UTC', async () => {
    const today = new Date().toISOString().slice(0, 10);
    expect(await (await accepted('KS', { target: 100 }, [PAY, 2, { expires: today }])).gate()).toMatchObject({ code: 0 });
  });

  test('is none of the survivors of a change', async () => {
    const situation = aSituation(unit('src/pay', 2), { target: 50 });
    await situation.measure({ [PAY]: 'KK' });
    situation.change({ [PAY]: adding('pay', 3) });
    await situation.measure({ [PAY]: 'KKS' });
    situation.write({ 'killrate.accepted.json': renderLedger([situation.entry(PAY, 3)]) });
    expect(await situation.gate({ base: 'main' })).toMatchObject({ code: 0 });
  });

  test('is one of as many as a module may have', async () => {
    const target = { killRate: 50, maxAccepted: 1 };
    expect(await (await accepted('KSS', { target }, [PAY, 2])).gate()).toMatchObject({ code: 0 });
    const situation = await accepted('KSS', { target }, [PAY, 2], [PAY, 3]);
    expect(await situation.gate()).toMatchObject({
      code: 2,
      reasons: [expect.stringMatching(/^gate: acceptances of default: 2, expected at most 1: 1 more than may be accepted/)],
    });
  });

  test('leaves nothing to measure where it is all there is', async () => {
    expect(await (await accepted('SS', { target: 50 }, [PAY, 1], [PAY, 2])).gate()).toMatchObject({ code: 6 });
  });
});

describe('a stale acceptance fails', () => {
  test.each([
    ['whose mutant is killed now', 'KK', {}, /its mutant is killed now/],
    ['whose mutant times out now', 'KT', {}, /its mutant is killed now/],
    ['whose mutant is no survivor now', 'KI', {}, /its mutant is no survivor now/],
    ['that expired', 'KS', { expires: '2026-01-31' }, /it expired on 2026-01-31/],
    ['whose code changed', 'KK', { key: '000000000000' }, /its code changed or is gone/],
    ['whose file is gone', 'KK', { key: '000000000000', file: 'src/gone.ts' }, /in src\/gone\.ts: its code changed or is gone/],
  ])('%s', async (_, letters, given, why) => {
    const situation = await accepted(letters, { target: 0 }, [PAY, 2, given]);
    const judged = await situation.gate();
    expect(judged).toMatchObject({
      code: 2,
      reasons: [expect.stringMatching(/^gate: acceptances: 1 stale, expected none stale/)],
    });
    expect(judged.reasons[0]).toMatch(why);
    expect(judged.text).toContain('next: killrate accept --prune');
  });

  test('and counts as the survivor it is', async () => {
    const situation = await accepted('KS', { target: 100, gate: { staleAcceptances: 'warn' } }, [
      PAY,
      2,
      { expires: '2026-01-31' },
    ]);
    expect(await situation.gate()).toMatchObject({
      code: 2,
      reasons: [expect.stringMatching(/^gate: kill rate of default: 50\.0/)],
    });
  });

  test('only where the config does not say that it warns', async () => {
    const situation = await accepted('KK', { target: 0, gate: { staleAcceptances: 'warn' } }, [PAY, 2]);
    const judged = await situation.gate();
    expect(judged).toMatchObject({ code: 0 });
    expect(checkOf(judged, 'acceptances')).toMatchObject({ outcome: 'failed', level: 'warn' });
  });

  test('not while its mutant is unresolved or its file was not measured: nobody knows', async () => {
    const unresolved = await accepted('KU', { target: 0 }, [PAY, 2]);
    expect((await unresolved.gate()).document?.gate?.checks.map(({ kind }) => kind)).not.toContain('acceptances');
    const unmeasured = await accepted('KS', { target: 0 }, [PAY, 2]);
    unmeasured.write({ [PAY]: adding('pay', 3) });
    expect((await unmeasured.gate()).document?.gate?.checks.map(({ kind }) => kind)).not.toContain('acceptances');
  });

  test('not a change that has nothing to do with it', async () => {
    const situation = aSituation({ ...unit('src/pay', 2), ...unit('src/http', 1) }, { target: 0 });
    situation.write({ 'killrate.accepted.json': renderLedger([situation.entry(PAY, 2, { expires: '2026-01-31' })]) });
    situation.commit();
    situation.change({ 'src/http.ts': adding('http', 2) });
    await situation.measure({ [PAY]: 'KS', 'src/http.ts': 'KK' });
    const judged = await situation.gate({ base: 'main' });
    expect(judged).toMatchObject({ code: 0 });
    expect(checkOf(judged, 'acceptances elsewhere')).toMatchObject({ outcome: 'failed', level: 'warn' });
    situation.write({ [PAY]: adding('pay', 3) });
    await situation.measure({ [PAY]: 'KSK' });
    expect(await situation.gate({ base: 'main' })).toMatchObject({
      code: 2,
      reasons: [expect.stringMatching(/^gate: acceptances: 1 stale/)],
    });
  });
});
