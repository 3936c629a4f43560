/** `killrate run` and `killrate retry`: measure, store, show. */
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { RunDocument } from '@killrate/shared/document';
import type { Job, Mutant } from '@killrate/shared/model';
import type { Totals } from '@killrate/shared/score';
import { jobsOfRun } from '@killrate/shared/store/jobs';
import type { Database } from '@killrate/shared/store/open';
import { measuredFiles, mutantsOfState } from '@killrate/shared/store/project-state';
import { allKeys } from '@killrate/shared/store/results';
import { totalsOfRun } from '@killrate/shared/store/runs';
import { type LoadedConfig, loadConfig } from '../config/load-config.ts';
import { didYouMean } from '../config/nearest.ts';
import { renderSummary } from '../console/summary.ts';
import { renderTimings } from '../console/timings-view.ts';
import { ENGINES, type EngineName } from '../engine/engines.ts';
import { EXIT, type ExitReason, UserError } from '../errors.ts';
import { findChange } from '../gate/change.ts';
import { readLedger } from '../gate/record-files.ts';
import { type Plan, planRun } from '../plan.ts';
import { openProject, type Project } from '../project/project.ts';
import { readState } from '../project-state.ts';
import { storePath, withStore } from '../project-store.ts';
import { executeRun, type RunEnd } from '../run.ts';
import { documentOfRun, emptyDocument, sourcesOf, withReasons } from '../run-document.ts';
import { drawProgress } from '../run-progress.ts';
import { createTimings } from '../timings.ts';
import type { WorkplaceKeeper } from '../workplace.ts';
import type { GateArguments } from './gate.ts';
import type { Io } from './io.ts';

export interface RunArguments {
  cwd: string;
  timeoutMs: number;
  deadlineMs: number;
  concurrency: number | null;
  engine: EngineName;
  /** Whether to run every covering test of every mutant. */
  isMatrix: boolean;
  /** Whether to print where the time went. */
  isTimed: boolean;
  /** What keeps the workplace for the next run; null where there is none. */
  keeper: WorkplaceKeeper | null;
}

/** By the clock of `performance`. */
const PROCESS_START_MS = 0;

/** What `killrate run` is asked for beside how to measure. */
interface RunRequest {
  patterns: string[];
  module: string | null;
  /** Only what changed since the merge base with this ref. */
  since: string | null;
  /** Whether to reuse no earlier result. */
  isFresh: boolean;
  /** Whether to judge at the end, and how; null to judge nothing. */
  gate: GateArguments | null;
  isEmptyAllowed: boolean;
}

/** Measures the files that match `patterns`, what changed, or every source; then judges, where that is asked for. */
export async function runCommand(io: Io, args: RunArguments & RunRequest): Promise<RunDocument> {
  // In a watch, what went before is of earlier rounds.
  const begunAtMs = args.keeper === null ? PROCESS_START_MS : performance.now();
  const project = openProject(args.cwd);
  const loaded = await loadConfig(project.root);
  const plan = await planFor(project, loaded, args);
  const isUntouched = args.since !== null && plan.jobs.length === 0;
  const measured = isUntouched
    ? untouchedDocument(args.since ?? '', args.isEmptyAllowed)
    : await measureAndShow(io, args, project, loaded, plan, { keys: null, isFresh: args.isFresh, begunAtMs });
  const document = args.isEmptyAllowed && args.since !== null ? withoutEmptiness(measured) : measured;
  const isToJudge = document.exit.reasons.every(({ code }) => code === EXIT.incomplete || code === EXIT.nothingToMeasure);
  if (args.gate === null || !isToJudge) {
    if (isUntouched && document.exit.code === EXIT.done)
      io.people(`nothing to measure: the change since ${args.since} touches no code`);
    return document;
  }
  const gate = { ...args.gate, base: args.gate.base ?? args.since };
  const [{ judgeAfterRun }, { renderGate }] = await Promise.all([import('./gate.ts'), import('../console/gate-view.ts')]);
  const judged = await withStore(project, 'create', (database) =>
    judgeAfterRun(database, project, loaded, { ...gate, cwd: args.cwd }),
  );
  io.people(`${isUntouched ? '' : '\n'}${renderGate(judged, sourcesOf(judged, project.root), io.terminal)}`);
  return withGate(document, judged);
}

async function planFor(project: Project, loaded: LoadedConfig, args: RunArguments & RunRequest): Promise<Plan> {
  const { patterns, module, since } = args;
  const plan = planRun(project, loaded.config, loaded.engineOptions.mutate, { patterns, module, from: args.cwd });
  if (since === null) return plan;
  const change = existsSync(storePath(project))
    ? await withStore(project, 'existing', (database) => findChange(database, project, loaded, since))
    : await findChange(null, project, loaded, since);
  const jobs = plan.jobs.filter(({ file }) => change.affected.has(file));
  const touched = new Set(jobs.map((job) => job.module));
  return { ...plan, scope: 'since', jobs, modules: plan.modules.filter(({ name }) => touched.has(name)) };
}

function untouchedDocument(since: string, isEmptyAllowed: boolean): RunDocument {
  const message = `nothing to measure: the change since ${since} touches no code`;
  return emptyDocument(isEmptyAllowed ? [] : [{ code: EXIT.nothingToMeasure, message }]);
}

