/** All that a run is about: the project, what of it to measure, how, and who listens. */
import type { LoadedConfig } from './config/load-config.ts';
import type { Engine } from './engine/engine.ts';
import type { Plan } from './plan.ts';
import type { Project } from './project/project.ts';
import type { RunListener } from './run-listener.ts';
import type { WorkplaceKeeper } from './workplace.ts';

interface RunSettings {
  timeoutMs: number;
  deadlineMs: number;
  concurrency: number;
  /** Only these mutants; null for all of the planned files. */
  keys: ReadonlySet<string> | null;
  /** Whether every covering test of a mutant runs: the kill matrix. */
  isMatrix: boolean;
  /** Whether to measure everything, whatever earlier runs found. */
  isFresh: boolean;
}

export interface RunContext {
  project: Project;
  loaded: LoadedConfig;
  plan: Plan;
  settings: RunSettings;
  engine: Engine;
  listener: RunListener;
  signal: AbortSignal;
  /** Keeps the workplace for the next run of this process; null where there is none. */
  keeper: WorkplaceKeeper | null;
}
