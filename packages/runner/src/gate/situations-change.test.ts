import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Entries } from '../folder.fixture.ts';
import { adding, addingOnly, aSituation, checkOf, type Situation, testing, unit } from './situation.fixture.ts';

const PAY = 'src/pay.ts';
const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

/** A project whose one file has these results on main, and a branch on which it is written anew. */
async function changed(before: string, source: string, config: object | null = { target: 50 }): Promise<Situation> {
  const situation = aSituation(unit('src/pay', before.length), config);
  await situation.measure({ [PAY]: before });
  situation.change({ [PAY]: source });
  return situation;
}

describe('the lines of a change', () => {
  test('pass where every mutant on them is killed, in a module that reaches its target', async () => {
    const situation = await changed('KKK', adding('pay', 5));
    await situation.measure({ [PAY]: 'KKKKK' });
    const judged = await situation.gate({ base: 'main' });
    expect(judged).toMatchObject({ code: 0, reasons: [] });
    expect(judged.document?.gate?.change?.mutants).toEqual([situation.key(PAY, 4), situation.key(PAY, 5)]);
  });

  test.each([
    ['survives', 'S'],
    ['is run by no test', 'N'],
  ])('fail for one mutant of few that %s, whatever the module reaches', async (_, letter) => {
    const situation = await changed('KKKKKKKK', adding('pay', 10));
    await situation.measure({ [PAY]: `KKKKKKKKK${letter}` });
    const judged = await situation.gate({ base: 'main' });
    expect(judged).toMatchObject({ code: 2, reasons: [expect.stringMatching(/^gate: changed lines: 1 of 2 mutants/)] });
    expect(checkOf(judged, 'changed lines').mutants).toEqual([situation.key(PAY, 10)]);
  });

  test('do not pass while a mutant on them is unresolved', async () => {
    const situation = await changed('KKK', adding('pay', 4));
    await situation.measure({ [PAY]: 'KKKU' });
    expect(await situation.gate({ base: 'main' })).toMatchObject({ code: 5 });
  });

  test.each([
    [9, 'fail for one survivor', 2],
    [10, 'are judged by their rate', 0],
  ])('with %i mutants %s', async (count, _, code) => {
    const situation = await changed('K', addingOnly('pay', [1, ...numbers(100, 99 + count)]));
    await situation.measure({ [PAY]: `KS${'K'.repeat(count - 1)}` });
    expect(await situation.gate({ base: 'main' })).toMatchObject({ code });
  });

  test('of many mutants fail where their rate misses the target that the module reaches', async () => {
    const situation = await changed('K'.repeat(30), adding('pay', 40), { target: 80 });
    await situation.measure({ [PAY]: `${'K'.repeat(37)}SSS` });
    const judged = await situation.gate({ base: 'main' });
    expect(checkOf(judged, 'kill rate of default')).toMatchObject({ outcome: 'passed' });
    expect(judged).toMatchObject({
      code: 2,
      reasons: [
        expect.stringMatching(
          /^gate: changed lines in default: 70\.0 %.*at least 80 %: .*1 more of their mutants must be killed/,
        ),
      ],
    });
  });

  test('are a small change below the number of mutants that the config says', async () => {
    const situation = await changed('KKKK', adding('pay', 6), { target: 50, gate: { smallChange: 2 } });
    await situation.measure({ [PAY]: 'KKKKKS' });
    expect(await situation.gate({ base: 'main' })).toMatchObject({ code: 0 });
    situation.configure({ target: 50, gate: { smallChange: 3 } });
    situation.git('checkout', '--quiet', 'main');
    situation.commit('rules');
    situation.git('checkout', '--quiet', 'change');
    situation.git('rebase', '--quiet', 'main');
    expect(await situation.gate({ base: 'main' })).toMatchObject({
      code: 2,
      reasons: [expect.stringMatching(/^gate: changed lines:/)],
    });
  });

  test('that are not committed yet count: staged, unstaged and of new files', async () => {
    const situation = aSituation({ ...unit('src/pay', 2), ...unit('src/http', 2) }, { target: 0 });
    situation.write({ [PAY]: adding('pay', 3), 'src/http.ts': adding('http', 3), ...unit('src/cash', 1) });
    situation.git('add', PAY);
    await situation.measure({ [PAY]: 'KKS', 'src/http.ts': 'KKS', 'src/cash.ts': 'S' });
    const judged = await situation.gate({ base: 'main' });
    expect(checkOf(judged, 'changed lines').actual).toBe('3 of 3 mutants');
  });

  test('in a module without a target are judged by the survivors of few mutants only', async () => {
    const situation = await changed('K', adding('pay', 3), {});
    await situation.measure({ [PAY]: 'KKS' });
    expect(await situation.gate({ base: 'main' })).toMatchObject({
      code: 2,
      reasons: [expect.stringMatching(/^gate: changed lines:/)],
    });
  });
});

