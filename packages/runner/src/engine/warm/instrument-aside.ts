/** Instruments in a thread of its own, beside what its process does meanwhile, and only what was not instrumented before. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { SessionOptions } from '../engine.ts';
import { type Instrumented, joinPlaced, type PlacedFile } from './placed-file.ts';

const ENTRY = new URL('./instrument-thread.js', import.meta.url);

/** Thrown where the code that the instrumenter writes is not the code this engine knows. */
export class UnknownInstrumentation extends Error {}

export interface InstrumentTask {
  options: Pick<SessionOptions, 'engineOptions' | 'loggingCallees'>;
  sandboxRoot: string;
  /** Those to be mutated, and those that only get probes. */
  files: readonly { file: string; isMutated: boolean }[];
}

export type InstrumentAnswer = { kind: 'instrumented'; placed: PlacedFile[] } | { kind: 'unknown'; message: string };

/**
 * Instruments the files of a sandbox and puts them side by side; nothing is written there.
 * @throws UnknownInstrumentation where the instrumenter is another than this engine knows
 */
export async function instrumentAside(
  { engineOptions, loggingCallees, sandboxRoot, placedBefore }: SessionOptions,
  files: InstrumentTask['files'],
): Promise<Instrumented> {
  const options = { engineOptions, loggingCallees };
  const known = files.map(({ file, isMutated }) => {
    const key = keyOf(options, readFileSync(join(sandboxRoot, file), 'utf8'));
    return { file, isMutated, key, placed: (placedBefore?.find(file, isMutated, key) ?? null) as PlacedFile | null };
  });
  const missing = known.filter(({ placed }) => placed === null);
  const found = missing.length === 0 ? [] : await instrumentInThread({ options, sandboxRoot, files: missing });
  for (const [index, each] of missing.entries()) {
    each.placed = found[index] ?? null;
    placedBefore?.keep(each.file, each.isMutated, each.key, each.placed);
  }
  return joinPlaced(new Map(known.flatMap(({ file, placed }) => (placed === null ? [] : [[file, placed]]))));
}

async function instrumentInThread(task: InstrumentTask): Promise<PlacedFile[]> {
  const worker = new Worker(ENTRY, { workerData: task });
  const answer = await new Promise<InstrumentAnswer>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the thread that instruments ended with code ${code}`)));
  });
  if (answer.kind === 'unknown') throw new UnknownInstrumentation(answer.message);
  return answer.placed;
}

/** What of our own code decides what becomes of a file. */
const MAKERS = [
  'instrument.js',
  'probes.js',
  'engine-state.js',
  '../vitest/logging-ignorer.js',
  '../../impact/source-functions.js',
];
let makers: string | null = null;

/** Of all that decides what becomes of a text: itself, what is asked for, our code, and the versions of all that it uses. */
function keyOf({ engineOptions, loggingCallees }: InstrumentTask['options'], source: string): string {
  makers ??= MAKERS.map((path) => readFileSync(new URL(path, import.meta.url), 'utf8')).join('\0');
  return createHash('sha256')
    .update(JSON.stringify([engineOptions.mutator ?? null, loggingCallees, makers, source]))
    .digest('hex');
}
