/** The thread that instruments: it loads and works while its process, and Vitest in another, start; then it waits for more. */
import { enableCompileCache, flushCompileCache } from 'node:module';
import { parentPort } from 'node:worker_threads';
import { type InstrumentAnswer, type InstrumentTask, UnknownInstrumentation } from './instrument-aside.ts';
import { knowRegexes, standInForPackage } from './regex-mutants.ts';

enableCompileCache();
// Before the instrumenter is loaded, which would load the package itself.
standInForPackage();
const loading = import('./instrument.ts');
// It is told to who asks.
loading.catch(() => undefined);

let last = Promise.resolve();

parentPort?.on('message', (task: InstrumentTask) => {
  last = last.then(async () => {
    parentPort?.postMessage(await answer(task));
    flushCompileCache();
  });
});

async function answer({ id, options, root, file: { file, isMutated, regexes } }: InstrumentTask): Promise<InstrumentAnswer> {
  // Babel looks for its own config from there on.
  process.cwd = () => root;
  knowRegexes(regexes);
  const { instrument } = await loading;
  try {
    return { id, kind: 'instrumented', placed: await instrument(options, root, file, isMutated) };
  } catch (error) {
    if (!(error instanceof UnknownInstrumentation)) throw error;
    return { id, kind: 'unknown', message: error.message };
  }
}
