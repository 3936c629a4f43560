/** Situations to judge: a real little project with git and a filled store, and the gate's answer in one process. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type GateCheck, RunDocument } from '@killrate/shared/document';
import type { LedgerEntry } from '@killrate/shared/gate/acceptance';
import type { MutantStatus, RunStatus, Test } from '@killrate/shared/model';
import { StoreError } from '@killrate/shared/store/errors';
import { claimJob, endJob, enqueueJobs } from '@killrate/shared/store/jobs';
import { type Database, openDatabase } from '@killrate/shared/store/open';
import { markFileMeasured } from '@killrate/shared/store/project-state';
import { type PlannedMutant, planMutants, prepareVerdicts, type Verdict } from '@killrate/shared/store/results';
import { recordTests } from '@killrate/shared/store/run-tests';
import { beginRun, finishRun } from '@killrate/shared/store/runs';
import { expect, onTestFinished, vi } from 'vitest';
import { type GateArguments, gateCommand } from '../commands/gate.ts';
import type { Io } from '../commands/io.ts';
import { loadConfig } from '../config/load-config.ts';
import { UserError } from '../errors.ts';
import { aFolder, type Entries, PACKAGE, writeEntries } from '../folder.fixture.ts';
import { nameMutants } from '../mutant-key.ts';
import { offsetFinder } from '../named-mutants.ts';
import { planRun } from '../plan.ts';
import { describeEnvironment, fingerprint, hashManifest, sourcesManifest, suiteManifest } from '../project/fingerprint.ts';
import { readGitState } from '../project/git.ts';
import { openProject } from '../project/project.ts';
import { hashText } from '../project/project-files.ts';
import { storePath } from '../project-store.ts';

/** What the gate said: its exit code, the reasons for it, the document of --json and the text for people. */
export interface Judged {
  code: number;
  reasons: string[];
  /** Null where the command ended without a document of its own. */
  document: RunDocument | null;
  text: string;
}

export interface Measurement {
  /** `completed` unless said otherwise; nothing is measured where the baseline failed. */
  status?: RunStatus;
  id?: string;
  /** Which test covers, and kills, each file's mutants; else the one beside it, called `NAME > works`. */
  tests?: Record<string, string>;
  /** Only these mutants, as a retry does; null for all. */
  keys?: readonly string[] | null;
  /** Whether every covering test of each mutant ran. */
  isMatrix?: boolean;
  /** A further test that runs each file's mutants, and kills none. */
  idle?: Record<string, string>;
}

/** A function that gives back `a + 1` to `a + COUNT`, one a line: so many mutants. The first is on line 3. */
export function adding(name: string, count: number): string {
  return addingOnly(
    name,
    Array.from({ length: count }, (_, index) => index + 1),
  );
}

/** The same with the numbers given. */
export function addingOnly(name: string, numbers: readonly number[]): string {
  const lines = numbers.map((number) => `    a + ${number},`);
  return `export function ${name}(a: number): number[] {\n  return [\n${lines.join('\n')}\n  ];\n}\n`;
}

/** A test that asks for the first sum only. */
export function testing(name: string, expected = 2): string {
  return `import { expect, test } from 'vitest';\nimport { ${name} } from './${name}.ts';\n\ntest('works', () => expect(${name}(1)[0]).toBe(${expected}));\n`;
}

/** A source with so many mutants, and the test beside it. */
export function unit(path: string, count: number): Entries {
  const name = basename(path);
  return { [`${path}.ts`]: adding(name, count), [`${path}.test.ts`]: testing(name) };
}

/** A project with these files on the branch `main`, and this config of killrate and of Stryker. */
export function aSituation(entries: Entries, config: object | null = { target: 80 }, engineOptions: object = {}): Situation {
  isolate();
  const situation = new Situation(aFolder({ ...PACKAGE, '.gitignore': 'node_modules\nreports\n', ...entries }));
  if (config !== null) situation.configure(config, engineOptions);
  situation.git('init', '--quiet', '--initial-branch=main');
  situation.commit('base');
  return situation;
}

