/** A thread of its own for what takes long: looking at the project, and writing what a person decides. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parentPort, workerData } from 'node:worker_threads';
import type { TestAssessment } from '@killrate/shared/api';
import { StoreError } from '@killrate/shared/store/errors';
import { giveFeedback } from '@killrate/shared/store/feedback';
import { type Database, openDatabase } from '@killrate/shared/store/open';
import { acceptCommand } from '../commands/accept.ts';
import { feedbackCommand } from '../commands/feedback.ts';
import { loadConfig } from '../config/load-config.ts';
import { UserError } from '../errors.ts';
import { assessTests } from '../findings/assess-tests.ts';
import { readLedger, writeLedger } from '../gate/record-files.ts';
import { openProject, type Project } from '../project/project.ts';
import { readState } from '../project-state.ts';
import { storePath, withStore } from '../project-store.ts';
import { toAssessmentView } from './assessment-view.ts';
import type { Answer, Order } from './messages.ts';
import { readFacts } from './project-facts.ts';

const { root } = workerData as { root: string };
/** What was looked at last, and what was found. */
let lastMark = '';
let lastFacts = '';
/** What the tests were judged by last, and what was held of them. */
let lastAssessedMark = '';
let lastAssessment: TestAssessment | null = null;
let turn: Promise<void> = Promise.resolve();

parentPort?.on('message', (order: Order) => {
  // One after another: two decisions at once would write the ledger over each other.
  turn = turn.then(async () => parentPort?.postMessage(await answer(order)));
});

async function answer(order: Order): Promise<Answer> {
  try {
    return { id: order.id, ...(await carryOut(order)) };
  } catch (error) {
    const isKnown = error instanceof UserError || error instanceof StoreError;
    if (isKnown) return { id: order.id, kind: 'refused', message: error.message };
    return { id: order.id, kind: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

type WithoutId<Each> = Each extends unknown ? Omit<Each, 'id'> : never;

async function carryOut(order: Order): Promise<WithoutId<Answer>> {
  switch (order.kind) {
    case 'look':
      return await look();
    case 'assess':
      return await assess();
    case 'accept':
      await acceptCommand({ cwd: root, keys: [order.key], ...order.decision, author: null, isPrune: false });
      return { kind: 'done' };
    case 'take-back':
      takeBack(order.key);
      return { kind: 'done' };
    case 'feedback':
      await feedbackCommand({ cwd: root, key: order.key, word: order.verdict });
      return { kind: 'done' };
    case 'finding-feedback':
      await speakOfFinding(order.key, order.verdict);
      return { kind: 'done' };
    default:
      return order satisfies never;
  }
}

function takeBack(key: string): void {
  const ledger = readLedger(root);
  const rest = ledger.filter((entry) => entry.key !== key);
  if (rest.length === ledger.length) throw new UserError(`mutant ${key} is not accepted: there is nothing to take back`);
  writeLedger(root, rest);
}

async function look(): Promise<WithoutId<Answer>> {
  const project = openProject(root);
  const database = openIfPresent(project);
  try {
    const mark = `${markOfTree(project)} ${database === null ? '' : markOfStore(database)}`;
    if (mark === lastMark) return { kind: 'same' };
    const facts = readFacts(project, await loadConfig(root), database);
    lastMark = mark;
    const text = JSON.stringify(facts);
    if (text === lastFacts) return { kind: 'same' };
    lastFacts = text;
    return { kind: 'facts', facts };
  } catch (error) {
    // Whoever is told of it forgets what was found before: the next facts are news, though they may be the same.
    lastMark = '';
    lastFacts = '';
    throw error;
  } finally {
    database?.close();
  }
}

/** Judges the tests where anything that they are judged by changed; where nothing was measured yet, no page shows them. */
async function assess(): Promise<WithoutId<Answer>> {
  const project = openProject(root);
  const database = openIfPresent(project);
  if (database === null) return { kind: 'same' };
  try {
    const mark = `${markOfTree(project)} ${markOfStore(database)} ${markOfSayings(database)}`;
    if (mark === lastAssessedMark) return { kind: 'same' };
    const loaded = await loadConfig(root);
    const state = readState(database, project, loaded);
    const found = toAssessmentView(assessTests(database, project, loaded, state), state);
    lastAssessedMark = mark;
    const isSame = isDeepStrictEqual(found, lastAssessment);
    lastAssessment = found;
    return isSame ? { kind: 'same' } : { kind: 'assessment', assessment: found };
  } finally {
    database.close();
  }
}

/** Written here, since the finding is known here: the command would have to judge every test for it. */
async function speakOfFinding(key: string, verdict: 'useful' | 'not-useful'): Promise<void> {
  const finding = lastAssessment?.findings.find((each) => each.key === key);
  if (finding === undefined) throw new UserError(`there is no finding ${key} any more`);
  const said = { kind: 'finding', subject: key, rule: finding.rule, isUseful: verdict === 'useful' } as const;
  await withStore({ root }, 'existing', (database) => giveFeedback(database, said, new Date().toISOString()));
}

function openIfPresent(project: Project): Database | null {
  try {
    return openDatabase(storePath(project), 'read');
  } catch (error) {
    if (error instanceof StoreError) return null;
    throw error;
  }
}

/** Equal as long as no file was written. */
function markOfTree({ tree }: Project): string {
  return tree.files
    .map(({ path }) => {
      const found = statSync(join(root, path), { throwIfNoEntry: false });
      return found === undefined ? path : `${path} ${found.mtimeMs} ${found.size}`;
    })
    .join('\n');
}

/** Equal as long as no file was measured anew. */
function markOfStore(database: Database): string {
  return JSON.stringify(
    database
      .prepare(
        `SELECT (SELECT count(*) FROM run), (SELECT max(finished_at) FROM run), (SELECT max(id) FROM job), (SELECT count(*) FROM job WHERE status = 'completed'),
           (SELECT group_concat(run_id) FROM (SELECT DISTINCT run_id FROM measured_file ORDER BY run_id)), (SELECT count(*) FROM measured_file)`,
      )
      .raw()
      .get(),
  );
}

/** Equal as long as nobody says anything of a finding: what is said can turn a rule off. */
function markOfSayings(database: Database): string {
  return JSON.stringify(database.prepare(`SELECT count(*), max(given_at) FROM feedback WHERE kind = 'finding'`).raw().get());
}
