/** The entry: puts the parts together, and turns whatever happens into one exit code. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunDocument } from '@killrate/shared/document';
import { StoreError } from '@killrate/shared/store/errors';
import type { Observed } from './commands/doctor.ts';
import type { GateArguments } from './commands/gate.ts';
import type { Io } from './commands/io.ts';
import type { RunArguments } from './commands/run.ts';
import type { SmallestSetArguments } from './commands/smallest-set.ts';
import { createPalette } from './console/paint.ts';
import { describeTerminal } from './console/terminal.ts';
import { EXIT, type ExitCode, type ExitReason, exitCodeOf, SourceError, UserError } from './errors.ts';
import {
  CommanderError,
  createProgram,
  describeParseError,
  type GateOptions,
  type LimitOptions,
  type MeasureOptions,
} from './program.ts';
import { emptyDocument } from './run-document.ts';
import type { WorkplaceKeeper } from './workplace.ts';

const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => {
    if (stop.signal.aborted) process.exit(EXIT.interrupted);
    stop.abort();
  });
}
let isWatching = false;
// A reader that goes away, as `| head` does, is no error.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    // Nobody is told any more what a watch finds.
    if (isWatching) stop.abort();
  });

let exitCode: ExitCode = EXIT.done;

function openIo(isJson: boolean): Io {
  const stream = isJson ? process.stderr : process.stdout;
  return {
    isJson,
    stream,
    terminal: describeTerminal(stream, process.env),
    people: (text) => stream.write(`${text}\n`),
    signal: stop.signal,
  };
}

/** Prints the document where it was asked for, and each reason for a code other than 0 to people. */
function end(document: RunDocument, isJson: boolean): void {
  if (isJson) process.stdout.write(`${JSON.stringify(document)}\n`);
  tellReasons(document.exit.reasons as ExitReason[]);
}

function tellReasons(reasons: readonly ExitReason[]): void {
  for (const { message } of reasons) process.stderr.write(`killrate: ${message}\n`);
  exitCode = exitCodeOf(reasons);
}

/** Runs a command that gives a document; one that the user can mend still gives a document with --json. */
async function withDocument(isJson: boolean, command: (io: Io) => Promise<RunDocument> | RunDocument): Promise<void> {
  const { document } = await outcomeOf(() => command(openIo(isJson)));
  end(document, isJson);
}

/** What a command came to, and the mistake that it broke off with; null where it did not. */
async function outcomeOf(
  command: () => Promise<RunDocument> | RunDocument,
): Promise<{ document: RunDocument; mistake: unknown }> {
  try {
    return { document: await command(), mistake: null };
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === null) throw error;
    return { document: emptyDocument([reason]), mistake: error };
  }
}

/** What the file system refuses is the user's to mend, wherever it comes up. */
const FILE_SYSTEM_REFUSALS = [
  'EACCES',
  'EPERM',
  'EROFS',
  'ENOSPC',
  'EDQUOT',
  'EMFILE',
  'ENFILE',
  'ELOOP',
  'ENAMETOOLONG',
  'ERR_FS_FILE_TOO_LARGE',
];

function reasonOf(error: unknown): ExitReason | null {
  if (error instanceof Error && 'code' in error && FILE_SYSTEM_REFUSALS.includes(String(error.code)))
    return { code: EXIT.userError, message: error.message };
  if (error instanceof UserError || error instanceof StoreError) return { code: EXIT.userError, message: error.message };
  return null;
}

/** Ends a command that came to no document of its own. */
function endWithout(reasons: readonly ExitReason[]): void {
  end(emptyDocument(reasons), process.argv.includes('--json'));
}

function measureArguments(options: MeasureOptions): RunArguments {
  return {
    cwd: options.cwd,
    ...limitArguments(options),
    engine: options.engine,
    isMatrix: options.killMatrix,
    isTimed: options.timings,
    keeper: null,
  };
}

function limitArguments({
  timeout,
  deadline,
  concurrency,
}: LimitOptions): Pick<RunArguments, 'timeoutMs' | 'deadlineMs' | 'concurrency'> {
  return { timeoutMs: timeout * 1_000, deadlineMs: deadline * 1_000, concurrency: concurrency ?? null };
}

