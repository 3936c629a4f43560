/** A real Chromium for the tests of the dashboard: found, or missed loudly; whatever a page complains about fails the test. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';

const PLACES = [
  process.env.KILLRATE_CHROMIUM ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];
const AXE = fileURLToPath(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url));

/** What a press, a click or an arrival may take on a busy machine. */
const PATIENCE_MS = 10_000;
export const PATIENT = { timeout: PATIENCE_MS, interval: 20 };

/** Where Chromium is; null where there is none, which is said on stderr: tests that are silently skipped are tests nobody misses. */
export function findChromium(): string | null {
  const found = PLACES.find((path) => path !== '' && existsSync(path)) ?? null;
  if (found === null) {
    process.stderr.write(
      'SKIPPED: every test of the dashboard in a browser. There is no Chromium: apt-get install chromium, or KILLRATE_CHROMIUM=/path/to/chrome\n',
    );
  }
  return found;
}

interface VisitOptions {
  width?: number;
  height?: number;
  scheme?: 'light' | 'dark';
  /** Brings axe-core along, which the page's own policy would not let in later. */
  hasAxe?: boolean;
  /** What this test makes the page complain about, as that the server is gone. */
  allows?: RegExp;
}

/** What a page says whose server is ended while it is open. */
export const GONE =
  /ERR_(?:CONNECTION_REFUSED|CONNECTION_RESET|INCOMPLETE_CHUNKED_ENCODING|CONTENT_LENGTH_MISMATCH|EMPTY_RESPONSE)/;

/** Opens a page in a window of its own. */
export type Visit = (url: string, options?: VisitOptions) => Promise<Page>;

/** One browser for the file it is called in; a context for each visit, closed after its test, in which nothing may have gone wrong. */
export function useChromium(executablePath: string): Visit {
  let browser: Browser;
  const opened: BrowserContext[] = [];
  const complaints: string[] = [];
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: ARGUMENTS });
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((context) => context.close()));
    expect(complaints.splice(0), 'what the console of the page said').toEqual([]);
  });
  afterAll(() => browser?.close());

  return async (url, { width = 1_280, height = 800, scheme = 'light', hasAxe = false, allows = null } = {}) => {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme, reducedMotion: 'reduce' });
    opened.push(context);
    context.setDefaultTimeout(PATIENCE_MS);
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    if (hasAxe) await context.addInitScript(readFileSync(AXE, 'utf8'));
    const page = await context.newPage();
    const complain = (text: string) => {
      if (allows?.test(text) !== true) complaints.push(text);
    };
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complain(`${message.text()} ${message.location().url}`);
    });
    page.on('pageerror', (error) => complain(String(error)));
    await page.goto(url);
    return page;
  };
}

/** Where in the dashboard the page is: its path with the query. */
export function placeOf(page: Page): string {
  const { pathname, search } = new URL(page.url());
  return decodeURIComponent(pathname + search);
}

/** What was said last in the line that a screen reader hears. */
export function saidIn(page: Page) {
  return page.locator('[role=status][aria-live=polite] p');
}

/** What can be seen, or heard, of the element that has the focus. */
export function focusedIn(page: Page): Promise<{ name: string; isRinged: boolean }> {
  return page.evaluate(`(() => {
    const element = document.activeElement;
    const style = getComputedStyle(element);
    const isRinged = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1;
    return { name: element.getAttribute('aria-label') ?? element.innerText ?? element.tagName, isRinged };
  })()`);
}

/** Waits until the text stands there. */
export async function seen(locator: Locator, text: string | RegExp): Promise<void> {
  await expect.poll(() => locator.textContent(), PATIENT).toMatch(text);
}

/** Waits until `read` gives what is expected. */
export async function becomes<T>(read: () => T | Promise<T>, expected: T): Promise<void> {
  await expect.poll(read, PATIENT).toEqual(expected);
}
