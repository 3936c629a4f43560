/** `killrate run --watch`: measures again whenever the project changes, over a workplace that is kept. */

import { setTimeout as delay } from 'node:timers/promises';
import { plural } from '@killrate/shared/count';
import type { RunDocument } from '@killrate/shared/document';
import { createPalette } from '../console/paint.ts';
import { printable } from '../console/printable.ts';
import { renderRound } from '../console/round-view.ts';
import { openProject } from '../project/project.ts';
import { ProjectChanges } from '../project/project-changes.ts';
import { LockedError } from '../project-lock.ts';
import { WorkplaceKeeper } from '../workplace.ts';
import type { Io } from './io.ts';

/** How a watch measures, and what it does with what came of it. */
export interface WatchedRun {
  cwd: string;
  /** Measures once. `isNothingKnown` until a round found mutants. */
  measure: (io: Io, keeper: WorkplaceKeeper, isNothingKnown: boolean) => Promise<Measured>;
  /** Told of each round that was not overtaken by a change. */
  tell: (document: RunDocument) => void;
}

/** What one measurement came to; a mistake that the user can mend is in the document. */
interface Measured {
  document: RunDocument;
  /** Whether no edit of the code mends it: an argument, or the config, is wrong. */
  isRefused: boolean;
}

/** Paths of a change that are named; of more only the number is told. */
const MOST_NAMED = 3;

/**
 * Measures, and again after each change, until `io.signal` aborts. A change of code that comes while it measures ends that round: what it
 * would find is of yesterday. `interrupted` where a round was under way at the end, `refused` where the first one ended with something that the user has to
 * mend before anything can be measured.
 */
export async function watchCommand(io: Io, { cwd, measure, tell }: WatchedRun): Promise<'ended' | 'interrupted' | 'refused'> {
  const changes = new ProjectChanges(openProject(cwd).root);
  const keeper = new WorkplaceKeeper();
  let [isFirst, last, vanished]: [boolean, RunDocument | null, number] = [true, null, 0];
  try {
    await changes.ready();
    for (;;) {
      const { measured, isOvertaken, error } = await measureRound(io, changes, (own) => measure(own, keeper, last === null));
      vanished = error === null ? 0 : vanished + 1;
      if (error !== null && vanished > MOST_VANISHED) throw error;
      if (io.signal.aborted) {
        if (measured !== null) tell(measured.document);
        return 'interrupted';
      }
      if (measured !== null && !isOvertaken) {
        const { document, isRefused } = measured;
        tell(document);
        if (isFirst && isRefused) return 'refused';
        io.people(`\n${[...renderRound(last, document, io.terminal), ...renderWaiting(io)].join('\n')}`);
        last = document.mutants.length > 0 ? document : last;
        isFirst = false;
      }
      const paths = error === null ? await changes.take(io.signal) : [];
      if (paths === null) return 'ended';
      if (paths.length > 0) io.people(renderChanged(io, paths));
    }
  } finally {
    await changes.close();
    await keeper.close();
  }
}

/** How often in a row a file may be gone that was just there: whoever writes many does so for a moment. */
const MOST_VANISHED = 20;
const WRITING_MS = 100;

/** What came of one round. `error` is that of a file that went while it was looked at. */
interface Round {
  measured: Measured | null;
  isOvertaken: boolean;
  error: Error | null;
}

async function measureRound(io: Io, changes: ProjectChanges, measure: (io: Io) => Promise<Measured>): Promise<Round> {
  const overtaken = new AbortController();
  let isUnderWay = true;
  void changes.urgent.then(() => {
    // What the round started may live on in the next one.
    if (isUnderWay) overtaken.abort();
  });
  try {
    const measured = await measure({ ...io, signal: AbortSignal.any([io.signal, overtaken.signal]) });
    return { measured, isOvertaken: overtaken.signal.aborted, error: null };
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    await delay(WRITING_MS);
    return { measured: null, isOvertaken: false, error };
  } finally {
    isUnderWay = false;
  }
}

const LOCKED_MS = 500;

/** Does what takes the project for itself, once nobody else has it. @throws LockedError where the signal aborts before */
export async function whenFree<Result>(io: Io, action: () => Promise<Result>): Promise<Result> {
  for (let isTold = false; ; isTold = true) {
    try {
      return await action();
    } catch (error) {
      if (!(error instanceof LockedError) || io.signal.aborted) throw error;
      if (!isTold) io.people('another run measures this project: waiting for its end');
      await delay(LOCKED_MS);
    }
  }
}

function renderWaiting(io: Io): string[] {
  return [createPalette(io.terminal).dim('waiting for a change; Ctrl-C ends')];
}

function renderChanged(io: Io, paths: readonly string[]): string {
  const named = paths.length > MOST_NAMED ? plural(paths.length, 'file') : paths.map(printable).join(', ');
  return `\n${createPalette(io.terminal).strong(`${named} changed`)}`;
}
