/** The colours of the terminal, named by what they mean; a terminal without colour gets the same text bare. */
import { styleText } from 'node:util';
import type { MutantStatus } from '@killrate/shared/model';
import type { Terminal } from './terminal.ts';

export type Paint = (text: string) => string;

/** Colour only repeats what a word or a sign says beside it. */
export interface Palette {
  readonly plain: Paint;
  readonly strong: Paint;
  readonly dim: Paint;
  readonly accent: Paint;
  readonly killed: Paint;
  readonly survived: Paint;
  readonly noCoverage: Paint;
  /** Timeouts and the unresolved: no clear yes, no clear no. */
  readonly unsure: Paint;
  readonly removed: Paint;
  readonly removedPart: Paint;
  readonly added: Paint;
  readonly addedPart: Paint;
}

type Format = Parameters<typeof styleText>[0];

export function createPalette(terminal: Pick<Terminal, 'hasColour'>): Palette {
  const paint = (format: Format): Paint =>
    terminal.hasColour ? (text) => (text === '' ? '' : styleText(format, text, { validateStream: false })) : (text) => text;
  return {
    plain: (text) => text,
    strong: paint('bold'),
    dim: paint('dim'),
    accent: paint('cyan'),
    killed: paint('green'),
    survived: paint('red'),
    noCoverage: paint('yellow'),
    unsure: paint('magenta'),
    removed: paint('red'),
    removedPart: paint(['red', 'bold', 'underline']),
    added: paint('green'),
    addedPart: paint(['green', 'bold', 'underline']),
  };
}

/** The colour of a status; null is unresolved. */
export function paintOfStatus(status: MutantStatus | null, palette: Palette): Paint {
  switch (status) {
    case 'Killed':
      return palette.killed;
    case 'Survived':
      return palette.survived;
    case 'NoCoverage':
      return palette.noCoverage;
    case 'Timeout':
    case null:
      return palette.unsure;
    case 'CompileError':
    case 'RuntimeError':
    case 'Ignored':
    case 'Pending':
      return palette.dim;
    default:
      return status satisfies never;
  }
}
