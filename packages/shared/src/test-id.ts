/** A test's id: its file, ` > ` and its full name. */
import type { Test } from './model.ts';

const SEPARATOR = ' > ';

/** The file of a test, from the project's root. */
export function fileOfTest(id: string): string {
  return id.split(SEPARATOR)[0] ?? id;
}

/** A test that no dry run had: only its id is known. */
export function unknownTest(id: string): Test {
  const [file = id, ...name] = id.split(SEPARATOR);
  return { id, file, name: name.join(SEPARATOR) || id, line: null, durationMs: 0 };
}
