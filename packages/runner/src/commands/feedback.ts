/** `killrate feedback`: whether a survivor was worth looking at, counted by mutator and rule. */
import { countFeedback, giveFeedback } from '@killrate/shared/store/feedback';
import type { Database } from '@killrate/shared/store/open';
import { allKeys, getMutator } from '@killrate/shared/store/results';
import { didYouMean } from '../config/nearest.ts';
import { UserError } from '../errors.ts';
import { openProject } from '../project/project.ts';
import { withStore } from '../project-store.ts';

export const FEEDBACK_WORDS = ['useful', 'not-useful'] as const;
export type FeedbackWord = (typeof FEEDBACK_WORDS)[number];

/** Stores what is said of a mutant, or counts what was said so far; gives back the lines to print. */
export async function feedbackCommand(args: { cwd: string; key: string | null; word: FeedbackWord | null }): Promise<string[]> {
  const project = openProject(args.cwd);
  const { key, word } = args;
  if (key !== null && word === null) throw new UserError(`say whether ${key} was useful or not-useful`);
  return await withStore(project, 'existing', (database) =>
    key === null || word === null ? count(database) : give(database, key, word),
  );
}

function give(database: Database, key: string, word: FeedbackWord): string[] {
  const known = allKeys(database);
  const [found, ...others] = known.filter((candidate) => candidate.startsWith(key));
  if (others.length > 0) throw new UserError(`${key} is the beginning of ${others.length + 1} keys: write more of it`);
  if (found === undefined)
    throw new UserError(`there is no mutant ${key}${didYouMean(key, known)}: killrate survivors lists them`);
  const rule = getMutator(database, found) ?? '';
  giveFeedback(database, { kind: 'mutant', subject: found, rule, isUseful: word === 'useful' }, new Date().toISOString());
  return [`noted: ${found} (${rule}) is ${word}`];
}

function count(database: Database): string[] {
  const counts = countFeedback(database);
  if (counts.length === 0) return ['no feedback yet: killrate feedback MUTANT useful|not-useful'];
  const width = Math.max(...counts.map(({ rule }) => rule.length));
  return counts.map(({ rule, useful, notUseful }) => `${rule.padEnd(width)}  ${useful} useful, ${notUseful} not useful`);
}
