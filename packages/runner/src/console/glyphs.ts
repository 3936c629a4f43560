/** The signs killrate draws with, each with its ASCII fallback. */
import type { Terminal } from './terminal.ts';

export interface Glyphs {
  /** In place of a number that was not measured. */
  readonly dash: string;
  readonly ellipsis: string;
  readonly arrow: string;
  readonly full: string;
  readonly empty: string;
}

const UNICODE: Glyphs = { dash: '–', ellipsis: '…', arrow: '→', full: '━', empty: '─' };
const ASCII: Glyphs = { dash: '-', ellipsis: '...', arrow: '->', full: '#', empty: '-' };

export function glyphsOf(terminal: Pick<Terminal, 'isUnicode'>): Glyphs {
  return terminal.isUnicode ? UNICODE : ASCII;
}
