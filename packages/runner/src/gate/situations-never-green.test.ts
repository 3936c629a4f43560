import { describe, expect, test, vi } from 'vitest';
import { runCommand } from '../commands/run.ts';
import { aFolder, PACKAGE } from '../folder.fixture.ts';
import { adding, aSituation, checkOf, collectingIo, isolate, Situation, testing, toJudged, unit } from './situation.fixture.ts';

const PAY = 'src/pay.ts';

describe('what measured nothing is not green', () => {
  test('a project without a source file', async () => {
    const situation = aSituation({ ...unit('src/pay', 1) }, { target: 0 });
    await situation.measure({ [PAY]: 'K' });
    situation.remove('src');
    expect(await situation.gate()).toMatchObject({
      code: 1,
      reasons: [expect.stringContaining('the project has no source file')],
    });
  });

  test('a `mutate` that matches no file', async () => {
    const situation = aSituation(unit('src/pay', 1), { target: 0 });
    await situation.measure({ [PAY]: 'K' });
    situation.configure({ target: 0 }, { mutate: ['source/**'] });
    expect(await situation.gate()).toMatchObject({ code: 1 });
    expect(await situation.gate({ isEmptyAllowed: true })).toMatchObject({ code: 1 });
  });

  test('a module whose patterns match no file, beside one that reaches its target', async () => {
    const misspelt = { name: 'http', files: ['src/htp/**'], target: 90 };
    const situation = aSituation({ ...unit('src/pay', 1), ...unit('src/http/get', 1) }, { target: 80, modules: [misspelt] });
    await situation.measure({ [PAY]: 'K', 'src/http/get.ts': 'K' });
    const judged = await situation.gate();
    expect(judged).toMatchObject({ code: 6, reasons: [expect.stringMatching(/^nothing to measure: kill rate of http/)] });
    expect(await situation.gate({ isEmptyAllowed: true })).toMatchObject({ code: 6 });
  });

  test('a project whose files are all in modules needs none for the default target', async () => {
    const pay = { name: 'pay', files: [PAY], target: 80 };
    const situation = aSituation(unit('src/pay', 1), { target: 90, modules: [pay] });
    await situation.measure({ [PAY]: 'K' });
    expect(await situation.gate()).toMatchObject({ code: 0 });
  });

  test('a project without a mutant', async () => {
    const situation = aSituation({ 'src/pay.ts': 'export type Sum = number;\n' }, { target: 0 });
    await situation.measure({ [PAY]: '' });
    expect(await situation.gate()).toMatchObject({ code: 6, reasons: [expect.stringMatching(/^nothing to measure/)] });
    expect(await situation.gate({ isEmptyAllowed: true })).toMatchObject({ code: 6 });
  });

  test('a project whose mutants are all ignored', async () => {
    const situation = aSituation(unit('src/pay', 3), { target: 0 });
    await situation.measure({ [PAY]: 'III' });
    expect(await situation.gate()).toMatchObject({ code: 6 });
  });

  test('a project that was never measured', async () => {
    const situation = aSituation(unit('src/pay', 1), { target: 0 });
    expect(await situation.gate()).toMatchObject({
      code: 1,
      reasons: [expect.stringMatching(/nothing was measured here yet.*killrate run/)],
    });
  });

  test('an empty store', async () => {
    const situation = aSituation(unit('src/pay', 1), { target: 0 });
    situation.store(() => null);
    expect(await situation.gate()).toMatchObject({ code: 5, reasons: ['incomplete: src/pay.ts: it was never measured'] });
  });

  test('a change that touches no code, in the run that judges it', async () => {
    const situation = aSituation(unit('src/pay', 1), { target: 0 });
    await situation.measure({ [PAY]: 'K' });
    situation.change({ 'README.md': '' });
    const { io, text } = collectingIo();
    const how = {
      timeoutMs: 1_000,
      deadlineMs: 1_000,
      concurrency: 1,
      engine: 'warm' as const,
      isMatrix: false,
      isTimed: false,
      keeper: null,
      patterns: [],
      module: null,
      since: 'main',
      isFresh: false,
    };
    const gate = { base: null, baseReport: null, runId: null, isLooseningAllowed: false, isRatchet: false };
    const run = (isEmptyAllowed: boolean) =>
      toJudged(text, () => runCommand(io, { ...how, cwd: situation.root, isEmptyAllowed, gate: { ...gate, isEmptyAllowed } }));
    expect(await run(false)).toMatchObject({ code: 6, reasons: ['nothing to measure: the change since main touches no code'] });
    expect(await run(true)).toMatchObject({ code: 0 });
  });
});

