/** The warm engine: one process for a whole session, with threads of the measured project's own Vitest that outlive mutants. */
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { timed } from '../../timings.ts';
import type { MovedValues, SkippedAssertions } from '../assertions/watched.ts';
import type { Emptied } from '../emptied-mutants.ts';
import type {
  CleanSuite,
  CleanToReuse,
  DryRun,
  Engine,
  EngineSession,
  Measurement,
  MeasurementEnd,
  Observation,
  SessionOptions,
  TestFailure,
} from '../engine.ts';
import { openStock } from '../stryker/adapter.ts';
import { filesToPlace, placeOf } from './files-to-place.ts';
import { type HostEnd, type HostMessage, HostProcess, type HostStart } from './host-process.ts';
import { UnknownInstrumentation } from './instrument-aside.ts';
import type { PlacedFile } from './placed-file.ts';
import type { FileToPlace } from './protocol.ts';
import { takeWarmed, warmUp } from './warmed.ts';

/** Measures warm where that is safe, and with the stock engine where it is not. */
export const warmEngine: Engine = {
  name: 'warm',
  foresee: ({ projectRoot, files, beside, ...options }) => {
    early = { sandboxRoot: options.sandboxRoot, host: new HostProcess(options, 'warm-early', projectRoot) };
    const all = filesToPlace(options, projectRoot, new Set(files), [...files, ...beside], () => undefined);
    const missing = all.filter(({ placed }) => placed === null);
    if (missing.length > 0) warmUp().begin(missing, options, projectRoot);
  },
  open: async (options) => new WarmSession(options),
};

/** A host that was started while the sandbox was made. */
let early: { sandboxRoot: string; host: HostProcess } | null = null;

/** Null where there is none over this sandbox, or it is gone. */
function takeEarly(root: string): HostProcess | null {
  if (early?.sandboxRoot !== root) return null;
  const { host } = early;
  early = null;
  return host.isAlive ? host : null;
}

/** Who waits for a measurement. */
interface Waiting {
  file: string;
  onBegun: (index: number, lane: number) => void;
  onObservation: (index: number, observation: Observation) => void;
  end: (end: MeasurementEnd) => void;
  fail: (error: unknown) => void;
}

