/** `killrate run --watch`: each round says what a fresh run would, over an engine that is kept where it can be. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { RunDocument } from '@killrate/shared/document';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { processesOfSession } from '../src/process/process-identity.ts';
import { sessionFoldersOf } from '../src/sandbox/session-folder.ts';
import {
  createTestProject,
  killrate,
  killrateJson,
  startKillrate,
  startKillrateInto,
  type TestProject,
  until,
} from './project.fixture.ts';

const PRICE = `import { isHigh } from './border.js';
export function fee(price) {
  return isHigh(price) ? price * 2 : price + 1;
}
`;
const BORDER = `const known = new Map();
export function isHigh(price) {
  if (!known.has(price)) known.set(price, price > 100);
  return known.get(price);
}
`;
const TEST = `import { expect, it } from 'vitest'; import { fee } from '../src/price.js'; import { cases } from './cases.js';
it('is double when high', () => { expect(fee(200)).toBe(400); });
it.each(cases)('is one more when low', (price) => { expect(fee(price)).toBe(price + 1); });
`;
const FILES = {
  'src/price.js': PRICE,
  'src/border.js': BORDER,
  'test/cases.js': 'export const cases = [7];\n',
  'test/price.test.js': TEST,
};

let project: TestProject;
let running: ReturnType<typeof startKillrate>;
afterEach(async () => {
  running?.kill('SIGKILL');
  await running?.ended;
  project.remove();
});

/** Starts watching; each call gives the next document. */
function watch(...args: string[]): () => Promise<RunDocument> {
  running = startKillrate(project.root, 'run', '--watch', '--json', '--timings', ...args);
  let told = 0;
  return async () => {
    told += 1;
    await until(() => running.stdout().split('\n').length > told, 120_000);
    return RunDocument.parse(JSON.parse(running.stdout().split('\n')[told - 1] ?? ''));
  };
}

/** Adds a slow test that loads a source, and counts how often it has begun. */
function beginningsOf(file: string, durationMs: number, more = ''): () => number {
  const begun = `${project.root}-begun`;
  onTestFinished(() => rmSync(begun, { force: true }));
  project.write(
    file,
    `import { appendFileSync } from 'node:fs'; import { expect, it } from 'vitest'; import { fee } from '../src/price.js';
it('waits', async () => { appendFileSync(${JSON.stringify(begun)}, '.'); await new Promise((end) => setTimeout(end, ${durationMs})); ${more} });\n`,
  );
  return () => (existsSync(begun) ? readFileSync(begun, 'utf8').length : 0);
}

const statusesOf = ({ mutants }: RunDocument) => mutants.map(({ key, status }) => `${key} ${status}`).sort();
/** Whether Vitest was started for it. */
const isStarted = (document: RunDocument) => document.timings.some(({ part }) => part === 'vitest');

async function expectFresh(document: RunDocument): Promise<void> {
  const fresh = killrateJson(project.root, 'run', '--fresh').document;
  expect(statusesOf(document)).toEqual(statusesOf(fresh));
}

