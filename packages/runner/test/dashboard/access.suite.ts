/** Whether everybody can use every page: axe, the keyboard alone, narrow windows, and no way around the policy. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { becomes, focusedIn, seen, type Visit } from './chromium.fixture.ts';

/** Every page, and what shows that it is there. */
const PAGES: [path: string, ready: string][] = [
  ['/', 'main figure'],
  ['/survivors', 'main a[id^=row-]'],
  ['/survivors?module=nowhere', 'main h2'],
  ['/files', 'main [role=treegrid] a'],
  ['/file?path=src/wallet/wallet.ts', 'main article dl'],
  ['/file?path=src/wallet/nowhere.ts', 'main h1'],
  ['/tests', 'main table a'],
  ['/tests?test=test/wallet.test.ts > wallet > proves nothing', 'main table article'],
  ['/test?id=test/wallet.test.ts > wallet > proves nothing', 'main table a'],
  ['/runs', 'main table a'],
  ['/compare', 'main table a, main [role=group] strong'],
  ['/nowhere', 'main h1, main h2'],
];

/** Registers the tests; `url` is known only when they run. */
export function describeAccess(visit: Visit, url: () => string): void {
  describe('everybody', () => {
    it.each([360, 1_280])('can use every page at %d px, as far as axe tells', async (width) => {
      const page = await visit(url(), { width, hasAxe: true, allows: /404/ });
      for (const [path, ready] of [...PAGES, [await newestRun(page), 'main table'] as const]) {
        await page.goto(url() + path);
        await page.locator(ready).first().waitFor();
        expect(await violationsIn(page), path).toEqual([]);
      }
    });

    it.each(['/', 'a', '?'])('can use the dialog of the key %s, as far as axe tells', async (key) => {
      const page = await visit(`${url()}/survivors`, { hasAxe: true });
      await page.locator('main article dl').waitFor();
      await page.keyboard.press(key);
      await page.getByRole('dialog').waitFor();
      expect(await violationsIn(page)).toEqual([]);
    });

    it('scrolls no page sideways at 320 px', async () => {
      const page = await visit(url(), { width: 320, allows: /404/ });
      for (const [path, ready] of PAGES) {
        await page.goto(url() + path);
        const there = page.locator(ready).first();
        await there.waitFor({ state: 'attached' });
        const over = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
        expect(over, path).toBeLessThanOrEqual(0);
      }
    });

    it('skips the head by the keyboard, and sees where the focus is on the way', async () => {
      const page = await visit(url());
      await page.locator('main figure').waitFor();
      const names: string[] = [];
      for (let step = 0; step < 14; step += 1) {
        await page.keyboard.press('Tab');
        const { name, isRinged } = await focusedIn(page);
        expect({ name, isRinged }).toEqual({ name, isRinged: true });
        names.push(name.split('\n')[0] ?? '');
      }
      expect(names.slice(0, 8)).toEqual([
        'Skip to the page',
        'killrate',
        'Overview',
        expect.stringMatching(/^Survivors/),
        'Files',
        expect.stringMatching(/^Tests/),
        'Runs',
        'Search',
      ]);
      await page.reload();
      await page.locator('main figure').waitFor();
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await becomes(() => page.evaluate('document.activeElement.id'), 'main');
    });

    it('stays in a dialog while it is open, and gets back to where it was', async () => {
      const page = await visit(`${url()}/survivors`);
      const button = page.getByRole('button', { name: /^Accept/ });
      await button.focus();
      await page.keyboard.press('Enter');
      await page.getByRole('dialog').waitFor();
      await becomes(() => page.evaluate('document.activeElement.tagName'), 'INPUT');
      for (let step = 0; step < 12; step += 1) {
        await page.keyboard.press('Tab');
        // Between the last control and the first one, the browser's own window may have it.
        expect(
          await page.evaluate(
            `document.activeElement === document.body || document.querySelector('dialog').contains(document.activeElement)`,
          ),
        ).toBe(true);
      }
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      expect((await focusedIn(page)).name).toMatch(/^Accept/);
    });

    it('is kept from scripts that are not ours', async () => {
      const page = await visit(url());
      const policy = (await page.reload())?.headers()['content-security-policy'] ?? '';
      expect(policy).toContain("default-src 'self'; script-src 'self'; style-src 'self'");
      expect(policy).not.toMatch(/unsafe|data:|http/);
      await seen(page.getByRole('main').getByRole('heading', { level: 1 }), 'killed');
    });
  });
}

async function newestRun(page: Page): Promise<string> {
  const latest = await page.request.get(new URL('/api/runs?limit=1', page.url()).href);
  const { items } = (await latest.json()) as { items: { id: string }[] };
  return `/runs/${encodeURIComponent(items[0]?.id ?? '')}`;
}

interface Violation {
  scheme: string;
  rule: string;
  impact: string;
  first: string;
}

/** What axe finds in light and in dark, of whatever impact. */
async function violationsIn(page: Page): Promise<Violation[]> {
  const found: Violation[] = [];
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    // Only the colours are others in the second one.
    const options = scheme === 'light' ? '' : `, runOnly: ['color-contrast', 'link-in-text-block']`;
    found.push(
      ...(await page.evaluate<Violation[]>(`axe.run(document, { resultTypes: ['violations']${options} }).then(({ violations }) =>
        violations.map(({ id, impact, nodes }) => ({
          scheme: '${scheme}', rule: id, impact, first: nodes[0].html.slice(0, 200) + ' ' + nodes[0].failureSummary,
        })))`)),
    );
  }
  return found;
}
