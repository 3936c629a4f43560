/** The warm engine: one process for a whole session, with threads of the measured project's own Vitest that outlive mutants. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runProcessGroup } from '../../process/process-group.ts';
import type { DryRun, Engine, EngineSession, Measurement, MeasurementEnd, Observation, SessionOptions } from '../engine.ts';
import { strykerEngine } from '../stryker/adapter.ts';
import { type HostRequest, type Message, type Order, REQUEST_VARIABLE } from './protocol.ts';

const HOST = fileURLToPath(new URL('./host.js', import.meta.url));
/** What loading Vitest and a config may take before the first test. */
const START_CEILING_MS = 120_000;
/** How long a host may take to end by itself; its process group is ended then. */
const CLOSE_MS = 5_000;
const LOG_TAIL_LINES = 12;
const ENDED_BY_SYSTEM = 'the engine was ended by the system, as for want of memory';

/** Measures warm where that is safe, and with the stock engine where it is not. */
export const warmEngine: Engine = {
  name: 'warm',
  open: async (options) => new WarmSession(options),
};

/** Options of Stryker that only Stryker itself can honour. */
function findStockOnly(own: Readonly<Record<string, unknown>>): string | null {
  const named = (name: string): boolean => Array.isArray(own[name]) && (own[name] as unknown[]).length > 0;
  if (named('checkers')) return "its config names checkers, which are Stryker's";
  if (named('ignorers')) return 'its config names ignorers of its own';
  const pool = (own.vitest as { pool?: string } | undefined)?.pool;
  return pool === undefined || pool === 'threads' ? null : `its config asks for the pool ${pool}`;
}

interface Waiting {
  onBegun: (index: number) => void;
  onObservation: (index: number, observation: Observation) => void;
  end: (end: MeasurementEnd) => void;
}

