/** The host as its parent sees it: a process group of its own, orders in, messages out, and how it ended. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runProcessGroup } from '../../process/process-group.ts';
import type { DryRun, SessionOptions } from '../engine.ts';
import { type Mirror, MirroredPaths } from '../mirrored-paths.ts';
import { unpackMutants } from './packed-mutants.ts';
import type { FileToPlace, HostRequest, Message, Order, PackedDryRun } from './protocol.ts';

const HOST = fileURLToPath(new URL('./host.js', import.meta.url));
/** What loading Vitest and a config may take before the first test. */
const START_CEILING_MS = 120_000;
/** How long a host may take to end by itself; its process group is ended then. */
const CLOSE_MS = 5_000;
const LOG_TAIL_LINES = 12;

/** What came of starting a host: what its suite did, or why it is no project for this engine. */
export type HostStart = DryRun | { kind: 'unsafe'; reason: string };

export type HostMessage = Extract<Message, { type: 'begun' | 'observed' | 'ended' | 'timing' | 'deleted' | 'clean' }>;

/** How a host ended that was not asked to. */
export type HostEnd =
  | { kind: 'crashed'; message: string; log: string }
  /** What was done with a message threw this. */
  | { kind: 'failed'; error: unknown };

export class HostProcess {
  /** What came of starting it, or of the last renewal. */
  started: Promise<HostStart> = new Promise(() => undefined);
  /** Null once it has ended. */
  #write: ((line: string) => void) | null = null;
  /** Aborted where it is asked to end. */
  readonly #ending = new AbortController();
  /** Aborted with the run that it works for. */
  readonly #stopped = new AbortController();
  readonly #ended: Promise<void>;
  #paths: MirroredPaths | null = null;
  #onMessage: (message: HostMessage) => void = () => undefined;
  #onEnd: (end: HostEnd) => void = () => undefined;
  #failure: string | null = null;
  #startLimitMs = START_CEILING_MS;
  #resolveStart: (start: HostStart) => void = () => undefined;

  /**
   * Starts a host over a sandbox that may be empty yet, which gets ready with what it finds installed in `root`, and waits to be opened.
   * Its log is called `name`.
   */
  constructor(
    { sandboxRoot, workDir, env }: Pick<SessionOptions, 'sandboxRoot' | 'workDir' | 'env'>,
    name: string,
    root: string,
  ) {
    mkdirSync(workDir, { recursive: true });
    const logPath = resolve(workDir, `${name}.log`);
    writeFileSync(logPath, '');
    this.#ended = runProcessGroup({
      script: HOST,
      args: [root],
      cwd: sandboxRoot,
      env,
      logPath,
      onLine: (line) => this.#take(JSON.parse(this.#paths?.toOriginal(line) ?? line) as Message),
      onStarted: (write) => {
        this.#write = write;
      },
      signal: AbortSignal.any([this.#stopped.signal, this.#ending.signal]),
    }).then(
      (code) => {
        this.#write = null;
        const end = describeEnd(code, this.#failure, readFileSync(logPath, 'utf8'));
        this.#resolveStart(this.#stopped.signal.aborted ? { kind: 'aborted' } : end);
        if (!this.#ending.signal.aborted) this.#onEnd(end);
      },
      (error: unknown) => {
        this.#write = null;
        this.#resolveStart({ kind: 'crashed', message: firstLine(String(error)), log: '' });
        this.#onEnd({ kind: 'failed', error });
      },
    );
  }

  /**
   * Has it begin with the session, whose sandbox is there. `signal` ends it; `onEnd` hears when it ends by itself. What `onMessage` throws ends
   * it, and is told to `onEnd`.
   */
  open(
    mirror: Mirror,
    request: HostRequest,
    signal: AbortSignal,
    onMessage: (message: HostMessage) => void,
    onEnd: (end: HostEnd) => void,
  ): void {
    this.#paths = new MirroredPaths(mirror);
    this.#onMessage = onMessage;
    this.#onEnd = onEnd;
    this.#startLimitMs = request.dryRunTimeoutMs + START_CEILING_MS;
    this.#stopWith(signal);
    this.started = this.#awaitStart();
    this.tell({ type: 'open', request });
  }

  #awaitStart(): Promise<HostStart> {
    const started = new Promise<HostStart>((resolveStart) => {
      this.#resolveStart = resolveStart;
    });
    this.#endLateStart(started);
    return started;
  }

  /** Has it run the suite again over files that changed, for another run; `signal` ends it from now on. */
  renew(files: readonly FileToPlace[], changed: readonly string[], signal: AbortSignal): Promise<HostStart> {
    this.#stopWith(signal);
    this.started = this.#awaitStart();
    this.tell({ type: 'renew', files, changed });
    return this.started;
  }

  #stopWith(signal: AbortSignal): void {
    if (signal.aborted) this.#stopped.abort();
    else signal.addEventListener('abort', () => this.#stopped.abort(), { once: true });
  }

  get isAlive(): boolean {
    return this.#write !== null;
  }

  tell(order: Order): void {
    const line = JSON.stringify(order);
    this.#write?.(order.type === 'measure' || order.type === 'clean' ? (this.#paths?.toCopy(line) ?? line) : line);
  }

  /** Lets it take down what the suite set up, and ends it where that takes long. */
  async close(): Promise<void> {
    this.tell({ type: 'close' });
    const timer = setTimeout(() => this.#ending.abort(), CLOSE_MS);
    await this.#ended;
    clearTimeout(timer);
  }

  /** A config or plugin that never answers has another ceiling than the suite, which has its own. */
  #endLateStart(started: Promise<HostStart>): void {
    const ceilingMs = this.#startLimitMs;
    const timer = setTimeout(
      () => {
        this.#resolveStart({ kind: 'hung', afterMs: ceilingMs, files: [] });
        this.#ending.abort();
      },
      Math.min(ceilingMs, 2 ** 31 - 1),
    );
    void started.then(() => clearTimeout(timer));
  }

  #take(message: Message): void {
    switch (message.type) {
      case 'dry-run':
        this.#resolveStart(unpack(message.dryRun));
        return;
      case 'unsafe':
        this.#resolveStart({ kind: 'unsafe', reason: message.reason });
        return;
      case 'error':
        this.#failure = message.message;
        return;
      default:
        this.#onMessage(message);
    }
  }
}

function unpack(dryRun: PackedDryRun): DryRun {
  if (dryRun.kind !== 'green') return dryRun;
  const { packed, ...green } = dryRun;
  return { ...green, mutants: unpackMutants(packed) };
}

/** From the exit code, what the host said of itself, and its log. */
function describeEnd(code: number | null, failure: string | null, log: string): Extract<HostEnd, { kind: 'crashed' }> {
  const tail = log.trimEnd().split('\n').slice(-LOG_TAIL_LINES).join('\n');
  if (failure !== null) return { kind: 'crashed', message: firstLine(failure), log: failure };
  if (/heap out of memory|Allocation failed/.test(log)) return { kind: 'crashed', message: 'it ran out of memory', log: tail };
  const message = code === null ? 'the engine was ended by the system' : `the engine ended without a word (code ${code})`;
  return { kind: 'crashed', message, log: tail };
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? text;
}
