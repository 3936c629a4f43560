/** The survivors worked through as people do: found, understood, decided, and what that leaves on disk. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { killrate, type TestProject } from '../project.fixture.ts';
import { becomes, GONE, PATIENT, placeOf, saidIn, seen, type Visit } from './chromium.fixture.ts';
import { type Served, serveDashboard } from './serve.fixture.ts';
import { copyTill } from './till.fixture.ts';

const LEDGER = 'killrate.accepted.json';
const REASON = 'nobody holds nothing: the desk asks before';

/** Registers the tests; they write to a copy of `till`. */
export function describeTriage(visit: Visit, till: () => TestProject): void {
  describe('the survivors', () => {
    let project: TestProject;
    let served: Served;
    beforeAll(async () => {
      project = copyTill(till());
      served = await serveDashboard(project.root);
    });
    afterAll(async () => {
      await served?.end();
      project?.remove();
    });
    const visitSurvivors = async (query = '') => {
      const page = await visit(`${served.url}/survivors${query}`);
      await panel(page).getByText('To kill it:').waitFor();
      return page;
    };

    it('are the worst module first, narrowed by filters that stand in the address', async () => {
      const page = await visitSurvivors();
      await becomes(() => page.title(), '7 survivors - little - killrate');
      await seen(panel(page), 'src/wallet/wallet.ts');
      await page.getByLabel('Module').selectOption('fees');
      await becomes(() => placeOf(page), '/survivors?module=fees');
      await seen(title(page), '4 survivors');
      await page.getByLabel('Status').selectOption('NoCoverage');
      await seen(page.getByRole('main'), 'Nothing matches these filters');
      await page.getByRole('button', { name: 'Clear the filters' }).click();
      await becomes(() => placeOf(page), '/survivors?status=NoCoverage');
      await seen(title(page), '5 mutants without coverage');
    });

    it('are walked by j and k, opened by Enter and left by Escape', async () => {
      const page = await visitSurvivors();
      await seen(position(page), '1 / 7');
      await page.keyboard.press('j');
      await page.keyboard.press('j');
      await seen(position(page), '3 / 7');
      await page.keyboard.press('k');
      await seen(position(page), '2 / 7');
      await page.keyboard.press('Enter');
      await becomes(() => page.evaluate(`document.activeElement.getAttribute('aria-label')`), 'The chosen mutant');
      await page.keyboard.press('Escape');
      await becomes(() => page.evaluate(`document.activeElement.id.startsWith('row-')`), true);
      await expect.poll(() => placeOf(page), PATIENT).toContain('mutant=');
    });

    it('are one action from their file, and the way back is where they were', async () => {
      const page = await visitSurvivors();
      await page.keyboard.press('j');
      await seen(position(page), '2 / 7');
      await page.keyboard.press('f');
      await expect.poll(() => placeOf(page), PATIENT).toMatch(/^\/file\?path=src\/wallet\/wallet\.ts&mutant=/);
      await page.goBack();
      await seen(position(page), '2 / 7');
    });

    it('are judged by u and x', async () => {
      const page = await visitSurvivors();
      const pressed = (name: RegExp) => panel(page).getByRole('button', { name }).getAttribute('aria-pressed');
      await page.keyboard.press('u');
      await seen(saidIn(page), /^Noted as useful: src\/wallet\/wallet\.ts:\d+\.$/);
      await becomes(() => pressed(/^Useful/), 'true');
      await page.keyboard.press('x');
      await seen(saidIn(page), /^Noted as not useful/);
      await becomes(() => pressed(/^Useful/), 'false');
    });

    it('hand out a brief for whoever writes the test', async () => {
      const page = await visitSurvivors();
      await page.keyboard.press('c');
      await seen(saidIn(page), /^Copied the brief for src\/wallet\/wallet\.ts:\d+\.$/);
      const brief = String(await page.evaluate('navigator.clipboard.readText()'));
      expect(brief).toContain('src/wallet/wallet.ts');
      expect(brief).toContain('test/wallet.test.ts');
    });

    it('are accepted for a reason, as the command does to the letter, and taken back', async () => {
      const page = await visitSurvivors('?module=wallet');
      const [place = ''] = /src\/\S+?:\d+/.exec((await panel(page).getByRole('heading').first().textContent()) ?? '') ?? [];
      await page.keyboard.press('a');
      const dialog = page.getByRole('dialog', { name: 'Accept this mutant' });
      expect(await dialog.getByRole('radio', { checked: true }).count()).toBe(0);
      await dialog.getByRole('button', { name: 'Accept' }).click();
      await seen(dialog, 'A category is needed');
      await page.keyboard.press('e');
      await seen(dialog, 'A reason is needed');
      await page.keyboard.type(REASON);
      await page.keyboard.press('Control+Enter');
      await seen(saidIn(page), `Accepted the mutant at ${place}.`);
      await seen(title(page), '2 survivors');

      await expect.poll(() => readLedger(project), PATIENT).toContain(REASON);
      const key = /"key": ?"(\w+)"/.exec(readLedger(project))?.[1] ?? '';
      const twin = copyTill(till());
      killrate(twin.root, 'accept', key, '--category', 'equivalent', '--reason', REASON);
      expect(readLedger(project)).toBe(readLedger(twin));
      twin.remove();

      await page.getByRole('button', { name: 'Undo' }).click();
      await seen(title(page), '3 survivors');
      await expect.poll(() => readLedger(project), PATIENT).not.toContain(REASON);
    });

    it('are run again by r, and one that a new test kills leaves the queue before the eyes of the reader', async () => {
      const page = await visitSurvivors('?module=wallet');
      await seen(panel(page), 'src/wallet/wallet.ts:11');
      const before = Number.parseInt((await title(page).textContent()) ?? '', 10);
      project.write(
        'test/border.test.ts',
        "import { expect, it } from 'vitest';\nimport { hold } from '../src/wallet/wallet';\nit('never holds nothing', () => { expect(() => hold({ chips: 1, held: 0 }, 0)).toThrow(RangeError); });\n",
      );
      await page.keyboard.press('r');
      await seen(saidIn(page), /^Running the mutant at src\/wallet\/wallet\.ts:11 again\.$/);
      await page.getByRole('region', { name: 'What is going on' }).waitFor();
      await expect.poll(() => panel(page).textContent(), { timeout: 60_000 }).toMatch(/Killed/);
      await seen(saidIn(page), /^src\/wallet\/wallet\.ts:11 was run again: it is killed\.$/);
      await panel(page)
        .getByRole('button', { name: /^Run again/ })
        .waitFor();
      // What the run found is told at once; the mutant itself follows when the run has ended.
      await panel(page)
        .getByRole('button', { name: /^Copy brief/ })
        .waitFor({ state: 'detached' });
      await seen(title(page), `${before - 1} survivor`);
    });
  });
}

