/** Who listens to the server, and what they are told: that the store changed, and how far the run at work is. */
import type { ServerResponse } from 'node:http';
import type { Progress, ServerEvent } from '@killrate/shared/api';
import { StoreError } from '@killrate/shared/store/errors';
import { progressOf } from './progress.ts';
import type { Reader } from './reader.ts';
import type { Workbench } from './workbench.ts';

const LOOK_EVERY_MS = 100;
const HEARTBEAT_EVERY_MS = 15_000;
const MOST_LISTENERS = 32;

export interface EventHub {
  isFull(): boolean;
  add(listener: ServerResponse): void;
  close(): void;
}

/** Looks at the store as long as somebody listens. */
export function createEventHub(reader: Reader, workbench: Workbench | null): EventHub {
  const listeners = new Set<ServerResponse>();
  let looking: NodeJS.Timeout | null = null;
  let beating: NodeJS.Timeout | null = null;
  let revision = '';
  let lastProgress = 'null';
  workbench?.onRunFailed((message) => tell({ type: 'run-failed', message }));

  function tell(event: ServerEvent): void {
    for (const listener of listeners) write(listener, `data: ${JSON.stringify(event)}\n\n`);
  }

  function look(): void {
    workbench?.wake('looked-at');
    reader.look();
    if (reader.revision() !== revision) {
      revision = reader.revision();
      tell({ type: 'changed', revision });
    }
    const progress = readProgress();
    const text = JSON.stringify(progress);
    if (text !== lastProgress) tell({ type: 'progress', progress });
    lastProgress = text;
  }

  function readProgress(): Progress | null {
    try {
      return reader.read(({ database }) => progressOf(database, workbench));
    } catch (error) {
      // That the store cannot be used is told by /api/project.
      if (error instanceof StoreError) return null;
      throw error;
    }
  }

  function remove(listener: ServerResponse): void {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(looking ?? undefined);
    clearInterval(beating ?? undefined);
    looking = null;
    beating = null;
  }

  return {
    isFull: () => listeners.size >= MOST_LISTENERS,
    add(listener) {
      listener.once('close', () => remove(listener));
      listeners.add(listener);
      if (listeners.size === 1) {
        reader.look();
        revision = reader.revision();
        lastProgress = JSON.stringify(readProgress());
        looking = setInterval(look, LOOK_EVERY_MS);
        beating = setInterval(() => {
          for (const each of listeners) write(each, ': still here\n\n');
        }, HEARTBEAT_EVERY_MS);
      }
      write(listener, `retry: 1000\ndata: ${JSON.stringify({ type: 'progress', progress: JSON.parse(lastProgress) })}\n\n`);
    },
    close() {
      for (const listener of listeners) listener.end();
    },
  };
}

const MOST_UNREAD_BYTES = 1_000_000;

/** A listener that does not read what it is told is let go. */
function write(listener: ServerResponse, text: string): void {
  if (listener.writableLength > MOST_UNREAD_BYTES) listener.destroy();
  else listener.write(text);
}
