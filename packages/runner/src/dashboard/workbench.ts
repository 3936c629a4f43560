/** What the dashboard can do to this project: decisions written as the commands write them, runs as processes, the editor. */
import { setTimeout as delay } from 'node:timers/promises';
import type { StartRunBody } from '@killrate/shared/api';
import { StoreError } from '@killrate/shared/store/errors';
import { openDatabase } from '@killrate/shared/store/open';
import { lockHolder } from '@killrate/shared/store/run-progress';
import { type ProjectFacts, Refusal, type Workbench } from '@killrate/web/server';
import { EXIT, UserError } from '../errors.ts';
import type { Project } from '../project/project.ts';
import { isHolderAlive } from '../project-lock.ts';
import { storePath } from '../project-store.ts';
import { editorOf, openInEditor } from './editor.ts';
import { createLedgerView } from './ledger-view.ts';
import type { Answer } from './messages.ts';
import { watchProject } from './project-watch.ts';
import { type RunProcess, startRunProcess } from './run-process.ts';
import { createSideThread } from './side-thread.ts';

/** How long a run may take until it holds the project: until then it can end for a reason that whoever started it is told. */
const START_CEILING_MS = 20_000;
const LOOK_EVERY_MS = 50;

/** The workbench of one project. */
export function createWorkbench(project: Project): Workbench {
  const thread = createSideThread(project.root);
  const watch = watchProject(thread);
  const ledger = createLedgerView(project.root);
  const failureListeners: ((message: string) => void)[] = [];
  let run: RunProcess | null = null;

  async function order(asked: Parameters<typeof thread.ask>[0]): Promise<void> {
    checkDone(await thread.ask(asked));
  }

  async function startRun(body: StartRunBody): Promise<void> {
    if (run !== null || isRunning(project)) throw new Refusal('a run measures this project already: wait for it, or end it');
    const started = startRunProcess(argumentsOf(body, watch.facts(), project.root), project.root);
    run = started;
    let isToldEarly = false;
    const ended = started.ended.then(({ code, lastLine }) => {
      if (run === started) run = null;
      const message = failureOf(code, lastLine);
      if (message !== null && !isToldEarly) for (const listener of failureListeners) listener(message);
      return message;
    });
    isToldEarly = true;
    const early = await Promise.race([ended, untilAtWork(project)]);
    isToldEarly = false;
    if (early !== null && early !== 'at work') throw new Refusal(early);
  }

  return {
    canOpenEditor: editorOf(process.env) !== null,
    facts: watch.facts,
    assessment: watch.assessment,
    ready: watch.ready,
    wake: () => watch.wake(),
    onFacts: watch.onFacts,
    ledger,
    isAlive: isHolderAlive,
    async accept(key, { category, reason, expires }) {
      await order({ kind: 'accept', key, decision: { category, reason, expires } });
      const entry = ledger().entries.find((each) => each.key === key);
      if (entry === undefined) throw new Refusal(`${key} is the beginning of a key: write all of it`, 404);
      return { category: entry.category, reason: entry.reason, author: entry.author, date: entry.date, expires: entry.expires };
    },
    takeBackAcceptance: (key) => order({ kind: 'take-back', key }),
    giveFeedback: (key, verdict) => order({ kind: 'feedback', key, verdict }),
    giveFindingFeedback: (key, verdict) => order({ kind: 'finding-feedback', key, verdict }),
    async openEditor(path, line) {
      await openInEditor(process.env, path, line).catch(refuse);
    },
    startRun,
    async cancelRun() {
      if (run === null) throw new Refusal('no run was started from here: end the other one where it was started');
      await run.stop();
    },
    onRunFailed: (listener) => failureListeners.push(listener),
    async close() {
      await run?.stop();
      await thread.close();
    },
  };
}

function refuse(error: unknown): never {
  if (error instanceof UserError) throw new Refusal(error.message);
  throw error;
}

function checkDone(answer: Answer): void {
  switch (answer.kind) {
    case 'done':
    case 'same':
    case 'facts':
    case 'assessment':
      return;
    case 'refused':
      throw new Refusal(answer.message);
    case 'failed':
      throw new Error(answer.message);
    default:
      answer satisfies never;
  }
}

/** Resolves once a run holds the project, or should have long ago. */
async function untilAtWork(project: Project): Promise<'at work'> {
  const startedAt = performance.now();
  while (!isRunning(project) && performance.now() - startedAt < START_CEILING_MS)
    await delay(LOOK_EVERY_MS, undefined, { ref: false });
  return 'at work';
}

function isRunning(project: Project): boolean {
  try {
    const database = openDatabase(storePath(project), 'read');
    const holder = lockHolder(database);
    database.close();
    return holder !== null && isHolderAlive(holder);
  } catch (error) {
    if (error instanceof StoreError) return false;
    throw error;
  }
}

/** The command line of a run; only files and modules that the project has get into it. */
function argumentsOf(body: StartRunBody, facts: ProjectFacts | null, root: string): string[] {
  const here = ['-C', root];
  switch (body.scope) {
    case 'all':
      return ['run', '--fresh', ...here];
    case 'files': {
      const known = new Set(facts?.files.map(({ file }) => file));
      const unknown = body.files.find((file) => !known.has(file));
      if (unknown !== undefined) throw new Refusal(`${unknown.slice(0, 200)} is no source file of this project`, 404);
      return ['run', '--fresh', ...here, '--', ...body.files];
    }
    case 'module':
      if (facts?.modules.every(({ name }) => name !== body.module) ?? true)
        throw new Refusal(`there is no module ${body.module.slice(0, 200)}`, 404);
      return ['run', '--fresh', ...here, `--module=${body.module}`];
    case 'survivors':
      return ['retry', ...here];
    case 'mutants':
      return ['retry', ...here, '--', ...body.keys];
    default:
      return body satisfies never;
  }
}

/** Why a run failed, in one line; null where it did what it should, or was ended by somebody. */
function failureOf(code: number | null, lastLine: string): string | null {
  const isFine = code === null || code === EXIT.done || code === EXIT.incomplete || code === EXIT.interrupted;
  return isFine ? null : lastLine.replace(/^killrate: /, '').slice(0, 500) || `the run ended with code ${code}`;
}
