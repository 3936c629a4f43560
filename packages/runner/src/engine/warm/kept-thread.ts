/** A worker thread that outlives the test files it runs: started like one of Vitest's own, then asked directly. */
import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { endsItsRuns } from './file-runs.ts';
import type { FileReport, FileRun, ThreadData, ThreadMessage, ThreadOrder } from './protocol.ts';

/** What Vitest's pool hands to a worker, as far as it is used here. */
export interface PoolOptions {
  project: VitestProject;
  environment: unknown;
  env: NodeJS.ProcessEnv;
  execArgv: string[];
}

export interface VitestProject {
  name: string;
  config: Record<string, unknown>;
  getProvidedContext(): Record<string, unknown>;
}

/** A message between Vitest's main process and its workers. */
export interface WireMessage {
  type?: string;
  __vitest_worker_request__?: boolean;
  __vitest_worker_response__?: boolean;
  [key: string]: unknown;
}

/** What every thread of one project and environment is started with. */
export interface ThreadSeed {
  options: PoolOptions;
  data: ThreadData;
  /** Vitest's own request to start, as its pool sent it. */
  start: WireMessage;
}

/** How a run in a thread ended. */
export type RunEnd =
  | { kind: 'reported'; report: FileReport }
  /** `isProven` where nothing could ever have ended it. */
  | { kind: 'timed-out'; isProven: boolean }
  | { kind: 'died'; message: string };

const ENTRY = new URL('./thread.js', import.meta.url);
/** What a thread may take before its first file. */
const START_LIMIT_MS = 60_000;
/** A thread that grows beyond this is ended by Node, and only it: the host lives on. */
const HEAP_LIMIT_MB = 960;

export class KeptThread {
  readonly seed: ThreadSeed;
  /** Vitest's number of the worker, which suites use to keep what they share apart: no two living threads have the same. */
  readonly poolId: number;
  onDeath: (message: string) => void = () => undefined;
  /** Called with every message of Vitest's own. */
  onVitestMessage: (message: WireMessage) => void = () => undefined;
  onCovered: (covered: Extract<ThreadMessage, { killrate: 'covered' }>) => void = () => undefined;
  readonly #worker: Worker;
  readonly #ready: Promise<void>;
  #isReady = false;
  #isMeasuring = false;
  #death: string | null = null;
  #current: { id: number; end: (end: RunEnd) => void } | null = null;
  #dieWith: ((error: Error) => void) | null = null;
  #renewed: ReadonlySet<string> | null = null;
  /** Runs that the thread goes on with by itself. */
  #ahead = new Set<number>();

