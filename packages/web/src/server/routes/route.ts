/** How a route of the API is made: a schema and one call; cached for a revision, tagged, and listed in the OpenAPI document. */
import { createHash } from 'node:crypto';
import { StoreError } from '@killrate/shared/store/errors';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { App } from '../contract.ts';
import type { Dashboard } from '../dashboard.ts';
import { sendError } from '../errors.ts';
import type { View } from '../reader.ts';
import { Refusal, type Workbench } from '../workbench.ts';

type Parsed<Schema extends z.ZodType | undefined> = Schema extends z.ZodType ? z.output<Schema> : undefined;

interface ReadRoute<Reply extends z.ZodType, Query extends z.ZodType | undefined, Params extends z.ZodType | undefined> {
  url: string;
  summary: string;
  query?: Query;
  params?: Params;
  reply: Reply;
  /** Whether the reply depends on more than the revision names. */
  isLive?: boolean;
  /** What the reply depends on beside the revision: the content of files, as a hash. */
  dependsOn?: (view: View, input: { query: Parsed<Query>; params: Parsed<Params> }) => string;
  /** What to reply where nothing was measured yet; `not-found` where there can be no such thing. */
  empty: (input: { query: Parsed<Query>; params: Parsed<Params> }) => z.input<Reply> | NotFound;
  answer: (view: View, input: { query: Parsed<Query>; params: Parsed<Params> }) => z.input<Reply> | NotFound;
  /** What to reply where the store cannot be used; an error where this is left out. */
  onStoreError?: (error: StoreError) => z.input<Reply>;
}

/** That there is no such thing, in one line. */
export class NotFound {
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }
}

/** Adds a route that reads. */
export function addRead<
  Reply extends z.ZodType,
  Query extends z.ZodType | undefined = undefined,
  Params extends z.ZodType | undefined = undefined,
>(app: App, dashboard: Dashboard, route: ReadRoute<Reply, Query, Params>): void {
  const { url, summary, query = null, params = null, reply: schema, isLive = false } = route;
  dashboard.routes.push({ method: 'get', url, summary, query, params, body: null, reply: schema });
  app.get(url, { schema: { ...(query && { querystring: query }), ...(params && { params }) } }, (request, reply) => {
    dashboard.reader.look();
    const input = { query: request.query as Parsed<Query>, params: request.params as Parsed<Params> };
    const revision = `${dashboard.reader.revision()}${dependencyOf(dashboard, route, input)}`;
    const tag = `W/"${revision}"`;
    if (!isLive && request.headers['if-none-match'] === tag) return notModified(reply, tag);
    const kept = isLive ? null : dashboard.replies.get(request.url, revision);
    if (kept !== null) return sendJson(reply, kept, tag);
    const answer = answerOf(dashboard, route, input);
    if (answer instanceof NotFound) return sendError(reply, 404, answer.message);
    const body = JSON.stringify(schema.parse(answer));
    if (!isLive) {
      dashboard.replies.keep(request.url, { revision, body });
      return sendJson(reply, body, tag);
    }
    const ownTag = `W/"${createHash('sha1').update(body).digest('base64url')}"`;
    return request.headers['if-none-match'] === ownTag ? notModified(reply, ownTag) : sendJson(reply, body, ownTag);
  });
}

function dependencyOf<Reply extends z.ZodType, Query extends z.ZodType | undefined, Params extends z.ZodType | undefined>(
  { reader }: Dashboard,
  { dependsOn }: ReadRoute<Reply, Query, Params>,
  input: { query: Parsed<Query>; params: Parsed<Params> },
): string {
  return dependsOn === undefined ? '' : `-${reader.read((view) => dependsOn(view, input)) ?? ''}`;
}

function answerOf<Reply extends z.ZodType, Query extends z.ZodType | undefined, Params extends z.ZodType | undefined>(
  { reader }: Dashboard,
  route: ReadRoute<Reply, Query, Params>,
  input: { query: Parsed<Query>; params: Parsed<Params> },
): z.input<Reply> | NotFound {
  try {
    return reader.read((view) => ({ answer: route.answer(view, input) }))?.answer ?? route.empty(input);
  } catch (error) {
    if (error instanceof StoreError && route.onStoreError !== undefined) return route.onStoreError(error);
    throw error;
  }
}

function notModified(reply: FastifyReply, tag: string): FastifyReply {
  return reply.code(304).header('etag', tag).send();
}

function sendJson(reply: FastifyReply, body: string, tag: string): FastifyReply {
  return reply.header('etag', tag).type('application/json; charset=utf-8').send(body);
}

interface WriteRoute<Reply extends z.ZodType, Body extends z.ZodType | undefined, Params extends z.ZodType | undefined> {
  method: 'POST' | 'DELETE';
  url: string;
  summary: string;
  body?: Body;
  params?: Params;
  reply: Reply;
  act: (
    workbench: Workbench,
    input: { body: Parsed<Body>; params: Parsed<Params> },
    request: FastifyRequest,
  ) => Promise<z.input<Reply>>;
}

/** Adds a route that changes something; what it changed shows in the next reply. */
export function addWrite<
  Reply extends z.ZodType,
  Body extends z.ZodType | undefined = undefined,
  Params extends z.ZodType | undefined = undefined,
>(app: App, dashboard: Dashboard, route: WriteRoute<Reply, Body, Params>): void {
  const { method, url, summary, body = null, params = null, reply: schema } = route;
  const lower = method === 'POST' ? 'post' : 'delete';
  dashboard.routes.push({ method: lower, url, summary, query: null, params, body, reply: schema });
  app.route({
    method,
    url,
    schema: { ...(body && { body }), ...(params && { params }) },
    handler: async (request, reply) => {
      const { workbench, isReadOnly } = dashboard;
      if (isReadOnly || workbench === null)
        throw new Refusal('this dashboard is read-only: start killrate serve without --read-only', 403);
      const input = { body: request.body as Parsed<Body>, params: request.params as Parsed<Params> };
      const answer = schema.parse(await route.act(workbench, input, request));
      dashboard.reader.look(true);
      return reply.type('application/json; charset=utf-8').send(JSON.stringify(answer));
    },
  });
}
