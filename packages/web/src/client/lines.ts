/** A source as the lines that mutants count. */

const LINE_BREAK = /\r\n|[\n\r\u2028\u2029]/;

/** Every line break of the language ends a line, as it does for the engine. */
export function linesOf(source: string): string[] {
  return source.split(LINE_BREAK);
}
