/** Writing one message, whole, before the process goes on. */
import { writeSync } from 'node:fs';
import { MESSAGE_FD, type Message } from './protocol.ts';

/** Writes a line of JSON to the parent, waiting while the pipe is full. */
export function sendMessage(message: Message): void {
  let rest = Buffer.from(`${JSON.stringify(message)}\n`);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(MESSAGE_FD, rest));
    } catch (error) {
      const isFull = error instanceof Error && 'code' in error && error.code === 'EAGAIN';
      if (!isFull) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}
