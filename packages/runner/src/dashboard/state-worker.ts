/** A thread of its own for what takes long: looking at the project, and writing what a person decides. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { StoreError } from '@killrate/shared/store/errors';
import { type Database, openDatabase } from '@killrate/shared/store/open';
import type { ProjectFacts, SourceFile } from '@killrate/web/server';
import { acceptCommand } from '../commands/accept.ts';
import { feedbackCommand } from '../commands/feedback.ts';
import { DEFAULT_MODULE } from '../config/config.ts';
import { loadConfig } from '../config/load-config.ts';
import { killRateTarget } from '../config/requirements.ts';
import { UserError } from '../errors.ts';
import { readLedger, writeLedger } from '../gate/record-files.ts';
import { moduleFinder } from '../plan.ts';
import { openProject, type Project } from '../project/project.ts';
import { hashFile } from '../project/project-files.ts';
import { findSources } from '../project/sources.ts';
import { type FileState, readState } from '../project-state.ts';
import { storePath } from '../project-store.ts';
import type { Answer, Order } from './messages.ts';

const { root } = workerData as { root: string };
/** What was looked at last, and what was found. */
let lastMark = '';
let lastFacts = '';
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
    case 'accept':
      await acceptCommand({ cwd: root, keys: [order.key], ...order.decision, author: null, isPrune: false });
      return { kind: 'done' };
    case 'take-back':
      takeBack(order.key);
      return { kind: 'done' };
    case 'feedback':
      await feedbackCommand({ cwd: root, key: order.key, word: order.verdict });
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
    const facts = await readFacts(project, database);
    lastMark = mark;
    const text = JSON.stringify(facts);
    if (text === lastFacts) return { kind: 'same' };
    lastFacts = text;
    return { kind: 'facts', facts };
  } finally {
    database?.close();
  }
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
        `SELECT (SELECT count(*) FROM run), (SELECT max(id) FROM job), (SELECT count(*) FROM job WHERE status = 'completed'),
           (SELECT group_concat(run_id) FROM (SELECT DISTINCT run_id FROM measured_file ORDER BY run_id)), (SELECT count(*) FROM measured_file)`,
      )
      .raw()
      .get(),
  );
}

async function readFacts(project: Project, database: Database | null): Promise<ProjectFacts> {
  const loaded = await loadConfig(root);
  const { config, engineOptions } = loaded;
  const modules = [...config.modules, { name: DEFAULT_MODULE, target: config.target }].map(({ name, target }) => ({
    name,
    target: killRateTarget(target),
  }));
  if (database !== null) return { files: readState(database, project, loaded).files.map(toSourceFile), modules, notes: [] };
  const moduleOf = moduleFinder(config);
  const patterns = config.modules.flatMap((module) => module.files);
  return {
    files: findSources(project, engineOptions.mutate, patterns).map((file) => ({
      ...{ file, module: moduleOf(file), contentHash: hashFile(join(root, file)) },
      ...{ kind: 'unmeasured', reason: 'it was never measured', recalledFrom: null },
    })),
    modules,
    notes: [],
  };
}

const KIND = {
  current: 'current',
  unmeasured: 'unmeasured',
  changed: 'changed',
  'other-suite': 'older',
  lost: 'older',
} as const satisfies Record<FileState['kind'], SourceFile['kind']>;

function toSourceFile({ file, module, contentHash, kind, reason, recalledFrom }: FileState): SourceFile {
  return { file, module, contentHash, kind: KIND[kind], reason, recalledFrom };
}
