/** `killrate run --watch`: measures again whenever the project changes, over a workplace that is kept. */

import { plural } from '@killrate/shared/count';
import type { RunDocument } from '@killrate/shared/document';
import { createPalette } from '../console/paint.ts';
import { printable } from '../console/printable.ts';
import { renderRound } from '../console/round-view.ts';
import { EXIT } from '../errors.ts';
import { openProject } from '../project/project.ts';
import { ProjectChanges } from '../project/project-changes.ts';
import { WorkplaceKeeper } from '../workplace.ts';
import type { Io } from './io.ts';

/** How a watch measures, and what it does with what came of it. */
export interface WatchedRun {
  cwd: string;
  /** Measures once; a mistake that the user can mend is in the document. */
  measure: (io: Io, keeper: WorkplaceKeeper, isFirst: boolean) => Promise<RunDocument>;
  /** Told of each round that was not overtaken by a change. */
  tell: (document: RunDocument) => void;
}

/** Paths of a change that are named; of more only the number is told. */
const MOST_NAMED = 3;

/**
 * Measures, and again after each change, until `io.signal` aborts. A change that comes while it measures ends that round: what it
 * would find is of yesterday. `interrupted` where a round was under way at the end, `refused` where the first one found that it was asked for
 * what there is not.
 */
export async function watchCommand(io: Io, { cwd, measure, tell }: WatchedRun): Promise<'ended' | 'interrupted' | 'refused'> {
  const changes = new ProjectChanges(openProject(cwd).root);
  const keeper = new WorkplaceKeeper();
  let last: RunDocument | null = null;
  try {
    await changes.ready();
    for (let isFirst = true; ; isFirst = false) {
      const overtaken = new AbortController();
      let isUnderWay = true;
      void changes.changed.then(() => {
        // What the round started may live on in the next one.
        if (isUnderWay) overtaken.abort();
      });
      const document = await measure({ ...io, signal: AbortSignal.any([io.signal, overtaken.signal]) }, keeper, isFirst);
      isUnderWay = false;
      if (io.signal.aborted) return 'interrupted';
      if (!overtaken.signal.aborted) {
        tell(document);
        if (isFirst && document.exit.code === EXIT.userError) return 'refused';
        io.people(`\n${[...renderRound(last, document, io.terminal), ...renderWaiting(io)].join('\n')}`);
        last = document.mutants.length > 0 ? document : last;
      }
      const paths = await changes.take(io.signal);
      if (paths === null) return 'ended';
      io.people(renderChanged(io, paths));
    }
  } finally {
    await changes.close();
    await keeper.close();
  }
}

function renderWaiting(io: Io): string[] {
  return [createPalette(io.terminal).dim('waiting for a change; Ctrl-C ends')];
}

function renderChanged(io: Io, paths: readonly string[]): string {
  const named = paths.length > MOST_NAMED ? plural(paths.length, 'file') : paths.map(printable).join(', ');
  return `\n${createPalette(io.terminal).strong(`${named} changed`)}`;
}
