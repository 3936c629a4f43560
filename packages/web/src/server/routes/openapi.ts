/** `GET /openapi.json`: the API as a document, made from the schemas that hold requests and replies to the contract. */
import { ApiError, ServerEvent } from '@killrate/shared/api';
import { z } from 'zod';
import type { App } from '../contract.ts';
import type { Dashboard, RouteDescription } from '../dashboard.ts';

export function addOpenApiRoute(app: App, dashboard: Dashboard): void {
  let document: string | null = null;
  app.get('/openapi.json', (_request, reply) => {
    document ??= JSON.stringify(describe(dashboard));
    return reply.type('application/json; charset=utf-8').header('cache-control', 'no-cache').send(document);
  });
}

function describe({ routes, version }: Dashboard): unknown {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = route.url.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method]: describeRoute(route) };
  }
  paths['/api/events'] = {
    get: {
      summary: 'Server-sent events: what changed, and how far the run at work is',
      responses: {
        200: { description: 'A stream of events', content: { 'text/event-stream': { schema: toSchema(ServerEvent, 'output') } } },
      },
    },
  };
  return { openapi: '3.1.0', info: { title: 'killrate', version }, paths };
}

function describeRoute({ summary, query, params, body, reply }: RouteDescription): unknown {
  const content = (schema: unknown) => ({ 'application/json': { schema } });
  const error = { description: 'Why not, in one line', content: content(toSchema(ApiError, 'output')) };
  return {
    summary,
    parameters: [...parametersOf(query, 'query'), ...parametersOf(params, 'path')],
    ...(body && { requestBody: { required: true, content: content(toSchema(body, 'input')) } }),
    responses: { 200: { description: summary, content: content(toSchema(reply, 'output')) }, default: error },
  };
}

function parametersOf(schema: z.ZodType | null, where: 'query' | 'path'): unknown[] {
  if (schema === null) return [];
  const { properties = {}, required = [] } = toSchema(schema, 'input') as {
    properties?: Record<string, unknown>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, of]) => ({ name, in: where, required: required.includes(name), schema: of }));
}

function toSchema(schema: z.ZodType, io: 'input' | 'output'): unknown {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}
