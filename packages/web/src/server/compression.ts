/** Replies made smaller for whoever can read them so. */

import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { constants, createGzip, gzip } from 'node:zlib';
import type { FastifyInstance } from 'fastify';

const gzipAll = promisify(gzip);
/** Below this, headers and time outweigh what is saved. */
const LEAST_BYTES = 1_400;
const LEVEL = constants.Z_BEST_SPEED + 2;
const COMPRESSIBLE = /^(?:text\/(?!event-stream)|application\/(?:json|javascript)|image\/svg)/;

/** Compresses what is text and large. */
export function addCompression(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload: unknown) => {
    const type = String(reply.getHeader('content-type') ?? '');
    if (!COMPRESSIBLE.test(type) || reply.hasHeader('content-encoding')) return payload;
    reply.header('vary', 'accept-encoding');
    if (!acceptsGzip(request.headers['accept-encoding']) || request.method === 'HEAD') return payload;
    if (typeof payload === 'string') {
      if (payload.length < LEAST_BYTES) return payload;
      const smaller = await gzipAll(payload, { level: LEVEL });
      reply.header('content-encoding', 'gzip').removeHeader('content-length');
      return smaller;
    }
    if (!(payload instanceof Readable) || reply.statusCode !== 200) return payload;
    reply.header('content-encoding', 'gzip').removeHeader('content-length');
    return payload.pipe(createGzip());
  });
}

/** Whether an Accept-Encoding header takes gzip, other than by forbidding it. */
export function acceptsGzip(header: string | string[] | undefined): boolean {
  // Without its blanks, so that many of them take no longer than few.
  const codings = String(header ?? '').replaceAll(/\s/g, '');
  const [, quality = '1'] = /(?:^|,)(?:gzip|\*)(?:;q=([\d.]+))?(?:,|$)/i.exec(codings) ?? [null, '0'];
  return Number(quality) > 0;
}
