/** Writing one message, whole, before the process goes on. */
import { writeSync } from 'node:fs';
import { MESSAGE_FD, type Message } from './protocol.ts';

/** Tells the parent of a host of the stock engine. */
export function sendMessage(message: Message): void {
  writeLine(JSON.stringify(message));
}

/** Writes a line to the parent, waiting while the pipe is full. */
export function writeLine(line: string): void {
  let rest = Buffer.from(`${line}\n`);
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