class WarmSession implements EngineSession {
  readonly #options: SessionOptions;
  readonly #closed = new AbortController();
  readonly #waiting = new Map<number, Waiting>();
  #stock: EngineSession | null = null;
  #host: { write: (order: Order) => void; ended: Promise<void> } | null = null;
  #files: readonly string[] = [];
  #concurrency: number;
  #count = 0;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#concurrency = options.concurrency;
    mkdirSync(options.workDir, { recursive: true });
  }

  async dryRun(files: readonly string[], signal: AbortSignal): Promise<DryRun> {
    this.#files = files;
    const reason = findStockOnly(this.#options.engineOptions);
    if (reason !== null) return await this.#dryRunStock(reason, signal);
    const outcome = await this.#startHost(signal);
    if (signal.aborted) return { kind: 'aborted' };
    switch (outcome.kind) {
      case 'unsafe':
        return await this.#dryRunStock(outcome.reason, signal);
      case 'red': {
        // The stock engine starts a new worker for each test file, and child processes where threads do not do.
        const [first] = outcome.failures;
        const example = first === undefined ? '' : ` (${first.test}: ${first.message.split('\n')[0]})`;
        return await this.#dryRunStock(`its suite fails in threads that are kept${example}`, signal);
      }
      default:
        return outcome;
    }
  }

  async #dryRunStock(reason: string, signal: AbortSignal): Promise<DryRun> {
    await this.#endHost();
    for (const file of this.#files) this.#options.restore(file);
    this.#stock = await strykerEngine.open({ ...this.#options, workDir: resolve(this.#options.workDir, 'stock') });
    this.#stock.limitConcurrency(this.#concurrency);
    const outcome = await this.#stock.dryRun(this.#files, signal);
    if (outcome.kind !== 'green') return outcome;
    return { ...outcome, notes: [...outcome.notes, `measured with the stock engine, which is slower: ${reason}`] };
  }

  /** Starts the host, and waits until it has run the suite. */
  async #startHost(signal: AbortSignal): Promise<DryRun | { kind: 'unsafe'; reason: string }> {
    const { workDir, sandboxRoot, env, engineOptions, loggingCallees, excludeTests, timeoutMs, dryRunTimeoutMs } = this.#options;
    this.#count += 1;
    const requestPath = resolve(workDir, `warm-${this.#count}.json`);
    const logPath = resolve(workDir, `warm-${this.#count}.log`);
    const request: HostRequest = {
      files: this.#files,
      workDir,
      engineOptions,
      loggingCallees,
      excludeTests,
      concurrency: this.#concurrency,
      timeoutMs,
      dryRunTimeoutMs,
    };
    writeFileSync(requestPath, JSON.stringify(request));
    writeFileSync(logPath, '');
    for (const file of this.#files) this.#options.restore(file);
    const ceilingMs = dryRunTimeoutMs + START_CEILING_MS;
    const ceiling = AbortSignal.timeout(Math.min(ceilingMs, 2 ** 31 - 1));
    const hostEnded = new AbortController();
    return await new Promise((resolveOutcome, reject) => {
      let failure: string | null = null;
      let isStarted = false;
      const onMessage = (message: Message): void => {
        switch (message.type) {
          case 'dry-run':
            isStarted = true;
            resolveOutcome(message.dryRun);
            break;
          case 'unsafe':
            resolveOutcome({ kind: 'unsafe', reason: message.reason });
            break;
          case 'begun':
            this.#waiting.get(message.id)?.onBegun(message.index);
            break;
          case 'observed':
            this.#waiting.get(message.id)?.onObservation(message.index, message.observation);
            break;
          case 'ended':
            this.#end(message.id, message.end);
            break;
          case 'timing':
            this.#options.onTiming(message.part, message.durationMs, message.count);
            break;
          case 'error':
            failure = message.message;
            break;
          default:
            message satisfies never;
        }
      };
      const onCeiling = (): void => {
        if (isStarted) return;
        hostEnded.abort();
        resolveOutcome({ kind: 'hung', afterMs: ceilingMs, files: [] });
      };
      ceiling.addEventListener('abort', onCeiling, { once: true });
      const ended = runProcessGroup({
        script: HOST,
        cwd: sandboxRoot,
        env: { ...env, [REQUEST_VARIABLE]: requestPath },
        logPath,
        onLine: (line) => onMessage(JSON.parse(line) as Message),
        onStarted: (write) => {
          this.#host = { write: (order) => write(JSON.stringify(order)), ended: Promise.resolve() };
        },
        signal: AbortSignal.any([signal, this.#closed.signal, hostEnded.signal]),
      }).then(
        (code) => {
          this.#host = null;
          if (signal.aborted) return this.#endAll({ kind: 'aborted' }, () => resolveOutcome({ kind: 'aborted' }));
          const log = tailOf(readFileSync(logPath, 'utf8'));
          const message =
            (failure ?? code === null)
              ? `the engine was ended by the system, as for want of memory`
              : `the engine ended without a word (code ${code})`;
          this.#endAll({ kind: 'crashed', message, log }, () => resolveOutcome({ kind: 'crashed', message, log }));
        },
        (error) => {
          this.#host = null;
          reject(error);
        },
      );
      if (this.#host !== null) this.#host.ended = ended;
    });
  }

  async measure(
    measurement: Measurement,
    onObservation: (index: number, observation: Observation) => void,
    signal: AbortSignal,
  ): Promise<MeasurementEnd> {
    if (this.#stock !== null) return await this.#stock.measure(measurement, onObservation, signal);
    let open = new Map(measurement.mutants.map((mutant) => [mutant.index, mutant]));
    let isCareful = false;
    for (;;) {
      const told: number[] = [];
      let begun: number | null = null;
      const end = await this.#measureOnce(
        { ...measurement, mutants: [...open.values()] },
        isCareful,
        {
          onBegun: (index) => {
            begun = index;
          },
          onObservation: (index, observation) => {
            if (begun === index) begun = null;
            told.push(index);
            onObservation(index, observation);
          },
        },
        signal,
      );
      if (end.kind !== 'crashed') return end;
      // The host died, and with it every thread: of the mutant that it had begun, where only one was run at a time.
      open = new Map([...open].filter(([index]) => !told.includes(index)));
      if (isCareful && begun === null) return end;
      if (begun !== null) {
        open.delete(begun);
        onObservation(begun, { kind: 'runner-crashed', message: end.message });
      }
      isCareful = true;
      if (open.size === 0) return { kind: 'completed' };
    }
  }

  async #measureOnce(
    measurement: Measurement,
    isCareful: boolean,
    listeners: Pick<Waiting, 'onBegun' | 'onObservation'>,
    signal: AbortSignal,
  ): Promise<MeasurementEnd> {
    if (signal.aborted) return { kind: 'aborted' };
    if (this.#host === null) {
      const outcome = await this.#startHost(signal);
      if (outcome.kind === 'aborted') return { kind: 'aborted' };
      if (outcome.kind !== 'green') return { kind: 'crashed', message: 'the engine could not be started again', log: '' };
    }
    this.#count += 1;
    const id = this.#count;
    const stop = (): void => this.#host?.write({ type: 'stop', id });
    signal.addEventListener('abort', stop, { once: true });
    try {
      return await new Promise<MeasurementEnd>((end) => {
        this.#waiting.set(id, { ...listeners, end });
        const { file, mode, isMatrix, mutants } = measurement;
        const indices = mutants.map((mutant) => mutant.index);
        this.#host?.write({ type: 'measure', id, file, indices, mode, isMatrix, isCareful });
      });
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  limitConcurrency(concurrency: number): void {
    this.#concurrency = Math.min(this.#concurrency, concurrency);
    this.#stock?.limitConcurrency(concurrency);
    this.#host?.write({ type: 'limit-concurrency', concurrency });
  }

  async close(): Promise<void> {
    await this.#stock?.close();
    await this.#endHost();
  }

  /** Lets the host take down what the suite set up, and ends it where that takes long. */
  async #endHost(): Promise<void> {
    const host = this.#host;
    if (host === null) return;
    host.write({ type: 'close' });
    const timer = setTimeout(() => this.#closed.abort(), CLOSE_MS);
    await host.ended.catch(() => undefined);
    clearTimeout(timer);
  }

  #end(id: number, end: MeasurementEnd): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    waiting?.end(end);
  }

  #endAll(end: MeasurementEnd, otherwise: () => void): void {
    for (const id of [...this.#waiting.keys()]) this.#end(id, end);
    otherwise();
  }
}

function tailOf(log: string): string {
  return log.trimEnd().split('\n').slice(-LOG_TAIL_LINES).join('\n');
}
