/** How the server says no: one line for people, never a stack. */
import type { ApiError } from '@killrate/shared/api';
import { StoreError } from '@killrate/shared/store/errors';
import type { FastifyReply } from 'fastify';

/** Replies with one line of error. */
export function sendError(reply: FastifyReply, code: number, error: string): FastifyReply {
  return reply.code(code).send({ error } satisfies ApiError);
}

/** Replies to whatever a route threw; a bug goes to stderr with its stack, and only its being one to the client. */
export function sendThrown(error: unknown, reply: FastifyReply): FastifyReply {
  if (error instanceof StoreError) return sendError(reply, 503, error.message);
  const code = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  if (error instanceof Error && code >= 400 && code < 500) return sendError(reply, code, error.message.replaceAll(/\s+/g, ' '));
  console.error(error);
  return sendError(reply, 500, 'killrate could not answer because of a bug: its stack is where killrate serve was started');
}

/** A server that could not start to listen, for a reason the user can mend; `message` is one line. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
}

/** What `listen` threw as a ListenError where its code is known; anything else unchanged. */
export function toListenError(error: unknown, port: number, host: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  switch (code) {
    case 'EADDRINUSE':
      return new ListenError(`port ${port} is taken: choose another with --port`);
    case 'EACCES':
      return new ListenError(`port ${port} may not be opened by this user: choose another with --port`);
    case 'ERR_SOCKET_BAD_PORT':
      return new ListenError(`${port} is no port: choose one from 0 to 65535 with --port`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new ListenError(`${host} is no address of this machine: choose another with --host`);
    default:
      return error;
  }
}
