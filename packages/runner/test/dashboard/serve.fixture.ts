/** `killrate serve` as a process of its own, which a test can end and start again. */
import { startKillrate, until } from '../project.fixture.ts';

export interface Served {
  url: string;
  port: string;
  /** Ends it at once, as a crash would, or as Ctrl-C does. */
  end(signal?: NodeJS.Signals): Promise<void>;
}

/** Serves the project in `root` on a free port, or on the one of before. */
export async function serveDashboard(
  root: string,
  { port = '0', args = [] }: { port?: string; args?: string[] } = {},
): Promise<Served> {
  const server = startKillrate(root, 'serve', '--port', port, ...args);
  const address = () => /serves (http:\S+),/.exec(server.stdout())?.[1] ?? null;
  const hasEnded = { now: false };
  void server.ended.then(() => {
    hasEnded.now = true;
  });
  await until(() => address() !== null || hasEnded.now);
  const url = address();
  if (url === null) throw new Error(`killrate serve did not start: ${server.stderr()}`);
  return {
    url: url.replace(/\/$/, ''),
    port: new URL(url).port,
    async end(signal = 'SIGTERM') {
      server.kill(signal);
      await server.ended;
    },
  };
}
