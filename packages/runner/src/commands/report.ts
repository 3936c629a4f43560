/** `killrate report`: the project state in a format that other programs read. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { loadConfig } from '../config/load-config.ts';
import { UserError } from '../errors.ts';
import { openProject, type Project } from '../project/project.ts';
import { documentOfState, sourcesOf } from '../project-state.ts';
import { withStore } from '../project-store.ts';
import { toMutationReport } from '../report/elements-json.ts';
import { toHtml } from '../report/html.ts';

/** Formats and where each goes by default, relative to the project; null is stdout. */
export const REPORT_FORMATS = { json: null, html: 'reports/killrate.html' } as const satisfies Record<string, string | null>;
export type ReportFormat = keyof typeof REPORT_FORMATS;

/** Writes the report, and gives back where it is; null where it went to stdout. */
export async function reportCommand(args: {
  cwd: string;
  format: ReportFormat;
  out: string | null;
  stdout: NodeJS.WriteStream;
}): Promise<string | null> {
  const project = openProject(args.cwd);
  const text = await render(project, args.format);
  const standard = REPORT_FORMATS[args.format];
  const out = args.out === null ? standard && join(project.root, standard) : resolve(args.cwd, args.out);
  if (out === null) {
    args.stdout.write(text);
    return null;
  }
  write(out, text);
  return out;
}

async function render(project: Project, format: ReportFormat): Promise<string> {
  const loaded = await loadConfig(project.root);
  const document = await withStore(project, 'existing', (database) => documentOfState(database, project, loaded));
  const report = toMutationReport(document, sourcesOf(document, project.root));
  return format === 'json' ? `${JSON.stringify(report, null, 2)}\n` : toHtml(report, `killrate: ${project.name}`);
}

function write(path: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  } catch (error) {
    throw new UserError(`${path} cannot be written: ${error instanceof Error ? error.message : error}`);
  }
}
