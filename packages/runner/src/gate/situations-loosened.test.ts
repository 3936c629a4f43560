import { describe, expect, test } from 'vitest';
import { adding, aSituation, checkOf, type Situation, unit } from './situation.fixture.ts';

const PAY = 'src/pay.ts';
const pay = (target: unknown, files: string[] = ['src/pay*.ts']) => ({ modules: [{ name: 'pay', files, target }] });

/** A change that touches the config alone, over a file that is measured before and after it. */
async function reconfigured(before: object, after: object | null, options: object = {}): Promise<Situation> {
  const situation = aSituation({ ...unit('src/pay', 5), ...unit('src/http', 1) }, before);
  const results = { [PAY]: 'KKKKK', 'src/http.ts': 'K' };
  await situation.measure(results);
  situation.change();
  if (after === null) situation.remove('stryker.conf.json');
  else situation.configure(after, options);
  situation.commit();
  await situation.measure(results);
  return situation;
}

describe('a change that asks for less than its base', () => {
  const cases: { fact: string; before: object; after: object | null; options?: object; says: RegExp }[] = [
    {
      fact: 'by a lower target',
      before: pay(90),
      after: pay(80),
      says: /kill rate of pay: at least 90 % before, at least 80 % now \(src\/pay\.ts\)/,
    },
    {
      fact: 'by a weaker preset',
      before: pay('critical'),
      after: pay('relaxed'),
      says: /at least 90 % before, at least 60 % now/,
    },
    { fact: 'by no target', before: pay(90), after: pay(undefined), says: /at least 90 % before, no target now/ },
    { fact: 'by no config', before: pay(90), after: null, says: /at least 90 % before, no target now/ },
    {
      fact: 'by a target that only warns',
      before: pay({ killRate: 90 }),
      after: pay({ killRate: 90, level: 'warn' }),
      says: /at least 90 % before, at least 90 % now, level warn/,
    },
    {
      fact: 'by more survivors than could be',
      before: pay({ maxSurvivors: 0 }),
      after: pay({ maxSurvivors: 3 }),
      says: /survivors of pay: at most 0 before, at most 3 now/,
    },
    {
      fact: 'by another metric in the place of the kill rate',
      before: pay(90),
      after: pay({ testStrength: 90 }),
      says: /kill rate of pay: at least 90 % before, no target now/,
    },
    {
      fact: 'by a module that takes in less',
      before: pay(90),
      after: pay(90, ['src/pays/**']),
      says: /kill rate of pay: at least 90 % before, no target now \(src\/pay\.ts\)/,
    },
    {
      fact: 'by a more specific module with a lower target',
      before: { modules: [{ name: 'all', files: ['src/**'], target: 90 }] },
      after: { modules: [{ name: 'all', files: ['src/**'], target: 90 }, ...pay(10).modules] },
      says: /kill rate of all: at least 90 % before, at least 10 % now \(src\/pay\.ts\)/,
    },
    {
      fact: 'by a source that is measured no more',
      before: { target: 90 },
      after: { target: 90 },
      options: { mutate: ['src/http.ts'] },
      says: /no longer measured: src\/pay\.ts$/,
    },
    {
      fact: 'by a softer rule of the gate',
      before: { target: 90, gate: { newSurvivors: 'everywhere', staleAcceptances: 'error' } },
      after: { target: 90, gate: { newSurvivors: 'unchanged-code', staleAcceptances: 'warn', smallChange: 5 } },
      says: /gate\.smallChange: 10 before, 5 now; gate\.newSurvivors: everywhere before, unchanged-code now; gate\.staleAcceptances: error before, warn now/,
    },
  ];

  test.for(cases)('$fact fails', async ({ before, after, options, says }) => {
    const situation = await reconfigured(before, after, options);
    const judged = await situation.gate({ base: 'main', isEmptyAllowed: true });
    expect(judged).toMatchObject({ code: 2 });
    expect(judged.reasons[0]).toMatch(/^gate: targets: /);
    expect(judged.reasons[0]).toMatch(says);
  });

  test('passes where somebody allowed it, and still says so', async () => {
    const situation = await reconfigured(pay(90), pay(80));
    const judged = await situation.gate({ base: 'main', isEmptyAllowed: true, isLooseningAllowed: true });
    expect(judged).toMatchObject({ code: 0 });
    expect(checkOf(judged, 'targets')).toMatchObject({ outcome: 'failed', level: 'warn' });
    expect(judged.text).toContain('at least 90 % before');
  });

  test('only warns where the base says so, not where the change itself does', async () => {
    const allowed = await reconfigured({ ...pay(90), gate: { loosened: 'warn' } }, { ...pay(80), gate: { loosened: 'warn' } });
    expect(await allowed.gate({ base: 'main', isEmptyAllowed: true })).toMatchObject({ code: 0 });
    const sly = await reconfigured(pay(90), { ...pay(80), gate: { loosened: 'warn' } });
    expect(await sly.gate({ base: 'main', isEmptyAllowed: true })).toMatchObject({
      code: 2,
      reasons: [expect.stringContaining('gate.loosened: error before, warn now')],
    });
  });

  test('is no matter of a change that asks for more, or sorts its files anew', async () => {
    const situation = await reconfigured(pay(80), { modules: [{ name: 'money', files: ['src/pay.ts'], target: 90 }] });
    const judged = await situation.gate({ base: 'main', isEmptyAllowed: true });
    expect(judged).toMatchObject({ code: 0 });
    expect(judged.document?.gate?.checks.map(({ name }) => name)).not.toContain('targets');
  });

  test('is seen in a file that the config imports', async () => {
    const config = `import { target } from './targets.mjs';\nexport default {};\nexport const killrate = { target };\n`;
    const files = { ...unit('src/pay', 2), 'stryker.conf.mjs': config, 'targets.mjs': 'export const target = 90;\n' };
    const situation = aSituation(files, null);
    situation.change({ 'targets.mjs': 'export const target = 40;\n' });
    await situation.measure({ [PAY]: 'KS' });
    expect(await situation.gate({ base: 'main', isEmptyAllowed: true })).toMatchObject({
      code: 2,
      reasons: [expect.stringContaining('kill rate of default: at least 90 % before, at least 40 % now')],
    });
  });

  test('judges no less by it: the rules of the base hold for the change itself', async () => {
    const situation = aSituation(unit('src/pay', 3), { target: 0 });
    situation.change({ [PAY]: adding('pay', 8) });
    situation.configure({ target: 0, gate: { smallChange: 0 } });
    await situation.measure({ [PAY]: 'KKKKKKKS' });
    const { reasons } = await situation.gate({ base: 'main', isLooseningAllowed: true });
    expect(reasons).toEqual([expect.stringMatching(/^gate: changed lines: 1 of 5 mutants/)]);
  });
});

