/** The thread that instruments: it loads and works while the host starts Vitest. */
import { enableCompileCache, flushCompileCache } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import { type InstrumentAnswer, type InstrumentTask, UnknownInstrumentation } from './instrument-aside.ts';
import type { PlacedFile } from './placed-file.ts';
import { knowRegexes, standInForPackage } from './regex-mutants.ts';

const task = workerData as InstrumentTask;

function answer(message: InstrumentAnswer): void {
  parentPort?.postMessage(message);
}

enableCompileCache();
// Before the instrumenter is loaded, which would load the package itself.
standInForPackage();
for (const { regexes } of task.files) knowRegexes(regexes);
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
