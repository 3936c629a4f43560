/** The thread that instruments: it loads and works while the host starts Vitest. */
import { enableCompileCache, flushCompileCache } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import { type InstrumentAnswer, type InstrumentTask, UnknownInstrumentation } from './instrument-aside.ts';
import type { PlacedFile } from './placed-file.ts';

const task = workerData as InstrumentTask;

function answer(message: InstrumentAnswer): void {
  parentPort?.postMessage(message);
}

enableCompileCache();
const { instrument } = await import('./instrument.ts');
try {
  const placed: PlacedFile[] = [];
  for (const { file, isMutated } of task.files) placed.push(await instrument(task, file, isMutated));
  answer({ kind: 'instrumented', placed });
} catch (error) {
  if (!(error instanceof UnknownInstrumentation)) throw error;
  answer({ kind: 'unknown', message: error.message });
}
flushCompileCache();