/** No setting of this machine's git counts, and no CI that this suite may run in. */
export function isolate(): void {
  vi.stubEnv('GIT_CONFIG_GLOBAL', '/dev/null');
  vi.stubEnv('GIT_CONFIG_NOSYSTEM', '1');
  for (const name of ['GITHUB_BASE_REF', 'CI_MERGE_REQUEST_IID', 'BITBUCKET_PR_ID', 'SYSTEM_PULLREQUEST_TARGETBRANCH']) {
    vi.stubEnv(name, undefined);
  }
  for (const name of ['CHANGE_ID', 'BUILDKITE', 'TRAVIS', 'CI_PIPELINE_EVENT', 'DRONE_PULL_REQUEST']) vi.stubEnv(name, undefined);
  vi.stubEnv('APPVEYOR_PULL_REQUEST_NUMBER', undefined);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
}

/** Runs git in a folder, as somebody whom no config has to name. */
export function git(root: string, ...args: string[]): string {
  const own = [
    '-c',
    'user.name=Somebody',
    '-c',
    'user.email=somebody@example.org',
    '-c',
    'commit.gpgsign=false',
    '-c',
    'core.fsync=none',
  ];
  return execFileSync('git', [...own, '-c', 'protocol.file.allow=always', ...args], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim();
}

let emptyStore: Buffer | null = null;

function makeEmptyStore(): Buffer {
  const path = storePath({ root: aFolder() });
  openDatabase(path, 'create').close();
  return readFileSync(path);
}

export class Situation {
  readonly root: string;
  #runs = 0;

  constructor(root: string) {
    this.root = root;
  }

  write(entries: Entries): void {
    writeEntries(this.root, entries);
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), 'utf8');
  }

  remove(path: string): void {
    rmSync(join(this.root, path), { recursive: true });
  }

  /** As JSON, which is read anew each time; a module would be loaded once in a process. */
  configure(config: object, engineOptions: object = {}): void {
    this.write({ 'stryker.conf.json': JSON.stringify({ ...engineOptions, killrate: config }) });
  }

  git(...args: string[]): string {
    return git(this.root, ...args);
  }

  /** Commits everything, and gives back the commit. */
  commit(message = 'change'): string {
    this.git('add', '--all');
    this.git('commit', '--quiet', '--allow-empty', '--message', message);
    return this.git('rev-parse', 'HEAD');
  }

  /** Begins a branch, and commits what is written on it. */
  change(entries: Entries = {}): void {
    this.git('checkout', '--quiet', '-b', 'change');
    this.write(entries);
    this.commit();
  }

  /** The mutants of a file as it is now: each sum of its text can become a difference. */
  mutants(file: string): PlannedMutant[] {
    const source = this.read(file);
    const lines = source.split('\n');
    const found = [...source.matchAll(/\b\w+ \+ \w+\b/g)].map(({ 0: original, index }) => ({ original, start: index }));
    const places = found.map(({ original, start }) => ({
      file,
      start,
      mutator: 'ArithmeticOperator',
      original,
      replacement: original.replace('+', '-'),
    }));
    const names = nameMutants(source, places);
    const offsetOf = offsetFinder(source);
    return places.map(({ start, ...place }, index) => {
      const line = lines.findIndex((_, at) => offsetOf(at + 2, 1) > start || at === lines.length - 1) + 1;
      const column = start - offsetOf(line, 1) + 1;
      return {
        ...place,
        key: names[index]?.key ?? '',
        symbol: names[index]?.symbol ?? '',
        ...{ line, column, endLine: line, endColumn: column + place.original.length },
        status: 'Pending',
        reason: null,
        isStatic: false,
        coveredBy: [],
      };
    });
  }

  /** The key of a file's mutant, from 1. */
  key(file: string, number: number): string {
    const key = this.mutants(file)[number - 1]?.key;
    if (key === undefined) throw new Error(`${file} has no mutant ${number}`);
    return key;
  }

  /** An acceptance of a file's mutant, from 1. */
  entry(file: string, number: number, given: Partial<LedgerEntry> = {}): LedgerEntry {
    const { key, mutator, original, replacement } = this.mutants(file)[number - 1] as PlannedMutant;
    const decision = { category: 'glue', reason: 'nobody asks', author: null, date: '2026-01-02', expires: null } as const;
    return { key, file, mutator, original, replacement, ...decision, ...given };
  }

  /**
   * Fills the store as a run of these files over the project as it is now does. One letter a mutant, in order of place: Killed,
   * Survived, No coverage, Timeout, Unresolved, Ignored, runtime Error, Pending. Gives back the id of the run.
   */
  async measure(
    files: Record<string, string>,
    { status = 'completed', tests = {}, keys = null, idle = {}, ...given }: Measurement = {},
  ) {
    const project = openProject(this.root);
    const loaded = await loadConfig(this.root);
    const { config, engineOptions } = loaded;
    const from = { patterns: Object.keys(files), module: null, from: this.root };
    const plan = planRun(project, config, engineOptions.mutate, from);
    const environment = describeEnvironment(project);
    const suite = suiteManifest(project, loaded);
    const sources = sourcesManifest(project, loaded);
    this.#runs += 1;
    const at = new Date(Date.UTC(2026, 0, 1, 0, 0, this.#runs)).toISOString();
    const id = given.id ?? `run-${this.#runs}`;
    this.store((database) => {
      beginRun(database, {
        id,
        scope: keys === null ? 'files' : 'retry',
        request: JSON.stringify(from.patterns),
        startedAt: at,
        ...readGitState(this.root),
        projectHash: fingerprint(project, loaded, environment),
        suiteHash: hashManifest(suite),
        suiteManifest: suite,
        sourcesHash: hashManifest(sources),
        sourcesManifest: sources,
        engine: 'stock',
        concurrency: 1,
        environment,
        modules: plan.modules,
        ...(given.isMatrix === true && { hasKillMatrix: true as const }),
      });
      if (status !== 'baseline-failed') {
        recordTests(
          database,
          id,
          Object.keys(files).flatMap((file) => [testOf(file, tests), ...(idle[file] === undefined ? [] : [testOf(file, idle)])]),
        );
        for (const job of plan.jobs) this.#measureFile(database, id, job, files[job.file] ?? '', { tests, keys, idle, at });
      }
      finishRun(database, id, status, status === 'completed' ? null : 'as the situation has it', at);
    });
    return id;
  }

  #measureFile(
    database: Database,
    runId: string,
    { file, module }: { file: string; module: string },
    letters: string,
    {
      tests,
      keys,
      idle,
      at,
    }: { tests: Record<string, string>; keys: readonly string[] | null; idle: Record<string, string>; at: string },
  ): void {
    const all = this.mutants(file);
    const mutants = keys === null ? all : all.filter(({ key }) => keys.includes(key));
    if (letters.length !== mutants.length) throw new Error(`${file} has ${mutants.length} mutants, not ${letters.length}`);
    const test = testOf(file, tests).id;
    const sourceHash = hashText(this.read(file));
    const covering = [test, ...(idle[file] === undefined ? [] : [testOf(file, idle).id])];
    const planned = mutants.map((mutant, index) => asPlanned(mutant, letters[index] ?? '', covering));
    enqueueJobs(database, runId, [{ file, module, sourceHash, isWholeFile: keys === null }]);
    planMutants(database, runId, file, sourceHash, planned, at);
    for (const [index, { key, status }] of planned.entries()) {
      const verdict = status === 'Pending' ? toVerdict(key, letters[index] ?? '', test) : null;
      if (verdict !== null) prepareVerdicts(database, runId, file, sourceHash)(verdict, at);
    }
    if (letters.includes('P')) return;
    if (keys === null) markFileMeasured(database, { file, module, sourceHash, runId });
    const job = claimJob(database, runId, 'situation', 60_000, 0);
    endJob(database, job?.id ?? 0, 'situation', { status: 'completed', reason: null, durationMs: 1 });
  }

  /** Does something with the store, and closes it. */
  store<Result>(action: (database: Database) => Result): Result {
    if (!existsSync(storePath(this))) this.#makeStore();
    const database = openDatabase(storePath(this), 'create');
    try {
      // One transaction is one wait for the disk.
      return database.transaction(() => action(database))();
    } finally {
      database.close();
    }
  }

  /** To copy an empty store takes less time than to make one. */
  #makeStore(): void {
    emptyStore ??= makeEmptyStore();
    mkdirSync(join(this.root, 'reports'), { recursive: true });
    writeFileSync(storePath(this), emptyStore);
  }

  /** Judges as `killrate gate` does. What holds of every answer is checked of each. */
  async gate(given: Partial<GateArguments> = {}): Promise<Judged> {
    const defaults = { base: null, baseReport: null, runId: null, isEmptyAllowed: false, isLooseningAllowed: false };
    const { io, text } = collectingIo();
    return await toJudged(text, () => gateCommand(io, { ...defaults, isRatchet: false, ...given, cwd: this.root }));
  }
}

