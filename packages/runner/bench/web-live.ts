/** How soon a result of a run in a terminal stands on a page that is open in Chromium: from stored to shown. */
import { existsSync } from 'node:fs';
import { openDatabase } from '@killrate/shared/store/open';
import { chromium } from 'playwright-core';
import { createTestProject, startKillrate, until } from '../test/project.fixture.ts';

const CHROMIUM = [
  process.env.KILLRATE_CHROMIUM ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

const FILES = {
  'src/grade.ts': `export function grade(points: number): string {
  if (points >= 90) return 'a';
  if (points >= 80) return 'b';
  if (points >= 70) return 'c';
  return points < 0 ? 'x' : 'd';
}
`,
  'test/grade.test.ts': `import { expect, it } from 'vitest';
import { grade } from '../src/grade';
it('grades', async () => {
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect([95, 90, 85, 75].map(grade).join('')).toBe('aabc');
});
`,
};

const POLL_MS = 5;

/** Writes down in the page when how many results were told. */
const WATCH = `
  window.shown = [];
  new MutationObserver(() => {
    const count = Number(/(\\d+) of \\d+ mutants/.exec(document.querySelector('[aria-label="What is going on"]')?.textContent ?? '')?.[1] ?? 0);
    if (count > (window.shown.at(-1)?.count ?? 0)) window.shown.push({ count, atMs: Date.now() });
  }).observe(document, { subtree: true, childList: true, characterData: true });
`;

/** Prints what every result took from the moment it was in the store until the page told it. */
export async function benchLive(): Promise<void> {
  const executablePath = CHROMIUM.find((path) => path !== '' && existsSync(path));
  if (executablePath === undefined) {
    process.stdout.write('NOT MEASURED: there is no Chromium; name one with KILLRATE_CHROMIUM=/path\n');
    return;
  }
  const project = createTestProject(FILES);
  const server = startKillrate(project.root, 'serve', '--port', '0');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    await until(() => /serves (http:\S+),/.test(server.stdout()));
    const page = await browser.newPage();
    await page.addInitScript(WATCH);
    await page.goto(/serves (http:\S+),/.exec(server.stdout())?.[1] ?? '');
    await page.locator('main h1').waitFor();
    const stored = await watchStore(project.root, startKillrate(project.root, 'run', '--fresh').ended);
    const shown = await page.evaluate<{ count: number; atMs: number }[]>('window.shown');
    tell(stored, shown);
  } finally {
    await browser.close();
    server.kill('SIGTERM');
    await server.ended;
    project.remove();
  }
}

/** When each result was first in the store, as another process sees it, until the run ended. */
async function watchStore(root: string, ended: Promise<unknown>): Promise<number[]> {
  const path = `${root}/reports/killrate.db`;
  const run = { hasEnded: false };
  void ended.then(() => {
    run.hasEnded = true;
  });
  await until(() => existsSync(path) && openSafely(path) !== null);
  const database = openDatabase(path, 'read');
  const count = database.prepare('SELECT count(measured_at) AS count FROM result');
  const storedMs: number[] = [];
  while (!run.hasEnded) {
    const { count: now } = count.get() as { count: number };
    while (storedMs.length < now) storedMs.push(Date.now());
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  database.close();
  return storedMs;
}

/** Null while the run is still making its store. */
function openSafely(path: string): true | null {
  try {
    openDatabase(path, 'read').close();
    return true;
  } catch {
    return null;
  }
}

function tell(storedMs: readonly number[], shown: readonly { count: number; atMs: number }[]): void {
  const latencies = storedMs
    .map((atMs, index) => (shown.find(({ count }) => count > index)?.atMs ?? Number.NaN) - atMs)
    .filter((latencyMs) => !Number.isNaN(latencyMs))
    .toSorted((a, b) => a - b);
  const at = (share: number) => latencies[Math.min(latencies.length - 1, Math.floor(share * latencies.length))] ?? 0;
  process.stdout.write(
    `stored by a terminal -> shown in Chromium, ${latencies.length} of ${storedMs.length} results: median ${at(0.5)} ms, p95 ${at(0.95)} ms, most ${at(1)} ms (< 500 ms)\n`,
  );
}
