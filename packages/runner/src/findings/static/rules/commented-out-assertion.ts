/** Comments in tests that hold an assertion which somebody switched off. */
import type { Comment, Statement } from 'oxc-parser';
import { hasSyntaxError, parseScript } from '../../../impact/parse-script.ts';
import { chainOf } from '../chain.ts';
import { testAround } from '../passed-over.ts';
import type { RuleFlag, StaticRule } from '../rule.ts';
import type { Script } from '../script.ts';

const LOOKS_LIKE_ONE = /\b(?:expect|assert)\s*[.(]/;

export const rule: StaticRule = {
  name: 'commented-out-assertion',
  level: 'information',
  check: (file) =>
    blocksOf(file.script).flatMap((block): RuleFlag[] => {
      const first = block[0];
      const last = block.at(-1);
      if (first === undefined || last === undefined) return [];
      const test = testAround(file, first);
      if (test === null || test.isSkipped || !holdsAssertion(block.map(({ value }) => value))) return [];
      return [{ node: { start: first.start, end: last.end }, message: 'This assertion is switched off by a comment.' }];
    }),
};

/** Comments that stand under one another with nothing between belong together. */
function blocksOf(script: Script): Comment[][] {
  const blocks: Comment[][] = [];
  let last: Comment | null = null;
  for (const comment of script.comments) {
    const isNext =
      last !== null && comment.type === 'Line' && last.type === 'Line' && isBlank(script.text.slice(last.end, comment.start));
    if (isNext) blocks.at(-1)?.push(comment);
    else blocks.push([comment]);
    last = comment;
  }
  return blocks;
}

function isBlank(between: string): boolean {
  return between.trim() === '' && (between.match(/\n/g) ?? []).length <= 1;
}

/** Whether the lines as a whole are code with an assertion, or one of them is an assertion by itself. */
function holdsAssertion(lines: readonly string[]): boolean {
  if (!lines.some((line) => LOOKS_LIKE_ONE.test(line))) return false;
  return (
    hasAssertion(lines.join('\n').replace(/^\s*\*/gm, '')) ||
    lines.some((line) => LOOKS_LIKE_ONE.test(line) && hasAssertion(line))
  );
}

function hasAssertion(text: string): boolean {
  const parsed = parseScript('comment.tsx', `async () => {${text}\n}`);
  if (hasSyntaxError(parsed)) return false;
  const [wrapper] = parsed.program.body;
  if (wrapper?.type !== 'ExpressionStatement' || wrapper.expression.type !== 'ArrowFunctionExpression') return false;
  const { body } = wrapper.expression;
  return body.type === 'BlockStatement' && body.body.some(isAssertion);
}

function isAssertion(statement: Statement): boolean {
  if (statement.type !== 'ExpressionStatement') return false;
  const { expression } = statement;
  const { root, links } = chainOf(expression.type === 'AwaitExpression' ? expression.argument : expression);
  if (root.type !== 'Identifier' || !/^(?:expect|assert)$/.test(root.name)) return false;
  const calls = links.filter(({ kind }) => kind === 'call').length;
  return root.name === 'expect' ? calls > 1 : calls > 0;
}