/** An Io whose words for people are kept, on a plain terminal of 80 columns. */
export function collectingIo(): { io: Io; text: () => string } {
  const blocks: string[] = [];
  const io: Io = {
    isJson: false,
    stream: process.stdout,
    terminal: { isInteractive: false, hasColour: false, isUnicode: false, width: 80 },
    people: (text) => blocks.push(text),
    signal: new AbortController().signal,
  };
  return { io, text: () => blocks.join('\n') };
}

/** The end of a command, as the entry makes it of what is given back or thrown. */
export async function toJudged(text: () => string, command: () => Promise<RunDocument>): Promise<Judged> {
  try {
    const document = RunDocument.parse(await command());
    checkAnswer(document, text());
    const { code, reasons } = document.exit;
    return { code, reasons: reasons.map(({ message }) => message), document, text: text() };
  } catch (error) {
    if (!(error instanceof UserError || error instanceof StoreError)) throw error;
    expect(error.message, 'what a person can mend is told in one line').not.toContain('\n');
    return { code: 1, reasons: [error.message], document: null, text: text() };
  }
}

function checkAnswer({ gate, exit }: RunDocument, text: string): void {
  if (gate === null) return;
  expect(gate.passed, 'the gate passes where the code is 0, and only there').toBe(exit.code === 0);
  const inBuckets = Object.values(gate.receipt.buckets).reduce((sum, count) => sum + count, 0);
  expect(inBuckets, 'each mutant is in exactly one bucket').toBe(gate.receipt.mutants);
  for (const check of gate.checks) expect(check.passed).toBe(check.outcome !== 'failed');
  for (const line of text.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
  for (const reason of exit.reasons) expect(reason.message).not.toContain('\n');
}

/** The check with this name. */
export function checkOf({ document }: Judged, name: string): GateCheck {
  const found = document?.gate?.checks.find((check) => check.name === name);
  if (found === undefined) throw new Error(`no check ${name}: ${document?.gate?.checks.map((check) => check.name).join(', ')}`);
  return found;
}

function testOf(file: string, tests: Record<string, string>): Test {
  const id = tests[file] ?? `${file.replace(/\.ts$/, '.test.ts')} > works`;
  const [path = '', ...names] = id.split(' > ');
  return { id, file: path, name: names.join(' > '), line: 4, durationMs: 1 };
}

function asPlanned(mutant: PlannedMutant, letter: string, tests: string[]): PlannedMutant {
  if (letter === 'N') return { ...mutant, status: 'NoCoverage' };
  if (letter === 'I') return { ...mutant, status: 'Ignored', reason: 'it logs' };
  return { ...mutant, coveredBy: tests };
}

const STATUSES: Record<string, MutantStatus> = { K: 'Killed', S: 'Survived', T: 'Timeout', E: 'RuntimeError' };

function toVerdict(key: string, letter: string, test: string): Verdict | null {
  if (letter === 'P') return null;
  if (letter === 'U') return { key, status: null, reason: 'two runs of it disagree', killedBy: [], durationMs: null };
  const status = STATUSES[letter];
  if (status === undefined) throw new Error(`no status is called ${letter}`);
  const kinds = { K: 'assertion', T: 'timeout' } as const;
  const kind = letter === 'K' || letter === 'T' ? kinds[letter] : null;
  return { key, status, reason: null, killedBy: kind === null ? [] : [{ test, kind }], durationMs: 1 };
}
