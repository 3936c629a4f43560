/** Who is let in: the checks that every request passes before anything looks at it. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sendError } from './errors.ts';
import { createToken, denyForeign, isLoopback, isLoopbackHostHeader, protect, type Token } from './guard.ts';
import { createRateLimit, type Rate } from './rate-limit.ts';

export interface AccessRules {
  /** The address that is listened on. */
  host: string;
  /** What whoever asks must know; null where nothing is asked for. */
  token: string | null;
  rates: { all: Rate; writes: Rate };
}

const LONGEST_URL = 8_192;

/** Adds the checks; a server that others can reach lets nobody in who does not know its token. */
export function addAccess(app: FastifyInstance, { host, token, rates }: AccessRules): void {
  const isPrivate = isLoopback(host);
  if (!isPrivate && token === null) throw new Error(`a server on ${host} needs a token`);
  const secret = token === null ? null : createToken(token);
  const all = createRateLimit(rates.all);
  const writes = createRateLimit(rates.writes);
  app.addHook('onRequest', async (request, reply) => {
    protect(reply);
    const isWrite = request.method !== 'GET' && request.method !== 'HEAD';
    const now = performance.now();
    if (!all.take(request.ip, now) || (isWrite && !writes.take(request.ip, now)))
      return sendError(reply.header('retry-after', '1'), 429, 'too many requests: wait a second');
    if (isPrivate && !isLoopbackHostHeader(request.headers.host))
      return sendError(reply, 403, 'this server answers to localhost only: open it under that name');
    if (request.url.length > LONGEST_URL) return sendError(reply, 414, 'the address is too long');
    const denial = denyForeign(request);
    if (denial !== null) return sendError(reply, denial.code, denial.error);
    if (secret !== null && request.url !== '/healthz') return admit(request, reply, secret);
  });
}

function admit(request: FastifyRequest, reply: FastifyReply, secret: Token): FastifyReply | undefined {
  const url = new URL(request.url, 'http://localhost');
  const shown = url.searchParams.get('token');
  if (request.method === 'GET' && shown !== null && secret.matches(shown)) {
    url.searchParams.delete('token');
    // Only a path of this server: `//elsewhere` would lead away.
    return reply.header('set-cookie', secret.cookie).redirect(`${url.pathname.replace(/^\/+/, '/')}${url.search}`, 303);
  }
  if (secret.isShownBy(request)) return undefined;
  return sendError(
    reply.header('www-authenticate', 'Bearer'),
    401,
    'this server wants its token: open the link that killrate serve printed',
  );
}
