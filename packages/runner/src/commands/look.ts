/** `killrate survivors` and `killrate show`: what is known of mutants, without measuring. */
import type { RunDocument } from '@killrate/shared/document';
import type { Database } from '@killrate/shared/store/open';
import { allKeys, historyOfMutant } from '@killrate/shared/store/results';
import { didYouMean } from '../config/nearest.ts';
import { renderMutant } from '../console/mutant-view.ts';
import { renderSurvivors } from '../console/survivor-list.ts';
import { UserError } from '../errors.ts';
import { openProject, type Project } from '../project/project.ts';
import { documentOfState, sourcesOf } from '../project-state.ts';
import { withStore } from '../project-store.ts';
import type { Io } from './io.ts';

/** Lists what no test noticed in the present sources, worst first. */
export async function survivorsCommand(io: Io, args: { cwd: string; file: string | null }): Promise<RunDocument> {
  const project = openProject(args.cwd);
  const state = await withStore(project, 'existing', (database) => documentOfState(database, project.root));
  const file = args.file === null ? null : fileOf(state, args.file, project);
  const isShown = (mutant: RunDocument['mutants'][number]) =>
    (mutant.status === 'Survived' || mutant.status === 'NoCoverage') && (file === null || mutant.file === file);
  const document = { ...state, mutants: state.mutants.filter(isShown) };
  io.people(renderSurvivors(document, sourcesOf(document, project.root), io.terminal));
  return document;
}

/** Shows one mutant with its diff, its tests and its history. */
export async function showCommand(io: Io, args: { cwd: string; key: string }): Promise<RunDocument> {
  const project = openProject(args.cwd);
  return await withStore(project, 'existing', (database) => {
    const state = documentOfState(database, project.root);
    const matching = state.mutants.filter((mutant) => mutant.key.startsWith(args.key));
    const [mutant] = matching;
    if (mutant === undefined) throw unknownMutant(database, args.key);
    if (matching.length > 1) throw new UserError(`${args.key} is the beginning of ${matching.length} keys: write more of it`);
    const source = sourcesOf({ ...state, mutants: [mutant], tests: [] }, project.root).get(mutant.file) ?? '';
    io.people(renderMutant(state, mutant, source, historyOfMutant(database, mutant.key), io.terminal));
    return { ...state, mutants: [mutant], tests: state.tests.filter((test) => mutant.coveredBy.includes(test.id)) };
  });
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
  if (found === undefined)
    throw new UserError(`${path} has no results for its present content${didYouMean(path, files)}: killrate run ${path}`);
  return found;
}
