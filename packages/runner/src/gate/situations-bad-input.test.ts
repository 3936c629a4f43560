import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { aFolder, type Entries, PACKAGE } from '../folder.fixture.ts';
import { adding, aSituation, git, isolate, Situation, unit } from './situation.fixture.ts';

const PAY = 'src/pay.ts';

/** A measured project that passes, with these files. */
async function measured(entries: Entries = {}, config: object = { target: 80 }): Promise<Situation> {
  const situation = aSituation({ ...unit('src/pay', 2), ...entries }, config);
  await situation.measure({ [PAY]: 'KK' });
  return situation;
}

describe('a report of the base', () => {
  const document = { schemaVersion: 1, run: null };
  test.each([
    ['that is not there', null, /^base\.json cannot be read: there is no such file$/],
    ['that is no JSON', '{ "schemaVersion": ', /^base\.json is not valid JSON: /],
    ['that is empty', '', /^base\.json is not valid JSON: /],
    ['that is a list', '[]', /is neither a document of killrate --json nor a mutation testing report/],
    ["that is another program's", '{ "version": "2.1.0" }', /it has no such schemaVersion/],
    ['of a version that is no version', '{ "schemaVersion": true }', /it has no such schemaVersion/],
    ['of a version that nobody can order', '{ "schemaVersion": "latest" }', /it has no such schemaVersion/],
    ['of a newer killrate', '{ "schemaVersion": 99 }', /written by a newer program \(version 99, this one reads up to 1\)/],
    ['of a newer schema', '{ "schemaVersion": "3.0" }', /newer program \(report schema 3\.0, this one reads up to 2\)/],
    ['of killrate that lacks its parts', JSON.stringify(document), /^base\.json is no document of killrate --json: \w+: /],
    ['that lacks its files', '{ "schemaVersion": "2.0" }', /^base\.json is no mutation testing report: files: /],
    [
      'with a status that is none',
      '{ "schemaVersion": "1", "files": { "a.ts": { "source": "", "mutants": [{ "id": "1", "mutatorName": "x", "status": "Dead", "location": { "start": { "line": 1, "column": 1 }, "end": { "line": 1, "column": 2 } } }] } } }',
      /^base\.json is no mutation testing report: files\.a\.ts\.mutants\.0\.status: /,
    ],
  ])('%s is told in one line', async (_, text, message) => {
    const situation = await measured();
    if (text !== null) situation.write({ 'base.json': text });
    expect(await situation.gate({ base: 'main', baseReport: 'base.json' })).toMatchObject({
      code: 1,
      reasons: [expect.stringMatching(message)],
    });
  });

  test('of a command that ended before any run is told', async () => {
    const situation = await measured();
    const { document } = await situation.gate();
    situation.write({ 'base.json': JSON.stringify({ ...document, run: null }) });
    expect(await situation.gate({ base: 'main', baseReport: 'base.json' })).toMatchObject({
      code: 1,
      reasons: ['base.json holds no run: write it with killrate run --json'],
    });
  });

  test('that is a folder is told', async () => {
    const situation = await measured({ 'base.json/x': '' });
    expect(await situation.gate({ base: 'main', baseReport: 'base.json' })).toMatchObject({
      code: 1,
      reasons: [expect.stringMatching(/^base\.json cannot be read: /)],
    });
  });
});

