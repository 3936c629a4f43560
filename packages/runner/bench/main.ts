/** `pnpm bench NAME ...`: measures what must be fast or true, side by side in one run; never part of the tests. */
import { UserError } from '../src/errors.ts';
import { benchAssertions } from './assertions.ts';
import { benchDeletion } from './deletion.ts';
import { benchEngine } from './engine.ts';
import { benchFindings } from './findings.ts';
import { benchGate } from './gate.ts';
import { benchReuse } from './reuse.ts';
import { benchTruth } from './truth.ts';
import { benchWeakening } from './weakening.ts';
import { benchWeb } from './web.ts';
import { benchLive } from './web-live.ts';

const BENCHES: Record<string, (args: string[], signal: AbortSignal) => Promise<void> | void> = {
  engine: benchEngine,
  truth: benchTruth,
  deletion: benchDeletion,
  reuse: benchReuse,
  findings: benchFindings,
  gate: benchGate,
  weakening: benchWeakening,
  web: benchWeb,
  live: benchLive,
  assertions: benchAssertions,
};
const STOPPABLE = new Set(['engine', 'truth', 'deletion', 'reuse', 'assertions']);
const INTERRUPTED = 130;

const [name = '', ...args] = process.argv.slice(2);
const bench = BENCHES[name];
const stopped = new AbortController();
if (STOPPABLE.has(name)) for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopped.abort());
if (bench === undefined) {
  process.stderr.write(`there is no bench ${name}: there are ${Object.keys(BENCHES).join(', ')}\n`);
  process.exitCode = 1;
} else {
  try {
    await bench(args, stopped.signal);
  } catch (error) {
    if (stopped.signal.aborted) process.exitCode = INTERRUPTED;
    else if (error instanceof UserError || isParseError(error)) {
      process.stderr.write(`${error.message}\n`);
      process.exitCode = 1;
    } else throw error;
  }
}

function isParseError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}
