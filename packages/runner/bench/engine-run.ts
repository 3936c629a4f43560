/** One engine's measurement of a subject, in a copy and a process of its own. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { RunDocument } from '@killrate/shared/document';
import { openDatabase } from '@killrate/shared/store/open';
import { type ElementsReport, type MeasuredMutant, mutantsOfDocument, mutantsOfReport } from './measured-mutant.ts';
import { copyProject, type Subject, withScratch } from './project-copy.ts';
import { STOCK_PLUGIN, STOCK_REQUEST, type StockRequest } from './stock-request.ts';
import { userEnvironment, type Watched, watchProcess } from './watched-process.ts';

const require = createRequire(import.meta.url);
const CLI = fileURLToPath(new URL('../dist/bin.js', import.meta.url));
const STOCK_HOST = fileURLToPath(new URL('./stock-host.ts', import.meta.url));
const STOCK_PLUGINS = fileURLToPath(new URL('./stock-plugins.ts', import.meta.url));

/** `stock` is Stryker as its user would run it; the others are killrate. */
export const CONTENDERS = ['stock', 'warm', 'killrate-stock', 'warm-matrix'] as const;
export type Contender = (typeof CONTENDERS)[number];

export interface EngineSettings {
  concurrency: number;
  /** Stryker's own `vitest.related`. */
  isRelated: boolean;
}

export interface EngineRun {
  contender: Contender;
  wallMs: number;
  /** From the start of the process to the first mutant: of Stryker until it was done, of killrate until it began. Null where none ran. */
  firstMutantMs: number | null;
  peakBytes: number | null;
  mutants: MeasuredMutant[];
  /** What killrate printed; null for Stryker itself. */
  document: RunDocument | null;
}

/** Measures every mutant of the subject anew. Throws where the engine ends without results. */
export async function runEngine(
  contender: Contender,
  subject: Subject,
  settings: EngineSettings,
  signal: AbortSignal,
): Promise<EngineRun> {
  return await withScratch(async (folder) => {
    const root = copyProject(subject, folder);
    if (contender === 'stock') return await runStock(subject, root, folder, settings, signal);
    const engine = contender === 'killrate-stock' ? 'stock' : 'warm';
    const more = ['--fresh', '--engine', engine, ...(contender === 'warm-matrix' ? ['--kill-matrix'] : [])];
    const { watched, document } = await runKillrate(root, subject.files, more, settings.concurrency, signal);
    const firstMutantMs = measuringBegan(root, watched.startedAt);
    const { wallMs, peakBytes } = watched;
    return { contender, wallMs, firstMutantMs, peakBytes, mutants: mutantsOfDocument(document), document };
  });
}

/** Runs the built command over `files` of the project at `root`. Throws where it prints no document with results. */
export async function runKillrate(
  root: string,
  files: readonly string[],
  more: readonly string[],
  concurrency: number,
  signal: AbortSignal,
  env: Record<string, string> = {},
): Promise<{ watched: Watched; document: RunDocument }> {
  const argv = [CLI, 'run', ...files, ...more, '--json', '--concurrency', String(concurrency)];
  const watched = await watchProcess({
    ...{ argv, cwd: root, env: userEnvironment(env), timeoutMs: null, isSampled: true, signal },
  });
  const document = watched.stdout === '' ? null : RunDocument.parse(JSON.parse(watched.stdout));
  if (document === null || document.run === null) throw new Error(`killrate ended with ${watched.code}: ${watched.stderr}`);
  return { watched, document };
}

async function runStock(
  { files, loggingCallees }: Subject,
  root: string,
  folder: string,
  settings: EngineSettings,
  signal: AbortSignal,
): Promise<EngineRun> {
  const [reportPath, clockPath, requestPath] = ['report.json', 'clock', 'request.json'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  const options = stockOptions(files, reportPath, settings);
  writeFileSync(requestPath, JSON.stringify({ options, loggingCallees, clockPath } satisfies StockRequest));
  const env = userEnvironment({ [STOCK_REQUEST]: requestPath });
  const watched = await watchProcess({ argv: [STOCK_HOST], cwd: root, env, timeoutMs: null, isSampled: true, signal });
  if (!existsSync(reportPath)) throw new Error(`Stryker ended with ${watched.code}: ${watched.stdout}${watched.stderr}`);
  const { wallMs, peakBytes, startedAt } = watched;
  const firstMutantMs = existsSync(clockPath) ? Number(readFileSync(clockPath, 'utf8')) - startedAt : null;
  const mutants = mutantsOfReport(JSON.parse(readFileSync(reportPath, 'utf8')) as ElementsReport);
  return { contender: 'stock', wallMs, firstMutantMs, peakBytes, mutants, document: null };
}

function stockOptions(files: readonly string[], reportPath: string, settings: EngineSettings): Record<string, unknown> {
  const plugins = [require.resolve('@stryker-mutator/vitest-runner'), STOCK_PLUGINS];
  return {
    // What means something in a glob matches any character.
    mutate: files.map((file) => file.replaceAll(/[[\](){}!*?]/g, '?')),
    plugins: plugins.map((path) => pathToFileURL(path).href),
    testRunner: 'vitest',
    vitest: { related: settings.isRelated },
    coverageAnalysis: 'perTest',
    inPlace: true,
    // Beside the copy: among its files, the backup of its tests would be found and run as tests.
    tempDirName: join(dirname(reportPath), 'stryker-tmp'),
    concurrency: settings.concurrency,
    reporters: ['json', STOCK_PLUGIN],
    jsonReporter: { fileName: reportPath },
    ignorers: [STOCK_PLUGIN],
    allowEmpty: true,
    logLevel: 'warn',
    allowConsoleColors: false,
    warnings: false,
  };
}

/** When the first job began, after the start: the jobs come one after another, and the last ends with its last result. */
function measuringBegan(root: string, startedAt: number): number | null {
  const database = openDatabase(join(root, 'reports', 'killrate.db'), 'read');
  try {
    const last = database.prepare('SELECT max(measured_at) FROM result').pluck().get() as string | null;
    const jobsMs = database.prepare('SELECT sum(duration_ms) FROM job').pluck().get() as number | null;
    return last === null || jobsMs === null ? null : Date.parse(last) - jobsMs - startedAt;
  } finally {
    database.close();
  }
}
