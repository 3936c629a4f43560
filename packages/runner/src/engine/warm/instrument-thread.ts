/** The thread that instruments: it loads and works while the host starts Vitest, and waits for more. */
import { enableCompileCache, flushCompileCache } from 'node:module';
import { parentPort } from 'node:worker_threads';
import { type InstrumentAnswer, type InstrumentTask, UnknownInstrumentation } from './instrument-aside.ts';
import type { PlacedFile } from './placed-file.ts';
import { knowRegexes, standInForPackage } from './regex-mutants.ts';

enableCompileCache();
// Before the instrumenter is loaded, which would load the package itself.
standInForPackage();

parentPort?.on('message', async (task: InstrumentTask) => {
  parentPort?.postMessage(await answer(task));
  flushCompileCache();
});

async function answer(task: InstrumentTask): Promise<InstrumentAnswer> {
  for (const { regexes } of task.files) knowRegexes(regexes);
  const { instrument } = await import('./instrument.ts');
  try {
    const placed: PlacedFile[] = [];
    for (const { file, isMutated } of task.files) placed.push(await instrument(task, file, isMutated));
    return { kind: 'instrumented', placed };
  } catch (error) {
    if (!(error instanceof UnknownInstrumentation)) throw error;
    return { kind: 'unknown', message: error.message };
  }
}