describe('a survivor that the base had not', () => {
  test('fails a change that weakens a test, and its former killer is named', async () => {
    const situation = aSituation(unit('src/pay', 3), { target: 50 });
    await situation.measure({ [PAY]: 'KKK' });
    situation.change({ 'src/pay.test.ts': testing('pay', 3) });
    await situation.measure({ [PAY]: 'KSK' });
    const judged = await situation.gate({ base: 'main' });
    expect(judged).toMatchObject({ code: 2, reasons: [expect.stringMatching(/^gate: new survivors: 1 in 1 file/)] });
    expect(judged.reasons[0]).toMatch(
      /\(1 killed before\), for one src\/pay\.ts:4, killed before by src\/pay\.test\.ts > works$/,
    );
    expect(judged.document?.gate?.change?.newSurvivors).toEqual([
      { key: situation.key(PAY, 2), was: 'Killed', killedBy: ['src/pay.test.ts > works'] },
    ]);
    expect(judged.text).toMatch(/was Killed before, by src\/pay\.test\.ts > works/);
  });

  test('fails a change that deletes a test', async () => {
    const situation = aSituation({ ...unit('src/pay', 2), 'src/more.test.ts': testing('pay') }, { target: 0 });
    await situation.measure({ [PAY]: 'KK' }, { tests: { [PAY]: 'src/more.test.ts > works' } });
    situation.change();
    situation.remove('src/more.test.ts');
    await situation.measure({ [PAY]: 'KN' });
    const judged = await situation.gate({ base: 'main' });
    expect(judged).toMatchObject({ code: 2, reasons: [expect.stringMatching(/killed before by src\/more\.test\.ts > works/)] });
  });

  test('cannot be known where a test is deleted that no store saw: that is never a change without code', async () => {
    const situation = aSituation({ ...unit('src/pay', 2), 'src/more.test.ts': testing('pay') }, {});
    situation.change();
    situation.remove('src/more.test.ts');
    await situation.measure({ [PAY]: 'KN' });
    const judged = await situation.gate({ base: 'main', isEmptyAllowed: true });
    expect(judged).toMatchObject({ code: 6, reasons: [expect.stringMatching(/^nothing could be judged: tests changed/)] });
    expect(judged.document?.gate?.change?.files).toMatchObject([{ file: PAY, why: 'its test src/more.test.ts is gone' }]);
  });

  test('fails a change whose test runs the source no more', async () => {
    const situation = aSituation(unit('src/pay', 2), { target: 0 });
    await situation.measure({ [PAY]: 'KK' });
    situation.change({ 'src/pay.test.ts': "import { test } from 'vitest';\n\ntest('works', () => {});\n" });
    await situation.measure({ [PAY]: 'NN' });
    expect(await situation.gate({ base: 'main', isEmptyAllowed: true })).toMatchObject({ code: 2 });
  });

  test('is none where it survived there', async () => {
    const situation = aSituation(unit('src/pay', 3), { target: 50 });
    await situation.measure({ [PAY]: 'KSK' });
    situation.change({ 'src/pay.test.ts': testing('pay', 3) });
    await situation.measure({ [PAY]: 'KSK' });
    const judged = await situation.gate({ base: 'main' });
    expect(judged).toMatchObject({ code: 0 });
    expect(checkOf(judged, 'new survivors')).toMatchObject({ outcome: 'passed', actual: '0 in 1 file' });
  });

  test('is none for moving: ten lines above it change neither its key nor its acceptance', async () => {
    const situation = await changed('KSK', `${'\n'.repeat(9)}export const ten = 10;\n${adding('pay', 3)}`);
    const key = situation.key(PAY, 2);
    situation.write({ 'killrate.accepted.json': ledgerOf(situation.entry(PAY, 2)) });
    await situation.measure({ [PAY]: 'KSK' });
    const judged = await situation.gate({ base: 'main' });
    expect(judged).toMatchObject({ code: 0 });
    expect(judged.document?.mutants.find((mutant) => mutant.key === key)).toMatchObject({
      line: 14,
      acceptance: { reason: 'nobody asks' },
    });
  });

  test('is none in a file that was renamed, and one more there is', async () => {
    const situation = aSituation(unit('src/pay', 12), { target: 50 });
    await situation.measure({ [PAY]: 'KSKKKKKKKKKK' });
    situation.git('checkout', '--quiet', '-b', 'change');
    situation.git('mv', PAY, 'src/cash.ts');
    situation.write({ 'src/pay.test.ts': testing('pay').replace('./pay.ts', './cash.ts') });
    situation.commit();
    await situation.measure({ 'src/cash.ts': 'KSKKKKKKKKKK' }, { tests: { 'src/cash.ts': 'src/pay.test.ts > works' } });
    expect(await situation.gate({ base: 'main' })).toMatchObject({ code: 0 });
    await situation.measure({ 'src/cash.ts': 'KSSKKKKKKKKK' }, { tests: { 'src/cash.ts': 'src/pay.test.ts > works' } });
    expect(await situation.gate({ base: 'main' })).toMatchObject({
      code: 2,
      reasons: [expect.stringContaining('src/cash.ts:5')],
    });
  });

  test('is none in a function that was renamed', async () => {
    const situation = await changed('KSKK', adding('cash', 4));
    situation.write({ 'src/pay.test.ts': testing('cash').replace('./cash.ts', './pay.ts') });
    await situation.measure({ [PAY]: 'KSKK' });
    expect(await situation.gate({ base: 'main' })).toMatchObject({ code: 0 });
  });

  test('on a changed line is judged by the rate of these lines, unless the config asks for none everywhere', async () => {
    const source = addingOnly('pay', [1, 2, ...numbers(100, 119)]);
    const situation = await changed('KK', source, { target: 50 });
    await situation.measure({ [PAY]: `KKS${'K'.repeat(19)}` });
    expect(await situation.gate({ base: 'main' })).toMatchObject({ code: 0 });
    const strict = await changed('KK', source, { target: 50, gate: { newSurvivors: 'everywhere' } });
    await strict.measure({ [PAY]: `KKS${'K'.repeat(19)}` });
    const judged = await strict.gate({ base: 'main' });
    expect(judged).toMatchObject({ code: 2, reasons: [expect.stringMatching(/^gate: new survivors: 1 in 1 file/)] });
    expect(judged.document?.gate?.change?.newSurvivors).toMatchObject([{ was: null, killedBy: [] }]);
  });

  test('in a new file is no regression of anything: its lines are judged', async () => {
    const situation = aSituation(unit('src/pay', 2), { target: 50 });
    situation.change(unit('src/cash', 2));
    await situation.measure({ 'src/cash.ts': 'KS', [PAY]: 'KK' });
    const judged = await situation.gate({ base: 'main' });
    expect(judged).toMatchObject({ code: 2, reasons: [expect.stringMatching(/^gate: changed lines: 1 of 2/)] });
  });
});