class WarmSession implements EngineSession {
  #options: SessionOptions;
  readonly #waiting = new Map<number, Waiting>();
  #stock: EngineSession | null = null;
  #host: HostProcess | null = null;
  #files: readonly string[] = [];
  #beside: readonly string[] = [];
  #findClean: () => CleanToReuse | null = () => null;
  readonly #instrumenting = takeWarmed();
  /** What became last of files that were instrumented for this session, by what {@link placeOf} says. */
  readonly #placed = new Map<string, { key: string; placed: PlacedFile }>();
  /** Aborted when the whole run is to end; a job that ends leaves the host to the next one. */
  #runSignal: AbortSignal = new AbortController().signal;
  readonly #moved = new Map<string, readonly MovedValues[]>();
  readonly #skipped = new Map<string, readonly SkippedAssertions[]>();
  /** Files in whose measurement a host died: what it saw of their mutants went with it. */
  readonly #unsure = new Set<string>();
  /** Called with the tests that survive the deletion which is asked for. */
  #endDeletion: (survivors: readonly string[]) => void = () => undefined;
  #isWatching: boolean;
  /** What changed in the sandbox since the host last ran the suite; null where it has not to be renewed. */
  #changed: readonly string[] | null = null;
  /** Files that the host has mutants of. */
  readonly #mutated = new Set<string>();
  /** What the last run of the suite saw, for later ones. */
  #clean = Promise.withResolvers<CleanSuite | null>();
  #concurrency: number;
  #count = 0;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#concurrency = options.concurrency;
    this.#isWatching = options.findAssertions !== null;
    mkdirSync(options.workDir, { recursive: true });
  }

  async dryRun(
    files: readonly string[],
    signal: AbortSignal,
    beside: readonly string[] = [],
    findClean: () => CleanToReuse | null = () => null,
  ): Promise<DryRun> {
    this.#files = files;
    this.#beside = beside;
    this.#findClean = findClean;
    this.#runSignal = signal;
    const reason = findStockOnly(this.#options.engineOptions);
    if (reason !== null) return await this.#dryRunStock(reason, signal);
    const first = await this.#renewOrStartHost();
    if (signal.aborted) return { kind: 'aborted' };
    const confirmed = first.kind === 'red' ? await this.#confirmRed(first.failures, signal) : null;
    if (confirmed !== null) return confirmed;
    const start = this.#isWatching && !signal.aborted && first.kind === 'red' ? await this.#startUnwatched() : first;
    if (signal.aborted) return { kind: 'aborted' };
    switch (start.kind) {
      case 'unsafe':
        return await this.#dryRunStock(start.reason, signal);
      case 'crashed':
        return await this.#dryRunStock(start.message, signal);
      case 'red': {
        // The stock engine starts a new worker for each test file, and child processes where threads do not do.
        const [first] = start.failures;
        const example = first === undefined ? '' : ` (${first.test}: ${first.message.split('\n')[0]})`;
        return await this.#dryRunStock(`its suite fails in threads that are kept${example}`, signal);
      }
      default:
        return start;
    }
  }

  /** A suite that looks at the text of its own functions may fail only because it is watched. */
  async #startUnwatched(): Promise<HostStart> {
    await this.#host?.close();
    this.#isWatching = false;
    const start = await this.#startHost();
    if (start.kind !== 'green') return start;
    return { ...start, notes: [...start.notes, 'assertions were not watched: the suite fails where they are'] };
  }

  /** What fails natively too, of the files that fail here: then nobody needs to wait for all others. Null where that is not all there is to it. */
  async #confirmRed(failures: readonly TestFailure[], signal: AbortSignal): Promise<DryRun | null> {
    await this.#host?.close();
    this.#restoreFiles();
    const stock = openStock({ ...this.#options, workDir: resolve(this.#options.workDir, 'confirmation') });
    try {
      return await stock.confirmRed(this.#files, failures, signal);
    } finally {
      await stock.close();
    }
  }

  async #dryRunStock(reason: string, signal: AbortSignal): Promise<DryRun> {
    await this.#host?.close();
    await takeEarly(this.#options.sandboxRoot)?.close();
    this.#restoreFiles();
    this.#stock = openStock({ ...this.#options, workDir: resolve(this.#options.workDir, 'stock') });
    this.#stock.limitConcurrency(this.#concurrency);
    const outcome = await this.#stock.dryRun(this.#files, signal);
    if (outcome.kind !== 'green') return outcome;
    return { ...outcome, notes: [...outcome.notes, `measured with the stock engine, which is slower: ${reason}`] };
  }

  #restoreFiles(): void {
    for (const file of [...this.#files, ...this.#beside]) this.#options.restore(file);
  }

  /** A host that runs already goes on where it can. */
  async #renewOrStartHost(): Promise<HostStart> {
    const changed = this.#changed;
    this.#changed = null;
    if (changed === null || this.#host?.isAlive !== true) return await this.#startHost();
    this.#restoreFiles();
    const files = this.#filesToPlace();
    const renewed = this.#host.renew(files, changed, this.#runSignal);
    const start = await this.#prepare(this.#host, files, renewed);
    if (start.kind !== 'unsafe') return this.#ofAsked(start);
    await this.#host.close();
    return await this.#startHost();
  }

  /** Mutants that the host has of an earlier run are not measured in this one. */
  #ofAsked(start: HostStart): HostStart {
    if (start.kind !== 'green') return start;
    const asked = new Set(this.#files);
    return { ...start, mutants: start.mutants.filter(({ file }) => asked.has(file)) };
  }

  /** Starts the host, and waits until it has run the suite. */
  async #startHost(): Promise<HostStart> {
    const { engineOptions, loggingCallees, excludeTests, timeoutMs, dryRunTimeoutMs } = this.#options;
    const findAssertions = this.#isWatching ? this.#options.findAssertions : null;
    this.#restoreFiles();
    this.#count += 1;
    this.#mutated.clear();
    const files = this.#filesToPlace();
    const { sandboxRoot, mirror } = this.#options;
    const host = takeEarly(sandboxRoot) ?? new HostProcess(this.#options, `warm-${this.#count}`, sandboxRoot);
    host.open(
      mirror,
      {
        ...{
          engineOptions,
          loggingCallees,
          excludeTests,
          timeoutMs,
          dryRunTimeoutMs,
          isWatching: findAssertions !== null,
          concurrency: this.#concurrency,
        },
        isKept: this.#options.isKept,
        files,
      },
      this.#runSignal,
      (message) => this.#take(message),
      (end) => this.#endAll(end),
    );
    this.#host = host;
    const watching =
      findAssertions === null ? null : findAssertions().then((assertions) => host.tell({ type: 'watch', assertions }));
    const [start] = await Promise.all([this.#prepare(host, files, host.started), watching]);
    return start;
  }

  /** Tells a host that starts what it waits for. */
  async #prepare(host: HostProcess, files: readonly FileToPlace[], starting: Promise<HostStart>): Promise<HostStart> {
    this.#clean = Promise.withResolvers();
    const missing = files.filter(({ placed }) => placed === null);
    const instrumenting = timed(this.#options.onTiming, 'instrument', () =>
      this.#instrumenting.instrument(missing, this.#options, this.#options.sandboxRoot),
    );
    host.tell({ type: 'clean', clean: this.#findClean() });
    const telling = instrumenting.then((found) => {
      if (!this.#options.isKept) this.#instrumenting.end();
      const placed = found.map((each, index) => [missing[index]?.file ?? '', each] as const);
      host.tell({ type: 'placed', placed });
      for (const [index, each] of found.entries()) if (missing[index] !== undefined) this.#keep(missing[index], each);
      return starting;
    });
    try {
      return await Promise.race([telling, starting]);
    } catch (error) {
      await host.close();
      if (error instanceof UnknownInstrumentation) return { kind: 'unsafe', reason: error.message };
      return { kind: 'crashed', message: error instanceof Error ? error.message : String(error), log: '' };
    }
  }

  #keep({ file, isMutated, key }: FileToPlace, placed: PlacedFile): void {
    if (key === null) return;
    this.#placed.set(placeOf(file, isMutated), { key, placed });
    this.#options.placedBefore?.keep(file, isMutated, key, placed);
  }

  #filesToPlace(): FileToPlace[] {
    for (const file of this.#files) this.#mutated.add(file);
    // One that has its mutants already keeps them: what was made of it holds.
    const all = [...this.#files, ...this.#beside];
    return filesToPlace(this.#options, this.#options.sandboxRoot, this.#mutated, all, (file, isMutated, key) => {
      const own = this.#placed.get(placeOf(file, isMutated));
      return own?.key === key ? own.placed : undefined;
    });
  }

  #take(message: HostMessage): void {
    switch (message.type) {
      case 'begun':
        this.#waiting.get(message.id)?.onBegun(message.index, message.lane);
        return;
      case 'observed':
        this.#waiting.get(message.id)?.onObservation(message.index, message.observation);
        return;
      case 'ended': {
        const waiting = this.#waiting.get(message.id);
        this.#waiting.delete(message.id);
        if (waiting !== undefined) this.#moved.set(waiting.file, message.moved);
        if (waiting !== undefined) this.#skipped.set(waiting.file, message.skipped);
        waiting?.end(message.end);
        return;
      }
      case 'clean':
        this.#clean.resolve(message.suite);
        return;
      case 'deleted':
        this.#endDeletion(message.survivors);
        return;
      case 'timing':
        this.#options.onTiming(message.part, message.durationMs, message.count);
        return;
      default:
        message satisfies never;
    }
  }

  #endAll(end: HostEnd): void {
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    this.#endDeletion([]);
    this.#clean.resolve(null);
    for (const each of waiting) {
      if (end.kind === 'failed') each.fail(end.error);
      else each.end(this.#runSignal.aborted ? { kind: 'aborted' } : end);
    }
  }

  /**
   * Where the host dies, it is started again: for the mutants that ran last, one at a time, so that it is known of which it dies, then
   * for the rest.
   */
  async measure(
    measurement: Measurement,
    onObservation: (index: number, observation: Observation) => void,
    signal: AbortSignal,
  ): Promise<MeasurementEnd> {
    if (this.#stock !== null) return await this.#stock.measure(measurement, onObservation, signal);
    const open = new Map(measurement.mutants.map((mutant) => [mutant.index, mutant]));
    /** Mutants of which one may have ended the host; none where it lives. */
    const suspects = new Set<number>();
    while (true) {
      const isCareful = suspects.size > 0;
      const lastBegun = new Map<number, number>();
      const listeners = {
        onBegun: (index: number, lane: number) => lastBegun.set(lane, index),
        onObservation: (index: number, observation: Observation) => {
          open.delete(index);
          suspects.delete(index);
          onObservation(index, observation);
        },
      };
      const mutants = [...open.values()].filter(({ index }) => !isCareful || suspects.has(index));
      const end = await this.#measureOnce({ ...measurement, mutants }, isCareful, listeners, signal);
      if (end.kind === 'crashed') {
        this.#unsure.add(measurement.file);
        const running = [...lastBegun.values()].filter((index) => open.has(index));
        const [culprit] = running;
        if (!isCareful) for (const index of running.length > 0 ? running : open.keys()) suspects.add(index);
        else if (culprit === undefined) return end;
        else listeners.onObservation(culprit, { kind: 'runner-crashed', message: end.message });
        if (open.size === 0) return { kind: 'completed' };
      } else if (end.kind !== 'completed' || !isCareful) return end;
      // What is not measured at all, as a mutant that no test meets, is no suspect.
      else suspects.clear();
    }
  }

  async #measureOnce(
    { file, mode, isMatrix, mutants, onlyTests, onlyFiles, firstFiles }: Measurement,
    isCareful: boolean,
    listeners: Pick<Waiting, 'onBegun' | 'onObservation'>,
    signal: AbortSignal,
  ): Promise<MeasurementEnd> {
    if (signal.aborted) return { kind: 'aborted' };
    if (this.#host?.isAlive !== true) {
      const start = await this.#startHost();
      if (signal.aborted || start.kind === 'aborted') return { kind: 'aborted' };
      if (start.kind !== 'green') return { kind: 'crashed', message: 'the engine could not be started again', log: '' };
    }
    this.#count += 1;
    const id = this.#count;
    const stop = (): void => this.#host?.tell({ type: 'stop', id });
    signal.addEventListener('abort', stop, { once: true });
    try {
      return await new Promise<MeasurementEnd>((end, fail) => {
        this.#waiting.set(id, { file, ...listeners, end, fail });
        const indices = mutants.map((mutant) => mutant.index);
        this.#host?.tell({
          ...{ type: 'measure', id, file, indices, mode, isMatrix, isCareful },
          ...{ onlyTests: onlyTests ?? null, onlyFiles: [...(onlyFiles ?? [])], firstFiles: [...(firstFiles ?? [])] },
        });
      });
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  async survivorsOfDeletion(emptied: ReadonlyMap<string, Emptied>, signal: AbortSignal): Promise<readonly string[]> {
    if (this.#stock !== null || this.#host?.isAlive !== true || signal.aborted) return [];
    return await new Promise((end) => {
      this.#endDeletion = end;
      this.#host?.tell({ type: 'delete', emptied: [...emptied] });
    });
  }

  async cleanSuite(): Promise<CleanSuite | null> {
    return this.#stock !== null || this.#host?.isAlive !== true ? null : await this.#clean.promise;
  }

  moved(file: string): readonly MovedValues[] {
    return this.#unsure.has(file) ? [] : (this.#moved.get(file) ?? []);
  }

  skipped(file: string): readonly SkippedAssertions[] {
    return this.#unsure.has(file) ? [] : (this.#skipped.get(file) ?? []);
  }

  rest(): void {
    this.#host?.tell({ type: 'rest' });
  }

  takeOver(options: SessionOptions, changed: readonly string[]): boolean {
    if (this.#stock !== null || this.#host?.isAlive !== true || this.#unsure.size > 0) return false;
    if (lastingPart(options) !== lastingPart(this.#options)) return false;
    this.#options = options;
    this.#changed = changed;
    this.#concurrency = options.concurrency;
    this.#moved.clear();
    this.#skipped.clear();
    return true;
  }

  limitConcurrency(concurrency: number): void {
    this.#concurrency = Math.min(this.#concurrency, concurrency);
    this.#stock?.limitConcurrency(concurrency);
    this.#host?.tell({ type: 'limit-concurrency', concurrency });
  }

  async close(): Promise<void> {
    this.#instrumenting.end();
    await this.#stock?.close();
    await this.#host?.close();
  }
}

/** What a host keeps as it was started with. */
function lastingPart({ restore: _, placedBefore: __, onTiming: ___, ...lasting }: SessionOptions): string {
  return JSON.stringify(lasting);
}

/** What of the project's own options for Stryker only Stryker can honour, or has to refuse; null where nothing is. */
function findStockOnly(own: Readonly<Record<string, unknown>>): string | null {
  const named = (name: string): boolean => Array.isArray(own[name]) && own[name].length > 0;
  if (named('checkers')) return "its config names checkers, which are Stryker's";
  if (named('ignorers')) return 'its config names ignorers of its own';
  const odd = NUMBERS.find((name) => own[name] !== undefined && !(typeof own[name] === 'number' && own[name] >= 0));
  if (odd !== undefined) return `its config has an unusual ${odd}`;
  if (!isPlainMutator(own.mutator)) return 'its config has an unusual mutator';
  const pool = (own.vitest as { pool?: string } | undefined)?.pool;
  return pool === undefined || pool === 'threads' ? null : `its config asks for the pool ${pool}`;
}

/** Options that are numbers wherever they are understood here; what is not, Stryker judges. */
const NUMBERS = ['timeoutMS', 'timeoutFactor', 'dryRunTimeoutMinutes'];

function isPlainMutator(mutator: unknown): boolean {
  if (mutator === undefined) return true;
  if (typeof mutator !== 'object' || mutator === null) return false;
  const { plugins = null, excludedMutations = [], ...others } = mutator as Record<string, unknown>;
  const isListOfNames = Array.isArray(excludedMutations) && excludedMutations.every((name) => typeof name === 'string');
  return (plugins === null || Array.isArray(plugins)) && isListOfNames && Object.keys(others).length === 0;
}
