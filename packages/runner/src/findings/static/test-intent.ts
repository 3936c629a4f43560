/** What a test is about, as its titles say. */
import type { TestFileModel, TestModel } from './test-file.ts';

const NO_THROW = new RegExp(
  [
    String.raw`\b(?:not|never|(?:does|do|don|is|are|should|must|wo|ca|did|would)n?['’]?t)\b[^.]{0,24}?\b(?:throw|crash|fail|break|hang|warn|reject|panic|explode|leak|blow|overflow|deadlock|complain)(?:s|es|ing)?\b`,
    String.raw`\bnot error\b`,
    String.raw`\bwithout (?:an? |any )?(?:throw\w*|crash\w*|errors?|fail\w*|exceptions?|warnings?|leak\w*)\b`,
    String.raw`\bno (?:errors?|exceptions?|crash\w*|warnings?)\b`,
    String.raw`\b(?:no-?op|no-?throw|noop|do(?:es)? nothing|safe(?:ly)?|gracefully|silently|tolerates?|survives?|smoke)\b`,
  ].join('|'),
  'i',
);

/** Of these, what a test without any assertion does show: that the code got to its end. */
const NO_FAILURE = new RegExp(
  [
    String.raw`\b(?:not|never|(?:does|do|don|is|are|should|must|wo|ca|did|would)n?['’]?t)\b[^.]{0,24}?\b(?:throw|crash|fail|break|hang|reject|panic|explode|blow|overflow|deadlock|recurse|loop)(?:s|es|ing|ed)?\b`,
    String.raw`\b(?:not|never)\b[^.]{0,24}?\b(?:errors?|raises?)\b`,
    String.raw`\bwithout (?:an? |any )?(?:throw\w*|crash\w*|errors?|fail\w*|exceptions?)\b`,
    String.raw`\bno (?:errors?|exceptions?) (?:is|are|was|were)\b`,
    String.raw`\b(?:not|never|without) caus(?:e|ing) (?:any )?(?:issues?|problems?|errors?)\b`,
    String.raw`\b(?:no-?throw|(?:throws?|raises?) (?:no|nothing)|smoke|cleanly)\b`,
  ].join('|'),
  'i',
);

/** Whether the title promises no more than that nothing goes wrong. */
export function saysNoThrow(test: TestModel): boolean {
  return titlesOf(test).some((text) => NO_THROW.test(text));
}

/** Whether the title, or a comment in the body, promises that nothing is thrown, and nothing crashes. */
export function saysNoFailure(file: TestFileModel, test: TestModel): boolean {
  return [...titlesOf(test), ...commentsOf(file, test)].some((text) => NO_FAILURE.test(text));
}

/** Whether it promises that what the test waits for last comes to an end: then that it ended is the check. */
export function saysSettled(file: TestFileModel, test: TestModel): boolean {
  const { body } = test;
  const last = body?.body?.type === 'BlockStatement' ? body.body.body.at(-1) : null;
  if (last?.type !== 'ExpressionStatement' || last.expression.type !== 'AwaitExpression') return false;
  return [...titlesOf(test), ...commentsOf(file, test)].some((text) => /\bresolves?\b|\bsettles?\b/i.test(text));
}

/** What stands in the comments of a test, but for code that was put there. */
function commentsOf({ script }: TestFileModel, { body, bodyScript }: TestModel): string[] {
  if (body === null || bodyScript !== script) return [];
  return script.comments
    .filter(({ start, end }) => start >= body.start && end <= body.end)
    .map(({ value }) => value)
    .filter((value) => !/\b(?:expect|assert)\w*\s*[.(]/.test(value));
}

function titlesOf({ title, groups }: TestModel): string[] {
  return [title, ...groups.slice(-1).map((group) => group.title)].flatMap(({ text }) => text ?? []);
}