describe('the results of the base', () => {
  test('are not there: only the changed lines are judged, and that is said', async () => {
    const situation = aSituation(unit('src/pay', 3), { target: 50 });
    situation.change({ [PAY]: adding('pay', 4) });
    await situation.measure({ [PAY]: 'KSKK' });
    const judged = await situation.gate({ base: 'main' });
    expect(judged).toMatchObject({ code: 0 });
    expect(checkOf(judged, 'new survivors')).toMatchObject({
      outcome: 'not-judged',
      message: 'there are no base results: only the changed lines are judged',
    });
    expect(judged.text).toContain('only the changed lines are judged');
  });

  test('do not count where they were measured on a work tree that differed from its commit', async () => {
    const situation = aSituation(unit('src/pay', 2), { target: 50 });
    situation.write({ 'notes.md': 'not committed' });
    await situation.measure({ [PAY]: 'KK' });
    situation.remove('notes.md');
    situation.change({ 'src/pay.test.ts': testing('pay', 3) });
    await situation.measure({ [PAY]: 'KS' });
    const judged = await situation.gate({ base: 'main' });
    expect(judged.document?.gate?.change?.files).toMatchObject([{ file: PAY, baseline: null }]);
  });

  test('count where an earlier commit was measured, and what came between can matter to nothing of it', async () => {
    const situation = aSituation(unit('src/pay', 2), { target: 0 });
    await situation.measure({ [PAY]: 'KK' });
    situation.write({ 'README.md': 'more' });
    situation.commit('docs');
    situation.change({ 'src/pay.test.ts': testing('pay', 3) });
    await situation.measure({ [PAY]: 'KS' });
    const judged = await situation.gate({ base: 'main' });
    expect(judged.document?.gate?.change?.files).toMatchObject([{ baseline: 'store' }]);
    expect(judged).toMatchObject({ code: 2, reasons: [expect.stringMatching(/^gate: new survivors/)] });
  });

  test('do not count where they were measured after the change itself took a test away from its source', async () => {
    const situation = aSituation({ ...unit('src/pay', 2), 'src/more.test.ts': testing('pay') }, { target: 0 });
    situation.change({ 'src/more.test.ts': "import { test } from 'vitest';\n\ntest('works', () => {});\n" });
    situation.commit();
    await situation.measure({ [PAY]: 'KS' });
    const judged = await situation.gate({ base: 'main', isEmptyAllowed: true });
    expect(judged.document?.gate?.change?.files).toMatchObject([{ file: PAY, baseline: null }]);
    expect(checkOf(judged, 'new survivors')).toMatchObject({ actual: 'not compared' });
  });

  test('do not count where its tests changed between the measured commit and the base', async () => {
    const situation = aSituation(unit('src/pay', 2), { target: 0 });
    await situation.measure({ [PAY]: 'KK' });
    situation.write({ 'src/pay.test.ts': testing('pay', 4) });
    situation.commit('tests');
    situation.change({ 'src/pay.test.ts': testing('pay', 3) });
    await situation.measure({ [PAY]: 'KS' });
    const judged = await situation.gate({ base: 'main' });
    expect(judged.document?.gate?.change?.files).toMatchObject([{ baseline: null }]);
  });

  test('come from a document of killrate --json', async () => {
    const situation = aSituation(unit('src/pay', 2), { target: 0 });
    await situation.measure({ [PAY]: 'KK' });
    const { document } = await situation.gate();
    situation.write({ 'reports/base.json': JSON.stringify(document) });
    situation.remove('reports/killrate.db');
    situation.change({ 'src/pay.test.ts': testing('pay', 3) });
    await situation.measure({ [PAY]: 'KS' });
    const judged = await situation.gate({ base: 'main', baseReport: 'reports/base.json' });
    expect(judged).toMatchObject({ code: 2, reasons: [expect.stringContaining('killed before by src/pay.test.ts > works')] });
    expect(judged.document?.gate?.change?.files).toMatchObject([{ baseline: 'report' }]);
  });

  test('come from a mutation testing report of another tool', async () => {
    const situation = aSituation(unit('src/pay', 2), { target: 0 });
    situation.write({ 'reports/base.json': JSON.stringify(standardReport(situation)) });
    situation.change({ 'src/pay.test.ts': testing('pay', 3) });
    await situation.measure({ [PAY]: 'SS' });
    const judged = await situation.gate({ base: 'main', baseReport: 'reports/base.json' });
    expect(judged).toMatchObject({ code: 2, reasons: [expect.stringContaining('killed before by src/pay.test.ts > pays')] });
    expect(checkOf(judged, 'new survivors').mutants).toEqual([situation.key(PAY, 2)]);
  });

  test('of a file that the report does not hold are not there', async () => {
    const situation = aSituation({ ...unit('src/pay', 2), ...unit('src/http', 2) }, { target: 0 });
    situation.write({ 'reports/base.json': JSON.stringify(standardReport(situation)) });
    situation.change({ 'src/pay.test.ts': testing('pay', 3), 'src/http.test.ts': testing('http', 3) });
    await situation.measure({ [PAY]: 'SK', 'src/http.ts': 'SS' });
    const judged = await situation.gate({ base: 'main', baseReport: 'reports/base.json' });
    expect(checkOf(judged, 'new survivors')).toMatchObject({
      outcome: 'passed',
      message: 'none; no base results for src/http.ts',
    });
  });
});

