import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { adding, aSituation, checkOf, type Situation, testing, unit } from './situation.fixture.ts';

const PAY = 'src/pay.ts';
const SILENT = "import { test } from 'vitest';\n\ntest('works', () => {});\n";
const CONFIG = "import { defineConfig } from 'vitest/config';\nexport default defineConfig({ test: {} });\n";

/** A test that runs the source of its name from another folder. */
const from = (folder: string, name: string) => testing(name).replace(`./${name}.ts`, `${folder}/${name}.ts`);
const ALLOWED = { base: 'main', isEmptyAllowed: true };

describe('a test away from the usual places', () => {
  const elsewhere = { [PAY]: adding('pay', 2), 'checks/pay.ts': from('../src', 'pay') };

  test('that a run knows is missed when the change takes it away', async () => {
    const situation = aSituation(elsewhere, { target: 0 });
    await situation.measure({ [PAY]: 'KK' }, { tests: { [PAY]: 'checks/pay.ts > works' } });
    situation.change();
    situation.remove('checks/pay.ts');
    await situation.measure({ [PAY]: 'NN' });
    expect(await situation.gate(ALLOWED)).toMatchObject({ code: 2, reasons: [expect.stringMatching(/new survivors: 2/)] });
  });

  test.for([
    ['deleted', null],
    ['emptied', SILENT],
  ] as const)('that no run knows is code of the change where it is %s', async ([, text]) => {
    const situation = aSituation(elsewhere, {});
    situation.change();
    if (text === null) situation.remove('checks/pay.ts');
    else situation.write({ 'checks/pay.ts': text });
    await situation.measure({ [PAY]: 'NN' });
    expect(await situation.gate(ALLOWED)).toMatchObject({
      code: 6,
      reasons: [expect.stringMatching(/^nothing could be judged/)],
    });
  });
});

describe('between the commit that was measured and the base', () => {
  const weak = { [PAY]: adding('pay', 2), 'src/pay.test.ts': testing('pay') };

  test('a test that came, and that the change takes away again, leaves nothing to compare with', async () => {
    const situation = aSituation(weak, { target: 0 });
    await situation.measure({ [PAY]: 'SS' });
    situation.write({ 'src/pay.more.test.ts': testing('pay') });
    situation.commit('more tests');
    situation.change();
    situation.remove('src/pay.more.test.ts');
    await situation.measure({ [PAY]: 'SS' });
    const judged = await situation.gate({ base: 'main' });
    expect(judged.document?.gate?.change?.files).toMatchObject([{ file: PAY, baseline: null }]);
  });

  test('a test that went is not held against the change', async () => {
    const situation = aSituation({ ...weak, 'src/pay.more.test.ts': testing('pay') }, { target: 0 });
    await situation.measure({ [PAY]: 'KK' }, { tests: { [PAY]: 'src/pay.more.test.ts > works' } });
    situation.remove('src/pay.more.test.ts');
    situation.commit('fewer tests');
    situation.change({ [PAY]: `${adding('pay', 2)}\nexport const more = (b: number) => b + 9;\n` });
    await situation.measure({ [PAY]: 'SSK' });
    expect(await situation.gate({ base: 'main' })).toMatchObject({ code: 0 });
  });
});

describe('what every test depends on, under another name', () => {
  async function touching(
    entries: Record<string, string>,
    changes: Record<string, string>,
    options: object = {},
  ): Promise<Situation> {
    const situation = aSituation({ ...unit('src/pay', 2), ...entries }, { target: 0 }, options);
    await situation.measure({ [PAY]: 'KK' });
    situation.change(changes);
    await situation.measure({ [PAY]: 'SS' });
    return situation;
  }

  test('is a setup file of a Vitest project within the project', async () => {
    const situation = await touching(
      {
        'packages/x/vitest.config.ts': "export default { test: { setupFiles: ['./boot'] } };\n",
        'packages/x/boot.ts': 'export {};\n',
      },
      { 'packages/x/boot.ts': 'export const changed = true;\n' },
    );
    expect(await situation.gate(ALLOWED)).toMatchObject({ code: 2 });
  });

  test('is the Vitest config that Stryker is told of', async () => {
    const options = { vitest: { configFile: 'conf/unit.ts' } };
    const situation = await touching(
      { 'conf/unit.ts': CONFIG },
      { 'conf/unit.ts': `${CONFIG}// \nexport const x = 1;\n` },
      options,
    );
    expect(await situation.gate(ALLOWED)).toMatchObject({ code: 2 });
  });

  test('is a document that a test reads', async () => {
    const reading = `import { readFileSync } from 'node:fs';\n${testing('pay')}readFileSync('docs/cases.md');\n`;
    const situation = await touching(
      { 'src/pay.test.ts': reading, 'docs/cases.md': '1\n', 'docs/other.md': '1\n' },
      { 'docs/cases.md': '2\n' },
    );
    const judged = await situation.gate(ALLOWED);
    expect(judged).toMatchObject({ code: 2 });
    expect(judged.document?.gate?.change?.files).toMatchObject([{ why: 'docs/cases.md, which src/pay.test.ts reads, changed' }]);
    situation.write({ 'docs/cases.md': '1\n', 'docs/other.md': '2\n' });
    expect(await situation.gate(ALLOWED)).toMatchObject({ code: 0 });
  });
});