describe('what was not measured whole is not green', () => {
  test('one file of many', async () => {
    const situation = aSituation({ ...unit('src/pay', 2), ...unit('src/http', 2) }, { target: 0 });
    await situation.measure({ [PAY]: 'KK' });
    const judged = await situation.gate();
    expect(judged).toMatchObject({ code: 5, reasons: ['incomplete: src/http.ts: it was never measured'] });
    expect(judged.document?.gate?.receipt.missing).toEqual([{ file: 'src/http.ts', reason: 'it was never measured' }]);
    expect(judged.text).toMatch(/^gate: INCOMPLETE/);
    expect(judged.text).toMatch(/next: killrate run src\/http\.ts/);
  });

  test('a job that was interrupted', async () => {
    const situation = aSituation(unit('src/pay', 3), { target: 0 });
    await situation.measure({ [PAY]: 'KKP' }, { status: 'interrupted' });
    expect(await situation.gate()).toMatchObject({ code: 5 });
  });

  test('a project whose mutants are all unresolved', async () => {
    const situation = aSituation(unit('src/pay', 3), { target: 0 });
    await situation.measure({ [PAY]: 'UUU' });
    expect(await situation.gate()).toMatchObject({
      code: 5,
      reasons: [expect.stringMatching(/^incomplete: 3 mutants without a status/)],
    });
  });

  test('a file of which the store lost a result', async () => {
    const situation = aSituation(unit('src/pay', 3), { target: 80 });
    await situation.measure({ [PAY]: 'KKS' });
    situation.store((database) => database.exec(`DELETE FROM result WHERE status = 'Survived'`));
    expect(await situation.gate()).toMatchObject({
      code: 5,
      reasons: ['incomplete: src/pay.ts: 2 of its 3 planned mutants have a result'],
    });
  });

  test('a file whose results are of other mutants than were planned', async () => {
    const situation = aSituation(unit('src/pay', 3), { target: 80 });
    await situation.measure({ [PAY]: 'KKS' });
    situation.store((database) => database.exec(`UPDATE job SET planned_hash = 'another'`));
    expect(await situation.gate()).toMatchObject({
      code: 5,
      reasons: [expect.stringContaining('other mutants than were planned')],
    });
  });

  test('a retry does not make up for a file that was not measured', async () => {
    const situation = aSituation(unit('src/pay', 3), { target: 80 });
    await situation.measure({ [PAY]: 'K' }, { keys: [situation.key(PAY, 1)] });
    expect(await situation.gate()).toMatchObject({ code: 5, reasons: ['incomplete: src/pay.ts: it was never measured'] });
  });

  test('a retry that killed a survivor counts', async () => {
    const situation = aSituation(unit('src/pay', 2), { target: 100 });
    await situation.measure({ [PAY]: 'KS' });
    expect(await situation.gate()).toMatchObject({ code: 2 });
    await situation.measure({ [PAY]: 'K' }, { keys: [situation.key(PAY, 2)] });
    expect(await situation.gate()).toMatchObject({ code: 0 });
  });
});

describe('results of another state are not green', () => {
  test('of a source that changed since', async () => {
    const situation = aSituation(unit('src/pay', 2), { target: 0 });
    await situation.measure({ [PAY]: 'KK' });
    situation.write({ [PAY]: adding('pay', 3) });
    expect(await situation.gate()).toMatchObject({
      code: 5,
      reasons: ['incomplete: src/pay.ts: it changed since it was measured'],
    });
  });

  test('of tests that changed since', async () => {
    const situation = aSituation(unit('src/pay', 2), { target: 0 });
    await situation.measure({ [PAY]: 'KK' });
    situation.write({ 'src/pay.test.ts': testing('pay', 3) });
    expect(await situation.gate()).toMatchObject({
      code: 5,
      reasons: ['incomplete: src/pay.ts: it was measured before its test src/pay.test.ts changed'],
    });
  });

  test('of a test that is gone since', async () => {
    const situation = aSituation(unit('src/pay', 2), { target: 0 });
    await situation.measure({ [PAY]: 'KK' });
    situation.remove('src/pay.test.ts');
    expect(await situation.gate()).toMatchObject({
      code: 5,
      reasons: [expect.stringContaining('its test src/pay.test.ts is gone')],
    });
  });

  test("of Stryker's options that changed since", async () => {
    const situation = aSituation(unit('src/pay', 2), { target: 0 });
    await situation.measure({ [PAY]: 'KK' });
    situation.configure({ target: 0 }, { mutator: { excludedMutations: ['StringLiteral'] } });
    expect(await situation.gate()).toMatchObject({ code: 5, reasons: [expect.stringContaining("Stryker's options changed")] });
  });

  test('of another Vitest', async () => {
    const situation = aSituation(unit('src/pay', 2), { target: 0 });
    await situation.measure({ [PAY]: 'KK' });
    situation.write({ 'node_modules/vitest/package.json': '{ "name": "vitest", "version": "5.1.2" }' });
    expect(await situation.gate()).toMatchObject({
      code: 5,
      reasons: [expect.stringContaining('versions of Node, Vitest or killrate')],
    });
  });

  test('of another lockfile', async () => {
    const situation = aSituation(unit('src/pay', 2), { target: 0 });
    await situation.measure({ [PAY]: 'KK' });
    situation.write({ 'package-lock.json': '{}' });
    expect(await situation.gate()).toMatchObject({ code: 5 });
  });

  test('but of one whose targets and documents alone changed they are', async () => {
    const situation = aSituation(unit('src/pay', 2), { target: 0 });
    await situation.measure({ [PAY]: 'KK' });
    situation.configure({ target: 90 });
    situation.write({ 'README.md': '# Pay', 'killrate.floors.json': '{ "floors": { "default": 50 } }' });
    expect(await situation.gate()).toMatchObject({ code: 0 });
  });
});

