/** As much of Vitest's objects (2 to 5) and of vitest-runner's as is used here; neither package exports these types. */
import type { MutantActivation } from '@stryker-mutator/api/test-runner';

export interface VitestError {
  name?: string;
  message?: string;
  code?: string;
  cause?: unknown;
  actual?: unknown;
  expected?: unknown;
}

interface VitestResult {
  state?: string;
  duration?: number;
  errors?: VitestError[];
}

interface VitestTaskBase {
  name: string;
  mode: string;
  result?: VitestResult;
  suite?: VitestSuite;
}

export interface VitestTest extends VitestTaskBase {
  type: 'test';
  location?: { line: number; column: number };
}

export interface VitestSuite extends VitestTaskBase {
  type: 'suite';
  tasks: VitestTask[];
}

export interface VitestFile extends VitestSuite {
  filepath: string;
  projectName?: string;
  collectDuration?: number;
  setupDuration?: number;
  environmentLoad?: number;
  prepareDuration?: number;
  meta: { hitCount?: number; mutantCoverage?: { static: Record<string, number> } };
}

export type VitestTask = VitestTest | VitestSuite | (VitestTaskBase & { type: 'custom' });

interface VitestConfig {
  fileParallelism?: boolean;
  isolate?: boolean;
  setupFiles: string[];
  exclude: string[];
  typecheck?: { enabled?: boolean; only?: boolean };
  sequence: { shuffle?: unknown; sequencer: unknown; setupFiles?: unknown };
  dangerouslyIgnoreUnhandledErrors?: boolean;
  poolOptions?: Record<string, { singleThread?: boolean; singleFork?: boolean } | undefined>;
}

export interface Vitest {
  version: string;
  config: VitestConfig;
  projects: { config: VitestConfig }[];
  state: { getFiles(): VitestFile[]; filesMap: Map<string, unknown>; errorsSet: Set<unknown> };
  provide(key: string, value: unknown): void;
}

/** The instance behind vitest-runner's factory: these members are plain properties of its class. */
export interface StockRunner {
  ctx: Vitest | undefined;
  init(): Promise<void>;
  run(what: { testFiles?: string[] }): Promise<{ status: string; errorMessage?: string }>;
  readHitCount(): number;
  readMutantCoverage(): { static: Record<string, number>; perTest: Record<string, Record<string, number>> } | undefined;
  dispose(): Promise<void>;
}

/** What vitest-runner's setup file reads before each test file. */
export interface ProvidedMode {
  mode: 'dry-run' | 'mutant';
  hitLimit?: number | undefined;
  mutantActivation?: MutantActivation;
  activeMutant?: string;
}
