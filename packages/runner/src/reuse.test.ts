import { describe, expect, test } from 'vitest';
import { loadConfig } from './config/load-config.ts';
import { adding, aSituation, type Situation, testing, unit } from './gate/situation.fixture.ts';
import { openProject } from './project/project.ts';
import { createReuseTest, findReuse } from './reuse.ts';

const PAY = 'src/pay.ts';
const HTTP = 'src/http.ts';

/** The files whose results stand for another look. */
async function reused(situation: Situation): Promise<string[]> {
  const project = openProject(situation.root);
  const loaded = await loadConfig(situation.root);
  return [...situation.store((database) => findReuse(database, project, loaded, [PAY, HTTP])).keys()];
}

/** Two sources with their tests, measured; `imports` is what the first source begins with. */
async function measuredShop(imports = '', letters = 'KS'): Promise<Situation> {
  const situation = aSituation(
    { ...unit('src/pay', 2), [PAY]: `${imports}${adding('pay', 2)}`, ...unit('src/http', 1) },
    { target: 0 },
  );
  await situation.measure({ [PAY]: letters, [HTTP]: 'K' });
  return situation;
}

describe('results stand for another look', () => {
  test('where nothing changed', async () => {
    expect(await reused(await measuredShop())).toEqual([PAY, HTTP]);
  });

  test('where another source changed that nothing of theirs loads', async () => {
    const situation = await measuredShop();
    situation.write({ [HTTP]: adding('http', 2) });
    expect(await reused(situation)).toEqual([PAY]);
  });

  test('where targets, documents and comments of tests changed', async () => {
    const situation = await measuredShop();
    situation.configure({ target: 90 });
    situation.write({ 'README.md': '# Pay', 'src/pay.test.ts': `// ${'why'}\n${testing('pay')}` });
    expect(await reused(situation)).toEqual([PAY, HTTP]);
  });

  test('where loops were counted, not timed', async () => {
    const situation = await measuredShop('', 'KT');
    situation.store((database) =>
      database.exec(`UPDATE result SET reason = 'an endless loop: counted' WHERE status = 'Timeout'`),
    );
    expect(await reused(situation)).toEqual([PAY, HTTP]);
  });
});