describe('an edit that is saved', () => {
  beforeEach(() => {
    project = createTestProject(FILES);
  });

  it('of sources and tests is measured by the Vitest that runs', async () => {
    const next = watch();
    expect(isStarted(await next())).toBe(true);
    const edits = {
      'src/price.js': PRICE.replace('price + 1', 'price + 1 + 0 * price'),
      'src/border.js': BORDER.replace('price > 100', 'price > 101'),
      'test/price.test.js': TEST.replace('fee(200)).toBe(400)', 'fee(200)).toBeGreaterThan(200)'),
    };
    for (const [file, text] of Object.entries(edits)) {
      project.write(file, text);
      const document = await next();
      expect(isStarted(document), file).toBe(false);
      await expectFresh(document);
    }
  });

  it('of anything else is measured by a new one', async () => {
    const next = watch();
    await next();
    const edits = {
      'test/cases.js': 'export const cases = [7, 100];\n',
      'package.json': '{ "name": "little", "type": "module", "private": true, "version": "1.0.0" }',
      'test/more.test.js': TEST.replace('fee(200)).toBe(400)', 'fee(101)).toBe(202)'),
    };
    for (const [file, text] of Object.entries(edits)) {
      project.write(file, text);
      const document = await next();
      expect(isStarted(document), file).toBe(true);
      await expectFresh(document);
    }
  });

  it('is felt in the source that a Vitest config reads', async () => {
    project.write(
      'vitest.config.js',
      "import { isHigh } from './src/border.js';\nexport default { define: { LIMIT: isHigh(101) } };\n",
    );
    project.write('src/limit.js', 'export const limit = () => (LIMIT ? 1 : 0);\n');
    project.write(
      'test/limit.test.js',
      "import { expect, it } from 'vitest'; import { limit } from '../src/limit.js';\nit('is high', () => { expect(limit()).toBe(1); });\n",
    );
    const next = watch();
    await next();
    // With it the suite fails, which only a Vitest that reads its config again can know.
    project.write('src/border.js', BORDER.replace('price > 100', 'price > 101'));
    expect((await next()).exit.code).toBe(4);
  });

  it.each([
    [
      'a test environment of the project',
      {
        'vitest.config.js': "export default { test: { environment: './env.js' } };\n",
        'env.js': `import { isHigh } from './src/border.js';
export default { name: 'own', viteEnvironment: 'ssr', transformMode: 'ssr', setup() { globalThis.isSetHigh = isHigh(101); return { teardown() {} }; } };\n`,
        'test/set.test.js':
          "import { expect, it } from 'vitest';\nit('is set', () => { expect(globalThis.isSetHigh).toBe(true); });\n",
      },
    ],
    [
      'a plugin of the project',
      {
        'vitest.config.js': `import { readFileSync } from 'node:fs';
const limit = () => /limit (\\d+)/.exec(readFileSync(new URL('./src/border.js', import.meta.url), 'utf8'))[1];
export default { plugins: [{ name: 'limit', transform: (code, id) => (id.endsWith('/price.js') ? code.replace('LIMIT', limit()) : null) }] };\n`,
        'src/border.js': `${BORDER}// limit 100\n`,
        'src/price.js': `${PRICE}export const limit = () => LIMIT;\n`,
        'test/set.test.js':
          "import { expect, it } from 'vitest'; import { limit } from '../src/price.js';\nit('is set', () => { expect(limit()).toBe(100); });\n",
      },
    ],
  ])('is felt in the source that %s reads', async (_, files) => {
    for (const [file, text] of Object.entries(files)) project.write(file, text);
    const next = watch();
    expect((await next()).exit.code).toBe(0);
    project.write('src/border.js', `${BORDER.replace('price > 100', 'price > 101')}// limit 101\n`);
    expect((await next()).exit.code).toBe(4);
  });

  it('brings tests into a source that had none', async () => {
    const own =
      "if (import.meta.vitest) import.meta.vitest.it('has its own', () => import.meta.vitest.expect(isHigh(101)).toBe(true));\n";
    project.write('vitest.config.js', "export default { test: { includeSource: ['src/**/*.js'] } };\n");
    const next = watch();
    await next();
    for (const text of [BORDER + own, BORDER]) {
      project.write('src/border.js', text);
      const document = await next();
      expect(isStarted(document)).toBe(true);
      await expectFresh(document);
    }
  });

  it('while another run measures the project waits for its end', async () => {
    const begun = beginningsOf('test/slow.test.js', 1_500);
    const next = watch();
    await next();
    const before = begun();
    const other = startKillrate(project.root, 'run', '--fresh');
    await until(() => begun() > before);
    project.write('src/price.js', PRICE.replace('price + 1', '1 + price'));
    await until(() => running.stderr().includes('another run measures this project'));
    expect((await other.ended).code).toBe(0);
    const document = await next();
    expect(document.mutants.map(({ original }) => original)).toContain('1 + price');
  });

  it('ends a round while mutants are measured, and so does Ctrl-C', async () => {
    const begun = beginningsOf('test/a-slow.test.js', 700, 'expect(fee(300)).toBe(600);');
    const next = watch();
    await next();
    const edit = async (add: string) => {
      const before = begun();
      project.write('src/price.js', PRICE.replace('price + 1', add));
      // The suite itself, and what shows that mutants are noticed.
      await until(() => begun() > before + 3);
    };
    await edit('1 + price');
    project.write('src/price.js', PRICE.replace('price + 1', 'price + 1 + 0'));
    expect((await next()).mutants.map(({ original }) => original)).toContain('price + 1 + 0');
    await edit('0 + price + 1');
    running.kill('SIGINT');
    expect((await running.ended).code).toBe(130);
  });

  it('brings the suite down, and the next one up again', async () => {
    const next = watch();
    const first = await next();
    project.write('src/price.js', PRICE.replace('price * 2', 'price * 3'));
    const red = await next();
    expect(red.exit).toMatchObject({ code: 4 });
    expect(red.exit.reasons[0]?.message).toContain('is double when high');
    project.write('src/price.js', PRICE);
    expect(statusesOf(await next())).toEqual(statusesOf(first));
  });

  it('and saved again while the suite runs counts once, as it is at the end', async () => {
    const timesBegun = beginningsOf('test/slow.test.js', 1_500);
    const next = watch();
    await next();
    const before = timesBegun();
    // Itself edited, as it would be left out otherwise.
    beginningsOf('test/slow.test.js', 1_501);
    project.write('test/price.test.js', TEST.replace('fee(200)).toBe(400)', 'fee(200)).toBe(500)'));
    await until(() => timesBegun() > before);
    project.write('test/price.test.js', TEST.replace('fee(200)).toBe(400)', 'fee(200)).toBeGreaterThan(200)'));
    const document = await next();
    expect(document.exit.code).toBe(0);
    await expectFresh(document);
    expect(running.stdout().trim().split('\n')).toHaveLength(2);
  });

  it('stays what it is when files are only touched', async () => {
    const next = watch();
    const first = await next();
    project.write('src/price.js', PRICE);
    const again = await next();
    expect(again.mutants.every(({ isReused }) => isReused)).toBe(true);
    expect(statusesOf(again)).toEqual(statusesOf(first));
  });
});