describe('a change with nothing to measure', () => {
  const nothing: [string, Entries][] = [
    ['of comments only', { [PAY]: `// what it costs\n${adding('pay', 2)}` }],
    ['of documents only', { 'README.md': '# Pay', 'docs/pay.md': 'more' }],
    ['of nothing at all', {}],
  ];

  test.each(nothing)('%s is 6, and 0 where that is allowed', async (_, entries) => {
    const situation = aSituation(unit('src/pay', 2));
    await situation.measure({ [PAY]: 'KK' });
    situation.change(entries);
    expect(await situation.gate({ base: 'main' })).toMatchObject({
      code: 6,
      reasons: ['nothing to measure: the change since main touches no code'],
    });
    expect(await situation.gate({ base: 'main', isEmptyAllowed: true })).toMatchObject({ code: 0 });
  });

  test('of a line without a mutant is 6 where no module has a target, and 0 where that is allowed', async () => {
    const situation = aSituation(unit('src/pay', 2), {});
    situation.change({ [PAY]: adding('pay', 2).replace('return', 'if (a < 0) return [];\n  return') });
    await situation.measure({ [PAY]: 'KK' });
    expect(await situation.gate({ base: 'main' })).toMatchObject({
      code: 6,
      reasons: ['nothing to measure: the change since main has no mutant on its lines'],
    });
    expect(await situation.gate({ base: 'main', isEmptyAllowed: true })).toMatchObject({ code: 0 });
  });

  test('of tests only, without base results or a target, is 6 whatever is allowed: nobody can say what it did', async () => {
    const situation = aSituation(unit('src/pay', 2), {});
    situation.change({ 'src/pay.test.ts': testing('pay', 3) });
    await situation.measure({ [PAY]: 'SS' });
    for (const isEmptyAllowed of [false, true]) {
      expect(await situation.gate({ base: 'main', isEmptyAllowed })).toMatchObject({
        code: 6,
        reasons: [
          expect.stringMatching(/^nothing could be judged: tests changed, and there are no results of \w{8} to compare with/),
        ],
      });
    }
  });
});

