/** `killrate serve`: the dashboard over the project's store, on this machine. */
import { ListenError, serve } from '@killrate/web/server';
import { UserError } from '../errors.ts';
import { openProject } from '../project/project.ts';
import { storePath } from '../project-store.ts';

/** Serves until the signal aborts; `tell` hears where. */
export async function serveCommand(args: {
  cwd: string;
  port: number;
  signal: AbortSignal;
  tell: (url: string) => void;
}): Promise<void> {
  const project = openProject(args.cwd);
  try {
    const server = await serve({ project: project.root, storePath: storePath(project), port: args.port, host: '127.0.0.1' });
    args.tell(server.url);
    if (!args.signal.aborted)
      await new Promise<void>((resolve) => args.signal.addEventListener('abort', () => resolve(), { once: true }));
    await server.close();
  } catch (error) {
    if (error instanceof ListenError) throw new UserError(error.message);
    throw error;
  }
}