describe('what mutants leave in the sandbox', () => {
  const SAVE = `import { rmSync, writeFileSync } from 'node:fs';
export function save(isWanted) {
  if (isWanted) writeFileSync('left.txt', 'left');
  return isWanted;
}
export function forget(isWanted) {
  if (isWanted) rmSync('kept.txt');
}
`;
  const SAVE_TEST = `import { existsSync } from 'node:fs'; import { expect, it } from 'vitest'; import { forget, save } from '../src/save.js';
it('saves only what is wanted', () => { expect(existsSync('left.txt')).toBe(false); expect(save(false)).toBe(false); expect(existsSync('left.txt')).toBe(false); });
it('forgets only what is not', () => { forget(false); expect(existsSync('kept.txt')).toBe(true); });
`;

  it('is not there in the next round', async () => {
    project = createTestProject({ 'src/save.js': SAVE, 'test/save.test.js': SAVE_TEST, 'kept.txt': 'kept' });
    const next = watch();
    const first = await next();
    expect(first.totals.killed).toBeGreaterThan(0);
    project.write('src/save.js', SAVE.replace("'left');", "'left ');"));
    const document = await next();
    expect(document.exit.code).toBe(first.exit.code);
    await expectFresh(document);
  });
});

it('a process that mutants left running does not live on in the next round', async () => {
  project = createTestProject({
    'src/start.js': `import { spawn } from 'node:child_process';
export function start(isWanted) {
  if (isWanted) spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1e6)'], { stdio: 'ignore' }).unref();
  return isWanted;
}
export const twice = (n) => n * 2;
`,
    'test/start.test.js': `import { expect, it } from 'vitest'; import { start, twice } from '../src/start.js';
it('starts what is wanted', () => { expect(start(false)).toBe(false); });
it('doubles', () => { expect(twice(3)).toBe(6); });
`,
  });
  const next = watch();
  await next();
  const folder = sessionFoldersOf(project.root).flatMap(({ id }) => processesOfSession(id));
  expect(folder).toEqual([]);
  project.write('src/start.js', `${readFileSync(join(project.root, 'src/start.js'), 'utf8')}export const one = 1;\n`);
  await expectFresh(await next());
});

it('what it says itself is no change, where that is kept in the project', async () => {
  project = createTestProject(FILES);
  const path = join(project.root, 'out.txt');
  const other = startKillrateInto(path, project.root, 'run', '--watch');
  const rounds = () => (existsSync(path) ? readFileSync(path, 'utf8').split('waiting for a change').length - 1 : 0);
  await until(() => rounds() === 1);
  project.write('src/price.js', PRICE.replace('price + 1', '1 + price'));
  await until(() => rounds() === 2);
  other.kill('SIGINT');
  await other.ended;
  expect(readFileSync(path, 'utf8').match(/^\S+ changed$/gm)).toEqual(['src/price.js changed']);
});

it('--fresh holds until a round could be measured', async () => {
  project = createTestProject(FILES);
  killrateJson(project.root, 'run');
  project.write('test/price.test.js', TEST.replace('toBe(400)', 'toBe(500)'));
  const next = watch('--fresh');
  expect((await next()).exit.code).toBe(4);
  project.write('test/price.test.js', TEST);
  expect((await next()).mutants.some(({ isReused }) => isReused)).toBe(false);
  project.write('src/border.js', `${BORDER}\n`);
  expect((await next()).mutants.every(({ isReused }) => isReused)).toBe(true);
});

it('an edit is measured by the Vitest that runs in each project of a workspace', async () => {
  const ofProject = (name: string) => `{ extends: true, test: { name: '${name}', include: ['${name}/*.test.js'] } }`;
  project = createTestProject({
    ...{ 'src/price.js': PRICE, 'src/border.js': BORDER },
    'vitest.config.js': `export default { test: { projects: [${ofProject('one')}, ${ofProject('two')}] } };\n`,
    'one/fee.test.js':
      "import { expect, it } from 'vitest'; import { fee } from '../src/price.js';\nit('is low', () => { expect(fee(7)).toBe(8); });\n",
    'two/fee.test.js':
      "import { expect, it } from 'vitest'; import { fee } from '../src/price.js';\nit('is high', () => { expect(fee(200)).toBe(400); });\n",
  });
  const next = watch();
  await next();
  for (const add of ['1 + price', 'price + 1 + 0']) {
    project.write('src/price.js', PRICE.replace('price + 1', add));
    const document = await next();
    expect(isStarted(document)).toBe(false);
    await expectFresh(document);
  }
});

