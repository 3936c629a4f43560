/** The dashboard's server: put together, started and stopped. */
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import Fastify, { type FastifyInstance } from 'fastify';
import { addClientFiles } from './client-files.ts';
import { serializeBySchema } from './contract.ts';
import { sendError, sendThrown, toListenError } from './errors.ts';
import { isLoopback, isLoopbackHostHeader, protect } from './guard.ts';
import { addHealthRoute } from './routes/health.ts';
import { addRunsRoute } from './routes/runs.ts';

export { ListenError } from './errors.ts';

const BUILT_CLIENT = fileURLToPath(new URL('../../dist/client', import.meta.url));

export interface AppOptions {
  /** Absolute root of the measured project. */
  project: string;
  storePath: string;
  /** Where the built client is. */
  clientDir?: string;
  /** The address the server listens on; where it is a loopback address (the default), requests must name one too. */
  host?: string;
}

export interface ServeOptions extends AppOptions {
  /** 0 lets the system choose. */
  port: number;
  host: string;
  /** Closes the server. */
  signal?: AbortSignal;
}

/** Puts the server together, without listening. */
export function buildApp({ project, storePath, clientDir = BUILT_CLIENT, host = '127.0.0.1' }: AppOptions): FastifyInstance {
  const app = Fastify({
    forceCloseConnections: true,
    frameworkErrors: (error, _request, reply) => {
      protect(reply);
      sendThrown(error, reply);
    },
  });
  const isPrivate = isLoopback(host);
  app.setSerializerCompiler(serializeBySchema);
  app.setErrorHandler((error, _request, reply) => sendThrown(error, reply));
  app.addHook('onRequest', async (request, reply) => {
    protect(reply);
    if (isPrivate && !isLoopbackHostHeader(request.headers.host)) {
      return sendError(reply, 403, 'this server answers to localhost only: open it under that name');
    }
  });
  addHealthRoute(app, storePath);
  addRunsRoute(app, project, storePath);
  addClientFiles(app, clientDir);
  return app;
}

/**
 * Serves until closed, or until the signal aborts.
 * @throws ListenError (one line) where the port is taken or the address is not to be had.
 */
export async function serve({ port, host, signal, ...options }: ServeOptions): Promise<{ url: string; close(): Promise<void> }> {
  signal?.throwIfAborted();
  const app = buildApp({ ...options, host });
  try {
    await app.listen({ port, host, ...(signal === undefined ? {} : { signal }) });
  } catch (error) {
    await app.close();
    throw toListenError(error, port, host);
  }
  const address = app.server.address() as AddressInfo;
  return { url: `http://${nameOf(host)}:${address.port}`, close: async () => app.close() };
}

/** The name under which a browser on this machine reaches a host that is listened on. */
function nameOf(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
