/** The document that commands print: of one run, or of the project state. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Exit, type ModuleTotals, type RunDocument, SCHEMA_VERSION } from '@killrate/shared/document';
import { applyLedger, type LedgerEntry } from '@killrate/shared/gate/acceptance';
import type { Job, ModuleTarget, Mutant, Run, Test } from '@killrate/shared/model';
import { tally } from '@killrate/shared/score';
import { jobsOfRun } from '@killrate/shared/store/jobs';
import type { Database } from '@killrate/shared/store/open';
import { mutantsOfRun } from '@killrate/shared/store/results';
import { testsOfRun } from '@killrate/shared/store/run-tests';
import { getRun, modulesOfRun } from '@killrate/shared/store/runs';
import { type ExitReason, exitCodeOf } from './errors.ts';
import type { ModuleRequirements } from './plan.ts';
import { dayOf, notesOnState, type ProjectState } from './project-state.ts';

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

/** Everything one run measured, with the acceptances that hold for it. */
export function documentOfRun(
  database: Database,
  runId: string,
  notes: readonly string[],
  reasons: readonly ExitReason[],
  ledger: readonly LedgerEntry[],
): RunDocument {
  const jobs = jobsOfRun(database, runId);
  const { mutants } = applyLedger(mutantsOfRun(database, runId), ledger, () => false, dayOf(new Date()));
  return assemble(
    {
      run: getRun(database, runId),
      modules: modulesOfRun(database, runId),
      moduleOfFile: new Map(jobs.map((job) => [job.file, job.module])),
      jobs,
      mutants,
      tests: testsOfRun(database, runId),
      notes: [...notes],
    },
    toExit(reasons),
  );
}

/** The project state: for each file that was measured in its present content, each mutant's latest result, against the present targets. */
export function documentOfState(state: ProjectState): RunDocument {
  const measured = state.files.filter(({ kind }) => kind !== 'unmeasured' && kind !== 'changed');
  const names = new Set(measured.map(({ module }) => module));
  return assemble(
    {
      run: state.run,
      modules: state.modules.filter(({ name }) => names.has(name)).map(toTarget),
      moduleOfFile: new Map(measured.map(({ file, module }) => [file, module])),
      jobs: measured.map(({ file, module }) => ({ file, module, status: 'completed', reason: null, durationMs: null })),
      mutants: state.mutants,
      tests: state.tests,
      notes: notesOnState(state),
    },
    toExit([]),
  );
}

function toTarget({ name, requirements }: ModuleRequirements): ModuleTarget {
  return { name, target: requirements.find(({ metric }) => metric === 'killRate')?.limit ?? null };
}

/** A document that says nothing but how the command ended. */
export function emptyDocument(reasons: readonly ExitReason[]): RunDocument {
  return assemble(
    { run: null, modules: [], moduleOfFile: new Map(), jobs: [], mutants: [], tests: [], notes: [] },
    toExit(reasons),
  );
}

/** The same document with other reasons for its end. */
export function withReasons(document: RunDocument, reasons: readonly ExitReason[]): RunDocument {
  return { ...document, exit: toExit(reasons) };
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
    timings: [],
    exit,
  };
}

function toExit(reasons: readonly ExitReason[]): Exit {
  return { code: exitCodeOf(reasons), reasons: [...reasons] };
}
