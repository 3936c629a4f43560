/** How soon the dashboard's pages can be used in a real Chromium, how large they are, and whether anything holds them up. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { type Browser, chromium, type Page } from 'playwright-core';
import { describeLoad } from './load.ts';
import { type LongTask, longestTaskOf, TRACED } from './long-task.ts';
import { LARGE_FILE } from './web-store.ts';

const ASSETS = fileURLToPath(new URL('../../web/dist/client/assets/', import.meta.url));
const INDEX = fileURLToPath(new URL('../../web/dist/client/index.html', import.meta.url));
const CHROMIUM = [process.env.CHROMIUM ?? '', '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];
const ROUNDS = 5;
const PATIENCE_MS = 30_000;

/** A page, what shows that it can be used, and within what time. */
interface BenchedPage {
  name: string;
  path: string;
  /** A text of the page, or a selector. */
  usable: string;
}

const PAGES: BenchedPage[] = [
  { name: 'overview', path: '/', usable: 'main table' },
  { name: 'survivors', path: '/survivors', usable: 'main code' },
  { name: 'files', path: '/files', usable: 'main [role=treeitem], main tbody tr, main li' },
  { name: 'file of 5,000 lines', path: `/file?path=${LARGE_FILE}`, usable: 'main code' },
  { name: 'tests', path: '/tests', usable: 'main a[href^="/test"]' },
  { name: 'runs', path: '/runs', usable: 'main a[href^="/runs/"]' },
];

/** Prints what each page takes; says so where there is no Chromium. */
export async function benchPages(url: string): Promise<void> {
  tellBundle();
  const executablePath = CHROMIUM.find((path) => path !== '' && existsSync(path));
  if (executablePath === undefined) {
    process.stdout.write('PAGES NOT MEASURED: there is no Chromium; name one with CHROMIUM=/path\n');
    return;
  }
  const browser = await chromium.launch({ executablePath, args: ARGUMENTS });
  try {
    process.stdout.write(
      `median of ${ROUNDS} loads without a cache; longest task (and what it computed of that) and heap: of all of them; ${describeLoad()}\n`,
    );
    process.stdout.write(
      `${'page'.padEnd(22)}${'first paint'.padStart(12)}${'usable'.padStart(10)}${'longest task'.padStart(24)}${'heap'.padStart(10)}\n`,
    );
    for (const page of PAGES) await tell(browser, url, page);
    await tellStep(browser, url);
  } finally {
    await browser.close();
  }
}

function tellBundle(): void {
  const html = readFileSync(INDEX, 'utf8');
  const sizes = readdirSync(ASSETS)
    .filter((name) => name.endsWith('.js'))
    .map((name) => ({ name, bytes: gzipSync(readFileSync(ASSETS + name)).length }));
  const sum = (all: typeof sizes) => `${(all.reduce((total, { bytes }) => total + bytes, 0) / 1_000).toFixed(1)} kB`;
  const initial = sizes.filter(({ name }) => html.includes(name));
  const largest = sizes.toSorted((a, b) => b.bytes - a.bytes)[0];
  process.stdout.write(
    `JavaScript gzip: ${sum(initial)} at first (< 180 kB), ${sum(sizes)} in all, the largest part ${largest?.name} ${largest && sum([largest])}\n`,
  );
}

interface Load {
  paintMs: number;
  usableMs: number;
  longestTask: LongTask;
  heapBytes: number;
}

async function tell(browser: Browser, url: string, { name, path, usable }: BenchedPage): Promise<void> {
  const loads: Load[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const page = await openPage(browser);
    try {
      await browser.startTracing(page, { categories: TRACED });
      const loaded = await load(page, url + path, usable);
      loads.push({ ...loaded, longestTask: longestTaskOf(await browser.stopTracing()) });
    } catch (error) {
      process.stdout.write(`${name.padEnd(22)}NOT USABLE: ${String(error).split('\n')[0]}\n`);
      await browser.stopTracing();
      return;
    } finally {
      await page.context().close();
    }
  }
  const median = (of: (load: Load) => number) => loads.map(of).toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
  const most = (of: (load: Load) => number) => Math.max(...loads.map(of));
  const ms = (value: number, width: number) => `${Math.round(value)} ms`.padStart(width);
  process.stdout.write(
    `${name.padEnd(22)}${ms(
      median(({ paintMs }) => paintMs),
      12,
    )}${ms(
      median(({ usableMs }) => usableMs),
      10,
    )}` +
      `${`${ms(
        most(({ longestTask }) => longestTask.wallMs),
        0,
      )} (${ms(
        most(({ longestTask }) => longestTask.cpuMs),
        0,
      )})`.padStart(24)}${`${(most(({ heapBytes }) => heapBytes) / 1e6).toFixed(1)} MB`.padStart(10)}\n`,
  );
}

async function openPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1_280, height: 800 } });
  return await context.newPage();
}

async function load(page: Page, url: string, usable: string): Promise<Omit<Load, 'longestTask'>> {
  const startedAt = performance.now();
  await page.goto(url, { waitUntil: 'commit' });
  await page.locator(usable).first().waitFor({ state: 'visible', timeout: PATIENCE_MS });
  const usableMs = performance.now() - startedAt;
  // What is drawn after that counts as a long task as well.
  await page.waitForTimeout(500);
  const seen = await page.evaluate(() => ({
    paintMs: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
    heapBytes: (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize,
  }));
  return { usableMs, ...seen };
}

/** Presses `j` twenty times in the page, and gives back what each took until it was drawn, in milliseconds, the shortest first. */
const PRESS_J = `(async () => {
  const drawn = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  const all = [];
  for (let step = 0; step < 20; step += 1) {
    const startedAt = performance.now();
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'j', bubbles: true }));
    await drawn();
    all.push(performance.now() - startedAt);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return all.sort((a, b) => a - b);
})()`;

/** How long it takes from a press of `j` until the next survivor is drawn. */
async function tellStep(browser: Browser, url: string): Promise<void> {
  const page = await openPage(browser);
  await load(page, `${url}/survivors`, 'main code');
  const times = await page.evaluate<number[]>(PRESS_J);
  process.stdout.write(`j to the next survivor: p50 ${times[10]?.toFixed(1)} ms, p95 ${times[18]?.toFixed(1)} ms (< 50 ms)\n`);
}
