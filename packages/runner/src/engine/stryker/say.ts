/** What the processes of the stock engine tell its adapter. */
import { writeLine } from '../../process/write-line.ts';
import type { Message } from './protocol.ts';

export function say(message: Message): void {
  writeLine(JSON.stringify(message));
}
