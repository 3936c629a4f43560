/** Each page of the dashboard, read: what it answers, its address, its title. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { becomes, PATIENT, placeOf, seen, type Visit } from './chromium.fixture.ts';

/** Registers the tests; `url` is known only when they run. */
export function describePages(visit: Visit, url: () => string): void {
  const at = (path: string) => visit(url() + path);

  describe('the overview', () => {
    it('says how the project stands, and puts the module that needs work most first', async () => {
      const page = await at('/');
      const rows = page.getByRole('table', { name: 'Modules' }).getByRole('row');
      await rows.nth(2).waitFor();
      expect(await rows.nth(1).textContent()).toMatch(/wallet.*55\.6.*95.*39\.4/);
      expect(await rows.nth(2).textContent()).toMatch(/fees.*55\.6.*20.*35\.6/);
      await seen(heading(page), '55.6 % of 27 mutants killed');
      await titled(page, 'Overview - little - killrate');
    });

    it('leads from what changed to the comparison that shows it', async () => {
      const page = await at('/');
      await page.getByRole('link', { name: /new survivor/ }).click();
      await seen(heading(page), 'Compare two runs');
      expect(placeOf(page)).toMatch(/^\/compare\?from=.+&to=.+&fate=new$/);
    });

    it('has the numbers of its chart in a table too', async () => {
      const page = await at('/');
      await page.getByRole('button', { name: /as table/i }).click();
      await seen(page.getByRole('region', { name: 'Kill rate of each module, as a table' }), '55.6');
    });
  });

  describe('the files', () => {
    it('are a tree with rates, and lead to a file', async () => {
      const page = await at('/files');
      const row = page.getByRole('treegrid', { name: 'Files' }).getByRole('row', { name: /wallet\.ts/ });
      await seen(row, '55.6');
      await titled(page, 'Files - little - killrate');
      await row.getByRole('link').click();
      await seen(heading(page), 'src/wallet/wallet.ts');
    });

    it('of one module stand in an address of their own', async () => {
      const page = await at('/files?module=fees');
      await page.getByRole('row', { name: /fees\.ts/ }).waitFor();
      expect(await page.getByRole('row', { name: /wallet\.ts/ }).count()).toBe(0);
    });
  });

  describe('a file', () => {
    const open = (page: Page) => page.getByRole('complementary', { name: 'The open mutant' });

    it('opens at its worst survivor, and n and p walk through its mutants', async () => {
      const page = await at('/file?path=src/wallet/wallet.ts');
      await seen(open(page), 'To kill it:');
      await titled(page, 'src/wallet/wallet.ts - little - killrate');
      const position = page.getByRole('group', { name: 'From mutant to mutant' });
      const before = await position.textContent();
      await page.keyboard.press('n');
      await expect.poll(() => position.textContent(), PATIENT).not.toBe(before);
      await page.keyboard.press('p');
      await becomes(() => position.textContent(), before);
      await page.keyboard.press('Escape');
      await open(page).waitFor({ state: 'detached' });
    });

    it('keeps the open mutant in its address, so that it can be sent to somebody', async () => {
      const page = await at('/file?path=src/fees/fees.ts');
      await open(page).waitFor();
      await expect.poll(() => placeOf(page), PATIENT).toContain('mutant=');
      const atFirst = placeOf(page);
      await page.keyboard.press('n');
      await expect.poll(() => placeOf(page), PATIENT).not.toBe(atFirst);
      const place = await open(page).getByRole('heading', { level: 2 }).textContent();
      const other = await visit(page.url());
      await seen(open(other), place ?? '');
    });

    it('shows the mutants of one status, named in the address', async () => {
      const page = await at('/file?path=src/wallet/wallet.ts&status=NoCoverage');
      const filter = (name: RegExp) =>
        page.getByRole('group', { name: 'Mutants on show, by status' }).getByRole('button', { name });
      await filter(/No coverage 5/).waitFor();
      expect(await filter(/No coverage 5/).getAttribute('aria-pressed')).toBe('true');
      expect(await filter(/Killed 10/).getAttribute('aria-pressed')).toBe('false');
      await filter(/Killed 10/).click();
      await expect.poll(() => placeOf(page), PATIENT).toMatch(/status=.*Killed/);
    });

    it('says so where the named mutant is not there', async () => {
      const page = await visit(`${url()}/file?path=src/wallet/wallet.ts&mutant=abcdefabcdef`, { allows: /404/ });
      await page.getByText('This file has no mutant abcdefabcdef any more').waitFor();
    });
  });

  describe('the tests', () => {
    it('can be narrowed to those that are not known to kill anything, and lead to one with its source', async () => {
      const page = await at('/tests');
      await titled(page, 'Tests - little - killrate');
      await page.getByRole('link', { name: /proves nothing/ }).waitFor();
      await page
        .getByRole('group', { name: 'Which tests, in which order' })
        .getByRole('combobox', { name: 'Verdict' })
        .selectOption('kills-nothing');
      await becomes(() => placeOf(page), '/tests?verdict=kills-nothing');
      await becomes(() => page.getByRole('link', { name: /holds no more/ }).count(), 0);
      await page.getByRole('link', { name: /proves nothing/ }).click();
      await seen(heading(page), 'proves nothing');
      await seen(page.getByRole('main'), 'expect(true).toBe(true)');
      await seen(page.getByRole('table', { name: 'Mutants it runs without killing them' }), 'wallet.ts');
    });

    it('say what is held against one in its row, with the command that would tell more', async () => {
      const page = await at('/tests');
      await page.getByText('npx killrate run --kill-matrix').waitFor();
      await page.getByRole('button', { name: 'What is held against wallet > proves nothing' }).waitFor();
      await page.keyboard.press('j');
      await becomes(() => page.evaluate('document.activeElement.getAttribute("aria-expanded")'), 'false');
      await page.keyboard.press('Enter');
      await becomes(() => placeOf(page), '/tests?test=test/wallet.test.ts+>+wallet+>+proves+nothing');
      const held = page.getByRole('article', { name: /dangling-expect/ });
      await seen(held, 'expect(wallet !== null)');
      await seen(held, 'To mend it');
      await page.keyboard.press('Escape');
      await becomes(() => held.count(), 0);
    });

    it('can be narrowed to a rule', async () => {
      const page = await at('/tests');
      await page.getByRole('combobox', { name: 'Rule' }).selectOption('dangling-expect');
      await becomes(() => page.getByRole('table', { name: 'Tests' }).getByRole('link').count(), 1);
      await becomes(() => placeOf(page), '/tests?rule=dangling-expect');
    });

    it('and mutants lead to each other', async () => {
      const page = await at('/tests?order=kills');
      const most = page.getByRole('table', { name: 'Tests' }).getByRole('link').first();
      const name = ((await most.textContent()) ?? '').split(' › ').at(-1) ?? '';
      await most.click();
      await page.getByRole('table', { name: 'Mutants it kills' }).getByRole('link').first().click();
      await seen(heading(page), /^src\//);
      await page.getByRole('complementary', { name: 'The open mutant' }).getByRole('link', { name }).click();
      await seen(heading(page), name);
    });
  });

  describe('the runs', () => {
    it('are listed newest first, and two of them are compared', async () => {
      const page = await at('/runs');
      await titled(page, 'Runs - little - killrate');
      const boxes = page.getByRole('table').getByRole('checkbox');
      await boxes.nth(1).check();
      await boxes.nth(0).check();
      await page.getByRole('button', { name: 'Compare them' }).click();
      await seen(page.getByRole('main'), 'over 27 mutants that both measured');
      const fates = page.getByRole('group', { name: 'What became of the survivors' });
      await seen(fates, /New.*[1-9]/);
      await fates.getByRole('button', { name: /Fixed/ }).click();
      await expect.poll(() => placeOf(page), PATIENT).toContain('fate=fixed');
      await seen(page.getByRole('table', { name: /Fixed/ }), 'src/wallet/wallet.ts');
    });

    it('have receipts that add up', async () => {
      const page = await at('/runs');
      await page.getByRole('table').getByRole('link').first().click();
      await seen(heading(page), /^Run of/);
      const table = page.getByRole('table', { name: 'Mutants by status' });
      const counts = await table.locator('tbody td:nth-of-type(1)').allTextContents();
      const sum = counts.reduce((total, count) => total + Number(count), 0);
      expect(sum).toBe(27);
      await seen(table.locator('tfoot'), String(sum));
      await seen(page.getByRole('main'), 'Planned: 27 mutants. Every one of them is in one bucket.');
      await page.getByRole('link', { name: 'Compare with the run before' }).click();
      await seen(heading(page), 'Compare two runs');
    });
  });

  describe('everywhere', () => {
    it('the search finds a file by the keyboard alone', async () => {
      const page = await at('/');
      await heading(page).waitFor();
      await page.keyboard.press('/');
      await page.getByRole('combobox').waitFor();
      await page.keyboard.type('fees.ts');
      await page
        .getByRole('option', { name: /src\/fees\/fees\.ts/ })
        .first()
        .waitFor();
      await page.keyboard.press('Enter');
      await seen(heading(page), 'src/fees/fees.ts');
      expect(await page.getByRole('dialog').count()).toBe(0);
    });

    it('the help lists the keys and gives the focus back', async () => {
      const page = await at('/');
      const keys = page.getByRole('button', { name: 'Keys' });
      await keys.click();
      await seen(page.getByRole('dialog', { name: 'Keys' }), 'Copy a brief for whoever writes the test');
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      expect(await page.evaluate(`document.activeElement.getAttribute('aria-label')`)).toBe('Keys');
    });

    it('g and a letter go to a page', async () => {
      const page = await at('/');
      await heading(page).waitFor();
      for (const [key, path] of Object.entries({ s: '/survivors', f: '/files', t: '/tests', r: '/runs', o: '/' })) {
        await page.keyboard.press('g');
        await page.keyboard.press(key);
        await becomes(() => new URL(page.url()).pathname, path);
      }
    });

    it('the colours that were chosen stay', async () => {
      const page = await at('/');
      const background = () => page.evaluate(`getComputedStyle(document.body).backgroundColor`);
      await heading(page).waitFor();
      const light = await background();
      for (const _ of ['light', 'dark']) await page.keyboard.press('t');
      await expect.poll(background, PATIENT).not.toBe(light);
      const dark = await background();
      await page.reload();
      await becomes(background, dark);
    });

    it('an address that leads nowhere says so', async () => {
      const page = await visit(`${url()}/nowhere`);
      await seen(page.getByRole('main'), /no(t| such)/i);
      await page.getByRole('main').getByRole('link').first().waitFor();
    });
  });
}

function heading(page: Page) {
  return page.getByRole('main').getByRole('heading', { level: 1 });
}

async function titled(page: Page, title: string): Promise<void> {
  await becomes(() => page.title(), title);
}
