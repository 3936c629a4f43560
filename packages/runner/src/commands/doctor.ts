/** `killrate doctor`: what killrate found, whether the suite can be measured, and what to mend. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_MODULE } from '../config/config.ts';
import { loadConfig } from '../config/load-config.ts';
import type { DryRun } from '../engine/engine.ts';
import { strykerEngine } from '../engine/stryker/adapter.ts';
import { EXIT, type ExitReason } from '../errors.ts';
import { planRun } from '../plan.ts';
import { ownVersion } from '../project/fingerprint.ts';
import { readGitState } from '../project/git.ts';
import { openProject } from '../project/project.ts';
import { findSharedResource, looksLikeTest } from '../project/sources.ts';
import { childEnvironment, describeFailure, dryRunCeilingMs } from '../run.ts';
import { createSandbox, restoreFile } from '../sandbox/sandbox.ts';
import { createSessionFolder, removeSessionFolder } from '../sandbox/session-folder.ts';

/** One thing that was looked at. */
export interface Finding {
  mark: 'ok' | 'note' | 'mend';
  name: string;
  text: string;
}

export interface Diagnosis {
  findings: Finding[];
  reasons: ExitReason[];
}

/** Looks at the project, then runs the suite twice without any mutant; `tell` hears of each finding as it is made. */
export async function doctorCommand(args: {
  cwd: string;
  deadlineMs: number | null;
  signal: AbortSignal;
  tell: (finding: Finding) => void;
}): Promise<Diagnosis> {
  const findings: Finding[] = [];
  const add = (mark: Finding['mark'], name: string, text: string): void => {
    findings.push({ mark, name, text });
    args.tell({ mark, name, text });
  };
  add('ok', 'killrate', `${ownVersion()} on Node ${process.version}`);
  const project = openProject(args.cwd);
  add(
    'ok',
    'project',
    `${project.name} in ${project.root}${project.workspaceRoot === project.root ? '' : `, part of the workspace ${project.workspaceRoot}`}`,
  );
  add('ok', 'packages', `${project.packageManager}${project.lockfile === null ? ', no lockfile' : ''}`);
  add('ok', 'vitest', `${project.vitest.version}, ${project.vitest.configFile ?? 'no config file'}`);
  const git = readGitState(project.root);
  add('ok', 'git', git.commit === null ? 'none' : `${git.branch ?? 'no branch'} @ ${git.commit.slice(0, 7)}`);
  const loaded = await loadConfig(project.root);
  add('ok', 'config', loaded.file ?? 'none: every source is in the module `default`, `killrate init` writes one');
  const plan = planRun(project, loaded.config, loaded.engineOptions.mutate, { patterns: [], module: null, from: args.cwd });
  for (const note of plan.notes) add('note', 'config', note);
  for (const module of loaded.config.modules) {
    if (!plan.jobs.some((job) => job.module === module.name))
      add('mend', 'config', `module ${module.name} has no source file: look at its \`files\``);
  }
  const byModule = Map.groupBy(plan.jobs, (job) => job.module);
  const counts = [...byModule]
    .map(([name, jobs]) => (byModule.size === 1 && name === DEFAULT_MODULE ? '' : `${name} ${jobs.length}`))
    .filter(Boolean);
  if (plan.jobs.length === 0) {
    add('mend', 'sources', 'none found: name them as `mutate` in the default export of stryker.conf.mjs');
    return {
      findings,
      reasons: [{ code: EXIT.nothingToMeasure, message: 'nothing to measure: the project has no source file' }],
    };
  }
  add(
    'ok',
    'sources',
    `${plan.jobs.length} files${counts.length === 0 ? '' : ` (${counts.join(', ')})`}, for one ${plan.jobs[0]?.file}`,
  );
  add(
    'ok',
    'tests',
    `${project.tree.files.filter(({ path }) => looksLikeTest(path)).length} files look like tests or their helpers`,
  );
  const shared = findSharedResource(project);
  if (shared !== null) add('note', 'isolation', `one mutant at a time: ${shared}`);

  const folder = createSessionFolder(project.root);
  try {
    const sandbox = createSandbox(folder.path, project.root, project.workspaceRoot, project.tree);
    const open = () =>
      strykerEngine.open({
        sandboxRoot: sandbox.root,
        restore: (file) => restoreFile(sandbox, project.root, file),
        workDir: join(folder.path, 'engine'),
        engineOptions: loaded.engineOptions,
        loggingCallees: loaded.config.logging,
        excludeTests: loaded.config.excludeTests,
        concurrency: 1,
        timeoutMs: dryRunCeilingMs(loaded.engineOptions),
        dryRunTimeoutMs: args.deadlineMs ?? dryRunCeilingMs(loaded.engineOptions),
        env: childEnvironment(folder.id),
      });
    const files = plan.jobs.map((job) => job.file);
    const first = await (await open()).dryRun(files, args.signal);
    const verdict = describeDryRun(first);
    add(verdict.mark, 'dry run', verdict.text);
    if (first.kind !== 'green')
      return {
        findings,
        reasons: [{ code: first.kind === 'aborted' ? EXIT.interrupted : EXIT.baselineFailed, message: verdict.text }],
      };
    for (const note of first.notes) add('note', 'dry run', note);
    if (first.oneAtATime !== null) add('note', 'isolation', `one mutant at a time: ${first.oneAtATime}`);
    rmSync(join(folder.path, 'engine'), { recursive: true, force: true });
    const second = await (await open()).dryRun(files, args.signal);
    const difference = compareRuns(first, second);
    if (difference !== null) {
      add('mend', 'second run', difference);
      return { findings, reasons: [{ code: EXIT.baselineFailed, message: `the suite is flaky: ${difference}` }] };
    }
    add('ok', 'second run', 'the same tests pass');
    const covered = first.mutants.filter(
      (mutant) => mutant.ignoreReason === null && (mutant.isStatic || mutant.coveredBy.length > 0),
    ).length;
    add('ok', 'mutants', `${first.mutants.length}, of which ${covered} are run by some test`);
    return { findings, reasons: [] };
  } finally {
    removeSessionFolder(folder);
  }
}

function describeDryRun(dryRun: DryRun): { mark: Finding['mark']; text: string } {
  if (dryRun.kind === 'green') return { mark: 'ok', text: `green, ${dryRun.tests.length} tests` };
  if (dryRun.kind === 'aborted') return { mark: 'note', text: 'interrupted' };
  return { mark: 'mend', text: describeFailure(dryRun) };
}

function compareRuns(first: Extract<DryRun, { kind: 'green' }>, second: DryRun): string | null {
  if (second.kind !== 'green') return `the first run is green, the second is not: ${describeDryRun(second).text}`;
  const names = (run: typeof first) => new Set(run.tests.map((test) => test.id));
  const onlyFirst = [...names(first).difference(names(second))];
  const onlySecond = [...names(second).difference(names(first))];
  const [example] = [...onlyFirst, ...onlySecond];
  return example === undefined
    ? null
    : `${onlyFirst.length + onlySecond.length} tests ran in one run and not in the other, as ${example}`;
}
