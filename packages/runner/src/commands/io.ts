/** Where a command's words go: people's to one stream, the document to stdout. */
import type { Terminal } from '../console/terminal.ts';

export interface Io {
  /** Whether stdout is for the JSON document; people's output then goes to stderr. */
  isJson: boolean;
  /** The stream for people. */
  stream: NodeJS.WriteStream;
  terminal: Terminal;
  /** Writes a block of text for people. */
  people: (text: string) => void;
  /** Aborted when the process is to end. */
  signal: AbortSignal;
}
