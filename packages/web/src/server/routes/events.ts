/** `GET /api/events`: what changes, as it happens. */
import type { App } from '../contract.ts';
import { sendError } from '../errors.ts';
import type { EventHub } from '../event-hub.ts';

export function addEventsRoute(app: App, hub: EventHub): void {
  app.get('/api/events', (_request, reply) => {
    if (hub.isFull())
      return sendError(reply.header('retry-after', '10'), 503, 'too many pages listen to this server: close some');
    const headers = reply.getHeaders();
    reply.hijack();
    reply.raw.writeHead(200, {
      ...(headers as Record<string, string>),
      ...{
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-cache, no-transform',
        'x-accel-buffering': 'no',
      },
    });
    hub.add(reply.raw);
    return reply;
  });
}
