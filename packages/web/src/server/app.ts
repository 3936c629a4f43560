/** The dashboard's server: put together, started and stopped. */
import type { AddressInfo } from 'node:net';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import Fastify, { type FastifyInstance } from 'fastify';
import { addAccess } from './access.ts';
import { addClientFiles } from './client-files.ts';
import { addCompression } from './compression.ts';
import { serializeBySchema, validateBySchema } from './contract.ts';
import type { Dashboard } from './dashboard.ts';
import { sendThrown, toListenError } from './errors.ts';
import { createEventHub } from './event-hub.ts';
import { isLoopback, protect } from './guard.ts';
import type { Rate } from './rate-limit.ts';
import { createReader } from './reader.ts';
import { createReplyCache } from './reply-cache.ts';
import { addAcceptanceRoutes, addFindingRoutes } from './routes/acceptance.ts';
import { addBadgeRoute } from './routes/badge.ts';
import { addCompareRoute } from './routes/compare.ts';
import { addEditorRoute } from './routes/editor.ts';
import { addEventsRoute } from './routes/events.ts';
import { addFileRoutes } from './routes/files.ts';
import { addHealthRoute } from './routes/health.ts';
import { addMutantRoutes } from './routes/mutants.ts';
import { addOpenApiRoute } from './routes/openapi.ts';
import { addOverviewRoute } from './routes/overview.ts';
import { addProjectRoute } from './routes/project.ts';
import { addRunRoutes as addRunNowRoutes } from './routes/run.ts';
import { addRunRoutes } from './routes/runs.ts';
import { addSearchRoute } from './routes/search.ts';
import { addTestRoutes } from './routes/tests.ts';
import { createSources } from './sources.ts';
import { warmUp } from './warm-up.ts';
import type { Workbench } from './workbench.ts';

export { ListenError } from './errors.ts';
export { type ProjectFacts, Refusal, type SourceFile, type Workbench } from './workbench.ts';

const BUILT_CLIENT = fileURLToPath(new URL('../../dist/client', import.meta.url));

export interface AppOptions {
  /** Absolute root of the measured project. */
  project: string;
  storePath: string;
  /** What the project is called; after its folder where nothing is said. */
  name?: string;
  /** The version of killrate. */
  version?: string;
  /** Where the built client is. */
  clientDir?: string;
  /** The address the server listens on; where it is a loopback address (the default), requests must name one too. */
  host?: string;
  /** What whoever asks must know; null where everybody on this machine may ask. */
  token?: string | null;
  /** What the server can do beside showing; null where it only shows. */
  workbench?: Workbench | null;
  isReadOnly?: boolean;
  /** How often one address may ask, and how often it may change something. */
  rates?: { all: Rate; writes: Rate };
  /** How long the headers of a request, and all of it, may take to arrive. */
  patience?: { headersMs: number; requestMs: number };
}

export interface ServeOptions extends AppOptions {
  /** 0 lets the system choose. */
  port: number;
  host: string;
  /** Closes the server. */
  signal?: AbortSignal;
}

const BODY_BYTES = 64 * 1_024;
const HEADER_BYTES = 16 * 1_024;
const MOST_CONNECTIONS = 256;
const WRITES: Rate = { burst: 60, perSecond: 20 };
/** A page of this machine may hurry; who comes over the network is a person. */
const RATES = {
  own: { all: { burst: 20_000, perSecond: 5_000 }, writes: WRITES },
  others: { all: { burst: 2_000, perSecond: 300 }, writes: WRITES },
};
const PATIENCE = { headersMs: 10_000, requestMs: 20_000 };

/** Puts the server together, without listening. */
export function buildApp(options: AppOptions): FastifyInstance {
  const { project, storePath, host = '127.0.0.1', workbench = null, patience = PATIENCE } = options;
  const app = Fastify({
    forceCloseConnections: true,
    bodyLimit: BODY_BYTES,
    requestTimeout: patience.requestMs,
    routerOptions: { maxParamLength: 200 },
    http: {
      maxHeaderSize: HEADER_BYTES,
      headersTimeout: patience.headersMs,
      connectionsCheckingInterval: Math.min(1_000, patience.headersMs),
    },
    frameworkErrors: (error, _request, reply) => {
      protect(reply);
      sendThrown(error, reply);
    },
  });
  app.server.maxConnections = MOST_CONNECTIONS;
  const dashboard: Dashboard = {
    name: options.name ?? basename(project),
    version: options.version ?? '',
    reader: createReader(storePath, workbench),
    sources: createSources(project),
    replies: createReplyCache(),
    workbench,
    isReadOnly: options.isReadOnly ?? false,
    routes: [],
  };
  const hub = createEventHub(dashboard.reader, workbench);
  app.setSerializerCompiler(serializeBySchema);
  app.setValidatorCompiler(validateBySchema);
  app.setErrorHandler((error, _request, reply) => sendThrown(error, reply));
  // Only JSON is understood: a form of another site cannot send it unasked.
  app.removeContentTypeParser('text/plain');
  addAccess(app, {
    host,
    token: options.token ?? null,
    rates: options.rates ?? (isLoopback(host) ? RATES.own : RATES.others),
  });
  if (workbench !== null)
    app.addHook('onRequest', async ({ url }) => {
      if (!url.startsWith('/api/')) return;
      workbench.wake('looked-at');
      await workbench.ready;
    });
  addCompression(app);
  addRoutes(app, dashboard);
  addEventsRoute(app, hub);
  addClientFiles(app, options.clientDir ?? BUILT_CLIENT);
  const stop = new AbortController();
  app.addHook('onListen', async () => {
    void (workbench?.ready ?? Promise.resolve()).then(() => warmUp(dashboard.reader, stop.signal)).catch(console.error);
  });
  app.addHook('preClose', async () => {
    stop.abort();
    hub.close();
  });
  app.addHook('onClose', async () => {
    await workbench?.close();
    dashboard.reader.close();
  });
  return app;
}

function addRoutes(app: FastifyInstance, dashboard: Dashboard): void {
  addHealthRoute(app, dashboard);
  addProjectRoute(app, dashboard);
  addOverviewRoute(app, dashboard);
  addFileRoutes(app, dashboard);
  addMutantRoutes(app, dashboard);
  addAcceptanceRoutes(app, dashboard);
  addFindingRoutes(app, dashboard);
  addEditorRoute(app, dashboard);
  addTestRoutes(app, dashboard);
  addRunRoutes(app, dashboard);
  addCompareRoute(app, dashboard);
  addRunNowRoutes(app, dashboard);
  addSearchRoute(app, dashboard);
  addBadgeRoute(app, dashboard);
  addOpenApiRoute(app, dashboard);
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
