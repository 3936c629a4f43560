/** The packed packages: what is in them, and that they work where nothing else of killrate is. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RunDocument } from '@killrate/shared/document';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const PACKAGES = fileURLToPath(new URL('../..', import.meta.url));
const NAMES = ['shared', 'web', 'runner'];

let folder: string;
let tarballs: string[];

/** pnpm as this very script was started by, else from the registry. */
const [PNPM, ...PNPM_ARGS] = process.env.npm_execpath?.includes('pnpm')
  ? pnpmCommand(process.env.npm_execpath)
  : ['npx', '--yes', 'pnpm@12'];

function pnpmCommand(path: string): string[] {
  return /\.[cm]?js$/.test(path) ? [process.execPath, path] : [path];
}

function run(command: string, args: string[], cwd: string): string {
  const foreign = /^(?:VITEST|NODE_PATH$|NODE_ENV$|TEST$|npm_|pnpm_)/i;
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
  return execFileSync(command, args, {
    cwd,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 64 * 1024 * 1024,
  });
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'killrate-packed-'));
  for (const name of NAMES) run(PNPM ?? 'npx', [...PNPM_ARGS, 'pack', '--pack-destination', folder], join(PACKAGES, name));
  tarballs = readdirSync(folder).map((file) => join(folder, file));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the packed packages', () => {
  it.each(NAMES)('%s: publint finds nothing', async (name) => {
    const tarball = readFileSync(
      tarballs.find((path) => path.includes(name === 'runner' ? 'killrate-0' : `killrate-${name}-`)) ?? '',
    );
    const { messages, pkg } = await publint({ pack: { tarball: new Uint8Array(tarball).buffer }, strict: true });
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
  });

  it('hold no test, no fixture and no source map', () => {
    const files = tarballs.flatMap((tarball) => run('tar', ['tzf', tarball], folder).split('\n'));
    expect(files.filter((file) => /\.test\.|\.fixture\.|\.map$/.test(file))).toEqual([]);
    expect(files).toContain('package/LICENSE');
  });

  it('installed with npm in an empty Vitest project, `npx killrate run` measures it', () => {
    const project = join(folder, 'project');
    mkdirSync(join(project, 'src'), { recursive: true });
    writeFileSync(join(project, 'package.json'), '{ "name": "empty", "private": true, "type": "module" }');
    run('npm', ['install', '--no-audit', '--no-fund', '--save-dev', 'vitest@5.1.1', ...tarballs], project);
    writeFileSync(join(project, 'src', 'add.ts'), 'export const add = (a: number, b: number) => a + b;\n');
    writeFileSync(
      join(project, 'src', 'add.test.ts'),
      "import { expect, it } from 'vitest';\nimport { add } from './add';\nit('adds', () => { expect(add(1, 2)).toBe(3); });\n",
    );
    const document = RunDocument.parse(JSON.parse(run('npx', ['killrate', 'run', '--json'], project)));
    expect(document.totals).toMatchObject({ mutants: 2, killed: 2, killRate: 100 });
  });
});
