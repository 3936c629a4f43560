/** `pnpm screenshots`: measures the example three times, as its suite might have grown, and takes the pictures of README and docs from it. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { encodeIndexedPng } from './indexed-png.mjs';

const { chromium } = createRequire(new URL('../packages/runner/package.json', import.meta.url))('playwright-core');
const example = fileURLToPath(new URL('../examples/reservation/', import.meta.url));
const killrate = fileURLToPath(new URL('../packages/runner/dist/bin.js', import.meta.url));
const images = fileURLToPath(new URL('../docs/images/', import.meta.url));
const COPIED = ['src', 'test', 'package.json', 'stryker.conf.mjs', 'tsconfig.json', 'vitest.config.ts'];

/** Proves the limit of tables, which nobody tests any more when it is gone. */
const LIMIT_TEST = `import { expect, it } from 'vitest';
import { openWallet } from '../src/wallet/balance.ts';
import { reserve } from '../src/wallet/reservation.ts';

it('seats a player at four tables, and refuses a fifth', () => {
  let wallet = openWallet('ana', 50_000);
  for (const table of ['a', 'b', 'c', 'd']) {
    const result = reserve(wallet, table, 2_000, 0);
    if (result.kind !== 'reserved') throw new Error(result.reason);
    wallet = result.wallet;
  }
  expect(reserve(wallet, 'e', 2_000, 0)).toEqual({ kind: 'refused', reason: 'too-many-tables' });
});
`;

const executablePath = [
  process.env.KILLRATE_CHROMIUM ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => path !== '' && existsSync(path));
if (executablePath === undefined) {
  console.error('there is no Chromium: apt-get install chromium, or KILLRATE_CHROMIUM=/path/to/chrome');
  process.exit(1);
}

const parent = mkdtempSync(join(tmpdir(), 'killrate-screenshots-'));
const project = join(parent, 'reservation');
try {
  await copyExample();
  measureItsPast();
  await serve((url) => photograph(url));
} finally {
  rmSync(parent, { recursive: true, force: true });
}

async function copyExample() {
  mkdirSync(project);
  for (const name of COPIED) await cp(join(example, name), join(project, name), { recursive: true });
  symlinkSync(join(example, 'node_modules'), join(project, 'node_modules'));
}

/** What was measured last is the example as it is checked in. */
function measureItsPast() {
  const later = ['desk.test.ts', 'transfer.test.ts'];
  for (const name of later) renameSync(join(project, 'test', name), join(parent, name));
  const limit = join(project, 'test', 'limit.test.ts');
  writeFileSync(limit, LIMIT_TEST);
  run('run');
  renameSync(join(parent, 'transfer.test.ts'), join(project, 'test', 'transfer.test.ts'));
  run('run');
  renameSync(join(parent, 'desk.test.ts'), join(project, 'test', 'desk.test.ts'));
  rmSync(limit);
  run('run', '--kill-matrix');
  run('gate');
}

function run(command, ...options) {
  const { status, stderr } = spawnSync(process.execPath, [killrate, command, ...options, '-C', project], { encoding: 'utf8' });
  // A gate that fails is what the pictures show.
  if (status !== 0 && command !== 'gate') throw new Error(`killrate ${command} ended with ${status}: ${stderr}`);
  console.log(`killrate ${command}: done`);
}

async function serve(use) {
  const server = spawn(process.execPath, [killrate, 'serve', '-C', project, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    for await (const line of createInterface({ input: server.stdout })) {
      const url = /serves (http:[^\s,]+)/.exec(line)?.[1];
      if (url !== undefined) return await use(url.replace(/\/$/, ''));
    }
    throw new Error('killrate serve ended');
  } finally {
    server.kill();
  }
}

async function photograph(url) {
  mkdirSync(images, { recursive: true });
  const pages = {
    overview: { path: '/', ready: 'main figure .recharts-line' },
    survivors: { path: '/survivors', ready: 'main article dl' },
    file: { path: '/file?path=src/wallet/reservation.ts', ready: 'main article dl' },
    tests: { path: '/tests', ready: 'main table button' },
    compare: { path: '/compare', ready: 'main table a' },
  };
  const { latestRun } = await (await fetch(`${url}/api/project`)).json();
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--force-color-profile=srgb'],
  });
  try {
    for (const colorScheme of ['light', 'dark']) {
      const context = await browser.newContext({ viewport: { width: 1_280, height: 800 }, colorScheme, reducedMotion: 'reduce' });
      const page = await context.newPage();
      // The times that are told as "ago" stay as they are, however long the measuring took.
      await page.clock.setFixedTime(Date.parse(latestRun.finishedAt) + 3 * 60_000);
      for (const [name, { path, ready }] of Object.entries(pages)) {
        await page.goto(url + path);
        await page.locator(ready).first().waitFor();
        await page.evaluate(() => document.fonts.ready);
        const file = `${name}-${colorScheme}.png`;
        const shot = await page.screenshot({ animations: 'disabled', caret: 'hide' });
        writeFileSync(join(images, file), await makeSmall(browser, shot));
        console.log(`docs/images/${file}`);
      }
      await context.close();
    }
  } finally {
    await browser.close();
  }
}

/** The browser itself decodes what it took. */
async function makeSmall(browser, png) {
  const page = await browser.newPage();
  const { pixels, width, height } = await page.evaluate(
    async (source) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext('2d');
      context.drawImage(image, 0, 0);
      const { data } = context.getImageData(0, 0, image.width, image.height);
      let text = '';
      for (let at = 0; at < data.length; at += 32_768) text += String.fromCharCode(...data.subarray(at, at + 32_768));
      return { pixels: btoa(text), width: image.width, height: image.height };
    },
    `data:image/png;base64,${png.toString('base64')}`,
  );
  await page.close();
  return encodeIndexedPng(Buffer.from(pixels, 'base64'), width, height);
}
