/** The document that commands print: of one run, or of the project state with what is out of date in it. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Exit, type ModuleTotals, type RunDocument, SCHEMA_VERSION } from '@killrate/shared/document';
import type { Job, ModuleTarget, Mutant, Run, Test } from '@killrate/shared/model';
import { tally } from '@killrate/shared/score';
import { jobsOfRun } from '@killrate/shared/store/jobs';
import type { Database } from '@killrate/shared/store/open';
import {
  type MeasuredFile,
  measuredFiles,
  mutantsOfRun,
  mutantsOfState,
  testsOfRun,
  testsOfState,
} from '@killrate/shared/store/results';
import { getRun, listRuns, modulesOfRun, suitesOfState } from '@killrate/shared/store/runs';
import type { LoadedConfig } from './config/load-config.ts';
import { type ExitReason, exitCodeOf } from './errors.ts';
import { suiteFingerprint } from './project/fingerprint.ts';
import type { Project } from './project/project.ts';
import { hashFile } from './project/project-files.ts';

/** What a document is put together from. */
interface Parts {
  run: Run | null;
  modules: ModuleTarget[];
  moduleOfFile: ReadonlyMap<string, string>;
  jobs: Job[];
  mutants: Mutant[];
  tests: Test[];
  notes: string[];
}

/** Everything one run measured. */
export function documentOfRun(
  database: Database,
  runId: string,
  notes: readonly string[],
  reasons: readonly ExitReason[],
): RunDocument {
  const jobs = jobsOfRun(database, runId);
  return assemble(
    {
      run: getRun(database, runId),
      modules: modulesOfRun(database, runId),
      moduleOfFile: new Map(jobs.map((job) => [job.file, job.module])),
      jobs,
      mutants: mutantsOfRun(database, runId),
      tests: testsOfRun(database, runId),
      notes: [...notes],
    },
    toExit(reasons),
  );
}

/** The project state: for each file that was measured in its present content, each mutant's latest result. */
export function documentOfState(database: Database, project: Project, loaded: LoadedConfig): RunDocument {
  const { root } = project;
  const [latest] = listRuns(database, 1);
  const measured = measuredFiles(database);
  const present = new Map(
    measured.filter(({ file }) => existsSync(join(root, file))).map(({ file }) => [file, hashFile(join(root, file))]),
  );
  const current = measured.filter(({ file, sourceHash }) => present.get(file) === sourceHash);
  const changed = measured.filter(({ file, sourceHash }) => present.has(file) && present.get(file) !== sourceHash);
  const targets = new Map(
    listRuns(database, 50)
      .toReversed()
      .flatMap((run) => modulesOfRun(database, run.id).map((module) => [module.name, module] as const)),
  );
  const names = [...new Set(current.map(({ module }) => module))];
  return assemble(
    {
      run: latest ?? null,
      modules: names.map((name) => targets.get(name) ?? { name, target: null }),
      moduleOfFile: new Map(current.map(({ file, module }) => [file, module])),
      jobs: current.map(({ file, module }) => ({ file, module, status: 'completed', reason: null, durationMs: null })),
      mutants: mutantsOfState(database, new Map(current.map(({ file, sourceHash }) => [file, sourceHash]))),
      tests: testsOfState(database),
      notes: [
        ...changed.map(({ file }) => `${file} changed since it was measured, and is left out: killrate run ${file}`),
        ...noteOnSuite(database, project, loaded, current),
      ],
    },
    toExit([]),
  );
}

/** Says where results were measured with other tests, config or packages than the present ones. */
function noteOnSuite(database: Database, project: Project, loaded: LoadedConfig, current: readonly MeasuredFile[]): string[] {
  const present = suiteFingerprint(project, loaded);
  const hashes = new Map(current.map(({ file, sourceHash }) => [file, sourceHash]));
  const older = suitesOfState(database).filter(
    ({ file, sourceHash, suiteHash }) => hashes.get(file) === sourceHash && suiteHash !== present,
  );
  const [first, ...others] = new Set(older.map(({ file }) => file));
  if (first === undefined) return [];
  const files = others.length === 0 ? first : `${first} and ${others.length} more`;
  return [`tests, config or packages changed since ${files} was measured: killrate run says what holds now`];
}

/** A document that says nothing but how the command ended. */
export function emptyDocument(reasons: readonly ExitReason[]): RunDocument {
  return assemble(
    { run: null, modules: [], moduleOfFile: new Map(), jobs: [], mutants: [], tests: [], notes: [] },
    toExit(reasons),
  );
}

/** The texts of the files that a document speaks of; a file that is gone has none. */
export function sourcesOf(document: RunDocument, root: string): Map<string, string> {
  const files = new Set([...document.mutants, ...document.tests].map(({ file }) => file));
  return new Map(
    [...files].filter((file) => existsSync(join(root, file))).map((file) => [file, readFileSync(join(root, file), 'utf8')]),
  );
}

function assemble(parts: Parts, exit: Exit): RunDocument {
  const { run, jobs, mutants, tests, notes } = parts;
  const byModule = Map.groupBy(mutants, (mutant) => parts.moduleOfFile.get(mutant.file) ?? '');
  const modules: ModuleTotals[] = parts.modules.map((module) => ({ ...module, ...tally(byModule.get(module.name) ?? []) }));
  return {
    schemaVersion: SCHEMA_VERSION,
    run,
    totals: tally(mutants),
    modules,
    jobs,
    mutants,
    tests,
    findings: [],
    gate: null,
    notes,
    exit,
  };
}

function toExit(reasons: readonly ExitReason[]): Exit {
  return { code: exitCodeOf(reasons), reasons: [...reasons] };
}