describe('a source does not leave the measurement unseen', () => {
  const two = { ...unit('src/pay', 2), ...unit('src/http', 2) };
  async function leaving(config: object, leave: (situation: Situation) => void): Promise<Situation> {
    const situation = aSituation(two, config);
    await situation.measure({ [PAY]: 'KK', 'src/http.ts': 'KK' });
    situation.git('checkout', '--quiet', '-b', 'change');
    leave(situation);
    situation.commit();
    return situation;
  }

  test('by moving to where nothing is measured', async () => {
    const situation = await leaving({ target: 50 }, (each) => {
      each.write({ 'app/.keep': '' });
      each.git('mv', PAY, 'app/pay.ts');
    });
    expect(await situation.gate(ALLOWED)).toMatchObject({
      code: 2,
      reasons: [expect.stringContaining('no longer measured: src/pay.ts, now app/pay.ts')],
    });
  });

  test('by becoming a link', async () => {
    const situation = await leaving({ target: 50 }, (each) => {
      each.write({ 'code/pay.ts': each.read(PAY) });
      each.remove(PAY);
      symlinkSync('../code/pay.ts', join(each.root, PAY));
    });
    expect(await situation.gate(ALLOWED)).toMatchObject({
      code: 2,
      reasons: [expect.stringContaining('no longer measured: src/pay.ts')],
    });
  });

  test('by an option of Stryker, though its module has no target', async () => {
    const situation = await leaving({}, (each) => each.configure({}, { mutate: ['src/http.ts'] }));
    await situation.measure({ 'src/http.ts': 'KK' });
    expect(await situation.gate(ALLOWED)).toMatchObject({
      code: 2,
      reasons: [expect.stringContaining('no longer measured: src/pay.ts')],
    });
  });

  test('that is deleted is no loss of that kind, but what is left must reach the target', async () => {
    const situation = await leaving({ target: 50 }, (each) => {
      each.remove(PAY);
      each.remove('src/pay.test.ts');
    });
    expect(await situation.gate(ALLOWED)).toMatchObject({ code: 0 });
    await situation.measure({ 'src/http.ts': 'SS' });
    expect(await situation.gate(ALLOWED)).toMatchObject({
      code: 2,
      reasons: [expect.stringMatching(/^gate: kill rate of default: 0.0 %/)],
    });
  });
});

test('a target that the config reads from another file cannot be lowered there unseen', async () => {
  const config = [
    "import { readFileSync } from 'node:fs';",
    "const { target } = JSON.parse(readFileSync(new URL('./targets.json', import.meta.url), 'utf8'));",
    'export default {};',
    'export const killrate = { target };',
    '',
  ].join('\n');
  const situation = aSituation({ ...unit('src/pay', 2), 'stryker.conf.mjs': config, 'targets.json': '{ "target": 90 }' }, null);
  await situation.measure({ [PAY]: 'KK' });
  situation.git('checkout', '--quiet', '-b', 'change');
  // A module is loaded once in a process: the same text under another name is another.
  situation.git('mv', 'stryker.conf.mjs', 'stryker.config.mjs');
  situation.write({ 'targets.json': '{ "target": 10 }' });
  situation.commit();
  expect(await situation.gate(ALLOWED)).toMatchObject({
    code: 2,
    reasons: [expect.stringContaining('at least 90 % before, at least 10 % now')],
  });
});

describe('changed lines', () => {
  const fresh = 'export const fresh = (b: number) => b + 9;\n';

  test('are seen in a file that git is told to call binary', async () => {
    const situation = aSituation(unit('src/pay', 2), { target: 50 });
    situation.change({ '.gitattributes': 'src/* -diff\n', [PAY]: `${adding('pay', 2)}${fresh}` });
    await situation.measure({ [PAY]: 'KKN' });
    const judged = await situation.gate(ALLOWED);
    expect(judged).toMatchObject({ code: 2 });
    expect(judged.document?.gate?.change?.lines).toEqual([{ file: PAY, line: 7, endLine: 7 }]);
  });

  test('are those of the file itself, though its name is a pattern of another', async () => {
    const odd = 'src/[id].ts';
    const situation = aSituation({ [odd]: adding('pay', 2), 'src/i.ts': adding('i', 2), ...unit('src/pay', 1) }, { target: 0 });
    situation.change({ [odd]: `${adding('pay', 2)}${fresh}`, 'src/i.ts': `export {};\n${adding('i', 2)}` });
    await situation.measure({ [odd]: 'SSK', 'src/i.ts': 'KK' });
    const judged = await situation.gate(ALLOWED);
    expect(judged.document?.gate?.change?.lines).toEqual([
      { file: odd, line: 7, endLine: 7 },
      { file: 'src/i.ts', line: 1, endLine: 1 },
    ]);
  });

  test('are not all where only the line ends of the others changed', async () => {
    const situation = aSituation(
      { [PAY]: adding('pay', 2).replaceAll('\n', '\r\n'), 'src/pay.test.ts': testing('pay') },
      { target: 0 },
    );
    situation.change({ [PAY]: `${adding('pay', 2)}${fresh}` });
    await situation.measure({ [PAY]: 'SSK' });
    const judged = await situation.gate(ALLOWED);
    expect(judged.document?.gate?.change?.lines).toEqual([{ file: PAY, line: 7, endLine: 7 }]);
  });
});

