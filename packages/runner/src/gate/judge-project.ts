/** The gate over a project: its state, the change, and the files beside the code, put before the judge. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { listSome } from '@killrate/shared/count';
import type { Finding, Gate, GateLevel, RunDocument } from '@killrate/shared/document';
import type { Notice } from '@killrate/shared/gate/gate-input';
import { type GateReason, judge } from '@killrate/shared/gate/judge';
import type { JudgedFindings } from '@killrate/shared/gate/judge-findings';
import { raiseFloors } from '@killrate/shared/gate/ratchet';
import { metricRange } from '@killrate/shared/gate/requirement';
import type { Mutant } from '@killrate/shared/model';
import { tally } from '@killrate/shared/score';
import { jobsOfRun } from '@killrate/shared/store/jobs';
import type { Database } from '@killrate/shared/store/open';
import { getRun, latestRunOfProject, projectHashOfRun } from '@killrate/shared/store/runs';
import { DEFAULT_MODULE, type FindingsConfig, GateConfig } from '../config/config.ts';
import type { LoadedConfig } from '../config/load-config.ts';
import { mostWorthATest, notCoveredOf, worstFirst } from '../console/ranking.ts';
import { EXIT, type ExitCode, type ExitReason, UserError } from '../errors.ts';
import { gatherMaterial, judgeMaterial } from '../findings/assess-tests.ts';
import { moduleFinder } from '../plan.ts';
import { describeEnvironment, fingerprint } from '../project/fingerprint.ts';
import { fileAt } from '../project/git.ts';
import type { Project } from '../project/project.ts';
import { type FileState, type ProjectState, readState } from '../project-state.ts';
import { documentOfRun, documentOfState, withReasons } from '../run-document.ts';
import type { BaseReport } from './base-report.ts';
import { findChange, newDisables, type ProjectChange, toJudgedChange } from './change.ts';
import { findingsUnderJudgement, isAsked, levelsOf } from './findings-under-judgement.ts';
import { loosenedFloors, loosenedRules, loosenedTargets, newAcceptances, newlyLeftOut, noLongerMeasured } from './loosened.ts';
import { newIgnores } from './new-ignores.ts';
import { ACCEPTED_FILE, FLOORS_FILE, parseFloors, parseLedger, readFloors, writeFloors } from './record-files.ts';

/** No target, no floor and no base: whatever was measured, nothing would fail. */
export class NothingToJudgeBy extends UserError {}

/** What is asked of the gate. */
export interface GateRequest {
  /** What the change is judged against; null to judge the whole project. */
  base: string | null;
  report: BaseReport | null;
  /** Judge what this run measured, instead of the project state. */
  runId: string | null;
  isEmptyAllowed: boolean;
  /** Whether a person allowed that the change asks for less than its base. */
  isLooseningAllowed: boolean;
  /** Whether to raise the floors to what was reached. */
  isRatchet: boolean;
  /** Whether the document is to hold what is found about tests, asked or not. */
  isReport?: boolean;
}

