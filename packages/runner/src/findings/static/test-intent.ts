/** What a test is about, as its titles say. */
import type { TestModel } from './test-file.ts';

const NO_THROW =
  /\b(?:not?|n['’]?t|never|without)\b[\w\s`'"().,-]{0,30}?\b(?:throw\w*|crash\w*|fail\w*|error\w*|break\w*|hang\w*|warn\w*|reject\w*|panic\w*|explod\w*|leak\w*|exception\w*|complain\w*|infinite|overflow\w*|deadlock\w*|blow\w*)\b|\b(?:no-?op|no-?throw|noop|do(?:es)? nothing|safe(?:ly)?|gracefully|silently|ignores?|tolerates?|survives?|smoke)\b|(?:doesn|don|won|shouldn|isn|can|didn)['’]?t\b[\w\s]{0,30}?\b(?:throw|crash|fail|error|break|hang|warn|reject|blow|leak)/i;

/** Whether the title promises no more than that nothing goes wrong. */
export function saysNoThrow({ title, groups }: TestModel): boolean {
  return [title, ...groups.slice(-1).map((group) => group.title)].some(({ text }) => text !== null && NO_THROW.test(text));
}