describe('results that hold again are green no sooner than their tests are back', () => {
  /** The source goes to another content and back, measured there too; meanwhile something happens to its test. */
  async function thereAndBack(between: (situation: Situation) => void): Promise<Situation> {
    const situation = aSituation({ ...unit('src/pay', 2), 'src/more.test.ts': testing('pay') }, { target: 50 });
    await situation.measure({ [PAY]: 'KK' }, { tests: { [PAY]: 'src/more.test.ts > works' } });
    situation.write({ [PAY]: adding('pay', 3) });
    between(situation);
    await situation.measure({ [PAY]: 'NNN' });
    situation.write({ [PAY]: adding('pay', 2) });
    return situation;
  }

  test('as they do where nothing else changed', async () => {
    expect(await (await thereAndBack(() => null)).gate()).toMatchObject({ code: 0 });
  });

  test('not where the test that killed is gone', async () => {
    const situation = await thereAndBack((each) => each.remove('src/more.test.ts'));
    expect(await situation.gate()).toMatchObject({ code: 5 });
  });

  test('not where the test that killed runs the source no more', async () => {
    const situation = await thereAndBack((each) =>
      each.write({ 'src/more.test.ts': "import { test } from 'vitest';\n\ntest('works', () => {});\n" }),
    );
    expect(await situation.gate()).toMatchObject({ code: 5 });
  });

  test('not where one of them is lost', async () => {
    const situation = await thereAndBack(() => null);
    situation.store((database) => database.exec(`DELETE FROM result WHERE run_id = 'run-1' AND line = 3`));
    expect(await situation.gate()).toMatchObject({ code: 5 });
  });
});

describe('a baseline that fails is 4, whatever was measured before', () => {
  test('of the present state', async () => {
    const situation = aSituation(unit('src/pay', 2), { target: 80 });
    await situation.measure({ [PAY]: 'KK' });
    await situation.measure({ [PAY]: '' }, { status: 'baseline-failed' });
    const judged = await situation.gate();
    expect(judged).toMatchObject({
      code: 4,
      reasons: [expect.stringMatching(/^the latest run of this state .* found no baseline: as the situation/)],
    });
    expect(judged.document?.gate?.passed).toBe(false);
  });

  test('and no more once it holds again', async () => {
    const situation = aSituation(unit('src/pay', 2), { target: 80 });
    await situation.measure({ [PAY]: '' }, { status: 'baseline-failed' });
    await situation.measure({ [PAY]: 'KK' });
    expect(await situation.gate()).toMatchObject({ code: 0 });
  });

  test('and none of this state where it was that of another', async () => {
    const situation = aSituation(unit('src/pay', 2), { target: 80 });
    situation.write({ 'src/pay.test.ts': 'no test' });
    await situation.measure({ [PAY]: '' }, { status: 'baseline-failed' });
    situation.git('checkout', '--quiet', '.');
    await situation.measure({ [PAY]: 'KK' });
    expect(await situation.gate()).toMatchObject({ code: 0 });
  });
});

test('tests that are all skipped leave every mutant without coverage, and no target is reached', async () => {
  const situation = aSituation(unit('src/pay', 3), { target: { killRate: 1, testStrength: 1 } });
  await situation.measure({ [PAY]: 'NNN' });
  expect(await situation.gate()).toMatchObject({
    code: 2,
    reasons: [
      expect.stringMatching(/^gate: kill rate of default: 0\.0 %/),
      expect.stringMatching(/no test runs any of its mutants/),
    ],
  });
});

