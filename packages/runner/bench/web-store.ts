/** A project whose store holds as much as a large team measures in a season. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KillKind } from '@killrate/shared/model';
import { hashOfKeys } from '@killrate/shared/store/file-plan';
import { type Database, openDatabase } from '@killrate/shared/store/open';
import { beginRun, finishRun } from '@killrate/shared/store/runs';
import { loadConfig } from '../src/config/load-config.ts';
import { describeEnvironment, fingerprint, hashManifest, sourcesManifest, suiteManifest } from '../src/project/fingerprint.ts';
import { openProject } from '../src/project/project.ts';
import { hashText } from '../src/project/project-files.ts';

/** A source of 5,000 lines and 3,000 mutants. */
export const LARGE_FILE = 'src/m0/large.ts';

const MODULES = 20;
const TESTS_PER_FILE = 10;
const MUTANTS_PER_FILE = 9;
const LARGE_LINES = 5_000;
const LARGE_MUTANTS = 3_000;
const MUTATORS = ['ConditionalExpression', 'EqualityOperator', 'StringLiteral', 'BlockStatement', 'ArithmeticOperator'];

interface BigFile {
  path: string;
  module: string;
  hash: string;
  mutants: number;
  /** The number of its first mutant, and of its first test. */
  firstMutant: number;
  firstTest: number;
}

/** Writes the project and its store, and gives back how many results it holds. */
export async function buildBigProject(root: string, runs: number, files: number): Promise<number> {
  const all = writeProject(root, files);
  const project = openProject(root);
  const loaded = await loadConfig(root);
  const database = openDatabase(join(root, 'reports', 'killrate.db'), 'create');
  database.pragma('synchronous = OFF');
  const manifest = suiteManifest(project, loaded);
  const sources = sourcesManifest(project, loaded);
  const projectHash = fingerprint(project, loaded, describeEnvironment(project));
  database.transaction(() => insertNames(database, all))();
  for (let run = 0; run < runs; run += 1) {
    const id = `run-${String(run).padStart(4, '0')}`;
    const startedAt = new Date(Date.UTC(2026, 0, 1) + run * 86_400_000).toISOString();
    database.transaction(() => {
      beginRun(database, {
        ...{ id, startedAt, scope: 'all', request: '{}', commit: null, branch: 'main', isDirty: false, projectHash },
        ...{
          suiteHash: hashManifest(manifest),
          suiteManifest: manifest,
          sourcesHash: hashManifest(sources),
          sourcesManifest: sources,
          engine: 'stock',
          concurrency: 2,
          environment: {},
        },
        modules: Array.from({ length: MODULES }, (_, index) => ({ name: `m${index}`, target: 60 + index })),
      });
      measureAll(database, all, id, run, startedAt);
      finishRun(database, id, 'completed', null, startedAt);
    })();
  }
  fillState(database, all, `run-${String(runs - 1).padStart(4, '0')}`);
  const rows = database.prepare('SELECT count(*) FROM result').pluck().get() as number;
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.close();
  return rows;
}