/** A set is one of all tests: a part of them has none. */
function setArguments(
  file: string | undefined,
  { cwd, all, rule, ...limits }: LimitOptions & { cwd: string; all: boolean; rule?: string },
): SmallestSetArguments {
  if (file !== undefined || all || rule !== undefined)
    throw new UserError('--smallest-set looks at all tests at once: leave out the file, --all and --rule');
  return { cwd, ...limitArguments(limits) };
}

function gateArguments(options: GateOptions & { run?: string; ratchet?: boolean }): GateArguments {
  return {
    base: options.base ?? null,
    baseReport: options.baseReport ?? null,
    runId: options.run ?? null,
    isEmptyAllowed: options.allowEmpty,
    isLooseningAllowed: options.allowLoosened,
    isRatchet: options.ratchet ?? false,
  };
}

/** Who names a base and forgets --gate must not take the end of the run for a verdict. */
function refuseWithoutGate(options: GateOptions & { ratchet?: boolean }): null {
  const forgotten = [
    ['--base', typeof options.base === 'string'],
    ['--base-report', options.baseReport !== undefined],
    ['--allow-loosened', options.allowLoosened],
    ['--ratchet', options.ratchet ?? false],
  ].find(([, isGiven]) => isGiven);
  if (forgotten !== undefined) throw new UserError(`${forgotten[0]} says how to judge: add --gate`);
  return null;
}

function tellObserved(io: Io): (observed: Observed) => void {
  const palette = createPalette(io.terminal);
  const paint = { ok: palette.dim, note: (text: string) => text, mend: palette.strong };
  return ({ mark, name, text }) =>
    io.people(`${paint[mark](mark.padEnd(4))}  ${name.padEnd(10)}  ${text.replaceAll('\n', `\n${' '.repeat(18)}`)}`);
}