/** Where a change without mutants is fine, having found none is no reason for a code of its own. */
function withoutEmptiness(document: RunDocument): RunDocument {
  return withReasons(
    document,
    (document.exit.reasons as ExitReason[]).filter(({ code }) => code !== EXIT.nothingToMeasure),
  );
}

/** The document of the run with what the gate says; where nothing was run, the one that was judged. */
function withGate(document: RunDocument, judged: RunDocument): RunDocument {
  const reasons = [...document.exit.reasons, ...judged.exit.reasons] as ExitReason[];
  // The gate says more precisely what is incomplete, or that there was nothing to measure.
  const isTold = (reason: ExitReason) => judged.exit.reasons.some(({ code }) => code === reason.code);
  const own = reasons.filter((reason, index) => index >= document.exit.reasons.length || !isTold(reason));
  // The checks of findings speak of those that the gate looked at.
  const findings = [...new Map([...document.findings, ...judged.findings].map((finding) => [finding.key, finding])).values()];
  const base =
    document.run === null ? judged : { ...document, findings, gate: judged.gate, notes: [...document.notes, ...judged.notes] };
  return withReasons(base, own);
}

/** Measures what survived once more: all of it, or the mutants named. */
export async function retryCommand(io: Io, args: RunArguments & { keys: string[] }): Promise<RunDocument> {
  const project = openProject(args.cwd);
  const loaded = await loadConfig(project.root);
  const chosen = await withStore(project, 'existing', (database) =>
    chooseMutants(database, mutantsToRetry(database, project, loaded), args.keys),
  );
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
  return await measureAndShow(
    io,
    args,
    project,
    loaded,
    { ...plan, scope: 'retry' },
    { keys: new Set(chosen.keys()), isFresh: true, begunAtMs: PROCESS_START_MS },
  );
}

/** A key may be shortened to this. */
const LEAST_KEY_LENGTH = 4;

/** What is known of the present files; of those that changed since, what was: keys outlive most edits. */
function mutantsToRetry(database: Database, project: Project, loaded: LoadedConfig): Mutant[] {
  const { files, mutants } = readState(database, project, loaded);
  const isChanged = new Set(files.filter(({ kind }) => kind === 'changed').map(({ file }) => file));
  const former = measuredFiles(database).filter(({ file }) => isChanged.has(file));
  return [...mutants, ...mutantsOfState(database, new Map(former.map(({ file, sourceHash }) => [file, sourceHash])))];
}

/** Keys and files of the mutants to run again. */
function chooseMutants(database: Database, mutants: readonly Mutant[], keys: readonly string[]): Map<string, string> {
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
  { keys, isFresh, begunAtMs }: { keys: ReadonlySet<string> | null; isFresh: boolean; begunAtMs: number },
): Promise<RunDocument> {
  // What cannot be read is told before minutes are spent.
  const ledger = readLedger(project.root);
  const progress = drawProgress(io);
  const notes = [...plan.notes];
  const timings = createTimings();
  timings.add('load', performance.now() - begunAtMs);
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
        concurrency: concurrencyFor(args.concurrency, loaded),
        isMatrix: args.isMatrix,
        keys,
        isFresh,
      },
      engine: ENGINES[args.engine],
      listener: {
        ...progress,
        onNote: (note) => {
          notes.push(note);
          progress.onNote(note);
        },
        onTiming: timings.add,
      },
      signal: io.signal,
      keeper: args.keeper,
    });
  } finally {
    progress.end();
  }
  // What is found about tests takes a matrix to mean much, and a moment to look for.
  const isAboutTests = end.kind === 'completed' && (args.isMatrix || io.isJson);
  const findings = isAboutTests ? await import('../findings/findings-of-run.ts') : null;
  const stored = await withStore(project, 'existing', (database) => {
    const document = documentOfRun(database, end.runId, notes, reasonsOf(end, database), ledger);
    if (findings === null) return document;
    const sources = plan.scope === 'all' ? null : new Set(document.jobs.map(({ file }) => file));
    return { ...document, findings: findings.findingsOfRun(database, project, loaded, sources) };
  });
  const document = { ...stored, timings: timings.list() };
  // Where nothing was planned, the reasons for the exit code say all there is.
  if (document.mutants.length > 0)
    io.people(renderSummary(withoutTargets(document), sourcesOf(document, project.root), io.terminal));
  if (args.isTimed) io.people(renderTimings(document.timings));
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

/** How many mutants to measure at once: as asked for, as Stryker's options say, or one a core. */
export function concurrencyFor(asked: number | null, { engineOptions }: Pick<LoadedConfig, 'engineOptions'>): number {
  return asked ?? numberOption(engineOptions.concurrency) ?? availableParallelism();
}

function numberOption(value: unknown): number | null {
  if (typeof value === 'number' && value >= 1) return Math.floor(value);
  const percentage = typeof value === 'string' ? /^(\d+)%$/.exec(value) : null;
  return percentage === null ? null : Math.max(1, Math.round((availableParallelism() * Number(percentage[1])) / 100));
}