test('results of the base are found where git writes other line ends into the work tree', async () => {
  const situation = aSituation({ ...unit('src/pay', 2), '.gitattributes': '*.ts text eol=crlf\n' }, { target: 0 });
  situation.remove(PAY);
  situation.git('checkout', '--quiet', '--', PAY);
  await situation.measure({ [PAY]: 'KK' });
  situation.change({ 'src/pay.test.ts': testing('pay', 3) });
  await situation.measure({ [PAY]: 'SS' });
  expect(await situation.gate(ALLOWED)).toMatchObject({ code: 2, reasons: [expect.stringMatching(/new survivors: 2/)] });
});

test('a file written by hand is not made a generated one by attributes in its own folder', async () => {
  const situation = aSituation({ ...unit('src/pay', 2), '.gitattributes': '* text=auto\n' }, { target: 0 });
  await situation.measure({ [PAY]: 'KK' });
  situation.change({ 'src/.gitattributes': 'pay.ts linguist-generated\n', 'src/pay.test.ts': testing('pay', 3) });
  await situation.measure({ [PAY]: 'SS' });
  expect(await situation.gate(ALLOWED)).toMatchObject({ code: 2 });
});

test('a store that git does not ignore is no part of a change', async () => {
  const situation = aSituation({ ...unit('src/pay', 2), ...unit('src/http', 1), '.gitignore': 'node_modules\n' }, { target: 0 });
  await situation.measure({ [PAY]: 'KK' });
  situation.git('checkout', '--quiet', '-b', 'change');
  situation.write({ 'README.md': '' });
  expect(await situation.gate(ALLOWED)).toMatchObject({ code: 0 });
});

describe('an acceptance', () => {
  const ledgerOf = (entry: object) => `[ {"killrate":"accepted survivors","schemaVersion":1}\n, ${JSON.stringify(entry)}\n]\n`;

  test('that the base had already is not new', async () => {
    const situation = aSituation(unit('src/pay', 3), { target: 50 });
    situation.write({ 'killrate.accepted.json': ledgerOf(situation.entry(PAY, 2)) });
    situation.commit('accepted');
    situation.change({ [PAY]: `\n${adding('pay', 3)}` });
    await situation.measure({ [PAY]: 'KSK' });
    const judged = await situation.gate(ALLOWED);
    expect(judged.document?.gate?.checks.map(({ name }) => name)).not.toContain('new acceptances');
  });

  test.for([
    ['another file', { file: 'src/other.ts' }],
    ['other code', { original: 'zzz' }],
  ] as const)('that tells a reviewer of %s than its key stands for does not count', async ([, words]) => {
    const situation = aSituation(unit('src/pay', 3), { target: 80 });
    situation.write({ 'killrate.accepted.json': ledgerOf(situation.entry(PAY, 2, words)) });
    await situation.measure({ [PAY]: 'KSK' });
    const judged = await situation.gate();
    expect(judged).toMatchObject({ code: 2 });
    expect(checkOf(judged, 'acceptances').message).toContain('it tells of another mutant than the one of its key');
  });

  test('with a day that no calendar has is told', async () => {
    const situation = aSituation(unit('src/pay', 3), { target: 50 });
    await situation.measure({ [PAY]: 'KSK' });
    situation.write({ 'killrate.accepted.json': ledgerOf(situation.entry(PAY, 2, { date: '2999-99-99' })) });
    expect(await situation.gate()).toMatchObject({ code: 1, reasons: [expect.stringContaining('a date is written YYYY-MM-DD')] });
  });

  test('of a file that the change renames is stale in the change, not first after it', async () => {
    const situation = aSituation(unit('src/pay', 3), { target: 50, gate: { staleAcceptances: 'error' } });
    situation.write({ 'killrate.accepted.json': ledgerOf(situation.entry(PAY, 2)) });
    situation.commit('accepted');
    situation.git('checkout', '--quiet', '-b', 'change');
    situation.git('mv', PAY, 'src/cash.ts');
    situation.write({ 'src/pay.test.ts': testing('pay').replace('./pay.ts', './cash.ts') });
    situation.commit();
    await situation.measure({ 'src/cash.ts': 'KSK' }, { tests: { 'src/cash.ts': 'src/pay.test.ts > works' } });
    const judged = await situation.gate(ALLOWED);
    expect(judged.reasons).toContainEqual(expect.stringMatching(/^gate: acceptances: 1/));
  });
});
