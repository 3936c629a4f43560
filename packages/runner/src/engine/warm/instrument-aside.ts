/** Instruments in a thread of its own, beside what its process does meanwhile, and only what was not instrumented before. */
import { Worker } from 'node:worker_threads';
import { type Instrumented, joinPlaced, type PlacedFile } from './placed-file.ts';
import type { FileToPlace, HostRequest } from './protocol.ts';

const ENTRY = new URL('./instrument-thread.js', import.meta.url);

/** Thrown where the code that the instrumenter writes is not the code this engine knows. */
export class UnknownInstrumentation extends Error {}

export interface InstrumentTask {
  options: Pick<HostRequest, 'engineOptions' | 'loggingCallees'>;
  sandboxRoot: string;
  files: readonly FileToPlace[];
}

export type InstrumentAnswer = { kind: 'instrumented'; placed: PlacedFile[] } | { kind: 'unknown'; message: string };

/** Instruments in a thread of its own, which takes longer to load than most files to instrument: it is kept until `end`. */
export class InstrumentingAside {
  #worker: Worker | null = null;
  /** Who waits for it. */
  #answer: Pick<PromiseWithResolvers<InstrumentAnswer>, 'resolve' | 'reject'> | null = null;

  /**
   * Instruments the files of a sandbox and puts them side by side; nothing is written there. `onPlaced` hears of each that was not known.
   * @throws UnknownInstrumentation where the instrumenter is another than this engine knows
   */
  async instrument(
    { engineOptions, loggingCallees, files }: Pick<HostRequest, 'engineOptions' | 'loggingCallees' | 'files'>,
    sandboxRoot: string,
    onPlaced: (file: FileToPlace, placed: PlacedFile) => void,
  ): Promise<Instrumented> {
    const missing = files.filter(({ placed }) => placed === null);
    const task = { options: { engineOptions, loggingCallees }, sandboxRoot, files: missing };
    const found = missing.length === 0 ? [] : await this.#ask(task);
    const placedNow = new Map(missing.map((file, index) => [file, found[index] ?? null]));
    for (const [file, placed] of placedNow) if (placed !== null) onPlaced(file, placed);
    const all = files.map((file) => [file.file, file.placed ?? placedNow.get(file) ?? null] as const);
    return joinPlaced(new Map(all.flatMap(([file, placed]) => (placed === null ? [] : [[file, placed]]))));
  }

  /** Ends the thread; what is instrumented after that is so in a new one. */
  end(): void {
    void this.#worker?.terminate();
    this.#worker = null;
  }

  #start(): Worker {
    const worker = new Worker(ENTRY);
    this.#worker = worker;
    const fail = (error: Error): void => {
      // Whoever asks next gets a new one.
      if (this.#worker === worker) this.#worker = null;
      this.#answer?.reject(error);
    };
    worker.on('message', (answer: InstrumentAnswer) => this.#answer?.resolve(answer));
    worker.on('error', fail);
    worker.on('exit', (code) => fail(new Error(`the thread that instruments ended with code ${code}`)));
    return worker;
  }

  async #ask(task: InstrumentTask): Promise<PlacedFile[]> {
    const worker = this.#worker ?? this.#start();
    const answer = await new Promise<InstrumentAnswer>((resolve, reject) => {
      this.#answer = { resolve, reject };
      worker.postMessage(task);
    });
    if (answer.kind === 'unknown') throw new UnknownInstrumentation(answer.message);
    return answer.placed;
  }
}
