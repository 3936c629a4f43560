/** The built client: its files, and its page for every path the client itself knows. */
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { sendError } from './errors.ts';

/** Vite puts files with a hash in their name here; their content never changes. */
const HASHED = 'assets';

/** Serves the files of `clientDir`, and `index.html` for other paths; unknown paths of the API stay errors. */
export function addClientFiles(app: FastifyInstance, clientDir: string): void {
  const isBuilt = existsSync(join(clientDir, 'index.html'));
  if (isBuilt) {
    app.register(fastifyStatic, {
      root: clientDir,
      cacheControl: false,
      // The build leaves smaller ones beside them.
      preCompressed: true,
      setHeaders: (reply, path) => {
        const isHashed = relative(clientDir, path).startsWith(HASHED);
        reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  }
  app.setNotFoundHandler((request, reply) => {
    if (!isPage(request)) return sendError(reply, 404, `nothing is at ${request.method} ${pathOf(request)}`);
    if (!isBuilt) return sendError(reply, 404, 'the dashboard is not built: run pnpm build');
    return reply.code(200).sendFile('index.html');
  });
}

function isPage(request: FastifyRequest): boolean {
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  return isRead && !/^\/(?:api|assets)(?:\/|$)/.test(pathOf(request));
}

function pathOf(request: FastifyRequest): string {
  return request.url.replace(/[?#].*$/, '');
}
