/** `killrate serve`: the dashboard over the project's store, on this machine unless told otherwise. */
import { isIP } from 'node:net';
import { ListenError, serve } from '@killrate/web/server';
import { createWorkbench } from '../dashboard/workbench.ts';
import { UserError } from '../errors.ts';
import { ownVersion } from '../project/fingerprint.ts';
import { openProject } from '../project/project.ts';
import { storePath } from '../project-store.ts';

interface ServeArguments {
  cwd: string;
  port: number;
  host: string;
  /** What whoever opens the dashboard must know; null where everybody on this machine may open it. */
  token: string | null;
  isReadOnly: boolean;
  signal: AbortSignal;
  /** Hears where the dashboard is. */
  tell: (url: string) => void;
}

const LEAST_TOKEN_LENGTH = 16;

/** Serves until the signal aborts. */
export async function serveCommand({ cwd, port, host, token, isReadOnly, signal, tell }: ServeArguments): Promise<void> {
  checkToken(host, token);
  const project = openProject(cwd);
  const workbench = createWorkbench(project);
  try {
    const server = await serve({
      ...{ project: project.root, storePath: storePath(project), name: project.name, version: ownVersion() },
      ...{ port, host, token, isReadOnly, workbench },
    });
    tell(token === null ? server.url : `${server.url}/?token=${encodeURIComponent(token)}`);
    if (!signal.aborted) await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    await server.close();
  } catch (error) {
    await workbench.close();
    if (error instanceof ListenError) throw new UserError(error.message);
    throw error;
  }
}

function checkToken(host: string, token: string | null): void {
  if (token !== null && (token.length < LEAST_TOKEN_LENGTH || /\s/.test(token)))
    throw new UserError(
      `the token must have at least ${LEAST_TOKEN_LENGTH} characters and no blanks: openssl rand -hex 16 makes one`,
    );
  if (token !== null || isLoopbackAddress(host)) return;
  throw new UserError(
    `others can reach ${host}: name a token with --token or in KILLRATE_TOKEN, which whoever opens the dashboard must know`,
  );
}

function isLoopbackAddress(host: string): boolean {
  return host.toLowerCase() === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}
