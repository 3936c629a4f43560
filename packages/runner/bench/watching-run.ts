/** killrate as it runs all the while beside an editor: a document for each change. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { RunDocument } from '@killrate/shared/document';
import { userEnvironment } from './watched-process.ts';

const CLI = fileURLToPath(new URL('../dist/bin.js', import.meta.url));

export interface WatchingRun {
  /** The next document that it prints. Throws where it ends instead. */
  next(): Promise<RunDocument>;
  /** Ends it as Ctrl-C does. */
  close(): Promise<void>;
}

/** Starts `killrate run --watch` over `files` of the project at `root`; an abort kills it. */
export function startWatching(root: string, files: readonly string[], concurrency: number, signal: AbortSignal): WatchingRun {
  const argv = [CLI, 'run', ...files, '--watch', '--json', '--concurrency', String(concurrency)];
  const child = spawn(process.execPath, argv, { cwd: root, env: userEnvironment(), stdio: ['ignore', 'pipe', 'pipe'], signal });
  child.on('error', () => undefined);
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    next: async () => {
      const { value, done } = await lines.next();
      signal.throwIfAborted();
      if (done === true) throw new Error(`killrate ended: ${stderr}`);
      const document = RunDocument.parse(JSON.parse(value));
      if (document.run === null) throw new Error(`killrate measured nothing: ${stderr}`);
      return document;
    },
    close: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGINT');
      await ended;
    },
  };
}
