/** The pool that Vitest runs its test files in: threads that are kept, and lent again. */
import { setTimeout as delay } from 'node:timers/promises';
import { KeptThread, type PoolOptions, type ThreadSeed, type VitestProject, type WireMessage } from './kept-thread.ts';
import { PackageGraph } from './package-graph.ts';
import type { PackageLoads } from './package-loads.ts';
import type { FileCoverage, ThreadData, ThreadMessage } from './protocol.ts';

/** A test file as Vitest asked for it in the dry run: all that is needed to run it again. */
export interface Requested {
  seedKey: string;
  specification: { filepath: string };
  providedContext: Record<string, unknown>;
  environment: unknown;
}

/** What the dry run saw of one file that the thread itself noted. */
export interface Covered {
  coverage: FileCoverage;
  places: number;
  /** The functions that it entered, packed; null where that is not certain. */
  entered: string | null;
  packages: PackageLoads;
  isWaiting: boolean;
  /** What the file left behind that cannot be put back; null where nothing. */
  residue: string | null;
}

type Listener = (payload: unknown) => void;

/** Vitest's own name for our pool. */
const POOL_NAME = 'killrate';
/** Test environments that load nothing of a project. */
const PLAIN_ENVIRONMENTS = new Set(['node', 'jsdom', 'happy-dom']);
/** Arguments of Node that have it load something first. */
const PRELOADING = /^(?:--import|--require|-r|--loader|--experimental-loader)(=.*|$)/;
/** A thread that is to come back does so at once; one that does not is not waited for. */
const LATE_RETURN_MS = 2_000;

/**
 * Keeps threads by project and environment. In the dry run they are lent to Vitest's pool; from then on they are taken and
 * given back here, and their questions to Vitest's main process go through one worker of each project that Vitest believes
 * to be running a file all the while (`startGateways`).
 */
export class ThreadPool {
  readonly requested = new Map<string, Requested>();
  readonly covered = new Map<string, Covered>();
  packages = new PackageGraph();
  readonly #data: ThreadData;
  #functionCounts: readonly number[] = [];
  #known: ReadonlyMap<string, Covered> = new Map();
  /** Resolves once the sandbox is as it is measured. */
  #placed = Promise.withResolvers<void>();
  readonly #seeds = new Map<string, ThreadSeed>();
  readonly #idle = new Map<string, KeptThread[]>();
  readonly #gateways = new Map<VitestProject, PoolWorker>();
  /** Questions of threads that wait for an answer, by the number under which they were passed on. */
  readonly #questions = new Map<string, { thread: KeptThread; ownNumber: unknown }>();
  readonly #living = new Set<KeptThread>();
  /** Questions that were asked before the way to the main process was open. */
  #waiting: { project: VitestProject; thread: KeptThread; message: WireMessage }[] = [];
  #count = 0;
  #mostLent: number;
  #lent = 0;
  /** Resolves when the next lent thread comes back. */
  #returned = Promise.withResolvers<void>();
  #isGateway = false;
  #isIsolating = false;
  #isClosed = false;

  /** `mostLent` is how many threads Vitest runs at once. */
  constructor(data: ThreadData, mostLent: number) {
    this.#data = data;
    this.#mostLent = mostLent;
  }

  /** Lends no more threads than this at once from now on: to start one takes longer than most files to run. */
  lendAtMost(mostLent: number): void {
    this.#mostLent = mostLent;
    this.#wakeWaiting();
  }