/** Registers what a server without rights shows. */
export function describeReadOnly(visit: Visit, till: () => TestProject): void {
  it('a server that only reads offers no deed but copying', async () => {
    const served = await serveDashboard(till().root, { args: ['--read-only'] });
    try {
      const page = await visit(`${served.url}/survivors`, { allows: GONE });
      const deeds = panel(page).getByRole('group', { name: 'What to do with this mutant' });
      await deeds.getByRole('button', { name: /^Copy brief/ }).waitFor();
      expect(await deeds.getByRole('button').allTextContents()).toEqual(['Copy briefc', 'Filef']);
      await page.keyboard.press('a');
      await page.keyboard.press('j');
      await seen(position(page), '2 / 7');
      expect(await page.getByRole('dialog').count()).toBe(0);
      await page.getByRole('link', { name: 'Overview' }).click();
      await seen(title(page), 'killed');
      expect(await page.getByRole('button', { name: /^Run/ }).count()).toBe(0);
    } finally {
      await served.end();
    }
  });
}

function panel(page: Page) {
  return page.getByRole('region', { name: 'The chosen mutant' });
}

function title(page: Page) {
  return page.getByRole('heading', { level: 1 });
}

function position(page: Page) {
  return page.locator('p', { hasText: 'Position: ' });
}

function readLedger(project: TestProject): string {
  try {
    return project.read(LEDGER);
  } catch {
    return '';
  }
}
