/** `killrate run` and `killrate retry`: measure, store, show. */
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { RunDocument } from '@killrate/shared/document';
import type { Job } from '@killrate/shared/model';
import type { Totals } from '@killrate/shared/score';
import { jobsOfRun } from '@killrate/shared/store/jobs';
import type { Database } from '@killrate/shared/store/open';
import { allKeys, measuredFiles, mutantsOfState } from '@killrate/shared/store/results';
import { totalsOfRun } from '@killrate/shared/store/runs';
import { type LoadedConfig, loadConfig } from '../config/load-config.ts';
import { didYouMean } from '../config/nearest.ts';
import { renderSummary } from '../console/summary.ts';
import { strykerEngine } from '../engine/stryker/adapter.ts';
import { EXIT, type ExitReason, UserError } from '../errors.ts';
import { type Plan, planRun } from '../plan.ts';
import { openProject, type Project } from '../project/project.ts';
import { documentOfRun, emptyDocument, sourcesOf } from '../project-state.ts';
import { withStore } from '../project-store.ts';
import { executeRun, type RunEnd } from '../run.ts';
import { drawProgress } from '../run-progress.ts';
import type { Io } from './io.ts';

export interface RunArguments {
  cwd: string;
  timeoutMs: number;
  deadlineMs: number;
  concurrency: number | null;
}

/** Measures the files that match `patterns`, or every source. */
export async function runCommand(
  io: Io,
  args: RunArguments & { patterns: string[]; module: string | null },
): Promise<RunDocument> {
  const project = openProject(args.cwd);
  const loaded = await loadConfig(project.root);
  const plan = planRun(project, loaded.config, loaded.engineOptions.mutate, {
    patterns: args.patterns,
    module: args.module,
    from: args.cwd,
  });
  return await measureAndShow(io, args, project, loaded, plan, null);
}

/** Measures what survived once more: all of it, or the mutants named. */
export async function retryCommand(io: Io, args: RunArguments & { keys: string[] }): Promise<RunDocument> {
  const project = openProject(args.cwd);
  const loaded = await loadConfig(project.root);
  const chosen = await withStore(project, 'existing', (database) => chooseMutants(database, project, args.keys));
  if (chosen.size === 0)
    return emptyDocument([
      { code: EXIT.nothingToMeasure, message: 'nothing to measure: nothing survived when it was last measured' },
    ]);
  const files = [...new Set(chosen.values())].map((file) => `${project.root}/${file}`);
  const plan = planRun(project, loaded.config, loaded.engineOptions.mutate, {
    patterns: files,
    module: null,
    from: project.root,
  });
  return await measureAndShow(io, args, project, loaded, { ...plan, scope: 'retry' }, new Set(chosen.keys()));
}

/** A key may be shortened to this. */
const LEAST_KEY_LENGTH = 4;

/** Keys and files of the mutants to run again. */
function chooseMutants(database: Database, project: Project, keys: readonly string[]): Map<string, string> {
  const present = measuredFiles(database).filter(({ file }) => existsSync(join(project.root, file)));
  const measured = new Map(present.map(({ file, sourceHash }) => [file, sourceHash]));
  const mutants = mutantsOfState(database, measured);
  if (keys.length === 0) {
    const open = mutants.filter(({ status }) => status === 'Survived' || status === 'NoCoverage' || status === null);
    return new Map(open.map(({ key, file }) => [key, file]));
  }
  return new Map(
    keys.map((key) => {
      const [mutant, ...others] = mutants.filter((candidate) => candidate.key.startsWith(key) && key.length >= LEAST_KEY_LENGTH);
      if (others.length > 0) throw new UserError(`${key} is the beginning of ${others.length + 1} keys: write more of it`);
      if (mutant === undefined)
        throw new UserError(`there is no mutant ${key}${didYouMean(key, allKeys(database))}: \`killrate survivors\` lists them`);
      return [mutant.key, mutant.file];
    }),
  );
}

async function measureAndShow(
  io: Io,
  args: RunArguments,
  project: Project,
  loaded: LoadedConfig,
  plan: Plan,
  keys: ReadonlySet<string> | null,
): Promise<RunDocument> {
  const progress = drawProgress(io);
  const notes = [...plan.notes];
  for (const note of plan.notes) progress.onNote(note);
  let end: RunEnd;
  try {
    end = await executeRun({
      project,
      loaded,
      plan,
      settings: {
        timeoutMs: args.timeoutMs,
        deadlineMs: args.deadlineMs,
        concurrency: args.concurrency ?? numberOption(loaded.engineOptions.concurrency) ?? availableParallelism(),
        keys,
      },
      engine: strykerEngine,
      listener: {
        ...progress,
        onNote: (note) => {
          notes.push(note);
          progress.onNote(note);
        },
      },
      signal: io.signal,
    });
  } finally {
    progress.end();
  }
  const document = await withStore(project, 'existing', (database) =>
    documentOfRun(database, end.runId, notes, reasonsOf(end, database)),
  );
  // Where nothing was planned, the reasons for the exit code say all there is.
  if (document.mutants.length > 0)
    io.people(renderSummary(withoutTargets(document), sourcesOf(document, project.root), io.terminal));
  return document;
}

/** A rate over survivors alone says nothing of a module's target. */
function withoutTargets(document: RunDocument): RunDocument {
  if (document.run?.scope !== 'retry') return document;
  return { ...document, modules: document.modules.map((module) => ({ ...module, target: null })) };
}

function reasonsOf(end: RunEnd, database: Database): ExitReason[] {
  switch (end.kind) {
    case 'interrupted':
      return [{ code: EXIT.interrupted, message: 'interrupted: the same command goes on where this run stopped' }];
    case 'baseline-failed':
      return [{ code: EXIT.baselineFailed, message: end.error.message }];
    case 'empty':
      return [{ code: EXIT.nothingToMeasure, message: `nothing to measure: ${end.reason}` }];
    case 'completed':
      return incompleteness(totalsOfRun(database, end.runId), jobsOfRun(database, end.runId));
    default:
      return end satisfies never;
  }
}

function incompleteness(totals: Totals, jobs: readonly Job[]): ExitReason[] {
  const open = totals.unresolved + totals.pending;
  if (open > 0) {
    const broken = jobs.find((job) => job.reason !== null);
    const why = broken === undefined ? '' : `, for one ${broken.file}: ${broken.reason}`;
    return [
      {
        code: EXIT.incomplete,
        message: `incomplete: ${open} of ${totals.mutants} mutants have no status that can be trusted${why}`,
      },
    ];
  }
  if (totals.mutants === totals.ignored)
    return [{ code: EXIT.nothingToMeasure, message: `nothing to measure: all ${totals.ignored} mutants are ignored` }];
  return [];
}

function numberOption(value: unknown): number | null {
  if (typeof value === 'number' && value >= 1) return Math.floor(value);
  const percentage = typeof value === 'string' ? /^(\d+)%$/.exec(value) : null;
  return percentage === null ? null : Math.max(1, Math.round((availableParallelism() * Number(percentage[1])) / 100));
}
