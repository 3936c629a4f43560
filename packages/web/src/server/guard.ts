/** What keeps other web sites away from the dashboard: the headers of every reply, and who may ask. */
import { BlockList, isIP } from 'node:net';
import type { FastifyReply } from 'fastify';

const HEADERS = {
  'content-security-policy':
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
    "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
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