/** Judges the project, and gives back its document with the gate's verdict and every reason not to be green. */
export async function judgeProject(
  database: Database,
  project: Project,
  loaded: LoadedConfig,
  request: GateRequest,
): Promise<RunDocument> {
  const floors = readFloors(project.root) ?? new Map<string, number>();
  const view = viewOf(database, project, readState(database, project, loaded), request.runId, loaded);
  const change = request.base === null ? null : await findChange(database, project, loaded, request.base);
  if (view.files.length === 0)
    throw new UserError('there is nothing to judge: the project has no source file, killrate doctor says where it looks');
  const requirements = new Map(view.state.modules.map((module) => [module.name, module.requirements]));
  const isAnythingAsked = Object.values(levelsOf(findingsPolicyOf(change, loaded))).includes('error');
  if (
    !isAnythingAsked &&
    change === null &&
    floors.size === 0 &&
    view.files.every(({ module }) => requirements.get(module)?.length === 0)
  )
    throw new NothingToJudgeBy(
      'there is nothing to judge by: no module has a target, set `target` in the config (killrate init writes one), or name a --base',
    );
  const policy = policyOf(change, loaded);
  const { judged, found } = lookAtTests(database, project, loaded, view, change, request);
  const verdict = judge({
    modules: view.state.modules
      .map(({ name, requirements }) => ({
        name,
        requirements,
        files: view.files.filter(({ module }) => module === name).map(({ file }) => file),
      }))
      // Of a module that is named, no file at all is told; that every file has a module of its own is fine.
      .filter(({ name, files }) => files.length > 0 || name !== DEFAULT_MODULE),
    mutants: inOrderOfWorth(view.document, view.mutants),
    missing: new Map(view.files.flatMap(({ file, reason }) => (reason === null ? [] : [[file, reason]]))),
    contents: new Map(view.files.map(({ file, contentHash }) => [file, contentHash])),
    change: change === null ? null : toJudgedChange(project, change, request.report, moduleFinder(loaded.config)),
    stale: view.state.stale,
    staleLevel: policy.staleAcceptances,
    floors,
    notices:
      change === null
        ? []
        : noticesOf(project, loaded, change, view.state, floors, request.isLooseningAllowed ? 'warn' : policy.loosened),
    findings: judged,
    smallChange: policy.smallChange,
    isStrict: policy.newSurvivors === 'everywhere',
    isEmptyAllowed: request.isEmptyAllowed,
  });
  const early = reasonsOfRun(database, project, loaded);
  const gate = { ...verdict.gate, passed: verdict.gate.passed && early.length === 0 };
  const notes = [...notesOn(change, view), ...ratchet(project, request, view, floors, gate, policy.ratchetStep)];
  const reasons = [...early, ...verdict.reasons.map(toExitReason)];
  return withReasons({ ...view.document, findings: found, notes, gate }, reasons);
}

/** What is found about tests, where the gate is asked about it or a report is to tell it. */
function lookAtTests(
  database: Database,
  project: Project,
  loaded: LoadedConfig,
  { state }: View,
  change: ProjectChange | null,
  { isReport }: GateRequest,
): { judged: JudgedFindings | null; found: Finding[] } {
  const policy = findingsPolicyOf(change, loaded);
  const isJudged = isAsked(policy, () => hasAnyMatrix(database));
  if (!isJudged && !isReport) return { judged: null, found: [] };
  const material = gatherMaterial(database, project, loaded, state);
  const whole = judgeMaterial(material);
  if (!isJudged) return { judged: null, found: whole.findings };
  const judged = findingsUnderJudgement(project.root, material, whole, change, policy);
  // A verdict over what the change touches may be surer than that over all.
  const byKey = new Map([...whole.findings, ...judged.findings].map((finding) => [finding.key, finding]));
  return { judged, found: [...byKey.values()] };
}

/** As {@link policyOf}; a base that cannot be read says nothing of findings, and what the change asks for counts. */
function findingsPolicyOf(change: ProjectChange | null, loaded: LoadedConfig): FindingsConfig {
  const base = change?.baseConfig ?? null;
  return base?.kind === 'loaded' ? base.loaded.config.findings : loaded.config.findings;
}

function hasAnyMatrix(database: Database): boolean {
  return database.prepare('SELECT 1 FROM run WHERE has_kill_matrix = 1 LIMIT 1').get() !== undefined;
}

/** What the gate looks at: the project state, or one run of it. */
interface View {
  state: ProjectState;
  document: RunDocument;
  /** The sources, each with the reason why its results do not count. */
  files: readonly FileState[];
  /** The mutants of the files whose results count. */
  mutants: readonly Mutant[];
}