describe('a generated file', () => {
  test('is no matter of the change, and what it hides is told', async () => {
    const situation = aSituation(unit('src/pay', 2), { target: 50 });
    situation.change({ 'src/api.gen.ts': adding('api', 4) });
    await situation.measure({ [PAY]: 'KK', 'src/api.gen.ts': 'KKKS' });
    const judged = await situation.gate({ base: 'main' });
    expect(judged).toMatchObject({ code: 0 });
    expect(judged.document?.gate?.change).toMatchObject({
      mutants: [],
      notSurfaced: [{ file: 'src/api.gen.ts', reason: 'its path says that it is generated', mutants: 1 }],
    });
    expect(judged.text).toContain('src/api.gen.ts');
  });

  test.each<[string, (situation: Situation) => void]>([
    ['a comment', (situation) => situation.write({ [PAY]: `// @generated\n${adding('pay', 3)}` })],
    ['.gitattributes', (situation) => situation.write({ [PAY]: adding('pay', 3), '.gitattributes': '* linguist-generated\n' })],
    [
      'a new name',
      (situation) => {
        situation.git('mv', PAY, 'src/pay.gen.ts');
        situation.write({ 'src/pay.gen.ts': adding('pay', 3) });
      },
    ],
  ])('is none that the change itself calls so, by %s', async (_, call) => {
    const situation = aSituation(unit('src/pay', 2), { target: 0 });
    situation.change();
    call(situation);
    situation.commit();
    const file = existsSync(`${situation.root}/${PAY}`) ? PAY : 'src/pay.gen.ts';
    await situation.measure({ [file]: 'KKS' });
    expect(await situation.gate({ base: 'main' })).toMatchObject({
      code: 2,
      reasons: [expect.stringMatching(/^gate: changed lines:/)],
    });
  });

  test('that is marked in .gitattributes of the base stays one', async () => {
    const situation = aSituation({ ...unit('src/pay', 2), '.gitattributes': 'src/pay.ts linguist-generated\n' }, { target: 0 });
    situation.change({ [PAY]: adding('pay', 3) });
    await situation.measure({ [PAY]: 'KKS' });
    expect((await situation.gate({ base: 'main' })).document?.gate?.change?.notSurfaced).toMatchObject([
      { file: PAY, mutants: 1 },
    ]);
  });

  test('counts in the rate of its module', async () => {
    const situation = aSituation(unit('src/pay', 2), { target: 50 });
    situation.change({ 'src/api.gen.ts': adding('api', 4) });
    await situation.measure({ [PAY]: 'KK', 'src/api.gen.ts': 'SSSS' });
    expect(await situation.gate({ base: 'main' })).toMatchObject({
      code: 2,
      reasons: [expect.stringMatching(/^gate: kill rate of default/)],
    });
  });
});

