/** `killrate accept`: writes down that a survivor is lived with, or takes out what no longer holds. */
import { execFileSync } from 'node:child_process';
import { describeStale, type LedgerEntry } from '@killrate/shared/gate/acceptance';
import type { Mutant } from '@killrate/shared/model';
import { allKeys } from '@killrate/shared/store/results';
import { loadConfig } from '../config/load-config.ts';
import { didYouMean } from '../config/nearest.ts';
import { UserError } from '../errors.ts';
import { ACCEPTED_FILE, readLedger, writeLedger } from '../gate/record-files.ts';
import { openProject } from '../project/project.ts';
import { dayOf, type ProjectState, readState } from '../project-state.ts';
import { withStore } from '../project-store.ts';

export interface AcceptArguments {
  cwd: string;
  keys: readonly string[];
  reason: string | null;
  category: LedgerEntry['category'];
  /** YYYY-MM-DD */
  expires: string | null;
  author: string | null;
  isPrune: boolean;
}

/** Writes the ledger, and gives back what to say of it, one line each. */
export async function acceptCommand(args: AcceptArguments): Promise<string[]> {
  const project = openProject(args.cwd);
  const loaded = await loadConfig(project.root);
  if (!args.isPrune && args.keys.length === 0) throw new UserError('name the mutants to accept: killrate survivors lists them');
  if (args.isPrune && args.keys.length > 0) throw new UserError('--prune takes out every stale entry: name no mutant with it');
  const today = dayOf(new Date());
  if (args.expires !== null) checkExpiry(args.expires, today);
  // Read before the store, so that a ledger in conflict is told whatever was measured.
  readLedger(project.root);
  const { state, known } = await withStore(project, 'existing', (database) => ({
    state: readState(database, project, loaded, today),
    known: allKeys(database),
  }));
  return args.isPrune ? prune(project.root, state) : accept(project.root, state, known, args, today);
}

function checkExpiry(day: string, today: string): void {
  const date = new Date(`${day}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(date.getTime()) || dayOf(date) !== day)
    throw new UserError(`--expires ${day} is no date: write it YYYY-MM-DD`);
  if (day < today) throw new UserError(`--expires ${day} is past: name a day from ${today} on`);
}

function accept(root: string, state: ProjectState, known: readonly string[], args: AcceptArguments, today: string): string[] {
  const reason = (args.reason ?? '').trim().replaceAll(/\s+/g, ' ');
  if (reason === '') throw new UserError('say why with --reason: whoever reads it next must be able to judge it');
  const mutants = args.keys.map((key) => findSurvivor(state, known, key));
  const author = args.author ?? gitAuthor(root);
  const entries = new Map(state.ledger.map((entry) => [entry.key, entry]));
  for (const { key, file, mutator, original, replacement } of mutants) {
    const { category, expires } = args;
    entries.set(key, { key, file, mutator, original, replacement, category, reason, author, date: today, expires });
  }
  writeLedger(root, [...entries.values()]);
  return [
    ...mutants.map(({ key, file, line, mutator }) => `accepted ${key}  ${file}:${line}  ${mutator}  (${args.category})`),
    `wrote ${ACCEPTED_FILE}, ${entries.size} ${entries.size === 1 ? 'entry' : 'entries'}: commit it, it is reviewed like code`,
  ];
}

/** A key may be shortened to this. */
const LEAST_KEY_LENGTH = 4;

function findSurvivor({ mutants }: ProjectState, known: readonly string[], key: string): Mutant {
  const [mutant, ...others] = key.length < LEAST_KEY_LENGTH ? [] : mutants.filter((candidate) => candidate.key.startsWith(key));
  if (others.length > 0) throw new UserError(`${key} is the beginning of ${others.length + 1} keys: write more of it`);
  if (mutant === undefined) {
    const present = mutants.map((each) => each.key);
    throw new UserError(
      `there is no mutant ${key}${didYouMean(key, present.length > 0 ? present : known)}: killrate survivors lists them`,
    );
  }
  const place = `mutant ${mutant.key} in ${mutant.file}:${mutant.line}`;
  if (mutant.status === null) throw new UserError(`${place} is unresolved: measure it first, with killrate retry ${mutant.key}`);
  if (mutant.status !== 'Survived' && mutant.status !== 'NoCoverage')
    throw new UserError(`${place} is ${mutant.status}: only survivors can be accepted, there is nothing to live with`);
  return mutant;
}

function prune(root: string, { ledger, stale }: ProjectState): string[] {
  if (stale.length === 0) return ['nothing is stale'];
  const gone = new Set(stale.map(({ entry }) => entry.key));
  writeLedger(
    root,
    ledger.filter(({ key }) => !gone.has(key)),
  );
  return [
    ...stale.map((each) => `took out ${each.entry.key}  ${each.entry.file}  ${describeStale(each)}`),
    `wrote ${ACCEPTED_FILE}, ${ledger.length - gone.size} left`,
  ];
}

function gitAuthor(root: string): string | null {
  try {
    return (
      execFileSync('git', ['config', 'user.name'], { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim() ||
      null
    );
  } catch {
    return null;
  }
}