describe('a base', () => {
  test('that git does not know is told', async () => {
    expect(await (await measured()).gate({ base: 'trunk' })).toMatchObject({
      code: 1,
      reasons: ['git knows no trunk: fetch it, or name a branch, a tag or a commit of this clone'],
    });
  });

  test('that looks like an option is no option', async () => {
    expect(await (await measured()).gate({ base: '--all' })).toMatchObject({
      code: 1,
      reasons: [expect.stringMatching(/^git knows no --all/)],
    });
  });

  test('that is a file is none', async () => {
    expect(await (await measured()).gate({ base: 'HEAD:package.json' })).toMatchObject({ code: 1 });
  });

  test('that a shallow clone does not reach back to is told, with what to fetch', async () => {
    const origin = aSituation(unit('src/pay', 2));
    origin.change({ [PAY]: adding('pay', 3) });
    origin.git('checkout', '--quiet', 'main');
    origin.write({ 'README.md': '' });
    origin.commit();
    const folder = `${aFolder()}/clone`;
    git('/', 'clone', '--quiet', '--depth', '1', '--branch', 'change', '--no-single-branch', `file://${origin.root}`, folder);
    const clone = new Situation(folder);
    clone.write(PACKAGE);
    await clone.measure({ [PAY]: 'KKK' });
    expect(await clone.gate({ base: 'origin/main' })).toMatchObject({
      code: 1,
      reasons: [
        expect.stringMatching(/no commit in common here: this clone is shallow .*git fetch --unshallow, or fetch-depth: 0/),
      ],
    });
    expect(await clone.gate({ base: 'v1' })).toMatchObject({
      code: 1,
      reasons: [expect.stringMatching(/^git knows no v1: this clone is shallow/)],
    });
  });

  test('of an unrelated history is told', async () => {
    const situation = await measured();
    situation.git('checkout', '--quiet', '--orphan', 'other');
    situation.commit();
    expect(await situation.gate({ base: 'main' })).toMatchObject({
      code: 1,
      reasons: ['HEAD and main have no commit in common here: their histories are not related: name another base'],
    });
  });

  test('without git is told, and without a base no git is needed', async () => {
    isolate();
    const situation = new Situation(aFolder({ ...PACKAGE, ...unit('src/pay', 2) }));
    situation.configure({ target: 80 });
    await situation.measure({ [PAY]: 'KK' });
    expect(await situation.gate({ base: 'main' })).toMatchObject({
      code: 1,
      reasons: [expect.stringMatching(/is in no git repository/)],
    });
    expect(await situation.gate()).toMatchObject({ code: 0 });
  });
});

const HEADER = '{"killrate":"accepted survivors","schemaVersion":1}';
const ENTRY = {
  ...{ key: 'a1b2c3d4e5f6', file: PAY, mutator: 'ArithmeticOperator', original: 'a + 1', replacement: 'a - 1' },
  ...{ category: 'glue', reason: 'so', author: null, date: '2026-01-02', expires: null },
};
const ledger = (...entries: object[]) => `[ ${[HEADER, ...entries.map((entry) => JSON.stringify(entry))].join('\n, ')}\n]\n`;