describe('what a reviewer should see is listed, and fails nothing', () => {
  test('a new comment that disables mutants', async () => {
    const situation = aSituation(unit('src/pay', 2), { target: 0 });
    const disabled = adding('pay', 3).replace('    a + 3', '    // Stryker disable next-line all: it is only money\n    a + 3');
    situation.change({ [PAY]: disabled });
    await situation.measure({ [PAY]: 'KKI' });
    const judged = await situation.gate({ base: 'main', isEmptyAllowed: true });
    expect(judged.code).toBe(0);
    expect(checkOf(judged, 'new Stryker disable comments')).toMatchObject({
      level: 'warn',
      message: 'src/pay.ts:5 Stryker disable next-line all: it is only money',
    });
  });

  test('a new acceptance', async () => {
    const situation = aSituation(unit('src/pay', 2), { target: 50 });
    await situation.measure({ [PAY]: 'KS' });
    situation.change();
    const entry = situation.entry(PAY, 2, { category: 'logging' });
    situation.write({
      'killrate.accepted.json': `[{"killrate":"accepted survivors","schemaVersion":1},${JSON.stringify(entry)}]`,
    });
    const judged = await situation.gate({ base: 'main', isEmptyAllowed: true });
    expect(judged.code).toBe(0);
    expect(checkOf(judged, 'new acceptances').message).toBe(`${entry.key} in src/pay.ts (logging): nobody asks`);
  });

  test('what is newly left out', async () => {
    const situation = await reconfigured(pay(90), { ...pay(90), excludeTests: ['slow/**'], logging: ['audit.*'] });
    const judged = await situation.gate({ base: 'main' });
    expect(checkOf(judged, 'newly left out').message).toBe('logging: audit.*; excludeTests: slow/**');
  });

  test('a config of the base that cannot be read', async () => {
    const situation = aSituation({ ...unit('src/pay', 2), 'stryker.conf.json': '{ "killrate": { "taget": 1 } }' }, null);
    situation.change();
    situation.configure({ target: 10 });
    await situation.measure({ [PAY]: 'KK' });
    const judged = await situation.gate({ base: 'main' });
    expect(checkOf(judged, 'config of the base').message).toMatch(
      /it cannot be read, so loosened targets would not show: .*"taget"/,
    );
  });
});

