/** Parsing a script as the engine does. */
import { type ParseResult, parseSync } from 'oxc-parser';

/** Whether a path is one that {@link parseScript} can read; declarations are. */
export function isParsable(file: string): boolean {
  return /\.[cm]?[jt]sx?$/.test(file);
}

/**
 * Plain JavaScript may hold JSX, whatever its file is called. Parentheses leave no node of their own. `range` is for those who resolve
 * names: they read ranges, and the fields of TypeScript's tree in any script.
 */
export function parseScript(file: string, source: string, range = false): ParseResult {
  const options = { preserveParens: false, range, ...(range && { astType: 'ts' as const }) };
  if (!/\.[cm]?js$/.test(file)) return parseSync(file, source, options);
  return parseSync(file, source, { ...options, lang: 'jsx', sourceType: file.endsWith('.cjs') ? 'commonjs' : undefined });
}

/** Whether the text could not be read to its end. */
export function hasSyntaxError(parsed: ParseResult): boolean {
  return parsed.errors.some(({ severity }) => severity === 'Error');
}
