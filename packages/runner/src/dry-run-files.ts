/** The files of a run's dry run, and what is kept of it from run to run. */
import { keepCleanSuite } from '@killrate/shared/store/clean-suites';
import { findInstrumented, findLastInstrumented, keepInstrumented } from '@killrate/shared/store/instrumented';
import type { Database } from '@killrate/shared/store/open';
import type { EngineSession, PlacedBefore, SessionOptions } from './engine/engine.ts';
import { describeEnvironment, hashManifest } from './project/fingerprint.ts';
import type { RunContext } from './run-context.ts';

/** Has the engine begin while the sandbox is made. */
export function foresee(
  context: RunContext,
  given: RunContext['plan'],
  placedBefore: PlacedBefore,
  place: Pick<SessionOptions, 'sandboxRoot' | 'workDir' | 'env'>,
): void {
  const { engine, project, loaded } = context;
  const { files, beside } = filesOfDryRun(context, given);
  engine.foresee?.({
    ...{ projectRoot: project.root, files, beside, ...place },
    ...{ engineOptions: loaded.engineOptions, loggingCallees: loaded.config.logging },
    placedBefore,
  });
}

/** What is measured, and what only notes beside it what is entered; where nothing is left to measure, the suite may still have become red. */
export function filesOfDryRun({ plan }: RunContext, given: RunContext['plan']): { files: string[]; beside: string[] } {
  const jobs = plan.jobs.length > 0 ? plan.jobs : given.jobs;
  const files = jobs.map((job) => job.file);
  return { files, beside: given.jobs.flatMap(({ file }) => (files.includes(file) ? [] : [file])) };
}

/** Instrumented files of earlier runs by these versions; a fresh run takes none. */
export function placedBeforeOf(database: Database, { project, settings }: RunContext): PlacedBefore {
  const versions = hashManifest(describeEnvironment(project));
  // It is asked for before the sandbox is there, and once more for that.
  const found = new Map<string, unknown>();
  return {
    find: (file, isMutated, key) => {
      const name = JSON.stringify([file, isMutated, key]);
      if (!found.has(name))
        found.set(name, settings.isFresh ? null : findInstrumented(database, file, isMutated, versions + key));
      return found.get(name);
    },
    findAny: (file, isMutated) => (settings.isFresh ? null : findLastInstrumented(database, file, isMutated, versions)),
    keep: (file, isMutated, key, placed) => keepInstrumented(database, file, isMutated, versions + key, placed),
  };
}

/** Keeps what the dry run saw, beside what is measured. */
export async function keepClean(
  database: Database,
  session: EngineSession,
  { numberingId, ...run }: { runId: string; numberingId: number | null; mutated: readonly string[] },
): Promise<void> {
  const suite = await session.cleanSuite();
  if (suite !== null && numberingId !== null) keepCleanSuite(database, { ...run, numberingId, suite });
}