function viewOf(database: Database, project: Project, state: ProjectState, runId: string | null, loaded: LoadedConfig): View {
  if (runId !== null) return viewOfRun(database, project, state, runId, loaded);
  const files = state.files.filter(({ isSource }) => isSource);
  const current = new Set(files.filter(({ kind }) => kind === 'current').map(({ file }) => file));
  return { state, document: documentOfState(state), files, mutants: state.mutants.filter(({ file }) => current.has(file)) };
}

function viewOfRun(database: Database, project: Project, state: ProjectState, runId: string, loaded: LoadedConfig): View {
  const hash = projectHashOfRun(database, runId);
  if (hash === null) throw new UserError(`there is no run ${runId}: killrate serve lists the runs, --json names the one it made`);
  const isSame = hash === fingerprint(project, loaded, describeEnvironment(project));
  const isRetry = getRun(database, runId)?.scope === 'retry';
  const status = new Map(jobsOfRun(database, runId).map((job) => [job.file, job.status]));
  const reasonFor = (file: string): string | null => {
    if (!isSame) return `run ${runId} measured another state of the project`;
    if (!status.has(file)) return `it was no part of run ${runId}`;
    if (isRetry) return `run ${runId} is a retry, which measures some of its mutants only`;
    return status.get(file) === 'completed' || status.get(file) === 'reused' ? null : `its job is ${status.get(file)}`;
  };
  const document = documentOfRun(database, runId, [], [], state.ledger);
  const files = state.files.filter(({ isSource }) => isSource).map((file) => ({ ...file, reason: reasonFor(file.file) }));
  const current = new Set(files.filter(({ reason }) => reason === null).map(({ file }) => file));
  return { state, document, files, mutants: document.mutants.filter(({ file }) => current.has(file)) };
}

/** The rules of the base, where the change touches the config: a change does not choose how it is judged. */
function policyOf(change: ProjectChange | null, loaded: LoadedConfig): GateConfig {
  const base = change?.baseConfig ?? null;
  if (base === null) return loaded.config.gate;
  return base.kind === 'loaded' ? base.loaded.config.gate : GateConfig.parse({});
}

function inOrderOfWorth(document: RunDocument, mutants: readonly Mutant[]): Mutant[] {
  const own = { ...document, mutants: [...mutants] };
  const first = [...mostWorthATest(own), ...worstFirst(own, notCoveredOf(own))];
  const listed = new Set(first);
  return [...first, ...mutants.filter((mutant) => !listed.has(mutant))];
}

/** A run of just this state that could not be trusted, or found nothing, decides before any figure does. */
function reasonsOfRun(database: Database, project: Project, loaded: LoadedConfig): ExitReason[] {
  const run = latestRunOfProject(database, fingerprint(project, loaded, describeEnvironment(project)));
  if (run?.status !== 'baseline-failed') return [];
  return [{ code: EXIT.baselineFailed, message: `the latest run of this state of the project found no baseline: ${run.reason}` }];
}

function toExitReason({ kind, message }: GateReason): ExitReason {
  return { code: CODES[kind], message };
}

const CODES: Record<GateReason['kind'], ExitCode> = {
  failed: EXIT.gateFailed,
  incomplete: EXIT.incomplete,
  empty: EXIT.nothingToMeasure,
};

