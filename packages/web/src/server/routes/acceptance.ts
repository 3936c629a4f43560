/** `POST` and `DELETE /api/mutants/:key/acceptance`, `POST .../feedback`: what a person decides about a mutant, and says of it. */
import { AcceptBody, AcceptReply, Done, FeedbackBody } from '@killrate/shared/api';
import { fileOfMutant } from '@killrate/shared/store/mutant-list';
import type { App } from '../contract.ts';
import type { Dashboard } from '../dashboard.ts';
import { Refusal } from '../workbench.ts';
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
    act: async (workbench, { params, body }) => {
      checkKnown(dashboard, params.key);
      return { acceptance: await workbench.accept(params.key, body) };
    },
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
      checkKnown(dashboard, params.key);
      await workbench.giveFeedback(params.key, body.verdict);
      return { done: true as const };
    },
  });
}

/** `POST /api/findings/:key/feedback`: whether a finding about a test was worth looking at. */
export function addFindingRoutes(app: App, dashboard: Dashboard): void {
  addWrite(app, dashboard, {
    method: 'POST',
    url: '/api/findings/:key/feedback',
    summary: 'Says whether a finding about a test was worth looking at',
    params: MutantParams,
    body: FeedbackBody,
    reply: Done,
    act: async (workbench, { params: { key }, body }) => {
      const isKnown = workbench.assessment()?.findings.some((finding) => finding.key === key) === true;
      if (!isKnown) throw new Refusal(`there is no finding ${key}`, 404);
      await workbench.giveFindingFeedback(key, body.verdict);
      return { done: true as const };
    },
  });
}

/** The commands take the beginning of a key for the whole of it; what a page decides is of one mutant, and of no other. */
function checkKnown({ reader }: Dashboard, key: string): void {
  const file = reader.read(({ database }) => fileOfMutant(database, key)) ?? null;
  if (file === null) throw new Refusal(`there is no mutant ${key}`, 404);
}
