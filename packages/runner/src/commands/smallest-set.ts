/** `killrate tests --smallest-set`: fewer tests that keep every kill, proposed only once just these were run. */
import { existsSync } from 'node:fs';
import { listSome, plural } from '@killrate/shared/count';
import type { RunDocument, SmallestSet } from '@killrate/shared/document';
import type { Test } from '@killrate/shared/model';
import type { Database } from '@killrate/shared/store/open';
import { type LoadedConfig, loadConfig } from '../config/load-config.ts';
import { renderNoSet, renderSet } from '../console/smallest-set-view.ts';
import { warmEngine } from '../engine/warm/warm-engine.ts';
import { EXIT, type ExitReason, UserError } from '../errors.ts';
import { gatherMaterial, judgeMaterial, type TestMaterial } from '../findings/assess-tests.ts';
import { countNotRun, findStandIns, proposeSet, type SetProposal } from '../findings/smallest-set.ts';
import { openProject, type Project } from '../project/project.ts';
import { withProjectLock } from '../project-lock.ts';
import { readState } from '../project-state.ts';
import { storePath, withStore } from '../project-store.ts';
import { documentOfState, withReasons } from '../run-document.ts';
import { drawProgress } from '../run-progress.ts';
import { type SetVerification, verifySet } from '../set-verification.ts';
import type { Io } from './io.ts';
import { concurrencyFor } from './run.ts';

export interface SmallestSetArguments {
  cwd: string;
  timeoutMs: number;
  deadlineMs: number;
  concurrency: number | null;
}

const COMMAND = 'killrate run --kill-matrix';

/**
 * Finds the set, runs it, and shows what could go. Nothing is stored.
 * @throws UserError without a matrix of all sources, and where another process measures the project.
 */
export async function smallestSetCommand(io: Io, args: SmallestSetArguments): Promise<RunDocument> {
  const project = openProject(args.cwd);
  const loaded = await loadConfig(project.root);
  if (!existsSync(storePath(project))) throw new UserError(`nothing was measured yet, and it takes a kill matrix: ${COMMAND}`);
  return await withStore(project, 'existing', (database) =>
    withProjectLock(database, () => findSet(io, args, database, project, loaded)),
  );
}

async function findSet(
  io: Io,
  args: SmallestSetArguments,
  database: Database,
  project: Project,
  loaded: LoadedConfig,
): Promise<RunDocument> {
  const state = readState(database, project, loaded);
  const material = gatherMaterial(database, project, loaded, state);
  const assessment = judgeMaterial(material);
  const proposal = proposeSet(material, assessment);
  if (proposal === null) throw new UserError(`it takes a kill matrix of all sources: ${whyNoMatrix(assessment, material)}`);
  const document = { ...documentOfState(state), assessedTests: assessment.tests };
  if (proposal.drop.length === 0)
    return withoutSet(io, document, state.tests, [], 'each test kills something that no other kills');
  const startedAt = performance.now();
  const verification = await verify(io, args, project, loaded, proposal, material);
  return tell(io, document, proposal, material, verification, performance.now() - startedAt);
}

function whyNoMatrix({ whyNotJudged }: { whyNotJudged: string | null }, { measured }: TestMaterial): string {
  return whyNotJudged ?? `nothing holds of ${listSome(measured.unmeasured)}: ${COMMAND}`;
}

async function verify(
  io: Io,
  args: SmallestSetArguments,
  project: Project,
  loaded: LoadedConfig,
  proposal: SetProposal,
  { measured }: TestMaterial,
): Promise<SetVerification> {
  const { timeoutMs, deadlineMs } = args;
  const progress = drawProgress(io);
  try {
    return await verifySet({
      ...{ project, loaded, proposal, measured, engine: warmEngine, listener: progress, signal: io.signal },
      settings: { timeoutMs, deadlineMs, concurrency: concurrencyFor(args.concurrency, loaded) },
    });
  } finally {
    progress.end();
  }
}

function tell(
  io: Io,
  document: RunDocument,
  proposal: SetProposal,
  { measured }: TestMaterial,
  verification: SetVerification,
  tookMs: number,
): RunDocument {
  switch (verification.kind) {
    case 'interrupted':
      return withExit(document, { code: EXIT.interrupted, message: 'interrupted: no set was verified, and none is proposed' });
    case 'baseline-failed':
      return withExit(document, { code: EXIT.baselineFailed, message: verification.error.message });
    case 'not-run':
      return withoutSet(io, document, verification.tests, [], `a smaller set could not be run: ${verification.reason}`);
    case 'lost': {
      const { lost, tests } = verification;
      const why = `${plural(lost.length, 'kill')} would be lost: ${listSome(lost)}`;
      return withoutSet(io, document, tests, lost, why);
    }
    case 'verified': {
      const { tests, drop } = verification;
      const smallestSet = setOf(tests, new Set(drop.flatMap(({ cases }) => cases)), countKilled(proposal));
      io.people(
        renderSet(
          { smallestSet, drop, standIns: findStandIns(drop, measured), notRun: countNotRun(drop, measured), tests, tookMs },
          io.terminal,
        ),
      );
      return { ...document, mutants: [], tests: [...tests], smallestSet };
    }
    default:
      return verification satisfies never;
  }
}

function countKilled({ killed }: SetProposal): number {
  return [...killed.values()].reduce((sum, { size }) => sum + size, 0);
}

function setOf(tests: readonly Test[], dropped: ReadonlySet<string>, mutants: number): SmallestSet {
  const [keep, drop] = [tests.filter(({ id }) => !dropped.has(id)), tests.filter(({ id }) => dropped.has(id))];
  const timeOf = (some: readonly Test[]) => some.reduce((sum, { durationMs }) => sum + durationMs, 0);
  return {
    ...{ verified: true, keep: keep.map(({ id }) => id), drop: drop.map(({ id }) => id) },
    ...{ savedMs: timeOf(drop), totalMs: timeOf(tests), mutants, lost: [] },
  };
}

/** Where nothing is proposed all tests stay, and the reason is said. */
function withoutSet(io: Io, document: RunDocument, tests: readonly Test[], lost: readonly string[], why: string): RunDocument {
  const note = `no smaller set of tests is proposed: ${why}`;
  io.people(renderNoSet(note, lost, io.terminal));
  const isLost = new Set(lost);
  return {
    ...document,
    mutants: document.mutants.filter(({ key }) => isLost.has(key)),
    tests: [...tests],
    smallestSet: { ...setOf(tests, new Set(), 0), verified: false, lost: [...lost] },
    notes: [...document.notes, note],
  };
}

function withExit(document: RunDocument, reason: ExitReason): RunDocument {
  return withReasons({ ...document, mutants: [] }, [reason]);
}