function noticesOf(
  project: Project,
  loaded: LoadedConfig,
  change: ProjectChange,
  state: ProjectState,
  floors: ReadonlyMap<string, number>,
  level: GateLevel,
): Notice[] {
  const base = change.baseConfig;
  const formerFloors = textAt(project, change, FLOORS_FILE);
  const formerLedger = textAt(project, change, ACCEPTED_FILE);
  const readable = base?.kind === 'loaded' ? base.loaded : null;
  return [
    {
      name: 'targets',
      kind: 'loosened',
      level,
      items: [
        ...noLongerMeasured(change, new Set(state.files.filter(({ isSource }) => isSource).map(({ file }) => file))),
        ...(readable === null ? [] : [...loosenedTargets(project, readable, loaded), ...loosenedRules(readable, loaded)]),
        ...(formerFloors === null
          ? []
          : loosenedFloors(
              tolerant(() => parseFloors(formerFloors, FLOORS_FILE), new Map()),
              floors,
            )),
      ],
    },
    {
      name: 'config of the base',
      kind: 'listed',
      level: 'warn',
      items: base?.kind === 'unreadable' ? [`it cannot be read, so loosened targets would not show: ${base.why}`] : [],
    },
    { name: 'new ignore-finding comments', kind: 'listed', level: 'warn', items: newIgnores(project.root, change) },
    { name: 'new Stryker disable comments', kind: 'listed', level: 'warn', items: newDisables(project.root, change) },
    {
      name: 'new acceptances',
      kind: 'listed',
      level: 'warn',
      items: newAcceptances(
        formerLedger === null ? [] : tolerant(() => parseLedger(formerLedger, ACCEPTED_FILE), []),
        state.ledger,
      ),
    },
    { name: 'newly left out', kind: 'listed', level: 'warn', items: readable === null ? [] : newlyLeftOut(readable, loaded) },
  ];
}

/** What a record said at the base; null where there was none. */
function textAt({ root }: Project, { mergeBase }: ProjectChange, name: string): string | null {
  return fileAt(root, mergeBase, name);
}

/** A record that the base had broken takes nothing from the change that mends it. */
function tolerant<Value>(read: () => Value, otherwise: Value): Value {
  try {
    return read();
  } catch (error) {
    if (error instanceof UserError) return otherwise;
    throw error;
  }
}

function notesOn(change: ProjectChange | null, { files }: View): string[] {
  if (change === null) return [];
  const lacking = files.filter(({ file, reason }) => reason !== null && !change.affected.has(file));
  if (lacking.length === 0) return [];
  const byModule = Map.groupBy(lacking, ({ module }) => module);
  const counts = [...byModule].map(
    ([module, own]) => `${module} (${own.length} of ${files.filter((file) => file.module === module).length} files)`,
  );
  return [`not measured as they are now, and no part of the change: ${listSome(counts)}`];
}

/** Raises the floors to what was reached, where that was asked for and the gate passed; says where a target can be tightened. */
function ratchet(
  { root }: Project,
  { isRatchet }: GateRequest,
  { files, mutants, state }: View,
  floors: ReadonlyMap<string, number>,
  gate: Gate,
  step: number,
): string[] {
  if (!isRatchet) return [];
  const byModule = Map.groupBy(files, ({ module }) => module);
  const rates = new Map<string, number | null>();
  for (const [module, own] of byModule) {
    if (own.some(({ reason }) => reason !== null)) continue;
    const names = new Set(own.map(({ file }) => file));
    rates.set(module, metricRange('killRate', tally(mutants.filter(({ file }) => names.has(file)))).worst);
  }
  const tighter = state.modules.flatMap(({ name, requirements }) => {
    const target = requirements.find(({ metric }) => metric === 'killRate')?.limit;
    const rate = rates.get(name) ?? null;
    const within = rate === null || target === undefined ? 0 : Math.floor((rate - target) / step) * step;
    return within > 0 && target !== undefined
      ? [`the target of ${name} can be tightened from ${target} to ${Number((target + within).toFixed(6))}`]
      : [];
  });
  if (!gate.passed) return [...tighter, 'the floors stay as they are: the gate did not pass'];
  const raised = raiseFloors(floors, rates, step);
  const moves = [...raised].filter(([module, floor]) => floors.get(module) !== floor);
  if (moves.length > 0 || !existsSync(join(root, FLOORS_FILE))) writeFloors(root, raised);
  return [
    ...tighter,
    ...moves.map(
      ([module, floor]) => `floor of ${module}: ${floors.get(module) ?? 'none'} before, ${floor} now, in ${FLOORS_FILE}`,
    ),
  ];
}