it('of a change only what it touches is measured, and judged, in each round', async () => {
  project = createTestProject(FILES);
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...args], {
      cwd: project.root,
      stdio: 'pipe',
    });
  git('init', '-q', '-b', 'main');
  git('add', '.');
  git('commit', '-q', '-m', 'first');
  project.write('src/border.js', BORDER.replace('price > 100', 'price > 101'));
  const next = watch('--since', 'main', '--gate');
  const files = ({ mutants }: RunDocument) => [...new Set(mutants.map(({ file }) => file))].sort();
  const first = await next();
  expect([files(first), first.gate?.passed, first.exit.code]).toEqual([['src/border.js'], false, 2]);
  project.write(
    'test/price.test.js',
    `${TEST}it('is low at the border', () => { expect([fee(101), fee(102)]).toEqual([102, 204]); });\n`,
  );
  const second = await next();
  expect(files(second)).toEqual(['src/border.js', 'src/price.js']);
  expect(second.totals.survived).toBeLessThan(first.totals.survived);
  project.write('src/border.js', BORDER);
  project.write('test/price.test.js', TEST);
  expect((await next()).exit.code).toBe(6);
});

describe('the end of a watch', () => {
  const leftOf = (root: string) => sessionFoldersOf(root).flatMap((folder) => [folder.path, ...processesOfSession(folder.id)]);

  it('by Ctrl-C while it waits is no failure, and leaves nothing', async () => {
    project = createTestProject(FILES);
    const next = watch();
    await next();
    project.write('src/price.js', PRICE.replace('price + 1', '1 + price'));
    await next();
    expect(leftOf(project.root)).not.toEqual([]);
    running.kill('SIGINT');
    expect((await running.ended).code).toBe(0);
    expect(leftOf(project.root)).toEqual([]);
  });

  it('by Ctrl-C while it measures is an interruption', async () => {
    project = createTestProject({
      ...FILES,
      'test/slow.test.js': "import { it } from 'vitest';\nit('waits', () => new Promise((end) => setTimeout(end, 3_000)));\n",
    });
    watch();
    await until(() => leftOf(project.root).length > 0);
    running.kill('SIGINT');
    expect((await running.ended).code).toBe(130);
    expect(leftOf(project.root)).toEqual([]);
  });

  it('comes with the end of who reads it', async () => {
    project = createTestProject(FILES);
    watch();
    running.deafen();
    await until(() => leftOf(project.root).length > 0);
    await running.ended;
    expect(leftOf(project.root)).toEqual([]);
  });

  it('comes at once where there is nothing of what was asked for', async () => {
    project = createTestProject(FILES);
    running = startKillrate(project.root, 'run', 'src/prize.js', '--watch');
    const { code, stderr } = await running.ended;
    expect(code).toBe(1);
    expect(stderr).toContain('src/prize.js');
  });
});

it('waits for a source that does not parse, from the first round on', async () => {
  project = createTestProject({ ...FILES, 'src/border.js': `${BORDER}}` });
  const next = watch();
  expect((await next()).exit.reasons).toEqual([
    { code: 1, message: expect.stringContaining('src/border.js:6 has a syntax error') },
  ]);
  project.write('src/border.js', BORDER);
  await expectFresh(await next());
});

it('tells people what changed, what is killed now, and what lives', async () => {
  project = createTestProject({
    ...FILES,
    'test/price.test.js': TEST.replace("it.each(cases)('is one", "it.skip.each(cases)('is one"),
  });
  running = startKillrate(project.root, 'run', '--watch');
  await until(() => running.stdout().includes('waiting for a change'));
  expect(running.stdout()).not.toContain('since the round before');
  project.write('test/price.test.js', TEST);
  await until(() => running.stdout().split('waiting for a change').length > 2);
  const [, round = ''] = running.stdout().split('waiting for a change; Ctrl-C ends');
  expect(round).toContain('test/price.test.js changed');
  expect(round).toMatch(/killed now\n(?: +src\/.*\n)* +src\/price\.js:3 /);
  expect(round).toMatch(/since the round before: \d+ killed that lived/);

  rmSync(join(project.root, 'test/price.test.js'));
  await until(() => running.stdout().split('waiting for a change').length > 3);
  expect(running.stderr()).toContain('no test');
  running.kill('SIGINT');
  expect((await running.ended).code).toBe(0);
  // Results are those of any run.
  project.write('test/price.test.js', TEST);
  expect(killrate(project.root, 'run').stdout).toContain('reused');
});
