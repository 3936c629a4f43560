/** Instruments the files of a session with Stryker's own mutators: every mutant is in the code, one at a time is switched on. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from '@stryker-mutator/api/logging';
import { Instrumenter } from '@stryker-mutator/instrumenter';
import type { EngineMutant } from '../engine.ts';
import { createLoggingIgnorer } from '../vitest/logging-ignorer.ts';
import { replaceHeader } from './engine-state.ts';
import type { HostRequest } from './protocol.ts';

/** A mutant as it was placed, before anything is known of its tests. `id` is the instrumenter's. */
export type PlacedMutant = Omit<EngineMutant, 'index' | 'isStatic' | 'coveredBy'> & { id: string };

/** Thrown where the code that the instrumenter writes is not the code this engine knows. */
export class UnknownInstrumentation extends Error {}

/** Writes the instrumented files into the sandbox and gives back their mutants, in the instrumenter's order. */
export async function instrument(request: HostRequest, sandboxRoot: string): Promise<PlacedMutant[]> {
  const own = (request.engineOptions.mutator ?? {}) as { plugins?: null; excludedMutations?: string[] };
  const files = request.files.map((file) => ({
    name: join(sandboxRoot, file),
    mutate: true,
    content: readFileSync(join(sandboxRoot, file), 'utf8'),
  }));
  const result = await new Instrumenter(SILENT).instrument(files, {
    plugins: own.plugins ?? null,
    excludedMutations: own.excludedMutations ?? [],
    ignorers: [createLoggingIgnorer(request.loggingCallees)],
  });
  for (const { name, content } of result.files) {
    const replaced = replaceHeader(content);
    if (replaced === null) throw new UnknownInstrumentation(`${name} was instrumented in an unknown way`);
    writeFileSync(name, replaced);
  }
  const pathOf = new Map(request.files.map((file) => [join(sandboxRoot, file), file]));
  return result.mutants.map(({ id, fileName, location: { start, end }, mutatorName, replacement, status, statusReason }) => ({
    id,
    file: pathOf.get(fileName) ?? fileName,
    line: start.line + 1,
    column: start.column + 1,
    endLine: end.line + 1,
    endColumn: end.column + 1,
    mutator: mutatorName,
    replacement: replacement ?? '',
    ignoreReason: status === 'Ignored' ? (statusReason ?? 'ignored') : null,
  }));
}

const SILENT: Logger = {
  isTraceEnabled: () => false,
  isDebugEnabled: () => false,
  isInfoEnabled: () => false,
  isWarnEnabled: () => false,
  isErrorEnabled: () => false,
  isFatalEnabled: () => false,
  trace() {},
  debug() {},
  info() {},
  warn() {},
  error() {},
  fatal() {},
};
