/** What keeps others away from the dashboard: the headers of every reply, and who may ask. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { BlockList, isIP } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';

const HEADERS = {
  'content-security-policy':
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
    "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/** Sets the headers that every reply carries; what a store holds is never kept in a cache unless a route says so. */
export function protect(reply: FastifyReply): void {
  reply.headers(HEADERS).header('cache-control', 'no-store');
}

/** Whether a host name or address (without brackets) means this machine only. */
export function isLoopback(host: string): boolean {
  const version = isIP(host);
  return version === 0 ? host.toLowerCase() === 'localhost' : LOOPBACK.check(host, version === 4 ? 'ipv4' : 'ipv6');
}

/**
 * Whether a Host header names this machine by a loopback name. A page elsewhere can make its own name resolve
 * to 127.0.0.1 (DNS rebinding) and so reach a loopback server, but cannot forge this header.
 */
export function isLoopbackHostHeader(header: string | undefined): boolean {
  const [, bracketed, plain] = /^(?:\[([^\]]+)\]|([^:]+))(?::\d+)?$/.exec(header ?? '') ?? [];
  return isLoopback(bracketed ?? plain ?? '');
}

/** A refused request: the status and one line. */
export interface Denial {
  code: number;
  error: string;
}

/**
 * Why a request comes from where it may not come from; null where it may. Browsers say from which page a request was made: from another
 * site nothing is read and nothing is written, except that a link there may open a page here.
 */
export function denyForeign(request: Pick<FastifyRequest, 'headers' | 'method' | 'url' | 'routeOptions'>): Denial | null {
  const { headers, method } = request;
  const { origin, host = '' } = headers;
  const foreign: Denial = { code: 403, error: 'this request comes from another site: open the dashboard itself' };
  if (origin !== undefined && !isOwnOrigin(origin, host)) return foreign;
  const site = headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return null;
  const isLink = headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  return isLink && method === 'GET' && !isOfApi(request) ? null : foreign;
}

/** The route counts too: `/%61pi/runs` is another way to write `/api/runs`. */
function isOfApi({ url, routeOptions }: Pick<FastifyRequest, 'url' | 'routeOptions'>): boolean {
  return url.startsWith('/api') || (routeOptions.url ?? '').startsWith('/api');
}

function isOwnOrigin(origin: string, host: string): boolean {
  return origin === `http://${host}` || origin === `https://${host}`;
}

const COOKIE = 'killrate';

/** Who knows the token: told by a header, or by a cookie that holds what only who knows it could make. */
export interface Token {
  isShownBy(request: Pick<FastifyRequest, 'headers'>): boolean;
  /** Whether this is the token. */
  matches(candidate: string): boolean;
  /** The cookie for a browser that opened the link with the token. */
  cookie: string;
}

/** What checks requests for `token`, in a time that does not depend on what they show. */
export function createToken(token: string): Token {
  const expected = digest(token);
  const inCookie = createHash('sha256').update(`cookie\0${token}`).digest('base64url');
  const expectedCookie = digest(inCookie);
  const matches = (candidate: string) => timingSafeEqual(digest(candidate), expected);
  return {
    matches,
    cookie: `${COOKIE}=${inCookie}; HttpOnly; SameSite=Strict; Path=/`,
    isShownBy({ headers }) {
      const [, bearer] = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '') ?? [];
      if (bearer !== undefined && matches(bearer)) return true;
      const [, shown] = new RegExp(`(?:^|;\\s*)${COOKIE}=([^;\\s]+)`).exec(headers.cookie ?? '') ?? [];
      return shown !== undefined && timingSafeEqual(digest(shown), expectedCookie);
    },
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
