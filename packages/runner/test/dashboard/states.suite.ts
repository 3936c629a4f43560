/** A project with nothing to show: each page says what is the case, and the command that mends it. */
import { openDatabase } from '@killrate/shared/store/open';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { killrate, type TestProject } from '../project.fixture.ts';
import { GONE, seen, type Visit } from './chromium.fixture.ts';
import { type Served, serveDashboard } from './serve.fixture.ts';
import { copyTill, createTill } from './till.fixture.ts';

/** The server is ended under the page, and asked for what a store that cannot be read does not hold. */
const ALLOWED = new RegExp(`${GONE.source}|status of 503`);

const PAGES = ['/', '/survivors', '/files', '/tests', '/runs', '/compare'];

/** Registers the tests; `till` is one that was measured. */
export function describeStates(visit: Visit, till: () => TestProject): void {
  describe('where nothing can be shown', () => {
    let project: TestProject;
    let served: Served | null;
    const store = () => `${project.root}/reports/killrate.db`;
    beforeEach(() => {
      project = createTill();
      served = null;
    });
    afterEach(async () => {
      await served?.end();
      project.remove();
    });

    async function expectEverywhere(title: string, command: string): Promise<void> {
      served = await serveDashboard(project.root);
      const page = await visit(served.url, { allows: ALLOWED });
      for (const path of PAGES) {
        if (path !== '/') await page.goto(served.url + path);
        const main = page.getByRole('main');
        await seen(main.getByRole('heading', { level: 1 }), title);
        await seen(main.locator('code'), command);
      }
    }

    it('without a store, a run is what is next', () => expectEverywhere('Nothing was measured yet', 'npx killrate run'));

    it('with an empty store as well', async () => {
      openDatabase(store(), 'create').close();
      await expectEverywhere('Nothing was measured yet', 'npx killrate run');
    });

    it('with a store of a newer killrate, an update is', async () => {
      const database = openDatabase(store(), 'create');
      database.pragma('user_version = 999');
      database.close();
      await expectEverywhere('The results are of a newer killrate', 'npm install --save-dev killrate@latest');
    });

    it('with a store that is none, the doctor is', async () => {
      project.write('reports/killrate.db', 'no database at all, '.repeat(400));
      await expectEverywhere('The results cannot be read', 'npx killrate doctor');
    });

    it('after a run whose suite was red, its reason stands on the overview and on the receipt', async () => {
      project.remove();
      project = copyTill(till());
      project.write('test/red.test.ts', "import { expect, it } from 'vitest';\nit('is red', () => { expect(1).toBe(2); });\n");
      project.write('src/fees/fees.ts', project.read('src/fees/fees.ts').replace('100', '101'));
      expect(killrate(project.root, 'run').code).not.toBe(0);
      served = await serveDashboard(project.root);
      const page = await visit(served.url, { allows: ALLOWED });
      await seen(page.getByRole('main'), /baseline failed/);
      await page.getByRole('link', { name: 'Last run' }).click();
      await seen(page.getByRole('main').getByRole('alert'), /is red/);
    });
  });
}
