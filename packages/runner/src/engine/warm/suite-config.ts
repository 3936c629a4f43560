/** The Vitest config of the measured project, as the warm engine needs it. */
import { PathSequencer } from '../vitest/path-sequencer.ts';
import { turnTypecheckOff } from '../vitest/without-types.ts';
import type { HostRequest } from './protocol.ts';
import type { ThreadPool } from './thread-pool.ts';
import { Unsafe } from './unsafe.ts';

/** As much of it as is used here. */
export interface Config extends Record<string, unknown> {
  pool?: string;
  poolRunner?: unknown;
  setupFiles: string[];
  /** Sources among which those with `import.meta.vitest` are test files. */
  includeSource?: string[];
  exclude: string[];
  maxWorkers?: number;
  fileParallelism?: boolean;
  browser?: { enabled?: boolean };
  experimental?: { viteModuleRunner?: boolean; fsModuleCache?: boolean };
  typecheck?: { enabled?: boolean; only?: boolean };
  sequence: Record<string, unknown>;
  dangerouslyIgnoreUnhandledErrors?: boolean;
}

/** Has the tests run in the threads of `pool`, the setup file first, in an order that is always the same. @throws Unsafe where they cannot */
export function adaptConfig(config: Config, pool: ThreadPool, setup: string, { excludeTests, concurrency }: HostRequest): void {
  if (config.browser?.enabled === true) throw new Unsafe('its tests run in a browser');
  if (typeof config.onUnhandledError === 'function') throw new Unsafe('its Vitest config judges unhandled errors itself');
  if (config.pool?.startsWith('vm')) throw new Unsafe(`its tests run in Vitest's pool ${config.pool}`);
  if (config.experimental?.viteModuleRunner === false) throw new Unsafe('its Vitest config turns the module runner off');
  Object.assign(config, {
    pool: pool.runner.name,
    poolRunner: pool.runner,
    isolate: true,
    maxWorkers: concurrency,
    setupFiles: [setup, ...config.setupFiles],
    exclude: [...config.exclude, ...excludeTests],
    maxConcurrency: 1,
    bail: 0,
  });
  turnTypecheckOff(config);
  adaptOrder(config);
}

/** The first failing test ends a mutant's run: which one that is must not depend on timings of earlier runs. */
export function adaptOrder(config: Config): void {
  config.sequence = { ...config.sequence, shuffle: false, sequencer: PathSequencer, setupFiles: 'list' };
}

/** What a config can name that is loaded before the first test file is. A test environment is not: Vitest keeps what it loads for one apart. */
const LOADED_FIRST = ['globalSetup', 'runner', 'snapshotEnvironment', 'snapshotSerializers', 'diff'];

/** Whether something of the project may be loaded before any test file: it must find the sandbox as it is measured. */
export function loadsBeforeTests(config: Config): boolean {
  const isNamed = (value: unknown): boolean => (Array.isArray(value) ? value.length > 0 : typeof value === 'string');
  return LOADED_FIRST.some((name) => isNamed(config[name]));
}

/** What is woven, or follows from a file that was edited since, must not be found again on the disk. */
export function withoutCache(major: number): object {
  return major >= 5 ? { fsModuleCache: false } : { experimental: { fsModuleCache: false } };
}

/** Why no two files may run at once; null where they may. `written` is what the tests were seen to write into the project. */
export function whyOneAtATime(configs: readonly Config[], written: string | null): string | null {
  if (!configs.every((config) => config.fileParallelism !== false)) return 'its Vitest config turns fileParallelism off';
  return written === null ? null : `its tests write into the project (${written})`;
}
