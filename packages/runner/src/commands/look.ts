/** `killrate survivors` and `killrate show`: what is known of mutants, without measuring. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listSome } from '@killrate/shared/count';
import type { RunDocument } from '@killrate/shared/document';
import type { Mutant } from '@killrate/shared/model';
import type { Database } from '@killrate/shared/store/open';
import { allKeys, historyOfMutant } from '@killrate/shared/store/results';
import { type LoadedConfig, loadConfig } from '../config/load-config.ts';
import { didYouMean } from '../config/nearest.ts';
import { renderMutant } from '../console/mutant-view.ts';
import { renderSurvivors } from '../console/survivor-list.ts';
import { UserError } from '../errors.ts';
import { type FunctionReuse, openFunctionReuse } from '../function-reuse.ts';
import { sourcesManifest, suiteManifest } from '../project/fingerprint.ts';
import { openProject, type Project } from '../project/project.ts';
import { type ProjectState, readState } from '../project-state.ts';
import { withStore } from '../project-store.ts';
import { createReuseTest, type ReuseAnswer } from '../reuse.ts';
import { documentOfRun, documentOfState, sourcesOf } from '../run-document.ts';
import type { Io } from './io.ts';

/** Lists what no test noticed in the present sources, worst first. */
export async function survivorsCommand(io: Io, args: { cwd: string; file: string | null }): Promise<RunDocument> {
  const project = openProject(args.cwd);
  const loaded = await loadConfig(project.root);
  const state = await withStore(project, 'existing', (database) => {
    const present = readState(database, project, loaded);
    const document = documentOfState(present);
    return { ...document, notes: [...document.notes, ...notesOnUnmeasured(present)] };
  });
  const file = args.file === null ? null : fileOf(state, args.file, project);
  const isShown = (mutant: RunDocument['mutants'][number]) =>
    (mutant.status === 'Survived' || mutant.status === 'NoCoverage') && (file === null || mutant.file === file);
  const document = { ...state, mutants: state.mutants.filter(isShown) };
  io.people(renderSurvivors(document, sourcesOf(document, project.root), io.terminal));
  return document;
}

/** Where nothing is known of a source, no survivors of it are no good news. */
function notesOnUnmeasured({ run, files }: ProjectState): string[] {
  const unknown = files.filter(({ kind, isSource }) => kind === 'unmeasured' && isSource).map(({ file }) => file);
  if (unknown.length === 0) return [];
  const until = run?.status === 'running' ? `run ${run.id} has not ended` : 'killrate run measures what is missing';
  return [`not measured yet: ${listSome(unknown)}: ${until}`];
}

/** Shows one mutant with its diff, its tests and its history. */
export async function showCommand(io: Io, args: { cwd: string; key: string }): Promise<RunDocument> {
  const project = openProject(args.cwd);
  const loaded = await loadConfig(project.root);
  return await withStore(project, 'existing', (database) => {
    const state = documentWith(database, project, loaded, args.key);
    const matching = state.mutants.filter((mutant) => mutant.key.startsWith(args.key));
    const [mutant] = matching;
    if (mutant === undefined) throw unknownMutant(database, args.key);
    if (matching.length > 1) throw new UserError(`${args.key} is the beginning of ${matching.length} keys: write more of it`);
    const source = sourcesOf({ ...state, mutants: [mutant], tests: [] }, project.root).get(mutant.file) ?? '';
    const reuse = describeReuse(createReuseTest(database, project, loaded)(mutant.file), mutant, () =>
      readFunctionReuse(database, project, loaded),
    );
    io.people(renderMutant(state, mutant, source, historyOfMutant(database, mutant.key), io.terminal, reuse));
    return {
      ...state,
      notes: [...state.notes, reuse],
      mutants: [mutant],
      tests: state.tests.filter((test) => mutant.coveredBy.includes(test.id)),
    };
  });
}

/** What the next run will do with the results of the file. */
function describeReuse(answer: ReuseAnswer, mutant: Mutant, openReuse: () => FunctionReuse): string {
  if (answer.kind === 'holds')
    return `the next run reuses this: nothing that ${mutant.file} and its tests depend on changed since run ${answer.runId}`;
  const why = openReuse().whyStale(mutant);
  return why === null
    ? 'the next run reuses this, unless other tests execute it by then: no function that was entered to find it changed'
    : `the next run measures this again: ${why}`;
}

function readFunctionReuse(database: Database, project: Project, loaded: LoadedConfig): FunctionReuse {
  return openFunctionReuse(database, project, loaded, {
    sources: sourcesManifest(project, loaded),
    suite: suiteManifest(project, loaded),
    textOf: (file) => readFileSync(join(project.root, file), 'utf8'),
    isMatrix: false,
  });
}

/** The project state; where the mutant is not part of it, the latest run that measured it, which is said. */
function documentWith(database: Database, project: Project, loaded: LoadedConfig, key: string): RunDocument {
  const present = readState(database, project, loaded);
  const state = documentOfState(present);
  if (state.mutants.some((mutant) => mutant.key.startsWith(key))) return state;
  const [known, ...others] = allKeys(database).filter((candidate) => candidate.startsWith(key));
  const [latest] = known === undefined || others.length > 0 ? [] : historyOfMutant(database, known);
  if (latest === undefined) return state;
  return documentOfRun(
    database,
    latest.runId,
    [`the source changed since run ${latest.runId} measured this mutant`],
    [],
    present.ledger,
  );
}

function unknownMutant(database: Database, key: string): UserError {
  const known = allKeys(database);
  if (known.some((candidate) => candidate.startsWith(key))) {
    return new UserError(
      `mutant ${key} is not part of the present sources: the code it changed was changed or has not been measured since`,
    );
  }
  return new UserError(`there is no mutant ${key}${didYouMean(key, known)}: \`killrate survivors\` lists them`);
}

function fileOf(state: RunDocument, path: string, project: Project): string {
  const normal = path.replaceAll('\\', '/').replace(/^\.\//, '').replace(`${project.root}/`, '');
  const files = [...new Set(state.mutants.map((mutant) => mutant.file))];
  const found = files.find((file) => file === normal);
  const changed = found === undefined ? state.notes.find((note) => note.startsWith(`${normal} changed`)) : undefined;
  if (changed !== undefined) throw new UserError(changed);
  if (found === undefined)
    throw new UserError(`${path} has no results for its present content${didYouMean(path, files)}: killrate run ${path}`);
  return found;
}
