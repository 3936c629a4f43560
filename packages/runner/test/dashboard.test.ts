/** The dashboard as people meet it: the real command over a real store, in a real browser. */
import { afterAll, beforeAll, describe } from 'vitest';
import { findChromium, useChromium } from './dashboard/chromium.fixture.ts';
import { describePages } from './dashboard/pages.suite.ts';
import { type Served, serveDashboard } from './dashboard/serve.fixture.ts';
import { createMeasuredTill } from './dashboard/till.fixture.ts';
import type { TestProject } from './project.fixture.ts';

const chromiumPath = findChromium();

describe.skipIf(chromiumPath === null)('the dashboard', () => {
  let till: TestProject;
  let served: Served;
  const visit = useChromium(chromiumPath ?? '');
  beforeAll(async () => {
    till = createMeasuredTill();
    served = await serveDashboard(till.root);
  });
  afterAll(async () => {
    await served?.end();
    till?.remove();
  });
  describePages(visit, () => served.url);
});
