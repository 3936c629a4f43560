/** `POST` and `DELETE /api/mutants/:key/acceptance`, `POST .../feedback`: what a person decides about a mutant, and says of it. */
import { AcceptBody, AcceptReply, Done, FeedbackBody } from '@killrate/shared/api';
import type { App } from '../contract.ts';
import type { Dashboard } from '../dashboard.ts';
import { MutantParams } from './mutants.ts';
import { addWrite } from './route.ts';

export function addAcceptanceRoutes(app: App, dashboard: Dashboard): void {
  addWrite(app, dashboard, {
    method: 'POST',
    url: '/api/mutants/:key/acceptance',
    summary: 'Lives with a survivor, in the same ledger as killrate accept',
    params: MutantParams,
    body: AcceptBody,
    reply: AcceptReply,
    act: async (workbench, { params, body }) => ({ acceptance: await workbench.accept(params.key, body) }),
  });
  addWrite(app, dashboard, {
    method: 'DELETE',
    url: '/api/mutants/:key/acceptance',
    summary: 'Takes that decision back',
    params: MutantParams,
    reply: AcceptReply,
    act: async (workbench, { params }) => {
      await workbench.takeBackAcceptance(params.key);
      return { acceptance: null };
    },
  });
  addWrite(app, dashboard, {
    method: 'POST',
    url: '/api/mutants/:key/feedback',
    summary: 'Says whether a mutant was worth looking at',
    params: MutantParams,
    body: FeedbackBody,
    reply: Done,
    act: async (workbench, { params, body }) => {
      await workbench.giveFeedback(params.key, body.verdict);
      return { done: true as const };
    },
  });
}
