/** What somebody gets done who was told nothing, by what the pages say alone. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestProject } from '../project.fixture.ts';
import { PATIENT, seen, type Visit } from './chromium.fixture.ts';
import { type Served, serveDashboard } from './serve.fixture.ts';
import { copyTill } from './till.fixture.ts';

const MOST_ACTIONS = 8;

/** Registers the tests; they write to a copy of `till`. */
export function describeStranger(visit: Visit, till: () => TestProject): void {
  describe('a stranger', () => {
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

    it('gets from the first page to the worst survivor of the worst module, and accepts it', async () => {
      const page = await visit(served.url);
      let actions = 0;
      async function act(deed: Promise<unknown>): Promise<void> {
        await deed;
        actions += 1;
      }
      // The first row is the worst module, and its number of survivors is a link.
      await act(
        page
          .getByRole('table', { name: 'Modules' })
          .getByRole('link', { name: /survivors in/ })
          .first()
          .click(),
      );
      const panel = page.getByRole('region', { name: 'The chosen mutant' });
      await seen(panel, 'To kill it:');
      await seen(panel, 'src/wallet/wallet.ts');
      await act(panel.getByRole('button', { name: /^Accept/ }).click());
      const dialog = page.getByRole('dialog');
      await act(dialog.getByLabel('Reason').fill('an amount is never nothing'));
      await act(dialog.getByRole('radio', { name: /^Will not fix/ }).check());
      await act(dialog.getByRole('button', { name: 'Accept' }).click());
      await expect.poll(() => project.read('killrate.accepted.json'), PATIENT).toContain('an amount is never nothing');
      expect(actions).toBeLessThanOrEqual(MOST_ACTIONS);
    });

    it('gets from the first page to the brief of the worst survivor', async () => {
      const page = await visit(served.url);
      await page
        .getByRole('table', { name: 'Modules' })
        .getByRole('link', { name: /survivors in/ })
        .first()
        .click();
      await page.getByRole('button', { name: /^Copy brief/ }).click();
      await expect.poll(() => page.evaluate('navigator.clipboard.readText()'), PATIENT).toContain('src/wallet/wallet.ts');
    });
  });
}
