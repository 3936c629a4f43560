/** Writing one line to the parent, whole, before the process goes on. */
import { writeSync } from 'node:fs';

/** The descriptor on which a child of {@link runProcessGroup} tells its parent. */
const MESSAGE_FD = 3;
/** How long a full pipe is left to its reader. */
const FULL_PIPE_MS = 5;

/** Writes a line to the parent, waiting while the pipe is full. */
export function writeLine(line: string): void {
  let rest = Buffer.from(`${line}\n`);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(MESSAGE_FD, rest));
    } catch (error) {
      const isFull = error instanceof Error && 'code' in error && error.code === 'EAGAIN';
      if (!isFull) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, FULL_PIPE_MS);
    }
  }
}
