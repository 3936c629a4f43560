/** `killrate tests`: what is found about tests, without running any. */
import { existsSync } from 'node:fs';
import type { AssessedTest, Finding, NextTest, RunDocument } from '@killrate/shared/document';
import { readEvidence } from '@killrate/shared/evidence';
import type { Database } from '@killrate/shared/store/open';
import { type LoadedConfig, loadConfig } from '../config/load-config.ts';
import { didYouMean } from '../config/nearest.ts';
import { renderTests } from '../console/tests-view.ts';
import { UserError } from '../errors.ts';
import { type Assessment, assessTests } from '../findings/assess-tests.ts';
import { openProject, type Project } from '../project/project.ts';
import { readState } from '../project-state.ts';
import { storePath, withStore } from '../project-store.ts';
import { documentOfState, emptyDocument } from '../run-document.ts';
import type { Io } from './io.ts';

interface TestsArguments {
  cwd: string;
  /** Only this test file; null for all. */
  file: string | null;
  /** Whether what is only information is shown too. */
  isWhole: boolean;
  rule: string | null;
}

/** So many next tests are named of the whole project, and of one file. */
const MOST_NEXT = 3;
const MOST_NEXT_OF_FILE = 10;

/** Names the tests that prove too little, the heaviest verdict first. Without a store only their text is judged. */
export async function testsCommand(io: Io, args: TestsArguments): Promise<RunDocument> {
  const project = openProject(args.cwd);
  const loaded = await loadConfig(project.root);
  const found = existsSync(storePath(project))
    ? await withStore(project, 'existing', (database) => look(database, project, loaded))
    : look(null, project, loaded);
  const file = args.file === null ? null : fileOf(args.file, found.assessment.files, project);
  const { tests, findings, nextTests } = narrow(found.assessment, { ...args, file });
  const document: RunDocument = {
    ...found.document,
    ...{ findings, assessedTests: tests, nextTests, notes: [...found.document.notes, ...found.assessment.notes] },
    mutants: found.document.mutants.filter(mutantsOf(findings, nextTests)),
    tests: found.document.tests.filter((test) => file === null || test.file === file),
  };
  const hasMatrix = found.assessment.whyNotJudged === null;
  const hidden = narrow(found.assessment, { ...args, file, isWhole: true }).findings.length - findings.length;
  // A nearest test may lie in another file.
  io.people(renderTests({ ...document, tests: found.document.tests }, { tests, findings, hidden, hasMatrix }, io.terminal));
  return document;
}

function look(
  database: Database | null,
  project: Project,
  loaded: LoadedConfig,
): { document: RunDocument; assessment: Assessment } {
  const state = database === null ? null : readState(database, project, loaded);
  return {
    document: state === null ? emptyDocument([]) : documentOfState(state),
    assessment: assessTests(database, project, loaded, state),
  };
}

interface Narrowed {
  tests: AssessedTest[];
  findings: Finding[];
  nextTests: NextTest[];
}

function narrow(
  { tests, findings, nextTests }: Assessment,
  { file, isWhole, rule }: Pick<TestsArguments, 'file' | 'isWhole' | 'rule'>,
): Narrowed {
  const isOfFile = (each: { file: string }) => file === null || each.file === file;
  const isNear = ({ nearestTest }: NextTest) => file === null || nearestTest?.startsWith(`${file} > `) === true;
  return {
    tests: tests.filter(isOfFile),
    findings: findings.filter(
      (finding) => isOfFile(finding) && (rule === null || finding.rule === rule) && (isWhole || finding.level !== 'information'),
    ),
    nextTests: nextTests.filter(isNear).slice(0, file === null ? MOST_NEXT : MOST_NEXT_OF_FILE),
  };
}

/** The mutants that the rest speaks of: a document of a large project is no better for the others. */
function mutantsOf(findings: readonly Finding[], nextTests: readonly NextTest[]): (mutant: { key: string }) => boolean {
  const named = new Set(nextTests.flatMap(({ mutants }) => mutants));
  for (const finding of findings) {
    const { mutants, killedMutant } = readEvidence(finding);
    for (const key of [...(mutants?.notKilled ?? []), killedMutant]) if (typeof key === 'string') named.add(key);
  }
  return ({ key }) => named.has(key);
}

function fileOf(path: string, files: readonly string[], project: Project): string {
  const normal = path.replaceAll('\\', '/').replace(/^\.\//, '').replace(`${project.root}/`, '');
  const found = files.find((file) => file === normal);
  if (found === undefined) throw new UserError(`${path} is no test file of this project${didYouMean(normal, files)}`);
  return found;
}
