/** Which tests the rules about values judge, and what their words say about them. */
import type { TestFileModel, TestModel } from '../test-file.ts';
import { declaresTypes, hasIdleTypes, withoutKeystrokes } from '../type-checks.ts';

/** Whether a test runs, is meant to pass, and stands in this file as a whole. */
export function isJudged(file: TestFileModel, test: TestModel): boolean {
  return !test.isSkipped && !test.isExpectedToFail && test.body !== null && test.bodyScript === file.script;
}

/** Whether a test is about types, so that the compiler is who checks. */
export function isAboutTypes(file: TestFileModel, test: TestModel): boolean {
  const text = file.script.textOf(test.node);
  if (/@ts-expect-error|\b(?:expectTypeOf|assertType|satisfies)\b/.test(text)) return true;
  if (test.body !== null && declaresTypes(file, test.body)) return true;
  const title = fullTitle(file, test, hasFieldType(text) ? titleText(file, test).replace(/\btype\b/i, '') : undefined);
  if (/\bcompil(?:e|es|ed|ation|er)\b/i.test(title) && hasIdleTypes(file)) return true;
  return TYPE_WORDS.test(withoutKeystrokes(title)) && /:\s*(?:[A-Z]|unknown\b)|\bas\b|<[A-Z]/.test(text);
}

/** Whether a test writes a field of that name: `{ type: 'word' }`. Then its title speaks of that. */
function hasFieldType(text: string): boolean {
  return /[{,]\s*type['"]?\s*[:,}]/.test(text);
}

const TYPE_WORDS = /typ(?:es?|ings?|ed)(?![a-z])|infer|compil|\bgeneric|\bassignable\b/i;

/** The title as it is written, placeholders and all. */
export function titleText(file: TestFileModel, test: TestModel): string {
  const [title] = test.node.arguments;
  return test.title.text ?? (title === undefined ? '' : file.script.textOf(title));
}

/** The title, and those of the groups around it. */
export function fullTitle(file: TestFileModel, test: TestModel, own = titleText(file, test)): string {
  const groups = test.groups.map(
    ({ node, title }) => title.text ?? (node.arguments[0] === undefined ? '' : file.script.textOf(node.arguments[0])),
  );
  return [...groups, own].join(' ');
}
