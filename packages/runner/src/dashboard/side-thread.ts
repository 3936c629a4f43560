/** The thread beside the server: started when it is needed, and anew where the config changed or it broke. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { CONFIG_FILES } from '../config/load-config.ts';
import type { Answer, Order } from './messages.ts';

type WithoutId<Each> = Each extends unknown ? Omit<Each, 'id'> : never;

export interface SideThread {
  ask(order: WithoutId<Order>): Promise<Answer>;
  close(): Promise<void>;
}

/** That the thread ends with the server is no failure. */
const ENDING = { kind: 'refused', message: 'killrate serve is about to end' } as const;

const SCRIPT = new URL('./state-worker.js', import.meta.url);

/** A thread for the project at `root`. */
export function createSideThread(root: string): SideThread {
  let worker: Worker | null = null;
  let config = '';
  let count = 0;
  let isClosed = false;
  const waiting = new Map<number, (answer: Answer) => void>();

  function answerAll(answer: WithoutId<Answer>): void {
    for (const [id, resolve] of waiting) resolve({ id, ...answer });
    waiting.clear();
  }

  function start(): Worker {
    const started = new Worker(SCRIPT, { workerData: { root } });
    const end = (message: string) => {
      if (worker === started) worker = null;
      answerAll({ kind: 'failed', message });
    };
    started.on('message', (answer: Answer) => {
      waiting.get(answer.id)?.(answer);
      waiting.delete(answer.id);
    });
    started.on('error', (error) => end(error instanceof Error ? (error.stack ?? error.message) : String(error)));
    started.on('exit', () => end('the thread beside the server ended'));
    started.unref();
    return started;
  }

  /** A config is loaded once for a thread: one that changed needs a new thread. */
  async function current(): Promise<Worker> {
    const present = stampOfConfig(root);
    if (worker !== null && present !== config && waiting.size === 0) await worker.terminate();
    if (worker === null) config = present;
    worker ??= start();
    return worker;
  }

  return {
    async ask(order) {
      count += 1;
      const id = count;
      if (isClosed) return { id, ...ENDING };
      const thread = await current();
      return await new Promise((resolve) => {
        if (isClosed) return resolve({ id, ...ENDING });
        waiting.set(id, resolve);
        thread.postMessage({ ...order, id });
      });
    },
    async close() {
      isClosed = true;
      answerAll(ENDING);
      await worker?.terminate();
    },
  };
}

function stampOfConfig(root: string): string {
  return CONFIG_FILES.map((name) => statSync(join(root, name), { throwIfNoEntry: false })?.mtimeMs ?? 0).join(' ');
}
