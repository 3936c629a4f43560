/** `killrate report`: the project state, and what the gate says of it, in a format that other programs read. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { RunDocument } from '@killrate/shared/document';
import type { Database } from '@killrate/shared/store/open';
import { type LoadedConfig, loadConfig } from '../config/load-config.ts';
import { UserError } from '../errors.ts';
import { judgeProject, NothingToJudgeBy } from '../gate/judge-project.ts';
import { ownVersion } from '../project/fingerprint.ts';
import { repositoryPrefix } from '../project/git.ts';
import { openProject, type Project } from '../project/project.ts';
import { readState } from '../project-state.ts';
import { withStore } from '../project-store.ts';
import { toMutationReport } from '../report/elements-json.ts';
import { toGithubAnnotations } from '../report/github-annotations.ts';
import { toGitlab } from '../report/gitlab.ts';
import { toHtml } from '../report/html.ts';
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

interface Format {
  /** Whether it tells what the gate says. */
  isJudged: boolean;
  /** Where it goes by default, relative to the project; null is stdout. */
  out: string | null;
  render: (material: Material) => string;
}

/** The formats by name. */
export const REPORT_FORMATS = {
  json: {
    isJudged: false,
    out: null,
    render: ({ document, project }) =>
      `${JSON.stringify(toMutationReport(document, sourcesOf(document, project.root)), null, 2)}\n`,
  },
  html: {
    isJudged: false,
    out: 'reports/killrate.html',
    render: ({ document, project }) =>
      toHtml(toMutationReport(document, sourcesOf(document, project.root)), `killrate: ${project.name}`),
  },
  sarif: { isJudged: true, out: null, render: ({ document, prefix }) => toSarif(document, prefix, ownVersion()) },
  junit: { isJudged: true, out: null, render: ({ document }) => toJunit(document) },
  markdown: {
    isJudged: true,
    out: null,
    render: ({ document, project }) => toMarkdown(document, sourcesOf(document, project.root)),
  },
  github: { isJudged: true, out: null, render: ({ document, prefix }) => toGithubAnnotations(document, prefix) },
  gitlab: { isJudged: true, out: null, render: ({ document, prefix }) => toGitlab(document, prefix) },
} as const satisfies Record<string, Format>;
export type ReportFormat = keyof typeof REPORT_FORMATS;

/** Writes the report, and gives back where it is; null where it went to stdout. */
export async function reportCommand(
  args: GateArguments & { cwd: string; format: ReportFormat; out: string | null; stdout: NodeJS.WriteStream },
): Promise<string | null> {
  const project = openProject(args.cwd);
  const format: Format = REPORT_FORMATS[args.format];
  const loaded = await loadConfig(project.root);
  const document = await withStore(project, 'existing', (database) =>
    format.isJudged ? judgedDocument(database, project, loaded, args) : documentOfState(readState(database, project, loaded)),
  );
  const text = format.render({ document, project, prefix: repositoryPrefix(project.root) ?? '' });
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
    return await judgeProject(database, project, loaded, toRequest(project, args, process.env));
  } catch (error) {
    if (error instanceof NothingToJudgeBy) return documentOfState(readState(database, project, loaded));
    throw error;
  }
}

function write(path: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  } catch (error) {
    throw new UserError(`${path} cannot be written: ${error instanceof Error ? error.message : error}`);
  }
}
