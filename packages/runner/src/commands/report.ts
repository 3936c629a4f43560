/** `killrate report`: the project state, and what the gate says of it, in a format that other programs read. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { ExportedReport } from '@killrate/shared/api';
import type { RunDocument } from '@killrate/shared/document';
import type { Database } from '@killrate/shared/store/open';
import { readReport, readReportClient } from '@killrate/web/export-report';
import { type LoadedConfig, loadConfig } from '../config/load-config.ts';
import { toAssessmentView } from '../dashboard/assessment-view.ts';
import { readFacts } from '../dashboard/project-facts.ts';
import { UserError } from '../errors.ts';
import { assessTests } from '../findings/assess-tests.ts';
import { judgeProject, NothingToJudgeBy } from '../gate/judge-project.ts';
import { readLedger } from '../gate/record-files.ts';
import { ownVersion } from '../project/fingerprint.ts';
import { repositoryPrefix } from '../project/git.ts';
import { openProject, type Project } from '../project/project.ts';
import { readState } from '../project-state.ts';
import { withStore } from '../project-store.ts';
import { toDashboardHtml } from '../report/dashboard-html.ts';
import { toElementsHtml } from '../report/elements-html.ts';
import { toMutationReport } from '../report/elements-json.ts';
import type { ReportFormat } from '../report/format-names.ts';
import { toGithubAnnotations } from '../report/github-annotations.ts';
import { toGitlab } from '../report/gitlab.ts';
import { toJunit } from '../report/junit.ts';
import { toMarkdown } from '../report/markdown.ts';
import { toSarif } from '../report/sarif.ts';
import { documentOfState, sourcesOf } from '../run-document.ts';
import { type GateArguments, toRequest } from './gate.ts';

/** What a format is made of: the document, and where the project is in its repository. */
interface Material {
  document: RunDocument;
  project: Project;
  prefix: string;
}

interface DocumentFormat {
  /** `judged`: a document that tells what the gate says; `state`: one that does not. */
  from: 'judged' | 'state';
  /** Where it goes by default, relative to the project; null is stdout. */
  out: string | null;
  render: (material: Material) => string;
}

/** A format that shows more than a document holds: runs, histories, trends. */
interface StoreFormat {
  from: 'store';
  out: string | null;
  render: (material: StoreMaterial) => string;
}

interface StoreMaterial {
  database: Database;
  project: Project;
  loaded: LoadedConfig;
}

/** The formats by name. */
export const REPORT_FORMATS = {
  json: {
    from: 'state',
    out: null,
    render: ({ document, project }) =>
      `${JSON.stringify(toMutationReport(document, sourcesOf(document, project.root)), null, 2)}\n`,
  },
  html: {
    from: 'store',
    out: 'reports/killrate.html',
    render: (material) => toDashboardHtml(exportReport(material), readReportClient()),
  },
  elements: {
    from: 'state',
    out: 'reports/killrate-elements.html',
    render: ({ document, project }) =>
      toElementsHtml(toMutationReport(document, sourcesOf(document, project.root)), `killrate: ${project.name}`),
  },
  sarif: { from: 'judged', out: null, render: ({ document, prefix }) => toSarif(document, prefix, ownVersion()) },
  junit: { from: 'judged', out: null, render: ({ document }) => toJunit(document) },
  markdown: {
    from: 'judged',
    out: null,
    render: ({ document, project }) => toMarkdown(document, sourcesOf(document, project.root)),
  },
  github: { from: 'judged', out: null, render: ({ document, prefix }) => toGithubAnnotations(document, prefix) },
  gitlab: { from: 'judged', out: null, render: ({ document, prefix }) => toGitlab(document, prefix) },
} as const satisfies Record<ReportFormat, DocumentFormat | StoreFormat>;

/** Writes the report, and gives back where it is; null where it went to stdout. */
export async function reportCommand(
  args: GateArguments & { cwd: string; format: ReportFormat; out: string | null; stdout: NodeJS.WriteStream },
): Promise<string | null> {
  const project = openProject(args.cwd);
  const format: DocumentFormat | StoreFormat = REPORT_FORMATS[args.format];
  const loaded = await loadConfig(project.root);
  const text = await withStore(project, 'existing', async (database) => {
    if (format.from === 'store') return format.render({ database, project, loaded });
    const document =
      format.from === 'judged'
        ? await judgedDocument(database, project, loaded, args)
        : documentWithFindings(database, project, loaded);
    return format.render({ document, project, prefix: repositoryPrefix(project.root) ?? '' });
  });
  const out = args.out === null ? format.out && join(project.root, format.out) : resolve(args.cwd, args.out);
  if (out === null) {
    args.stdout.write(text);
    return null;
  }
  write(out, text);
  return out;
}

/** The document with what the gate says; a project that has nothing to judge by still has its survivors. */
async function judgedDocument(
  database: Database,
  project: Project,
  loaded: LoadedConfig,
  args: GateArguments & { cwd: string },
): Promise<RunDocument> {
  try {
    return await judgeProject(database, project, loaded, { ...toRequest(project, args, process.env), isReport: true });
  } catch (error) {
    if (error instanceof NothingToJudgeBy) return documentWithFindings(database, project, loaded);
    throw error;
  }
}

/** The project state with what is found about its tests. */
function documentWithFindings(database: Database, project: Project, loaded: LoadedConfig): RunDocument {
  const state = readState(database, project, loaded);
  const document = documentOfState(state);
  return { ...document, findings: assessTests(database, project, loaded, state).findings };
}

/** All that the dashboard would show now. */
function exportReport({ database, project, loaded }: StoreMaterial): ExportedReport {
  const state = readState(database, project, loaded);
  const assessment = toAssessmentView(assessTests(database, project, loaded, state), state);
  return readReport({
    assessment,
    ...{ project: project.root, name: project.name, version: ownVersion(), database },
    ...{ facts: readFacts(project, loaded, database), ledger: readLedger(project.root) },
  });
}

function write(path: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  } catch (error) {
    throw new UserError(`${path} cannot be written: ${error instanceof Error ? error.message : error}`);
  }
}
