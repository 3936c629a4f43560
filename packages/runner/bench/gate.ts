/** `pnpm bench gate [RUNS] [FILES] [MUTANTS]`: the gate over a store of many runs; 50 runs of 200 files of 100 mutants are 1,000,000 results. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { enqueueJobs } from '@killrate/shared/store/jobs';
import { type Database, openDatabase } from '@killrate/shared/store/open';
import { markFileMeasured } from '@killrate/shared/store/project-state';
import { type PlannedMutant, planMutants } from '@killrate/shared/store/results';
import { recordTests } from '@killrate/shared/store/run-tests';
import { beginRun, finishRun } from '@killrate/shared/store/runs';
import { loadConfig } from '../src/config/load-config.ts';
import { describeEnvironment, fingerprint, hashManifest, sourcesManifest, suiteManifest } from '../src/project/fingerprint.ts';
import { openProject, type Project } from '../src/project/project.ts';
import { hashFile } from '../src/project/project-files.ts';

const CLI = fileURLToPath(new URL('../dist/bin.js', import.meta.url));
const ROUNDS = 5;
const TESTS_PER_FILE = 15;

/** Builds the store, and prints what `killrate gate` takes on it, and what it takes where nothing was measured. */
export async function benchGate(args: readonly string[]): Promise<void> {
  const [runs = 50, files = 200, mutants = 100] = args.map(Number);
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'killrate-bench-')));
  try {
    const project = writeProject(root, files);
    const rows = await fillStore(project, runs, files, mutants);
    process.stdout.write(`${rows.toLocaleString('en-US')} results, ${runs} runs, ${files} files of ${mutants} mutants\n`);
    for (const argv of [['--version'], ['gate'], ['gate', '--json']]) tell(root, argv);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function tell(root: string, argv: readonly string[]): void {
  const times: number[] = [];
  let code: number | null = null;
  for (let round = 0; round < ROUNDS; round += 1) {
    const startedAt = performance.now();
    const ended = spawnSync(process.execPath, [CLI, ...argv], { cwd: root, encoding: 'utf8', maxBuffer: 1024 ** 3 });
    times.push(performance.now() - startedAt);
    code = ended.status;
  }
  const sorted = times.toSorted((a, b) => a - b).map((time) => Math.round(time));
  process.stdout.write(`killrate ${argv.join(' ').padEnd(12)} exit ${code}  median ${sorted[2]} ms  (${sorted.join(' ')})\n`);
}

function writeProject(root: string, files: number): Project {
  const write = (path: string, text: string) => {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  write('package.json', '{ "name": "bench", "type": "module" }');
  write('node_modules/vitest/package.json', '{ "name": "vitest", "version": "5.1.1" }');
  write('stryker.conf.mjs', 'export default {}; export const killrate = { target: 80 };\n');
  for (let file = 0; file < files; file += 1) {
    write(`src/f${file}.ts`, `${'export const x = 1;\n'.repeat(100)}`);
    write(`test/f${file}.test.ts`, `import '../src/f${file}.ts';\n`);
  }
  return openProject(root);
}

async function fillStore(project: Project, runs: number, files: number, mutants: number): Promise<number> {
  const { root } = project;
  const database = openDatabase(join(root, 'reports', 'killrate.db'), 'create');
  const loaded = await loadConfig(root);
  const manifest = suiteManifest(project, loaded);
  const sources = sourcesManifest(project, loaded);
  for (let run = 0; run < runs; run += 1) {
    beginRun(database, {
      id: `run-${String(run).padStart(4, '0')}`,
      scope: 'all',
      request: '{}',
      startedAt: new Date(Date.UTC(2026, 0, 1) + run * 3_600_000).toISOString(),
      commit: null,
      branch: null,
      isDirty: false,
      projectHash: fingerprint(project, loaded, describeEnvironment(project)),
      suiteHash: hashManifest(manifest),
      suiteManifest: manifest,
      sourcesHash: hashManifest(sources),
      sourcesManifest: sources,
      engine: 'stock',
      concurrency: 2,
      environment: {},
      modules: [{ name: 'default', target: 80 }],
    });
    measureAll(database, root, `run-${String(run).padStart(4, '0')}`, files, mutants);
  }
  const rows = database.prepare('SELECT count(*) FROM result').pluck().get() as number;
  database.close();
  return rows;
}

function measureAll(database: Database, root: string, runId: string, files: number, mutants: number): void {
  const fill = database.transaction(() => {
    for (let file = 0; file < files; file += 1) {
      const path = `src/f${file}.ts`;
      const sourceHash = hashFile(join(root, path));
      const testFile = `test/f${file}.test.ts`;
      const ids = Array.from({ length: TESTS_PER_FILE }, (_, index) => `${testFile} > proves ${index}`);
      recordTests(
        database,
        runId,
        ids.map((id, index) => ({ id, file: testFile, name: `proves ${index}`, line: index + 1, durationMs: 1 })),
      );
      enqueueJobs(database, runId, [{ file: path, module: 'default', sourceHash, isWholeFile: true }]);
      planMutants(
        database,
        runId,
        path,
        sourceHash,
        Array.from({ length: mutants }, (_, index) => aMutant(path, index, ids)),
        '2026-01-01T00:00:00.000Z',
      );
      markFileMeasured(database, { file: path, module: 'default', sourceHash, runId });
    }
    database.prepare(`UPDATE job SET status = 'completed' WHERE run_id = ?`).run(runId);
    finishRun(database, runId, 'completed', null, '2026-01-01T00:00:00.000Z');
  });
  fill();
}

function aMutant(file: string, index: number, tests: readonly string[]): PlannedMutant {
  return {
    key: `${file}-${index}`,
    ...{ file, line: (index % 100) + 1, column: 18, endLine: (index % 100) + 1, endColumn: 19 },
    ...{ symbol: `f${index % 10}`, mutator: 'ArithmeticOperator', original: '1', replacement: `${index}` },
    ...{ status: index % 10 === 0 ? 'Survived' : 'Killed', reason: null, isStatic: false },
    coveredBy: tests.slice(0, 1 + (index % TESTS_PER_FILE)),
  };
}
