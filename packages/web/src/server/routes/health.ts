/** `GET /healthz`: is the server up, and is there a store to show? */
import { Health } from '@killrate/shared/api';
import type { App } from '../contract.ts';
import { readStore } from '../store.ts';

export function addHealthRoute(app: App, storePath: string): void {
  app.get('/healthz', { schema: { response: { 200: Health } } }, () => ({
    status: 'ok' as const,
    store: readStore(storePath, () => 'ready' as const) ?? ('missing' as const),
  }));
}