  constructor(seed: ThreadSeed, poolId: number) {
    this.seed = seed;
    this.poolId = poolId;
    const { env, execArgv } = seed.options;
    this.#worker = new Worker(ENTRY, {
      env,
      execArgv,
      workerData: seed.data,
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: HEAP_LIMIT_MB },
    });
    this.#worker.stdout.resume();
    this.#worker.stderr.resume();
    this.#worker.on('message', (message: ThreadMessage | WireMessage) => this.#take(message));
    this.#worker.on('error', (error) => this.#die(error instanceof Error ? error.message : String(error)));
    this.#worker.on('exit', (code) => this.#die(`the thread ended with code ${code}`));
    this.#ready = this.#start();
    this.#ready.catch(() => undefined);
  }

  get isAlive(): boolean {
    return this.#death === null;
  }

  /** Whether it can run files at once. */
  get isReady(): boolean {
    return this.#isReady;
  }

  /** Whether a mutant is active in what it runs. */
  get isMeasuring(): boolean {
    return this.#current !== null && this.#isMeasuring;
  }

  /** Ends the thread, and what it runs with this reason. */
  fail(reason: string): void {
    this.#die(reason);
    void this.#worker.terminate();
  }

  /** Resolves once the thread can run files. @throws what kept it from starting */
  async ready(): Promise<void> {
    await this.#ready;
  }

  send(message: WireMessage): void {
    this.#worker.postMessage(message);
  }

  /** Says how many functions each probed file has; call it before the thread runs a file. */
  numberFunctions(functionCounts: readonly number[]): void {
    this.#order({ killrate: 'number', functionCounts });
  }

  /** These files of packages are evaluated anew for each run from the next one on. */
  renew(urls: ReadonlySet<string>): void {
    if (urls === this.#renewed) return;
    this.#renewed = urls;
    this.#order({ killrate: 'renew', urls: [...urls] });
  }

  #order(order: ThreadOrder): void {
    this.#worker.postMessage(order);
  }

  /**
   * Runs one file; when `limitMs` is over, the thread is ended with it. The thread goes on with `next` at once, as long as what it
   * sees leaves anything to know: call this again with each of them to hear of it.
   */
  async run(run: FileRun, limitMs: number, signal: AbortSignal, next: readonly FileRun[] = []): Promise<RunEnd> {
    const failure = await this.#whyNotReady(signal);
    if (failure !== null) {
      this.end();
      return { kind: 'died', message: failure };
    }
    const stop = (): void => this.end();
    signal.addEventListener('abort', stop, { once: true });
    try {
      return await this.#run(run, limitMs, next);
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  /** Null once the thread can run files; what kept it from starting, else. */
  async #whyNotReady(signal: AbortSignal): Promise<string | null> {
    if (signal.aborted) return 'it was ended';
    if (this.#isReady) return this.#death;
    const late = delay(START_LIMIT_MS, 'it did not start in time', { ref: false, signal }).catch(() => 'it was ended');
    const started = this.#ready.then(
      () => this.#death,
      (error) => (error instanceof Error ? error.message : String(error)),
    );
    return await Promise.race([started, late]);
  }

  async #run(run: FileRun, limitMs: number, next: readonly FileRun[]): Promise<RunEnd> {
    return await new Promise<RunEnd>((resolve) => {
      const timer = setTimeout(() => {
        this.#current = null;
        resolve({ kind: 'timed-out', isProven: false });
        this.end();
      }, limitMs);
      this.#isMeasuring = run.mutant !== null;
      this.#current = {
        id: run.id,
        end: (end) => {
          clearTimeout(timer);
          this.#current = null;
          if (end.kind !== 'reported' || endsItsRuns(run, end.report)) this.#ahead.clear();
          resolve(end);
        },
      };
      if (this.#ahead.delete(run.id)) return;
      this.#ahead = new Set(next.map(({ id }) => id));
      this.#order({ killrate: 'run', runs: [run, ...next] });
    });
  }

  end(): void {
    this.#death ??= 'it was ended';
    this.#current?.end({ kind: 'died', message: 'it was ended' });
    void this.#worker.terminate();
  }

  async #start(): Promise<void> {
    const { options, start } = this.seed;
    await this.#ask({ ...start, poolId: this.poolId, workerId: this.poolId }, 'started');
    const context = {
      files: [],
      providedContext: options.project.getProvidedContext(),
      workerId: this.poolId,
      environment: options.environment,
    };
    await this.#ask({ __vitest_worker_request__: true, type: 'run', context }, 'testfileFinished');
    this.#isReady = true;
  }

  #answer: { type: string; resolve: () => void; reject: (error: Error) => void } | null = null;

  #ask(request: WireMessage, answer: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#answer = { type: answer, resolve, reject };
      this.#dieWith = reject;
      this.#worker.postMessage(request);
    });
  }

  #take(message: ThreadMessage | WireMessage): void {
    if ('killrate' in message) {
      const own = message as ThreadMessage;
      if (own.killrate === 'covered') this.onCovered(own);
      else if (own.killrate === 'stuck') {
        if (own.id !== this.#current?.id) return;
        this.#current.end({ kind: 'timed-out', isProven: true });
        this.end();
      } else if (own.report.id === this.#current?.id) this.#current.end({ kind: 'reported', report: own.report });
      return;
    }
    const waiting = this.#answer;
    if (!this.#isReady && message.__vitest_worker_response__ === true && waiting?.type === message.type) {
      this.#answer = null;
      const error = message.error as { message?: string } | undefined;
      if (error === undefined || error === null) waiting?.resolve();
      else waiting?.reject(new Error(error.message ?? String(error)));
      return;
    }
    this.onVitestMessage(message as WireMessage);
  }

  #die(message: string): void {
    this.#death ??= message;
    this.onDeath(message);
    this.#dieWith?.(new Error(message));
    this.#current?.end({ kind: 'died', message });
  }
}
