/** The thread that instruments: it loads and works while the host starts Vitest. */
import { enableCompileCache, flushCompileCache } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import { type InstrumentAnswer, type InstrumentTask, UnknownInstrumentation } from './instrument-aside.ts';

const { request, sandboxRoot } = workerData as InstrumentTask;

function answer(message: InstrumentAnswer): void {
  parentPort?.postMessage(message);
}

enableCompileCache();
const { instrument } = await import('./instrument.ts');
try {
  answer({ kind: 'instrumented', instrumented: await instrument(request, sandboxRoot) });
} catch (error) {
  if (!(error instanceof UnknownInstrumentation)) throw error;
  answer({ kind: 'unknown', message: error.message });
}
flushCompileCache();
