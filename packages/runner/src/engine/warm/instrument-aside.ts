/** Instruments in a thread of its own, beside what its process does meanwhile. */
import { Worker } from 'node:worker_threads';
import type { SessionOptions } from '../engine.ts';
import type { PlacedFile } from './placed-file.ts';
import type { FileToPlace } from './protocol.ts';

const ENTRY = new URL('./instrument-thread.js', import.meta.url);

/** Thrown where the code that the instrumenter writes is not the code this engine knows. */
export class UnknownInstrumentation extends Error {}

/** One file of a project, or of a copy of it. */
export interface InstrumentTask {
  /** The number by which the answer tells what it answers. */
  id: number;
  options: Pick<SessionOptions, 'engineOptions' | 'loggingCallees'>;
  root: string;
  file: Pick<FileToPlace, 'file' | 'isMutated' | 'regexes'>;
}

export type InstrumentAnswer = { id: number } & (
  | { kind: 'instrumented'; placed: PlacedFile }
  | { kind: 'unknown'; message: string }
);

type Options = InstrumentTask['options'];

/** Instruments in a thread of its own, which takes longer to load than most files to instrument: it is kept until `end`. */
export class InstrumentingAside {
  #worker: Worker | null = null;
  #count = 0;
  /** Who waits, by the number of the task. */
  readonly #waiting = new Map<number, Pick<PromiseWithResolvers<InstrumentAnswer>, 'resolve' | 'reject'>>();
  /** What was begun before anybody asked for it. */
  readonly #begun = new Map<string, Promise<PlacedFile>>();

  /** Has the thread load what it needs. It keeps no process alive that waits for nothing else. */
  start(): void {
    this.#worker ??= this.#startThread();
  }

  /** Begins with files of a project of which a session is going to ask for copies. */
  begin(files: readonly FileToPlace[], options: Options, root: string): void {
    for (const file of files) {
      if (file.key === null) continue;
      const begun = this.#ask(file, options, root);
      // Who asks for it hears of it.
      begun.catch(() => undefined);
      this.#begun.set(nameOf(file), begun);
    }
  }

  /**
   * What becomes of these files below `root`, in their order; nothing is written there.
   * @throws UnknownInstrumentation where the instrumenter is another than this engine knows
   */
  async instrument(files: readonly FileToPlace[], options: Options, root: string): Promise<PlacedFile[]> {
    const asked = files.map((file) => this.#begun.get(nameOf(file)) ?? this.#ask(file, options, root));
    this.#begun.clear();
    return await Promise.all(asked);
  }

  /** Ends the thread, and what is asked of it; what is instrumented after that is so in a new one. */
  end(): void {
    void this.#worker?.terminate();
    this.#worker = null;
  }

  async #ask(
    { file, isMutated, regexes }: FileToPlace,
    { engineOptions, loggingCallees }: Options,
    root: string,
  ): Promise<PlacedFile> {
    this.start();
    this.#count += 1;
    const id = this.#count;
    const answer = await new Promise<InstrumentAnswer>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      const task: InstrumentTask = { id, options: { engineOptions, loggingCallees }, root, file: { file, isMutated, regexes } };
      this.#worker?.ref();
      this.#worker?.postMessage(task);
    });
    if (answer.kind === 'unknown') throw new UnknownInstrumentation(answer.message);
    return answer.placed;
  }

  #startThread(): Worker {
    const worker = new Worker(ENTRY);
    worker.unref();
    const fail = (error: Error): void => {
      // Whoever asks next gets a new one.
      if (this.#worker !== worker && this.#worker !== null) return;
      this.#worker = null;
      for (const { reject } of this.#waiting.values()) reject(error);
      this.#waiting.clear();
    };
    worker.on('message', (answer: InstrumentAnswer) => {
      this.#waiting.get(answer.id)?.resolve(answer);
      this.#waiting.delete(answer.id);
      if (this.#waiting.size === 0) worker.unref();
    });
    worker.on('error', fail);
    worker.on('exit', (code) => fail(new Error(`the thread that instruments ended with code ${code}`)));
    return worker;
  }
}

/** What tells what becomes of a file from all else that could. */
function nameOf({ file, isMutated, key }: FileToPlace): string {
  return JSON.stringify([file, isMutated, key]);
}