describe('results do not stand for another look', () => {
  test('where the source, or a test of it, changed', async () => {
    const situation = await measuredShop();
    situation.write({ [PAY]: adding('pay', 3), 'src/http.test.ts': testing('http', 3) });
    expect(await reused(situation)).toEqual([]);
  });

  test('where a source changed that they import', async () => {
    const situation = await measuredShop("import './http.ts';\n");
    situation.write({ [HTTP]: adding('http', 2) });
    expect(await reused(situation)).toEqual([]);
  });

  test('where a source changed that their test loads beside them', async () => {
    const situation = await measuredShop();
    situation.write({ 'src/pay.test.ts': `import './http.ts';\n${testing('pay')}` });
    await situation.measure({ [PAY]: 'KS' });
    situation.write({ [HTTP]: adding('http', 2) });
    expect(await reused(situation)).toEqual([]);
  });

  test('where a test that never ran them loads them, and a source that changed', async () => {
    const situation = await measuredShop();
    situation.write({
      'src/both.test.ts': "import './http.ts';\nimport './pay.ts';\nimport { test } from 'vitest';\ntest('loads', () => {});\n",
    });
    await situation.measure({ [PAY]: 'KS' });
    situation.write({ [HTTP]: adding('http', 2) });
    expect(await reused(situation)).toEqual([]);
  });

  test('where their test may load more than can be seen, and a source changed', async () => {
    const situation = await measuredShop();
    situation.write({ 'src/pay.test.ts': `await import(process.env.NAME ?? './pay.ts');\n${testing('pay')}` });
    await situation.measure({ [PAY]: 'KS' });
    expect(await reused(situation)).toContain(PAY);
    situation.write({ [HTTP]: adding('http', 2) });
    expect(await reused(situation)).toEqual([]);
  });

  test('where a source came or went', async () => {
    const situation = await measuredShop();
    situation.write({ 'src/new.ts': adding('fresh', 1) });
    expect(await reused(situation)).toEqual([]);
    situation.remove('src/new.ts');
    expect(await reused(situation)).toEqual([PAY, HTTP]);
    situation.remove(HTTP);
    expect(await reused(situation)).toEqual([]);
  });

  test.each([
    ['unresolved', 'KU'],
    ['timed out by the clock', 'KT'],
  ])('where a mutant is %s', async (_, letters) => {
    expect(await reused(await measuredShop('', letters))).toEqual([HTTP]);
  });

  test('where a mutant was killed by a test that ran out of its own time', async () => {
    const situation = await measuredShop();
    situation.store((database) => database.exec(`UPDATE result SET killed_by = replace(killed_by, '"assertion"', '"timeout"')`));
    expect(await reused(situation)).toEqual([]);
  });

  test('where some are missing', async () => {
    const situation = await measuredShop();
    situation.store((database) => database.exec(`DELETE FROM result WHERE line = 3`));
    expect(await reused(situation)).toEqual([]);
  });

  test('where a test that runs the source that changed may load more than can be seen', async () => {
    const situation = await measuredShop();
    situation.write({ 'src/http.test.ts': `await import(process.env.NAME ?? './http.ts');\n${testing('http')}` });
    await situation.measure({ [PAY]: 'KS', [HTTP]: 'K' });
    situation.write({ [HTTP]: adding('http', 2) });
    expect(await reused(situation)).toEqual([]);
  });

  test.each([
    ['is a setup file', "export default { test: { setupFiles: ['./src/http.ts'] } };"],
    ['is loaded by an environment of the project', "export default { test: { environment: './test/own-env.ts' } };"],
    ['is read by the config', "import { readFileSync } from 'node:fs';\nreadFileSync('src/http.ts');"],
  ])('where a source changed that %s', async (_, config) => {
    const situation = await measuredShop();
    situation.write({ 'vitest.config.ts': config, 'test/own-env.ts': "import '../src/http.ts';\nexport default {};\n" });
    await situation.measure({ [PAY]: 'KS', [HTTP]: 'K' });
    expect(await reused(situation)).toEqual([PAY, HTTP]);
    situation.write({ [HTTP]: adding('http', 2) });
    expect(await reused(situation)).toEqual([]);
  });

  test('where a source changed that their test may read', async () => {
    const situation = await measuredShop();
    situation.write({
      'src/pay.test.ts': `import { readFileSync } from 'node:fs';\nreadFileSync('src/http.ts');\n${testing('pay')}`,
    });
    await situation.measure({ [PAY]: 'KS' });
    situation.write({ [HTTP]: adding('http', 2) });
    expect(await reused(situation)).toEqual([]);
  });

  test('where a mock between them and a test was taken away', async () => {
    const situation = await measuredShop("import './http.ts';\n");
    const text = `import './pay.ts';\n${testing('pay')}`;
    situation.write({ 'src/pay.test.ts': `${text}vi.mock('./http.ts');\n` });
    await situation.measure({ [PAY]: 'KS', [HTTP]: 'K' });
    expect(await reused(situation)).toEqual([PAY, HTTP]);
    situation.write({ 'src/pay.test.ts': text });
    expect(await reused(situation)).toEqual([]);
  });

  test('where the run kept no account of the sources', async () => {
    const situation = await measuredShop();
    situation.store((database) => database.exec('UPDATE run SET sources_hash = NULL'));
    expect(await reused(situation)).toEqual([]);
  });
});

describe('why results do not hold is said', () => {
  async function reasonFor(situation: Situation): Promise<string | null> {
    const project = openProject(situation.root);
    const loaded = await loadConfig(situation.root);
    const answer = situation.store((database) => createReuseTest(database, project, loaded)(PAY));
    return answer.kind === 'stale' ? answer.reason : null;
  }

  test('none where they do', async () => {
    expect(await reasonFor(await measuredShop())).toBeNull();
  });

  test('a source that changed, with how it gets there', async () => {
    const situation = await measuredShop("import './http.ts';\n");
    situation.write({ [HTTP]: adding('http', 2) });
    expect(await reasonFor(situation)).toBe('src/http.ts changed since, and is loaded together with it');
  });

  test('its own change, a source that came, and a status that hangs on the clock', async () => {
    const changed = await measuredShop();
    changed.write({ [PAY]: adding('pay', 3) });
    expect(await reasonFor(changed)).toBe('it changed since it was measured');

    const joined = await measuredShop();
    joined.write({ 'src/late.ts': adding('late', 1) });
    expect(await reasonFor(joined)).toContain('a source came or went');

    expect(await reasonFor(await measuredShop('', 'KT'))).toContain('hangs on the clock');
  });
});