describe('floors', () => {
  const FLOORS = 'killrate.floors.json';
  const floors = (values: Record<string, number>) => ({ [FLOORS]: JSON.stringify({ floors: values }) });

  test('are written by a gate that passed, one for each module, in whole steps below what was reached', async () => {
    const http = { name: 'http', files: ['src/http.ts'], target: 0 };
    const situation = aSituation({ ...unit('src/pay', 3), ...unit('src/http', 2) }, { target: 60, modules: [http] });
    await situation.measure({ [PAY]: 'KKS', 'src/http.ts': 'KK' });
    const judged = await situation.gate({ isRatchet: true });
    expect(judged).toMatchObject({ code: 0 });
    expect(situation.read(FLOORS)).toBe('{\n  "floors": {\n    "default": 66,\n    "http": 100\n  }\n}\n');
    expect(judged.document?.notes).toContain('floor of default: none before, 66 now, in killrate.floors.json');
    expect(judged.document?.notes).toContain('the target of default can be tightened from 60 to 66');
  });

  test('are not written by a gate that failed, was incomplete or found no baseline', async () => {
    const situation = aSituation(unit('src/pay', 4), { target: 60 });
    await situation.measure({ [PAY]: 'KKSS' });
    expect(await situation.gate({ isRatchet: true })).toMatchObject({ code: 2 });
    await situation.measure({ [PAY]: 'KKKU' });
    expect(await situation.gate({ isRatchet: true })).toMatchObject({ code: 5 });
    await situation.measure({ [PAY]: 'KKKK' });
    await situation.measure({ [PAY]: '' }, { status: 'baseline-failed' });
    const judged = await situation.gate({ isRatchet: true });
    expect(judged).toMatchObject({ code: 4 });
    expect(judged.document?.notes).toContain('the floors stay as they are: the gate did not pass');
    expect(() => situation.read(FLOORS)).toThrow(/ENOENT/);
  });

  test('are not written where nobody asked for it', async () => {
    const situation = aSituation(unit('src/pay', 1));
    await situation.measure({ [PAY]: 'K' });
    await situation.gate();
    expect(() => situation.read(FLOORS)).toThrow(/ENOENT/);
  });

  test('rise by whole steps of the config, and a lesser rise leaves them', async () => {
    const situation = aSituation({ ...unit('src/pay', 40), ...floors({ default: 70 }) }, { target: 0, gate: { ratchetStep: 5 } });
    await situation.measure({ [PAY]: `${'K'.repeat(29)}${'S'.repeat(11)}` });
    await situation.gate({ isRatchet: true });
    expect(JSON.parse(situation.read(FLOORS))).toEqual({ floors: { default: 70 } });
    await situation.measure({ [PAY]: `${'K'.repeat(33)}${'S'.repeat(7)}` });
    await situation.gate({ isRatchet: true });
    expect(JSON.parse(situation.read(FLOORS))).toEqual({ floors: { default: 80 } });
  });

  test('of a module that was measured in part stay', async () => {
    const http = { name: 'http', files: ['src/http/**'], target: 0 };
    const files = { ...unit('src/pay', 2), ...unit('src/http/get', 2), ...unit('src/http/put', 2), ...floors({ http: 10 }) };
    const situation = aSituation(files, { target: 0, modules: [http] });
    situation.change({ [PAY]: adding('pay', 3) });
    await situation.measure({ [PAY]: 'KKK', 'src/http/get.ts': 'KK' });
    expect(await situation.gate({ base: 'main', isRatchet: true })).toMatchObject({ code: 0 });
    expect(JSON.parse(situation.read(FLOORS))).toEqual({ floors: { default: 100, http: 10 } });
  });

  test('that are missed fail, above a target that is met', async () => {
    const situation = aSituation({ ...unit('src/pay', 4), ...floors({ default: 80 }) }, { target: 60 });
    await situation.measure({ [PAY]: 'KKKS' });
    expect(await situation.gate()).toMatchObject({
      code: 2,
      reasons: [expect.stringMatching(/^gate: floor of default: 75\.0 % .*at least 80 %: 5\.0 below its floor/)],
    });
  });

  test('are enough to judge by, without a target', async () => {
    const situation = aSituation({ ...unit('src/pay', 4), ...floors({ default: 70 }) }, {});
    await situation.measure({ [PAY]: 'KKKS' });
    expect(await situation.gate()).toMatchObject({ code: 0 });
  });

  test('of a module that was renamed fail', async () => {
    const situation = aSituation(
      { ...unit('src/pay', 1), ...floors({ pay: 80 }) },
      { modules: [{ name: 'money', files: [PAY], target: 80 }] },
    );
    await situation.measure({ [PAY]: 'K' });
    expect(await situation.gate()).toMatchObject({
      code: 2,
      reasons: [expect.stringMatching(/^gate: floor of pay: no such module, or none with files/)],
    });
  });

  test.each([
    ['lowered', JSON.stringify({ floors: { default: 40 } }), 'floor of default: 80 before, 40 now'],
    ['taken out', '{ "floors": {} }', 'floor of default: 80 before, none now'],
    ['taken away with their file', null, 'floor of default: 80 before, none now'],
  ])('that the change itself has %s fail it', async (_, text, says) => {
    const situation = aSituation({ ...unit('src/pay', 2), ...floors({ default: 80 }) }, { target: 0 });
    situation.change();
    if (text === null) situation.remove(FLOORS);
    else situation.write({ [FLOORS]: text });
    await situation.measure({ [PAY]: 'KS' });
    expect(await situation.gate({ base: 'main', isEmptyAllowed: true })).toMatchObject({
      code: 2,
      reasons: [expect.stringMatching(new RegExp(`^gate: targets: .*${says}`))],
    });
  });

  test('of a module that the change does not touch are not asked', async () => {
    const http = { name: 'http', files: ['src/http.ts'], target: 0 };
    const files = { ...unit('src/pay', 2), ...unit('src/http', 2), ...floors({ http: 90 }) };
    const situation = aSituation(files, { target: 0, modules: [http] });
    situation.change({ [PAY]: adding('pay', 3) });
    await situation.measure({ [PAY]: 'KKK', 'src/http.ts': 'SS' });
    expect(await situation.gate({ base: 'main' })).toMatchObject({ code: 0 });
  });
});
