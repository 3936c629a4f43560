/** `killrate feedback`: whether a survivor or a finding was worth looking at, counted by mutator and by rule. */
import { isDistrusted } from '@killrate/shared/rules';
import { countFeedback, type Feedback, type FeedbackCount, giveFeedback } from '@killrate/shared/store/feedback';
import type { Database } from '@killrate/shared/store/open';
import { allKeys, getMutator } from '@killrate/shared/store/results';
import { loadConfig } from '../config/load-config.ts';
import { didYouMean } from '../config/nearest.ts';
import { UserError } from '../errors.ts';
import { openProject, type Project } from '../project/project.ts';
import { readState } from '../project-state.ts';
import { withStore } from '../project-store.ts';

export const FEEDBACK_WORDS = ['useful', 'not-useful'] as const;
export type FeedbackWord = (typeof FEEDBACK_WORDS)[number];

/** Stores what is said of a mutant or a finding, or counts what was said so far; gives back the lines to print. */
export async function feedbackCommand(args: { cwd: string; key: string | null; word: FeedbackWord | null }): Promise<string[]> {
  const project = openProject(args.cwd);
  const { key, word } = args;
  if (key !== null && word === null) throw new UserError(`say whether ${key} was useful or not-useful`);
  return await withStore(project, 'existing', async (database) => {
    if (key === null || word === null) return count(database);
    const subject = await findSubject(database, project, key);
    return give(database, subject, word);
  });
}

type Subject = Pick<Feedback, 'kind' | 'subject' | 'rule'>;

/** What a key, or the beginning of one, names: a mutant of the store, else a finding as it is now. */
async function findSubject(database: Database, project: Project, key: string): Promise<Subject> {
  const mutants = allKeys(database);
  const named = mutants.filter((candidate) => candidate.startsWith(key));
  const found = named.length > 0 ? named : await findFindings(database, project, key);
  if (found.length > 1) throw new UserError(`${key} is the beginning of ${found.length} keys: write more of it`);
  const [subject] = found;
  if (subject === undefined)
    throw new UserError(
      `there is no mutant ${key}${didYouMean(key, mutants)}, and no finding: killrate survivors and killrate tests list them`,
    );
  if (typeof subject !== 'string') return subject;
  return { kind: 'mutant', subject, rule: getMutator(database, subject) ?? '' };
}

async function findFindings(database: Database, project: Project, key: string): Promise<Subject[]> {
  // Every command loads this file for its words; the rules are for this one.
  const { assessTests } = await import('../findings/assess-tests.ts');
  const loaded = await loadConfig(project.root);
  const { findings } = assessTests(database, project, loaded, readState(database, project, loaded));
  const rules = new Map(findings.map((finding) => [finding.key, finding.rule]));
  return [...rules]
    .filter(([candidate]) => candidate.startsWith(key))
    .map(([subject, rule]) => ({ kind: 'finding', subject, rule }));
}

function give(database: Database, subject: Subject, word: FeedbackWord): string[] {
  giveFeedback(database, { ...subject, isUseful: word === 'useful' }, new Date().toISOString());
  return [`noted: ${subject.subject} (${subject.rule}) is ${word}`];
}

function count(database: Database): string[] {
  const counts = countFeedback(database);
  if (counts.length === 0) return ['no feedback yet: killrate feedback KEY useful|not-useful'];
  const width = Math.max(...counts.map((each) => nameOf(each).length));
  return counts.map((each) => {
    const isOff = each.kind === 'finding' && isDistrusted(each);
    const { useful, notUseful } = each;
    return `${nameOf(each).padEnd(width)}  ${useful} useful, ${notUseful} not useful${isOff ? ': off, unless the config turns it on' : ''}`;
  });
}

/** As reports name the rules, so that no rule about tests is taken for a mutator. */
function nameOf({ kind, rule }: FeedbackCount): string {
  return kind === 'finding' ? `test/${rule}` : rule;
}