describe('one run', () => {
  test('is judged by what it measured, whatever came later', async () => {
    const situation = aSituation(unit('src/pay', 2), { target: 80 });
    const bad = await situation.measure({ [PAY]: 'KS' });
    const good = await situation.measure({ [PAY]: 'KK' });
    expect(await situation.gate({ runId: good })).toMatchObject({ code: 0 });
    expect(await situation.gate({ runId: bad })).toMatchObject({ code: 2 });
  });

  test('of another state of the project is not green', async () => {
    const situation = aSituation(unit('src/pay', 2), { target: 80 });
    const runId = await situation.measure({ [PAY]: 'KK' });
    situation.write({ 'src/pay.test.ts': testing('pay', 3) });
    expect(await situation.gate({ runId })).toMatchObject({
      code: 5,
      reasons: ['incomplete: src/pay.ts: run run-1 measured another state of the project'],
    });
  });

  test('that measured a part is not green for the rest', async () => {
    const situation = aSituation({ ...unit('src/pay', 2), ...unit('src/http', 1) }, { target: 80 });
    await situation.measure({ 'src/http.ts': 'K' });
    const runId = await situation.measure({ [PAY]: 'KK' });
    expect(await situation.gate({ runId })).toMatchObject({
      code: 5,
      reasons: ['incomplete: src/http.ts: it was no part of run run-2'],
    });
  });

  test('that was interrupted is not green', async () => {
    const situation = aSituation(unit('src/pay', 2), { target: 0 });
    const runId = await situation.measure({ [PAY]: 'KP' }, { status: 'interrupted' });
    expect(await situation.gate({ runId })).toMatchObject({ code: 5, reasons: ['incomplete: src/pay.ts: its job is queued'] });
  });

  test('that measured a few mutants again says nothing of the others', async () => {
    const situation = aSituation(unit('src/pay', 3), { target: 80 });
    await situation.measure({ [PAY]: 'SSS' });
    const runId = await situation.measure({ [PAY]: 'K' }, { keys: [situation.key(PAY, 1)] });
    expect(await situation.gate({ runId })).toMatchObject({
      code: 5,
      reasons: [expect.stringContaining('run run-2 is a retry')],
    });
  });

  test('that nobody made is told', async () => {
    const situation = aSituation(unit('src/pay', 2), { target: 80 });
    await situation.measure({ [PAY]: 'KK' });
    expect(await situation.gate({ runId: 'run-7' })).toMatchObject({
      code: 1,
      reasons: [expect.stringMatching(/^there is no run run-7/)],
    });
  });
});

describe('a base that CI names', () => {
  test('is what a change is judged against, as the remote has it', async () => {
    const situation = aSituation(unit('src/pay', 2), { target: 0 });
    await situation.measure({ [PAY]: 'KK' });
    situation.git('update-ref', 'refs/remotes/origin/main', 'main');
    situation.change({ [PAY]: adding('pay', 3) });
    await situation.measure({ [PAY]: 'KKS' });
    vi.stubEnv('GITHUB_BASE_REF', 'main');
    const judged = await situation.gate();
    expect(judged).toMatchObject({ code: 2 });
    expect(judged.document?.gate?.change?.base).toBe('origin/main');
  });

  test('does not count where none is wanted, or another is named', async () => {
    const situation = aSituation(unit('src/pay', 2), { target: 0 });
    situation.change({ [PAY]: adding('pay', 3) });
    await situation.measure({ [PAY]: 'KKS' });
    vi.stubEnv('GITHUB_BASE_REF', 'main');
    const judged = await situation.gate({ base: false });
    expect(judged).toMatchObject({ code: 0 });
    expect(judged.document?.gate?.change).toBeNull();
    expect((await situation.gate({ base: 'HEAD', isEmptyAllowed: true })).document?.gate?.change?.base).toBe('HEAD');
  });

  test('and that is not there fails, rather than the whole project being judged in its place', async () => {
    const situation = aSituation(unit('src/pay', 2), { target: 0 });
    await situation.measure({ [PAY]: 'KK' });
    vi.stubEnv('GITHUB_BASE_REF', 'trunk');
    expect(await situation.gate()).toMatchObject({ code: 1, reasons: [expect.stringMatching(/^git knows no trunk/)] });
  });
});

test('a folder of a repository that is no project of its own is judged by its own files', async () => {
  isolate();
  const top = aFolder();
  const situation = new Situation(`${top}/packages/pay ü`);
  situation.write({
    ...PACKAGE,
    '.gitignore': 'node_modules\nreports\n',
    ...unit('src/pay', 2),
    '../other/src/a.ts': adding('a', 2),
  });
  situation.configure({ target: 0 });
  situation.git('init', '--quiet', '--initial-branch=main', '../..');
  situation.commit();
  await situation.measure({ [PAY]: 'KK' });
  situation.change({ [PAY]: adding('pay', 3), '../other/src/a.ts': adding('a', 3) });
  await situation.measure({ [PAY]: 'KKS' });
  const judged = await situation.gate({ base: 'main' });
  expect(judged).toMatchObject({ code: 2 });
  expect(judged.document?.gate?.change?.files).toMatchObject([{ file: PAY, baseline: 'store' }]);
  expect(checkOf(judged, 'changed lines').mutants).toEqual([situation.key(PAY, 3)]);
});
