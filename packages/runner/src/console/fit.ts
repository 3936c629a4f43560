/** How text is made to fit a number of columns: cut at an end or in the middle, padded, wrapped. */
import stringWidth from 'string-width';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Columns that a text takes in a terminal; colours take none. */
export function widthOf(text: string): number {
  return stringWidth(text);
}

/** A text longer than this need not be measured to know that it does not fit. Sources may hold lines of a megabyte. */
function farLength(width: number): number {
  return 200 + 20 * Math.max(0, width);
}

function isFitting(text: string, width: number): boolean {
  return text.length <= farLength(width) && stringWidth(text) <= width;
}

/** The longest start of a bare text that fits. */
function startOf(text: string, width: number): string {
  let taken = '';
  let columns = 0;
  for (const { segment } of graphemes.segment(text)) {
    columns += stringWidth(segment);
    if (columns > width) break;
    taken += segment;
  }
  return taken;
}

/** The longest end of a bare text that fits. */
function endOf(whole: string, width: number): string {
  const text = whole.slice(-farLength(width));
  const segments = [...graphemes.segment(text)];
  let start = text.length;
  let columns = 0;
  for (const { segment, index } of segments.reverse()) {
    columns += stringWidth(segment);
    if (columns > width) break;
    start = index;
  }
  return text.slice(start);
}

/** Keeps the start of a bare text. */
export function cutEnd(text: string, width: number, ellipsis: string): string {
  if (isFitting(text, width)) return text;
  const room = width - stringWidth(ellipsis);
  return room < 1 ? startOf(text, width) : startOf(text, room) + ellipsis;
}

/** Keeps the end of a bare text. */
export function cutStart(text: string, width: number, ellipsis: string): string {
  if (isFitting(text, width)) return text;
  const room = width - stringWidth(ellipsis);
  return room < 1 ? endOf(text, width) : ellipsis + endOf(text, room);
}

/** Keeps both ends of a bare text, the second half longer: of a path, the name of the file says most. Indentation stays. */
export function cutMiddle(text: string, width: number, ellipsis: string): string {
  if (isFitting(text, width)) return text;
  const indent = text.slice(0, text.length - text.trimStart().length);
  const room = width - indent.length - stringWidth(ellipsis);
  if (room < 2) return endOf(text, width);
  const start = startOf(text.trimStart(), Math.floor(room / 3));
  return indent + start + ellipsis + endOf(text, room - stringWidth(start));
}

/** Fills up with blanks; a painted text may be given. */
export function pad(text: string, width: number, align: 'left' | 'right'): string {
  const blanks = ' '.repeat(Math.max(0, width - stringWidth(text)));
  return align === 'left' ? text + blanks : blanks + text;
}

/** Breaks a bare text between words, and a word longer than a line within. Lines after the first start with `indent` blanks. */
export function wrap(text: string, width: number, indent = 0): string[] {
  const lines: string[] = [];
  let line = '';
  const limit = () => (lines.length === 0 ? width : width - indent);
  for (const word of text.split(' ')) {
    let rest = word;
    if (line !== '' && stringWidth(line) + 1 + stringWidth(rest) <= limit()) {
      line += ` ${rest}`;
      continue;
    }
    if (line !== '') lines.push(line);
    while (stringWidth(rest) > limit()) {
      const start = startOf(rest, limit());
      if (start === '') break;
      lines.push(start);
      rest = rest.slice(start.length);
    }
    line = rest;
  }
  lines.push(line);
  return lines.map((each, index) => (index === 0 ? each : ' '.repeat(indent) + each));
}