// Each command loads what it needs once it is asked for: the server, the reports and the rules take longer than most of them.
const program = createProgram({
  run: async (patterns, options) => {
    const gate = options.gate ? gateArguments(options) : refuseWithoutGate(options);
    const run = async (io: Io, more: { keeper: WorkplaceKeeper | null; isFresh: boolean }) => {
      const { runCommand } = await import('./commands/run.ts');
      return await runCommand(io, {
        ...measureArguments(options),
        patterns,
        module: options.module ?? null,
        since: options.since ?? null,
        gate,
        isEmptyAllowed: options.allowEmpty,
        ...more,
      });
    };
    if (!options.watch) return await withDocument(options.json, (io) => run(io, { keeper: null, isFresh: options.fresh }));
    const { watchCommand, whenFree } = await import('./commands/watch.ts');
    isWatching = true;
    const ending = await watchCommand(openIo(options.json), {
      cwd: options.cwd,
      measure: async (io, keeper, isNothingKnown) => {
        const { document, mistake } = await outcomeOf(() =>
          whenFree(io, () => run(io, { keeper, isFresh: options.fresh && isNothingKnown })),
        );
        return { document, isRefused: document.exit.code === EXIT.userError && !(mistake instanceof SourceError) };
      },
      tell: (document) => end(document, options.json),
    });
    if (ending !== 'refused') exitCode = ending === 'interrupted' ? EXIT.interrupted : EXIT.done;
  },
  gate: (options) =>
    withDocument(options.json, async (io) => {
      const { gateCommand } = await import('./commands/gate.ts');
      return await gateCommand(io, { ...gateArguments(options), cwd: options.cwd });
    }),
  accept: async (keys, options) => {
    const { acceptCommand } = await import('./commands/accept.ts');
    const lines = await acceptCommand({
      ...options,
      keys,
      reason: options.reason ?? null,
      expires: options.expires ?? null,
      author: options.author ?? null,
      isPrune: options.prune,
    });
    process.stdout.write(`${lines.join('\n')}\n`);
  },
  feedback: async (key, word, options) => {
    const { feedbackCommand } = await import('./commands/feedback.ts');
    const lines = await feedbackCommand({ cwd: options.cwd, key: key ?? null, word: word ?? null });
    process.stdout.write(`${lines.join('\n')}\n`);
  },
  retry: (keys, options) =>
    withDocument(options.json, async (io) => {
      const { retryCommand } = await import('./commands/run.ts');
      return await retryCommand(io, { ...measureArguments(options), keys });
    }),
  survivors: (file, options) =>
    withDocument(options.json, async (io) => {
      const { survivorsCommand } = await import('./commands/look.ts');
      return await survivorsCommand(io, { cwd: options.cwd, file: file ?? null });
    }),
  tests: (file, options) =>
    withDocument(options.json, async (io) => {
      if (options.smallestSet) {
        const { smallestSetCommand } = await import('./commands/smallest-set.ts');
        return await smallestSetCommand(io, setArguments(file, options));
      }
      const { testsCommand } = await import('./commands/tests.ts');
      return await testsCommand(io, { cwd: options.cwd, file: file ?? null, isWhole: options.all, rule: options.rule ?? null });
    }),
  show: (key, options) =>
    withDocument(options.json, async (io) => {
      const { showCommand } = await import('./commands/look.ts');
      return await showCommand(io, { cwd: options.cwd, key });
    }),
  report: async (options) => {
    const { reportCommand } = await import('./commands/report.ts');
    const out = await reportCommand({
      ...gateArguments(options),
      cwd: options.cwd,
      format: options.format,
      out: options.out ?? null,
      stdout: process.stdout,
    });
    if (out !== null) process.stderr.write(`wrote ${out}\n`);
  },
  serve: async (options) => {
    const { serveCommand } = await import('./commands/serve.ts');
    await serveCommand({
      cwd: options.cwd,
      port: options.port,
      host: options.host,
      token: options.token ?? process.env.KILLRATE_TOKEN ?? null,
      isReadOnly: options.readOnly,
      signal: stop.signal,
      tell: (url) => process.stdout.write(`killrate serves ${url}, until Ctrl-C\n`),
    });
  },
  init: async (options) => {
    const { initCommand } = await import('./commands/init.ts');
    const { path, modules } = initCommand(options);
    process.stdout.write(
      `wrote ${path}${modules.length === 0 ? '' : `, with the modules ${modules.join(', ')}`}\nnext: killrate doctor\n`,
    );
  },
  doctor: async (options) => {
    const { doctorCommand } = await import('./commands/doctor.ts');
    const io = openIo(false);
    const reasons = await doctorCommand({
      cwd: options.cwd,
      deadlineMs: options.deadline === undefined ? null : options.deadline * 1_000,
      signal: stop.signal,
      tell: tellObserved(io),
    });
    tellReasons(reasons);
    if (reasons.length === 0) io.people('next: killrate run');
  },
  prune: async (options) => {
    const { pruneCommand } = await import('./commands/prune.ts');
    const { removed } = await pruneCommand(options);
    process.stdout.write(`removed ${removed} ${removed === 1 ? 'run' : 'runs'}\n`);
  },
});

try {
  if (process.argv.length <= 2) program.outputHelp();
  else await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    const line = describeParseError(error);
    if (line !== null) endWithout([{ code: EXIT.userError, message: line }]);
  } else {
    const reason = reasonOf(error);
    endWithout([reason ?? { code: EXIT.bug, message: describeBug(error) }]);
  }
}
process.exitCode = exitCode;
// A suite's leftovers (sockets, timers) must not keep the command alive; both streams are written first.
process.stdout.write('', () => process.stderr.write('', () => process.exit(exitCode)));

function describeBug(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `this is a bug in killrate, please report it with ${writeBugLog(stack)}\n${stack}`;
}

/** Where the log is, or what to report instead where none can be written. */
function writeBugLog(stack: string): string {
  try {
    const log = join(mkdtempSync(join(tmpdir(), 'killrate-bug-')), 'killrate.log');
    writeFileSync(log, `${new Date().toISOString()}\n${process.argv.join(' ')}\nnode ${process.version}\n${stack}\n`);
    return log;
  } catch {
    return 'this stack';
  }
}
