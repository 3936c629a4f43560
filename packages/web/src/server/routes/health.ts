/** `GET /healthz`: is the server up, and is there a store to show? */
import { Health } from '@killrate/shared/api';
import type { App } from '../contract.ts';
import type { Dashboard } from '../dashboard.ts';

export function addHealthRoute(app: App, { reader }: Dashboard): void {
  app.get('/healthz', { schema: { response: { 200: Health } } }, () => ({
    status: 'ok' as const,
    store: reader.read(() => 'ready' as const) ?? ('missing' as const),
  }));
}
