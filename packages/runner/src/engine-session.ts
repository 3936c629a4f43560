/** What an engine is told of the sandbox that it is opened over. */
import { join } from 'node:path';
import type { LoadedConfig } from './config/load-config.ts';
import type { SessionOptions } from './engine/engine.ts';
import { SESSION_VARIABLE } from './process/process-identity.ts';
import { restoreFile, type Sandbox } from './sandbox/sandbox.ts';
import type { SessionFolder } from './sandbox/session-folder.ts';

interface Ceilings {
  concurrency: number;
  /** For one mutant's tests. */
  timeoutMs: number;
  /** For one run of the suite; null for Stryker's own option or its default. */
  dryRunTimeoutMs: number | null;
  onTiming?: SessionOptions['onTiming'];
  placedBefore?: SessionOptions['placedBefore'];
  /** Finds what is to be watched of the assertions; absent where nothing is. */
  findAssertions?: SessionOptions['findAssertions'];
  /** Whether another run may take the session over. */
  isKept?: boolean;
}

/** What a session over a sandbox in the session's folder needs to know. */
export function sessionOptions(
  sandbox: Sandbox,
  { config, engineOptions }: LoadedConfig,
  folder: SessionFolder,
  ceilings: Ceilings,
): SessionOptions {
  return {
    sandboxRoot: sandbox.root,
    ...placeOfSession(folder),
    mirror: sandbox.mirror,
    restore: (file) => restoreFile(sandbox, file),
    engineOptions,
    loggingCallees: config.logging,
    excludeTests: config.excludeTests,
    concurrency: ceilings.concurrency,
    timeoutMs: ceilings.timeoutMs,
    dryRunTimeoutMs: ceilings.dryRunTimeoutMs ?? dryRunCeilingMs(engineOptions),
    findAssertions: ceilings.findAssertions ?? null,
    isKept: ceilings.isKept ?? false,
    ...(ceilings.placedBefore !== undefined && { placedBefore: ceilings.placedBefore }),
    onTiming: ceilings.onTiming ?? (() => undefined),
  };
}

/** What of a session is known of its folder alone. */
export function placeOfSession(folder: SessionFolder): Pick<SessionOptions, 'workDir' | 'env'> {
  return { workDir: join(folder.path, 'engine'), env: childEnvironment(folder.id) };
}

const DRY_RUN_MINUTES = 5;

/** Stryker's own option for the dry run, or its default. */
function dryRunCeilingMs(engineOptions: Readonly<Record<string, unknown>>): number {
  const { dryRunTimeoutMinutes } = engineOptions;
  return 60_000 * (typeof dryRunTimeoutMinutes === 'number' ? dryRunTimeoutMinutes : DRY_RUN_MINUTES);
}

/** The environment of this process, less what would make a suite inside it believe it runs under another tool. */
function childEnvironment(sessionId: string): NodeJS.ProcessEnv {
  const foreign = /^(?:VITEST|STRYKER_|__STRYKER|KILLRATE_|NODE_V8_COVERAGE$|TEST$)/;
  const kept = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  return { ...Object.fromEntries(kept), [SESSION_VARIABLE]: sessionId };
}
