/** A session that rested goes on for another run: over what changed in its sandbox, in threads that are new. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { SessionOptions } from '../../dist/engine/engine.js';
import { warmEngine } from '../../dist/engine/warm/warm-engine.js';
import { createTestProject } from '../project.fixture.ts';

const FEE = 'export const fee = (price) => (price > 100 ? price * 2 : price + 1);\n';
const TAX = 'export const tax = (price) => price - 3;\n';
const TEST = `import { expect, it } from 'vitest'; import { fee } from '../src/fee.js'; import { tax } from '../src/tax.js';
it('costs', () => { expect(fee(7)).toBe(8); });
it('taxes', () => { expect(tax(fee(7))).toBe(5); });
`;

/** A session over two sources; `parts` are those of the work that were timed since they were last taken. */
async function open(files: Record<string, string> = {}) {
  const project = createTestProject({ 'src/fee.js': FEE, 'src/tax.js': TAX, 'test/fee.test.js': TEST, ...files });
  const workDir = mkdtempSync(join(tmpdir(), 'killrate-taken-'));
  const { signal } = new AbortController();
  const sources = new Map([
    ['src/fee.js', FEE],
    ['src/tax.js', TAX],
  ]);
  let parts: string[] = [];
  const options: SessionOptions = {
    ...{
      sandboxRoot: project.root,
      mirror: { original: project.root, copy: project.root },
      workDir,
      restore: (file) => project.write(file, sources.get(file) ?? ''),
    },
    ...{ engineOptions: {}, loggingCallees: [], excludeTests: [], concurrency: 2, timeoutMs: 10_000, dryRunTimeoutMs: 60_000 },
    ...{ env: { PATH: process.env.PATH }, findAssertions: null, isKept: true, onTiming: (part) => parts.push(part) },
  };
  const session = await warmEngine.open(options);
  onTestFinished(async () => {
    await session.close();
    project.remove();
    rmSync(workDir, { recursive: true, force: true });
  });
  const dryRun = async (asked: string[], beside: string[] = []) => {
    parts = [];
    const outcome = await session.dryRun(asked, signal, beside);
    if (outcome.kind !== 'green') throw new Error(`the dry run was ${outcome.kind}`);
    return { outcome, isStarted: parts.includes('vitest') };
  };
  /** What kills the mutant of this file with this replacement. */
  const killersOf = async (file: string, replacement: string, asked: string[], beside: string[] = []) => {
    const { outcome, isStarted } = await dryRun(asked, beside);
    const mutants = outcome.mutants.filter((mutant) => mutant.file === file && mutant.replacement === replacement);
    const killers: string[] = [];
    await session.measure(
      { file, mutants, mode: 'together', isMatrix: true },
      (_, observation) => killers.push(...(observation.kind === 'ran' ? observation.kills.map(({ test }) => test) : [])),
      signal,
    );
    return { isStarted, killers: killers.sort(), files: [...new Set(outcome.mutants.map(({ file: of }) => of))] };
  };
  const edit = (file: string, text: string) => {
    if (sources.has(file)) sources.set(file, text);
    project.write(file, text);
  };
  return { project, session, options, killersOf, edit };
}

const [COSTS, TAXES] = ['test/fee.test.js > costs', 'test/fee.test.js > taxes'];

it('measures a file that changed among others that keep their mutants, and speaks of the first alone', async () => {
  const { session, options, killersOf, edit } = await open();
  const both = ['src/fee.js', 'src/tax.js'];
  expect(await killersOf('src/tax.js', 'price + 3', both)).toEqual({ isStarted: true, killers: [TAXES], files: both });
  session.rest();
  edit('src/fee.js', `export const extra = (a, b) => a * b;\n${FEE.replace('price + 1', '1 + price')}`);
  edit('src/tax.js', TAX);
  expect(session.takeOver(options, ['src/fee.js'])).toBe(true);
  // Its first mutants are new ones: what they are called by in the code has moved on.
  expect(await killersOf('src/fee.js', '1 - price', ['src/fee.js'], ['src/tax.js'])).toEqual({
    ...{ isStarted: false, killers: [COSTS, TAXES], files: ['src/fee.js'] },
  });
  session.rest();
  expect(session.takeOver(options, [])).toBe(true);
  expect(await killersOf('src/tax.js', 'price + 3', both)).toEqual({ isStarted: false, killers: [TAXES], files: both });
});

it('hears of a source what the tests and what is loaded before them hear', async () => {
  const { session, options, killersOf, edit } = await open({
    'vitest.config.js': "export default { test: { globalSetup: './setup.js' } };\n",
    'setup.js': "import { fee } from './src/fee.js';\nexport const setup = ({ provide }) => provide('fee', fee(7));\n",
    'test/fee.test.js': `${TEST.replace('expect, it', 'expect, inject, it')}it('is as before', () => { expect(fee(7)).toBe(inject('fee')); });\n`,
  });
  await killersOf('src/fee.js', 'price - 1', ['src/fee.js', 'src/tax.js']);
  session.rest();
  edit('src/fee.js', FEE.replace('price + 1', 'price + 1.5'));
  edit(
    'test/fee.test.js',
    TEST.replace('import { expect, it', 'import { expect, inject, it')
      .replace('toBe(8)', 'toBe(inject("fee"))')
      .replace('toBe(5)', 'toBe(5.5)'),
  );
  session.takeOver(options, ['src/fee.js', 'test/fee.test.js']);
  expect(await killersOf('src/fee.js', 'price - 1.5', ['src/fee.js', 'src/tax.js'])).toMatchObject({
    ...{ isStarted: true, killers: [COSTS, TAXES] },
  });
});

it.each<[string, Partial<SessionOptions>]>([
  ['another limit', { timeoutMs: 9_000 }],
  ['another number of workers', { concurrency: 1 }],
  ['other options of Stryker', { engineOptions: { mutator: { excludedMutations: ['ArithmeticOperator'] } } }],
])('is not taken over with %s', async (_, other) => {
  const { session, options, killersOf } = await open();
  await killersOf('src/fee.js', 'price - 1', ['src/fee.js']);
  session.rest();
  expect(session.takeOver({ ...options, ...other }, [])).toBe(false);
  expect(session.takeOver({ ...options, onTiming: () => undefined }, [])).toBe(true);
});

it('is not taken over once it was closed, or before it ran', async () => {
  const { session, options, killersOf } = await open();
  expect(session.takeOver(options, [])).toBe(false);
  await killersOf('src/fee.js', 'price - 1', ['src/fee.js']);
  await session.close();
  expect(session.takeOver(options, [])).toBe(false);
});