  /** How many threads could run a file at once. */
  get idleCount(): number {
    return [...this.#idle.values()].reduce((sum, threads) => sum + threads.filter(({ isReady }) => isReady).length, 0);
  }

  /** Puts the sandbox back to where the suite found it; called before each run of a file. Null where the suite leaves nothing there. */
  clearWrites: (() => void) | null = null;

  /** What goes into a Vitest config. */
  readonly runner = {
    name: POOL_NAME,
    createPoolWorker: (options: PoolOptions): PoolWorker =>
      this.#isGateway ? this.#openGateway(options) : new PoolWorker(options, this),
  };

  /**
   * Lets the threads run files, which wait for that: the sandbox is as it is measured. Says how many functions each probed file has. Files
   * of which it is `known` what they do are told as if they had run.
   */
  open(functionCounts: readonly number[], known: ReadonlyMap<string, Covered>): void {
    this.#functionCounts = functionCounts;
    this.#known = known;
    for (const [key, covered] of known) {
      this.covered.set(key, covered);
      this.packages.add(covered.packages);
    }
    for (const thread of this.#living) thread.numberFunctions(functionCounts);
    this.#placed.resolve();
  }

  /** Resolves once files may be run. */
  get isOpen(): Promise<void> {
    return this.#placed.promise;
  }

  /** Whether it is known what a file does, which is not to run. */
  isKnown(key: string): boolean {
    return this.#known.has(key);
  }

  /** From now on, every file that Vitest asks for runs in a new thread. */
  isolate(): void {
    this.#isIsolating = true;
  }

  /** From now on, Vitest's own requests to run a file only open a way to its main process. */
  startGateways(): void {
    this.#isGateway = true;
  }

  /** A thread for files of this project and environment: one that ran files before, or a new one. */
  take(seedKey: string): KeptThread {
    const kept = this.#idle.get(seedKey)?.pop();
    if (kept?.isAlive !== true) return this.takeNew(seedKey);
    kept.renew(this.packages.renewed);
    return kept;
  }

  /** A thread that has run nothing yet. */
  takeNew(seedKey: string): KeptThread {
    const seed = this.#seeds.get(seedKey);
    if (seed === undefined) throw new Error(`no thread was ever asked for ${seedKey}`);
    const thread = new KeptThread(seed, this.#freeNumber());
    this.#living.add(thread);
    this.#listen(thread);
    thread.numberFunctions(this.#functionCounts);
    thread.renew(this.packages.renewed);
    return thread;
  }

  #freeNumber(): number {
    for (const thread of this.#living) if (!thread.isAlive) this.#living.delete(thread);
    const taken = new Set([...this.#living].map((thread) => thread.poolId));
    let number = 1;
    while (taken.has(number)) number += 1;
    return number;
  }

  giveBack(seedKey: string, thread: KeptThread): void {
    if (!thread.isAlive) return;
    if (this.#isClosed) thread.end();
    else this.#idle.set(seedKey, [...(this.#idle.get(seedKey) ?? []), thread]);
  }

  /** Ends the threads that nobody uses, and those that run a mutant, as the process takes far more memory than without any. */
  endGreedy(reason: string): void {
    for (const [key, threads] of this.#idle) {
      for (const thread of threads) thread.end();
      this.#idle.delete(key);
    }
    for (const thread of this.#living) if (thread.isMeasuring) thread.fail(reason);
  }

  /**
   * Gets ready for another run of the suite: what ran in the threads was active mutants too, so new ones take their place. Their way to the
   * main process is open still.
   */
  rest(): void {
    const seedKeys = [...this.#idle].flatMap(([seedKey, threads]) => threads.map(() => seedKey));
    for (const threads of this.#idle.values()) for (const thread of threads) thread.end();
    this.#idle.clear();
    this.packages = new PackageGraph();
    for (const seedKey of seedKeys.slice(0, this.#mostLent)) this.giveBack(seedKey, this.takeNew(seedKey));
  }

  /** Whether a thread loads something of the project's as it starts: those that started before an edit know nothing of it. */
  get isLoadingEarly(): boolean {
    return [...this.#seeds.values()].some(({ options: { environment, execArgv } }) => {
      const { name } = (environment ?? {}) as { name?: string };
      return !PLAIN_ENVIRONMENTS.has(name ?? '') || preloadsOf(execArgv).some((path) => !path.includes('/node_modules/'));
    });
  }

  /** Forgets what the last run of the suite saw, for the next one: threads are lent to Vitest again, and wait with their first file. */
  begin(): void {
    // What a thread asks as it starts goes through a gateway.
    for (const [seedKey, threads] of this.#idle) {
      for (const thread of threads) if (!thread.isReady) thread.end();
      this.#idle.set(
        seedKey,
        threads.filter(({ isAlive }) => isAlive),
      );
    }
    for (const gateway of this.#gateways.values()) gateway.finish();
    this.#gateways.clear();
    this.requested.clear();
    this.covered.clear();
    this.#known = new Map();
    this.packages = new PackageGraph();
    this.#placed = Promise.withResolvers();
    this.#isGateway = false;
    this.#isIsolating = false;
    this.clearWrites = null;
  }

  close(): void {
    this.#isClosed = true;
    for (const threads of this.#idle.values()) for (const thread of threads) thread.end();
    for (const gateway of this.#gateways.values()) gateway.finish();
  }

  /**
   * Lends a thread to Vitest's pool, which is about to start it. The pool asks for the next one a moment before it gives one back: that
   * is waited for, as a thread takes longer to start than most files to run.
   */
  async lend(options: PoolOptions, start: WireMessage): Promise<{ seedKey: string; thread: KeptThread }> {
    const seedKey = keyOf(options);
    if (!this.#seeds.has(seedKey)) this.#seeds.set(seedKey, { options, data: this.#data, start });
    const isLate = delay(LATE_RETURN_MS, true, { ref: false });
    let isOver = this.#isIsolating;
    while (!isOver && this.#lent >= this.#mostLent)
      isOver = await Promise.race([this.#returned.promise.then(() => false), isLate]);
    this.#lent += 1;
    if (this.#isIsolating) return { seedKey, thread: this.takeNew(seedKey) };
    return { seedKey, thread: this.take(seedKey) };
  }

  note({ filepath, ...covered }: Extract<ThreadMessage, { killrate: 'covered' }>, project: VitestProject): void {
    this.covered.set(fileKey(project.name, filepath), covered);
    this.packages.add(covered.packages);
  }

  /** Passes on a message of a thread that nobody runs a file in for Vitest. */
  #listen(thread: KeptThread): void {
    thread.onDeath = () => undefined;
    thread.onCovered = () => undefined;
    const { project } = thread.seed.options;
    thread.onVitestMessage = (message) => {
      if (message.__vitest_worker_response__ === true) return;
      const gateway = this.#gateways.get(project);
      if (gateway === undefined) this.#waiting.push({ project, thread, message });
      else this.#passOn(gateway, thread, message);
    };
  }

  #passOn(gateway: PoolWorker, thread: KeptThread, message: WireMessage): void {
    if (message.i === undefined || message.t !== 'q') {
      gateway.emit('message', message);
      return;
    }
    this.#count += 1;
    const number = `killrate-${this.#count}`;
    this.#questions.set(number, { thread, ownNumber: message.i });
    gateway.emit('message', { ...message, i: number });
  }

  #openGateway(options: PoolOptions): PoolWorker {
    const { project } = options;
    return new PoolWorker(options, this, {
      take: (message) => this.#passBack(message),
      open: (gateway) => {
        this.#gateways.set(project, gateway);
        for (const each of this.#waiting) if (each.project === project) this.#passOn(gateway, each.thread, each.message);
        this.#waiting = this.#waiting.filter((each) => each.project !== project);
      },
    });
  }

  #passBack(message: WireMessage): void {
    const asked = this.#questions.get(String(message.i));
    if (asked === undefined) return;
    this.#questions.delete(String(message.i));
    if (asked.thread.isAlive) asked.thread.send({ ...message, i: asked.ownNumber });
  }

  /**
   * Threads that were lent talk to Vitest's pool directly, and through the gateway again when they come back. Where a
   * package remembers what it was told, the next file gets another thread: what it runs must not depend on what ran before.
   */
  takeBack(seedKey: string, thread: KeptThread, covered: Covered | 'nothing ran' | null): void {
    this.#listen(thread);
    this.#lent -= 1;
    const isKeepable =
      covered === 'nothing ran' ||
      (covered !== null && covered.residue === null && !this.packages.remembers(covered.packages.requested));
    if (isKeepable && !this.#isIsolating) this.giveBack(seedKey, thread);
    else thread.end();
    this.#wakeWaiting();
  }

  #wakeWaiting(): void {
    this.#returned.resolve();
    this.#returned = Promise.withResolvers();
  }
}

/** What Node is told to load before a thread's own script. */
function preloadsOf(execArgv: readonly string[]): string[] {
  return execArgv.flatMap((argument, index) => {
    const [, own] = PRELOADING.exec(argument) ?? [];
    return own === undefined ? [] : [own === '' ? (execArgv[index + 1] ?? '') : own.slice(1)];
  });
}

/** Tells the same file in two Vitest projects apart. */
export function fileKey(project: string, filepath: string): string {
  return `${project}\0${filepath}`;
}

function keyOf({ project, environment }: PoolOptions): string {
  return `${project.name}\0${JSON.stringify(environment)}`;
}

/** What makes a worker a way to the main process instead of a place to run files. */
interface Gateway {
  take(message: WireMessage): void;
  /** Called once Vitest believes that it runs a file. */
  open(worker: PoolWorker): void;
}

/** What Vitest's pool takes for a worker of its own. */
class PoolWorker {
  readonly name = POOL_NAME;
  readonly #options: PoolOptions;
  readonly #pool: ThreadPool;
  readonly #gateway: Gateway | null;
  readonly #listeners = new Map<string, Set<Listener>>();
  #lent: { seedKey: string; thread: KeptThread } | null = null;
  #covered: Covered | 'nothing ran' | null = null;

  constructor(options: PoolOptions, pool: ThreadPool, gateway: Gateway | null = null) {
    this.#options = options;
    this.#pool = pool;
    this.#gateway = gateway;
  }

  async start(): Promise<void> {}

  async stop(): Promise<void> {
    if (this.#lent !== null) this.#pool.takeBack(this.#lent.seedKey, this.#lent.thread, this.#covered);
    this.#lent = null;
  }

  on(event: string, listener: Listener): void {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners.add(listener));
  }

  off(event: string, listener: Listener): void {
    this.#listeners.get(event)?.delete(listener);
  }

  emit(event: string, payload: unknown): void {
    for (const listener of [...(this.#listeners.get(event) ?? [])]) listener(payload);
  }

  deserialize(message: unknown): unknown {
    return message;
  }

  send(message: WireMessage): void {
    if (message.__vitest_worker_request__ !== true) {
      if (this.#gateway !== null) this.#gateway.take(message);
      else this.#lent?.thread.send(message);
      return;
    }
    if (message.type === 'stop') this.#reply('stopped');
    else if (message.type === 'start') this.#startWith(message);
    else if (this.#gateway === null) this.#request(message);
    else this.#gateway.open(this);
  }

  /** Tells Vitest that the file which kept the gateway open has ended. */
  finish(): void {
    this.#reply('testfileFinished');
  }

  #startWith(message: WireMessage): void {
    if (this.#gateway !== null) {
      this.#reply('started');
      return;
    }
    void this.#lend(message);
  }

  async #lend(message: WireMessage): Promise<void> {
    const lent = await this.#pool.lend(this.#options, message);
    this.#lent = lent;
    lent.thread.onVitestMessage = (sent) => this.emit('message', sent);
    lent.thread.onDeath = (reason) => this.emit('error', new Error(reason));
    lent.thread.onCovered = (covered) => {
      this.#covered = covered;
      this.#pool.note(covered, this.#options.project);
    };
    lent.thread.ready().then(
      () => this.#reply('started'),
      (error) => this.emit('message', { __vitest_worker_response__: true, type: 'started', error }),
    );
  }

  #request(message: WireMessage): void {
    const context = message.context as {
      files: { filepath: string }[];
      providedContext: Record<string, unknown>;
      environment: unknown;
    };
    const [specification] = context.files;
    const key = fileKey(this.#options.project.name, specification?.filepath ?? '');
    if (specification !== undefined && this.#lent !== null) {
      this.#pool.requested.set(key, {
        seedKey: this.#lent.seedKey,
        specification,
        providedContext: context.providedContext,
        environment: context.environment,
      });
    }
    void this.#pool.isOpen.then(() => {
      if (!this.#pool.isKnown(key)) this.#lent?.thread.send(message);
      else {
        this.#covered = 'nothing ran';
        this.#reply('testfileFinished');
      }
    });
  }

  #reply(type: string): void {
    // Vitest listens for the answer only after it has sent the request.
    queueMicrotask(() => this.emit('message', { __vitest_worker_response__: true, type }));
  }
}
