/** Instruments in a thread of its own, beside what its process does meanwhile. */
import { Worker } from 'node:worker_threads';
import type { Instrumented } from './instrument.ts';
import type { HostRequest } from './protocol.ts';

const ENTRY = new URL('./instrument-thread.js', import.meta.url);

/** Thrown where the code that the instrumenter writes is not the code this engine knows. */
export class UnknownInstrumentation extends Error {}

export interface InstrumentTask {
  request: HostRequest;
  sandboxRoot: string;
}

export type InstrumentAnswer = { kind: 'instrumented'; instrumented: Instrumented } | { kind: 'unknown'; message: string };

/** What `instrument` does. @throws UnknownInstrumentation as it does */
export async function instrumentAside(request: HostRequest, sandboxRoot: string): Promise<Instrumented> {
  const worker = new Worker(ENTRY, { workerData: { request, sandboxRoot } satisfies InstrumentTask });
  const answer = await new Promise<InstrumentAnswer>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the thread that instruments ended with code ${code}`)));
  });
  if (answer.kind === 'unknown') throw new UnknownInstrumentation(answer.message);
  return answer.instrumented;
}
