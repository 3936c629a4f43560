/** Text of the measured project made safe inside Markdown: it is shown as it is, and is never syntax, HTML or a mention. */
import { cutEnd } from '../console/fit.ts';
import { printable } from '../console/printable.ts';

const PROSE_COLUMNS = 300;
const NAME_COLUMNS = 160;
const ZERO_WIDTH_SPACE = '&#8203;';

/** Words on one line, also inside a table. People and issues that it names are not told of it. */
export function prose(text: string): string {
  const shown = cutEnd(printable(text), PROSE_COLUMNS, '...');
  return toEntities(shown).replace(/&#(?:64|35);/g, `$&${ZERO_WIDTH_SPACE}`);
}

/** Code on one line, outside of tables: in backticks, or as an element where it has some itself. */
export function codeSpan(text: string): string {
  const shown = cutEnd(printable(text), NAME_COLUMNS, '...');
  return /^[^`]+$/.test(shown) ? `\`${shown}\`` : `<code>${toEntities(shown)}</code>`;
}

/** A block of code; its fence is longer than any run of backticks in it. */
export function fence(language: string, lines: readonly string[]): string {
  const text = lines.join('\n');
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const ticks = '`'.repeat(Math.max(3, longest + 1));
  return `${ticks}${language}\n${text}\n${ticks}`;
}

/** What is written as an entity is never syntax, wherever it stands; at the start, neither is the mark of a list. */
function toEntities(text: string): string {
  const toEntity = (character: string) => `&#${character.charCodeAt(0)};`;
  return text.replace(/[\\`*_{}[\]<>#|~&@$]|^[-+=](?=[-=\s]|$)|(?<=^\d+)[.)](?=\s|$)/g, toEntity);
}
