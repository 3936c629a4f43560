/** The dashboard as people meet it: the real command over a real store, in a real browser. */
import { afterAll, beforeAll, describe } from 'vitest';
import { describeAccess } from './dashboard/access.suite.ts';
import { findChromium, useChromium } from './dashboard/chromium.fixture.ts';
import { describeLive } from './dashboard/live.suite.ts';
import { describePages } from './dashboard/pages.suite.ts';
import { type Served, serveDashboard } from './dashboard/serve.fixture.ts';
import { describeStates } from './dashboard/states.suite.ts';
import { describeStranger } from './dashboard/stranger.suite.ts';
import { createMeasuredTill } from './dashboard/till.fixture.ts';
import { describeReadOnly, describeTriage } from './dashboard/triage.suite.ts';
import type { TestProject } from './project.fixture.ts';

const chromiumPath = findChromium();

describe.skipIf(chromiumPath === null)('the dashboard', () => {
  let measured: TestProject;
  let served: Served;
  const till = () => measured;
  const visit = useChromium(chromiumPath ?? '');
  beforeAll(async () => {
    measured = createMeasuredTill();
    served = await serveDashboard(measured.root);
  });
  afterAll(async () => {
    await served?.end();
    measured?.remove();
  });
  describeStranger(visit, till);
  describePages(visit, () => served.url);
  describeTriage(visit, till);
  describeReadOnly(visit, till);
  describeLive(visit);
  describeStates(visit, till);
  describeAccess(visit, () => served.url);
});
