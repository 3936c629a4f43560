/** `killrate doctor`: what killrate found, whether the suite can be measured, and what to mend. */
import { describeFailure } from '../baseline-failure.ts';
import { DEFAULT_MODULE } from '../config/config.ts';
import { type LoadedConfig, loadConfig } from '../config/load-config.ts';
import type { DryRun, EngineSession } from '../engine/engine.ts';
import { strykerEngine } from '../engine/stryker/adapter.ts';
import { whyTooOld } from '../engine/warm/oldest-vitest.ts';
import { sessionOptions } from '../engine-session.ts';
import { EXIT, type ExitReason } from '../errors.ts';
import { findBuiltTests } from '../impact/built-tests.ts';
import { type Plan, planRun } from '../plan.ts';
import { ownVersion } from '../project/fingerprint.ts';
import { readGitState } from '../project/git.ts';
import { openProject, type Project } from '../project/project.ts';
import { findSharedResource, looksLikeTest } from '../project/sources.ts';
import { closeWorkplace, openWorkplace } from '../workplace.ts';

/** One thing that was looked at: fine, worth knowing, or to be mended. */
export interface Observed {
  mark: 'ok' | 'note' | 'mend';
  name: string;
  text: string;
}

type Tell = (mark: Observed['mark'], name: string, text: string) => void;

interface DoctorArguments {
  cwd: string;
  /** Ceiling for one run of the suite; null for the usual one. */
  deadlineMs: number | null;
  signal: AbortSignal;
  /** Hears of each thing as it is looked at. */
  tell: (observed: Observed) => void;
}

/** Looks at the project, then runs the suite twice without any mutant; gives back what speaks against measuring it. */
export async function doctorCommand(args: DoctorArguments): Promise<ExitReason[]> {
  const tell: Tell = (mark, name, text) => args.tell({ mark, name, text });
  tell('ok', 'killrate', `${ownVersion()} on Node ${process.version}`);
  const project = openProject(args.cwd);
  tellProject(tell, project);
  const loaded = await loadConfig(project.root);
  tell('ok', 'config', loaded.file ?? 'none: every source is in the module `default`, `killrate init` writes one');
  const plan = planRun(project, loaded.config, loaded.engineOptions.mutate, { patterns: [], module: null, from: args.cwd });
  tellPlan(tell, project, loaded, plan);
  if (plan.jobs.length === 0)
    return [{ code: EXIT.nothingToMeasure, message: 'nothing to measure: the project has no source file' }];

  const files = plan.jobs.map((job) => job.file);
  const workplace = openWorkplace(project, files);
  try {
    const ceilings = { concurrency: 1, timeoutMs: 0, dryRunTimeoutMs: args.deadlineMs };
    workplace.session = await strykerEngine.open(sessionOptions(workplace.sandbox, loaded, workplace.folder, ceilings));
    return await checkSuite(tell, workplace.session, project, files, args.signal);
  } finally {
    await closeWorkplace(workplace);
  }
}

function tellProject(tell: Tell, project: Project): void {
  const { root, name, workspaceRoot, packageManager, lockfile, vitest } = project;
  tell('ok', 'project', `${name} in ${root}${workspaceRoot === root ? '' : `, part of the workspace ${workspaceRoot}`}`);
  tell('ok', 'packages', `${packageManager}${lockfile === null ? ', no lockfile' : ''}`);
  tell('ok', 'vitest', `${vitest.version}, ${vitest.configFile ?? 'no config file'}`);
  const tooOld = whyTooOld(vitest.version);
  if (tooOld !== null) tell('note', 'engine', `stock, which is slower: ${tooOld}`);
  const { commit, branch } = readGitState(root);
  tell('ok', 'git', commit === null ? 'none' : `${branch ?? 'no branch'} @ ${commit.slice(0, 7)}`);
}

function tellPlan(tell: Tell, project: Project, { config }: LoadedConfig, plan: Plan): void {
  for (const note of plan.notes) tell('note', 'config', note);
  for (const { name } of config.modules) {
    const isEmpty = !plan.jobs.some((job) => job.module === name);
    if (isEmpty) tell('mend', 'config', `module ${name} has no source file: look at its \`files\``);
  }
  const [first] = plan.jobs;
  if (first === undefined) {
    tell('mend', 'sources', 'none found: name them as `mutate` in the default export of stryker.conf.mjs');
    return;
  }
  const byModule = Map.groupBy(plan.jobs, (job) => job.module);
  const isPlain = byModule.size === 1 && byModule.has(DEFAULT_MODULE);
  const counts = isPlain ? '' : ` (${[...byModule].map(([name, jobs]) => `${name} ${jobs.length}`).join(', ')})`;
  tell('ok', 'sources', `${plan.jobs.length} ${plan.jobs.length === 1 ? 'file' : 'files'}${counts}, for one ${first.file}`);
  tell(
    'ok',
    'tests',
    `${project.tree.files.filter(({ path }) => looksLikeTest(path)).length} files look like tests or their helpers`,
  );
  const shared = findSharedResource(project);
  if (shared !== null) tell('note', 'isolation', `one mutant at a time: ${shared}`);
}

async function checkSuite(
  tell: Tell,
  session: EngineSession,
  project: Project,
  files: readonly string[],
  signal: AbortSignal,
): Promise<ExitReason[]> {
  const first = await session.dryRun(files, signal);
  if (first.kind === 'aborted') return [{ code: EXIT.interrupted, message: 'interrupted' }];
  tell(first.kind === 'green' ? 'ok' : 'mend', 'dry run', describe(first));
  if (first.kind !== 'green') return [{ code: EXIT.baselineFailed, message: describe(first) }];
  for (const note of first.notes) tell('note', 'dry run', note);
  if (first.oneAtATime !== null) tell('note', 'isolation', `one mutant at a time: ${first.oneAtATime}`);

  const second = await session.dryRun(files, signal);
  if (second.kind === 'aborted') return [{ code: EXIT.interrupted, message: 'interrupted' }];
  const difference = differenceOf(first, second);
  tell(difference === null ? 'ok' : 'mend', 'second run', difference ?? 'the same tests pass');
  if (difference !== null) return [{ code: EXIT.baselineFailed, message: `the suite is flaky: ${difference}` }];
  const measurable = first.mutants.filter(
    (mutant) => mutant.ignoreReason === null && (mutant.isStatic || mutant.coveredBy.length > 0),
  );
  const built = findBuiltTests(project, first, true);
  if (built !== null) tell('mend', 'tests', built);
  tell('ok', 'mutants', `${first.mutants.length}, of which ${measurable.length} are run by some test`);
  return [];
}

type Ended = Exclude<DryRun, { kind: 'aborted' }>;

function describe(dryRun: Ended): string {
  return dryRun.kind === 'green' ? `green, ${dryRun.tests.length} tests` : describeFailure(dryRun);
}

function differenceOf(first: Extract<DryRun, { kind: 'green' }>, second: Ended): string | null {
  if (second.kind !== 'green') return `the first run is green, the second is not: ${describe(second)}`;
  const [before, after] = [first, second].map((run) => new Set(run.tests.map((test) => test.id)));
  const once = [...(before ?? new Set<string>()).symmetricDifference(after ?? new Set<string>())];
  return once.length === 0 ? null : `${once.length} tests ran in one run and not in the other, as ${once[0]}`;
}
