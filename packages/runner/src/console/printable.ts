/** Text of the measured project made safe to print: no escape sequence, line break or reordering mark reaches the terminal. */

/** C0 and C1 controls, line and paragraph separators, marks that reorder or hide text (Trojan Source), byte order marks. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** One line of code: tabs become two spaces, what cannot be shown its JavaScript escape, as in `\x1b`. */
export function printableCode(line: string): string {
  return line.replaceAll('\t', '  ').replace(UNPRINTABLE, escapeOf);
}

/** A name, a path or a message on one line: line breaks and runs of blanks become one space. */
export function printable(text: string): string {
  return text.trim().replace(/\s+/g, ' ').replace(UNPRINTABLE, escapeOf);
}

function escapeOf(character: string): string {
  const code = character.charCodeAt(0).toString(16);
  return code.length <= 2 ? `\\x${code.padStart(2, '0')}` : `\\u${code.padStart(4, '0')}`;
}
