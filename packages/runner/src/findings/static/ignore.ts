/** Comments that silence a rule: `// killrate ignore-finding RULE: reason`. */
import type { Flag } from '../flag.ts';
import type { TestFileModel } from './test-file.ts';

export interface Ignore {
  rules: readonly string[];
  /** The lines that it speaks of, the last one included. */
  from: number;
  to: number;
}

export interface Ignores {
  ignores: readonly Ignore[];
  /** Comments that do not count, each with the reason. */
  unknown: readonly string[];
}

const DIRECTIVE = /killrate ignore-finding\s+([\w-]+(?:\s*,\s*[\w-]+)*)\s*(?::\s*([\s\S]*))?$/;

/** Reads the comments of a file. In a test, or right above it, one speaks of the whole test; elsewhere of its own and the next line. */
export function readIgnores({ script, tests }: TestFileModel): Ignores {
  const ignores: Ignore[] = [];
  const unknown: string[] = [];
  for (const comment of script.comments) {
    if (!comment.value.includes('killrate ignore-finding')) continue;
    const { line, endLine } = script.placeOf(comment);
    const [, names, reason] = DIRECTIVE.exec(comment.value.trim()) ?? [];
    if (names === undefined || reason === undefined || reason.trim() === '') {
      unknown.push(
        `The comment at ${script.path}:${line} ignores nothing: it needs a rule and a reason, as in "killrate ignore-finding RULE: reason".`,
      );
      continue;
    }
    const test =
      tests.findLast(({ node }) => node.start <= comment.start && comment.end <= node.end) ??
      tests.find(
        ({ place, node }) =>
          node.start >= comment.end && isRightAbove(script.text.slice(comment.end, node.start), place.line, endLine),
      );
    const rules = names.split(',').map((name) => name.trim());
    ignores.push({ rules, from: test?.place.line ?? line, to: test?.place.endLine ?? endLine + 1 });
  }
  return { ignores, unknown };
}

/** Whether only other comments and blanks stand between a comment and the test below it. */
function isRightAbove(between: string, testLine: number, commentEnd: number): boolean {
  if (testLine <= commentEnd) return false;
  return (
    between
      .split('\n')
      .every((line, index, lines) => index === lines.length - 1 || line.trim() === '' || /^\s*(?:\/\/|\/?\*)/.test(line)) &&
    !/\n\s*\n/.test(between)
  );
}

export function isIgnored({ rule, line }: Flag, ignores: readonly Ignore[]): boolean {
  return ignores.some(({ rules, from, to }) => rules.includes(rule) && from <= line && line <= to);
}
