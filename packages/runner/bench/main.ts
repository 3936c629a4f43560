/** `pnpm bench NAME ...`: measures what must be fast, side by side in one run; never part of the tests. */
import { benchGate } from './gate.ts';
import { benchWeb } from './web.ts';
import { benchLive } from './web-live.ts';

const BENCHES: Record<string, (args: string[]) => Promise<void> | void> = { gate: benchGate, web: benchWeb, live: benchLive };

const [name = '', ...args] = process.argv.slice(2);
const bench = BENCHES[name];
if (bench === undefined) {
  process.stderr.write(`there is no bench ${name}: there are ${Object.keys(BENCHES).join(', ')}\n`);
  process.exitCode = 1;
} else await bench(args);
