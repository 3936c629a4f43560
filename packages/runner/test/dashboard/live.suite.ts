/** Runs that somebody started in a terminal, seen live; and a server that dies meanwhile. */
import { openDatabase } from '@killrate/shared/store/open';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestProject, startKillrate, type TestProject, until } from '../project.fixture.ts';
import { becomes, GONE, PATIENT, seen, type Visit } from './chromium.fixture.ts';
import { type Served, serveDashboard } from './serve.fixture.ts';

/** So slow that its run can be watched. */
const SLOW = {
  'src/grade.ts': `export function grade(points: number): string {
  if (points >= 90) return 'a';
  if (points >= 80) return 'b';
  return 'c';
}
`,
  'test/grade.test.ts': `import { expect, it } from 'vitest';
import { grade } from '../src/grade';
it('grades', async () => {
  await new Promise((resolve) => setTimeout(resolve, 900));
  expect([95, 90, 85].map(grade).join('')).toBe('aab');
});
`,
};

/** Half a second is what is promised; the rest is for a machine that measures at the same time. */
const LIVE_MS = 2_000;

/** Registers the tests, which follow one run from its beginning to its end. */
export function describeLive(visit: Visit): void {
  describe('a run in a terminal', () => {
    let project: TestProject;
    let served: Served;
    let run: ReturnType<typeof startKillrate>;
    beforeAll(async () => {
      project = createTestProject(SLOW);
      served = await serveDashboard(project.root);
    });
    afterAll(async () => {
      run?.kill('SIGKILL');
      await served?.end();
      project?.remove();
    });

    it('is seen live, result by result, and survives a server that is killed and started again', {
      timeout: 120_000,
    }, async () => {
      const page = await visit(served.url, { allows: GONE });
      await seen(page.getByRole('main'), 'Nothing was measured yet');
      run = startKillrate(project.root, 'run', '--fresh');
      let early: string | null = null;
      void run.ended.then(({ code, stderr }) => {
        early = `the run ended with ${code} before it was seen: ${stderr}`;
      });

      await until(() => early !== null || countMeasured(project.root) >= 1);
      expect(early).toBeNull();
      const stored = countMeasured(project.root);
      await expect.poll(() => countShown(page), { timeout: LIVE_MS, interval: 20 }).toBeGreaterThanOrEqual(stored);
      await seen(page.getByRole('main').getByRole('heading', { level: 1 }), /killed|Not measured/);

      await served.end('SIGKILL');
      await seen(page.getByRole('alert'), 'The server does not answer');
      served = await serveDashboard(project.root, { port: served.port });
      await becomes(() => page.getByRole('alert').count(), 0);

      expect((await run.ended).code).toBe(0);
      await becomes(() => page.getByRole('region', { name: 'What is going on' }).count(), 0);
      await expect.poll(() => page.getByRole('heading', { level: 1 }).textContent(), PATIENT).toMatch(/of \d+ mutants killed/);
    });
  });
}

/** How many results the store holds. */
function countMeasured(root: string): number {
  try {
    const database = openDatabase(`${root}/reports/killrate.db`, 'read');
    try {
      const row = database.prepare('SELECT count(measured_at) AS measured FROM result').get();
      return (row as { measured: number }).measured;
    } finally {
      database.close();
    }
  } catch {
    return 0;
  }
}

/** How many results the page speaks of at its foot. */
async function countShown(page: Page): Promise<number> {
  const foot = page.getByRole('region', { name: 'What is going on' });
  const text = (await foot.count()) === 0 ? '' : await foot.textContent();
  return Number(/(\d+) of \d+ mutants/.exec(text ?? '')?.[1] ?? -1);
}
