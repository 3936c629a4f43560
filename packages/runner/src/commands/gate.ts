/** `killrate gate`: judges the project, or a change to it, by what was measured. */
import type { GateOutcome } from '@killrate/shared/api';
import type { RunDocument } from '@killrate/shared/document';
import { keepGate } from '@killrate/shared/store/last-gate';
import type { Database } from '@killrate/shared/store/open';
import { type LoadedConfig, loadConfig } from '../config/load-config.ts';
import { renderGate } from '../console/gate-view.ts';
import { EXIT } from '../errors.ts';
import { readBaseReport } from '../gate/base-report.ts';
import { baseOfCi } from '../gate/ci.ts';
import { type GateRequest, judgeProject } from '../gate/judge-project.ts';
import { markState } from '../gate/state-mark.ts';
import { hasCommit } from '../project/git.ts';
import { openProject, type Project } from '../project/project.ts';
import { withProjectLock } from '../project-lock.ts';
import { withStore } from '../project-store.ts';
import { sourcesOf } from '../run-document.ts';
import type { Io } from './io.ts';

/** What the command line says of the gate. */
export interface GateArguments {
  /** A ref; null for the base that CI names, false for no change at all. */
  base: string | false | null;
  baseReport: string | null;
  runId: string | null;
  isEmptyAllowed: boolean;
  isLooseningAllowed: boolean;
  isRatchet: boolean;
}

/** Judges what was measured, and shows it. */
export async function gateCommand(io: Io, args: GateArguments & { cwd: string }): Promise<RunDocument> {
  const project = openProject(args.cwd);
  const loaded = await loadConfig(project.root);
  const request = toRequest(project, args, process.env);
  const document = await withStore(project, 'existing', (database) =>
    withProjectLock(database, () => judgeAndKeep(database, project, loaded, request)),
  );
  io.people(renderGate(document, sourcesOf(document, project.root), io.terminal));
  return document;
}

/** Judges after a run, within the same command. */
export async function judgeAfterRun(
  database: Database,
  project: Project,
  loaded: LoadedConfig,
  args: GateArguments & { cwd: string },
): Promise<RunDocument> {
  return await judgeAndKeep(database, project, loaded, toRequest(project, args, process.env));
}

/** Judges, and keeps what was said for whoever looks at the project later. */
async function judgeAndKeep(
  database: Database,
  project: Project,
  loaded: LoadedConfig,
  request: GateRequest,
): Promise<RunDocument> {
  const document = await judgeProject(database, project, loaded, request);
  if (document.gate !== null) {
    const stateMark = markState(database, project, loaded);
    keepGate(database, { gate: document.gate, ...outcomeOf(document), stateMark }, new Date().toISOString());
  }
  return document;
}

const OUTCOMES: Readonly<Record<number, GateOutcome>> = {
  [EXIT.done]: 'passed',
  [EXIT.baselineFailed]: 'baseline-failed',
  [EXIT.incomplete]: 'incomplete',
  [EXIT.nothingToMeasure]: 'nothing',
};

/** How the gate ended, by the code that the command ends with, and why. */
function outcomeOf({ exit: { code, reasons } }: RunDocument): { outcome: GateOutcome; reason: string | null } {
  const reason = reasons.find((each) => each.code === code)?.message ?? null;
  // The outcome says of itself what the line begins with.
  return { outcome: OUTCOMES[code] ?? 'failed', reason: reason?.replace(/^(incomplete|gate): /, '') ?? null };
}

/** What is asked of the gate; the base is what CI names, unless one was given or forbidden. */
export function toRequest(
  { root }: Project,
  { base, baseReport, ...request }: GateArguments & { cwd?: string },
  env: NodeJS.ProcessEnv,
): GateRequest {
  const named = base === null ? baseOfCi(env) : base;
  return {
    runId: request.runId,
    isEmptyAllowed: request.isEmptyAllowed,
    isLooseningAllowed: request.isLooseningAllowed,
    isRatchet: request.isRatchet,
    // CI names a branch, and has fetched it as one of its remote's.
    base:
      named === null || named === false ? null : base === null && hasCommit(root, `origin/${named}`) ? `origin/${named}` : named,
    report: baseReport === null ? null : readBaseReport(request.cwd ?? root, baseReport),
  };
}