describe('the ledger', () => {
  test.each([
    [
      'with the marks of a conflict',
      `[ ${HEADER}\n<<<<<<< HEAD\n, ${JSON.stringify(ENTRY)}\n=======\n>>>>>>> other\n]\n`,
      /^killrate\.accepted\.json:2 holds the marks of a merge conflict: resolve it, each entry is one line$/,
    ],
    ['that is no JSON', `[ ${HEADER}\n,\n]`, /^killrate\.accepted\.json is not valid JSON: /],
    ['that is an object', '{}', /^killrate\.accepted\.json must hold a list, as killrate accept writes it$/],
    ['without its header', `[${JSON.stringify(ENTRY)}]`, /^killrate\.accepted\.json must begin with \{"killrate"/],
    ['that is an empty list', '[]', /^killrate\.accepted\.json must begin with/],
    [
      'of a newer killrate',
      '[{"killrate":"accepted survivors","schemaVersion":2}]',
      /^killrate\.accepted\.json was written by a newer killrate \(version 2\): update killrate$/,
    ],
    [
      'that accepts one mutant twice in different words',
      ledger(ENTRY, { ...ENTRY, reason: 'other' }),
      /accepts mutant a1b2c3d4e5f6 twice, in different words: keep one of the two lines$/,
    ],
    [
      'with an unknown key',
      ledger({ ...ENTRY, raeson: 'x' }),
      /the entry of a1b2c3d4e5f6 has no key "raeson" \(did you mean reason\?\)$/,
    ],
    ['without a reason', ledger({ ...ENTRY, reason: '' }), /the entry of a1b2c3d4e5f6: reason /],
    ['with a category that is none', ledger({ ...ENTRY, category: 'lazy' }), /the entry of a1b2c3d4e5f6: category /],
    [
      'with a date that is none',
      ledger({ ...ENTRY, expires: 'soon' }),
      /the entry of a1b2c3d4e5f6: expires a date is written YYYY-MM-DD$/,
    ],
    ['with an entry that is none', `[${HEADER}, 7]`, /^killrate\.accepted\.json: entry 1: /],
  ])('%s is told in one line', async (_, text, message) => {
    const situation = await measured({ 'killrate.accepted.json': text });
    expect(await situation.gate()).toMatchObject({ code: 1, reasons: [expect.stringMatching(message)] });
  });

  test('that holds one line twice, as a merge leaves it, is read as once', async () => {
    const situation = aSituation(unit('src/pay', 2), { target: 100 });
    await situation.measure({ [PAY]: 'KS' });
    const entry = situation.entry(PAY, 2);
    situation.write({ 'killrate.accepted.json': `\uFEFF${ledger(entry, entry)}`.replaceAll('\n', '\r\n') });
    expect(await situation.gate()).toMatchObject({ code: 0 });
  });

  test('that the base had broken does not fail the change that mends it', async () => {
    const situation = await measured({ 'killrate.accepted.json': '<<<<<<< HEAD' });
    situation.change({ 'killrate.accepted.json': ledger() });
    expect(await situation.gate({ base: 'main', isEmptyAllowed: true })).toMatchObject({ code: 0 });
  });
});

describe('the floors', () => {
  test.each([
    ['with the marks of a conflict', '{\n<<<<<<< HEAD\n', /^killrate\.floors\.json:2 holds the marks of a merge conflict/],
    ['that are no JSON', '{', /^killrate\.floors\.json is not valid JSON/],
    [
      'above 100',
      '{ "floors": { "pay": 101 } }',
      /must hold \{ "floors": \{ MODULE: PERCENTAGE \} \}, which floors\.pay does not fit$/,
    ],
    ['that are words', '{ "floors": { "pay": "high" } }', /which floors\.pay does not fit$/],
    ['with another key', '{ "floors": {}, "ceilings": {} }', /^killrate\.floors\.json must hold/],
    ['that are a list', '[]', /^killrate\.floors\.json must hold/],
  ])('%s are told in one line, and stay as they are', async (_, text, message) => {
    const situation = await measured({ 'killrate.floors.json': text });
    expect(await situation.gate({ isRatchet: true })).toMatchObject({ code: 1, reasons: [expect.stringMatching(message)] });
    expect(situation.read('killrate.floors.json')).toBe(text);
  });
});

describe('nothing to judge by', () => {
  test('without a target, a floor or a base is told', async () => {
    const situation = await measured({}, {});
    expect(await situation.gate()).toMatchObject({
      code: 1,
      reasons: [
        expect.stringMatching(
          /^there is nothing to judge by: no module has a target, set `target` in the config .* or name a --base$/,
        ),
      ],
    });
    expect(await situation.gate({ isEmptyAllowed: true })).toMatchObject({ code: 1 });
  });

  test('without a config either', async () => {
    const situation = aSituation(unit('src/pay', 1), null);
    await situation.measure({ [PAY]: 'K' });
    expect(await situation.gate()).toMatchObject({ code: 1, reasons: [expect.stringMatching(/nothing to judge by/)] });
  });

  test('in a folder that was never measured is told, and makes no store', async () => {
    const situation = aSituation(unit('src/pay', 1));
    expect(await situation.gate()).toMatchObject({ code: 1 });
    expect(existsSync(`${situation.root}/reports`)).toBe(false);
  });
});

test('a gate that could not judge leaves the project as it was', async () => {
  const situation = await measured();
  const before = [situation.git('status', '--porcelain', '--ignored'), readdirSync(situation.root)];
  for (const args of [{ base: 'trunk' }, { base: 'main', baseReport: 'none.json' }, { runId: 'none' }]) {
    expect(await situation.gate({ ...args, isRatchet: true })).toMatchObject({ code: 1 });
  }
  expect([situation.git('status', '--porcelain', '--ignored'), readdirSync(situation.root)]).toEqual(before);
});

test('a submodule, a repository within the project and a link to a folder are no files, and break nothing', async () => {
  const situation = await measured();
  situation.write({ 'nested/a.js': 'export {};\n', 'data/x.txt': '' });
  situation.git('init', '--quiet', 'nested');
  git(`${situation.root}/nested`, 'commit', '--quiet', '--allow-empty', '--message', 'nested');
  situation.write({ link: { link: 'data' } });
  expect(await situation.gate({ base: 'main' })).toMatchObject({ code: 5 });
  situation.change();
  git(`${situation.root}/nested`, 'commit', '--quiet', '--allow-empty', '--message', 'more');
  situation.remove('link');
  situation.write({ link: { link: 'src' } });
  expect((await situation.gate({ base: 'change', isEmptyAllowed: true })).code).not.toBe(70);
});