describe('the modules of a change', () => {
  const MODULES = {
    modules: [
      { name: 'pay', files: ['src/pay/**'], target: 80 },
      { name: 'http', files: ['src/http/**'], target: 80 },
    ],
  };
  const FILES = { ...unit('src/pay/card', 4), ...unit('src/http/get', 4), ...unit('src/http/put', 4) };
  const GET = 'src/http/get.ts';
  const CARD = 'src/pay/card.ts';

  test('fail it only where it touches them', async () => {
    const situation = aSituation(FILES, MODULES);
    await situation.measure({ [CARD]: 'SSSS', [GET]: 'KKKK', 'src/http/put.ts': 'KKKK' });
    situation.change({ [GET]: adding('get', 5) });
    await situation.measure({ [GET]: 'KKKKK' });
    const judged = await situation.gate({ base: 'main' });
    expect(judged).toMatchObject({ code: 0 });
    expect(judged.document?.gate?.checks.map(({ module }) => module)).not.toContain('pay');
    situation.write({ [CARD]: adding('card', 5) });
    await situation.measure({ [CARD]: 'SSSSK' });
    expect(await situation.gate({ base: 'main' })).toMatchObject({
      code: 2,
      reasons: [expect.stringMatching(/^gate: kill rate of pay: 20\.0 %/)],
    });
  });

  test('are not judged where another file of them was not measured, which is named', async () => {
    const situation = aSituation(FILES, MODULES);
    situation.change({ [GET]: adding('get', 5) });
    await situation.measure({ [GET]: 'SSSSK' });
    const judged = await situation.gate({ base: 'main' });
    expect(judged).toMatchObject({ code: 0 });
    expect(checkOf(judged, 'kill rate of http')).toMatchObject({
      outcome: 'not-judged',
      message: 'not measured as they are now: src/http/put.ts',
    });
    expect(judged.document?.notes.join()).toBe(
      'not measured as they are now, and no part of the change: http (1 of 2 files), pay (1 of 1 files)',
    );
  });

  test('with a file that the change touches and nobody measured are incomplete', async () => {
    const situation = aSituation(FILES, MODULES);
    await situation.measure({ [CARD]: 'KKKK', [GET]: 'KKKK', 'src/http/put.ts': 'KKKK' });
    situation.change({ [GET]: adding('get', 5) });
    expect(await situation.gate({ base: 'main' })).toMatchObject({
      code: 5,
      reasons: ['incomplete: src/http/get.ts: it changed since it was measured'],
    });
  });

  test('without a file of them measured for a test that changed are incomplete', async () => {
    const situation = aSituation(FILES, MODULES);
    await situation.measure({ [CARD]: 'KKKK', [GET]: 'KKKK', 'src/http/put.ts': 'KKKK' });
    situation.change({ 'src/http/put.test.ts': testing('put', 3) });
    expect(await situation.gate({ base: 'main', isEmptyAllowed: true })).toMatchObject({
      code: 5,
      reasons: ['incomplete: src/http/put.ts: it was measured before its test src/http/put.test.ts changed'],
    });
  });
});

function ledgerOf(...entries: object[]): string {
  const lines = [{ killrate: 'accepted survivors', schemaVersion: 1 }, ...entries].map((line) => JSON.stringify(line));
  return `[ ${lines.join('\n, ')}\n]\n`;
}

/** As another tool writes it: ids of its own, and tests by number. The first mutant of `src/pay.ts` survived, the second is killed. */
function standardReport(situation: Situation): object {
  const mutants = situation.mutants(PAY).map(({ line, column, endColumn, replacement }, index) => ({
    id: String(index),
    mutatorName: 'ArithmeticOperator',
    replacement,
    location: { start: { line, column }, end: { line, column: endColumn } },
    ...(index === 0 ? { status: 'Survived' } : { status: 'Killed', killedBy: ['7'] }),
  }));
  return {
    schemaVersion: '2.0',
    thresholds: { high: 80, low: 60 },
    files: { [PAY]: { language: 'typescript', source: situation.read(PAY), mutants } },
    testFiles: { 'src/pay.test.ts': { tests: [{ id: '7', name: 'pays' }] } },
  };
}