function writeProject(root: string, files: number): BigFile[] {
  const write = (path: string, text: string) => {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  write('package.json', '{ "name": "bench", "type": "module" }');
  write('node_modules/vitest/package.json', '{ "name": "vitest", "version": "5.1.1" }');
  const modules = Array.from({ length: MODULES }, (_, at) => `{ name: 'm${at}', files: ['src/m${at}/**'], target: ${60 + at} }`);
  write('stryker.conf.mjs', `export default {}; export const killrate = { modules: [${modules.join(', ')}] };\n`);
  let firstMutant = 1;
  return Array.from({ length: files }, (_, index) => {
    const isLarge = index === 0;
    const path = isLarge ? LARGE_FILE : `src/m${index % MODULES}/f${index}.ts`;
    const lines = isLarge ? LARGE_LINES : 40;
    const text = Array.from({ length: lines }, (_line, line) => `export const x${line} = (a, b) => a + b;\n`).join('');
    write(path, text);
    write(`test/f${index}.test.ts`, `import '../${path}';\n`);
    const mutants = isLarge ? LARGE_MUTANTS : MUTANTS_PER_FILE;
    const file = {
      path,
      module: `m${index % MODULES}`,
      hash: hashText(text),
      mutants,
      firstMutant,
      firstTest: index * TESTS_PER_FILE + 1,
    };
    firstMutant += mutants;
    return file;
  });
}

function keyOf(number: number): string {
  return hashText(`mutant ${number}`).slice(0, 12);
}

function insertNames(database: Database, files: readonly BigFile[]): void {
  const insertTest = database.prepare('INSERT INTO test (id, name_id, file, name) VALUES (?, ?, ?, ?)');
  const insertMutant = database.prepare('INSERT INTO mutant VALUES (?, ?, ?, ?, ?, ?, ?)');
  for (const [index, { path, mutants, firstMutant, firstTest }] of files.entries()) {
    const testFile = `test/f${index}.test.ts`;
    for (let test = 0; test < TESTS_PER_FILE; test += 1)
      insertTest.run(firstTest + test, `${testFile} > proves ${test} of ${index}`, testFile, `proves ${test} of ${index}`);
    for (let at = 0; at < mutants; at += 1) {
      const number = firstMutant + at;
      insertMutant.run(number, keyOf(number), path, `x${at % 10}`, MUTATORS[at % MUTATORS.length], 'a + b', 'a - b');
    }
  }
}

function measureAll(database: Database, files: readonly BigFile[], runId: string, run: number, at: string): void {
  const insertJob = database.prepare(
    `INSERT INTO job (run_id, file, module, source_hash, is_whole_file, status, duration_ms, planned_count, planned_hash)
     VALUES (?, ?, ?, ?, 1, 'completed', 100, ?, ?)`,
  );
  const insertRunTest = database.prepare('INSERT INTO run_test VALUES (?, ?, ?, ?)');
  const insertResult = database.prepare(
    `INSERT INTO result (run_id, mutant_id, job_id, line, column_, end_line, end_column, status, reason, is_static, covered_by, killed_by, duration_ms, measured_at)
     VALUES (?, ?, ?, ?, 30, ?, 35, ?, NULL, 0, ?, ?, 1, ?)`,
  );
  for (const file of files) {
    const keys = Array.from({ length: file.mutants }, (_, index) => keyOf(file.firstMutant + index));
    const job = insertJob.run(runId, file.path, file.module, file.hash, file.mutants, hashOfKeys(keys)).lastInsertRowid;
    for (let test = 0; test < TESTS_PER_FILE; test += 1) insertRunTest.run(runId, file.firstTest + test, test + 1, 1);
    for (let index = 0; index < file.mutants; index += 1) {
      const number = file.firstMutant + index;
      const covering = Array.from({ length: 1 + (number % TESTS_PER_FILE) }, (_, test) => file.firstTest + test);
      // Some mutants change from run to run.
      const isSurvivor = (number + (number % 7 === 0 ? run : 0)) % 6 === 0;
      const status = number % 31 === 0 ? 'NoCoverage' : isSurvivor ? 'Survived' : 'Killed';
      const kills: [number, KillKind][] =
        status === 'Killed' ? [[covering[0] ?? 1, number % 5 === 0 ? 'crash' : 'assertion']] : [];
      const covers = status === 'NoCoverage' ? [] : covering;
      const line = file.mutants === LARGE_MUTANTS ? 1 + Math.floor((index * LARGE_LINES) / LARGE_MUTANTS) : 1 + index;
      insertResult.run(runId, number, job, line, line, status, JSON.stringify(covers), JSON.stringify(kills), at);
    }
  }
}

function fillState(database: Database, files: readonly BigFile[], runId: string): void {
  const measured = database.prepare('INSERT INTO measured_file (file, module, source_hash, run_id) VALUES (?, ?, ?, ?)');
  database.transaction(() => {
    for (const { path, module, hash } of files) measured.run(path, module, hash, runId);
    database
      .prepare(
        `INSERT INTO state (mutant_id, source_hash, file, run_id)
         SELECT result.mutant_id, job.source_hash, job.file, result.run_id FROM result JOIN job ON job.id = job_id WHERE result.run_id = ?`,
      )
      .run(runId);
  })();
}
