/** Instruments the files of a session with Stryker's own mutators: every mutant is in the code, one at a time is switched on. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from '@stryker-mutator/api/logging';
import { Instrumenter } from '@stryker-mutator/instrumenter';
import type { EngineMutant, ProbedFile } from '../engine.ts';
import { createLoggingIgnorer } from '../vitest/logging-ignorer.ts';
import { replaceHeader } from './engine-state.ts';
import { UnknownInstrumentation } from './instrument-aside.ts';
import { placeProbes } from './probes.ts';
import type { HostRequest } from './protocol.ts';

/** A mutant as it was placed, before anything is known of its tests. `id` is the instrumenter's. */
export type PlacedMutant = Omit<EngineMutant, 'index' | 'isStatic' | 'coveredBy'> & { id: string };

/** What was placed: the mutants in the instrumenter's order, and the files whose functions note that they are entered. */
export interface Instrumented {
  mutants: PlacedMutant[];
  probed: ProbedFile[];
  /** By file, the text to be written. */
  texts: ReadonlyMap<string, string>;
}

/** Instruments the files of a sandbox; nothing is written. */
export async function instrument(request: HostRequest, sandboxRoot: string): Promise<Instrumented> {
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
  const read = (file: string) => readFileSync(join(sandboxRoot, file), 'utf8');
  const placed = new Map(request.probed.map((file) => [file, { source: read(file), text: read(file) }]));
  for (const [index, { name, content }] of result.files.entries()) {
    const replaced = replaceHeader(content);
    if (replaced === null) throw new UnknownInstrumentation(`${name} was instrumented in an unknown way`);
    placed.set(request.files[index] ?? name, { source: files[index]?.content ?? '', text: replaced });
  }
  const pathOf = new Map(request.files.map((file) => [join(sandboxRoot, file), file]));
  const mutants = result.mutants.map(
    ({ id, fileName, location: { start, end }, mutatorName, replacement, status, statusReason }) => ({
      id,
      file: pathOf.get(fileName) ?? fileName,
      line: start.line + 1,
      column: start.column + 1,
      endLine: end.line + 1,
      endColumn: end.column + 1,
      mutator: mutatorName,
      replacement: replacement ?? '',
      ignoreReason: status === 'Ignored' ? (statusReason ?? 'ignored') : null,
    }),
  );
  return { mutants, ...probe(placed) };
}

/** Places probes in the files in which every function is found again. */
function probe(placed: ReadonlyMap<string, { source: string; text: string }>): Pick<Instrumented, 'probed' | 'texts'> {
  const probed: ProbedFile[] = [];
  const texts = new Map<string, string>();
  let first = 0;
  for (const [file, { source, text }] of placed) {
    const found = placeProbes(file, source, text, first);
    texts.set(file, found?.text ?? text);
    if (found === null) continue;
    probed.push({ file, functions: found.count });
    first += found.count;
  }
  return { probed, texts };
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
