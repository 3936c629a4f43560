/** `POST` and `DELETE /api/run`: starts a run, and ends it. */
import { Done, StartRunBody } from '@killrate/shared/api';
import type { App } from '../contract.ts';
import type { Dashboard } from '../dashboard.ts';
import { addWrite } from './route.ts';

export function addRunRoutes(app: App, dashboard: Dashboard): void {
  addWrite(app, dashboard, {
    method: 'POST',
    url: '/api/run',
    summary: 'Starts a run; it has begun when this is answered',
    body: StartRunBody,
    reply: Done,
    act: async (workbench, { body }) => {
      await workbench.startRun(body);
      return { done: true as const };
    },
  });
  addWrite(app, dashboard, {
    method: 'DELETE',
    url: '/api/run',
    summary: 'Ends the run that was started from here',
    reply: Done,
    act: async (workbench) => {
      await workbench.cancelRun();
      return { done: true as const };
    },
  });
}
