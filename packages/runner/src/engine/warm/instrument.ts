/** Instruments files one by one with Stryker's own mutators: every mutant is in the code, one at a time is switched on. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from '@stryker-mutator/api/logging';
import { Instrumenter } from '@stryker-mutator/instrumenter';
import { createIgnorer } from '../vitest/ignorer.ts';
import { noteReaders } from './constant-readers.ts';
import { replaceHeader } from './engine-state.ts';
import { type InstrumentTask, UnknownInstrumentation } from './instrument-aside.ts';
import { nameByPlace, type PlacedFile } from './placed-file.ts';
import { placeProbes } from './probes.ts';
import { takeAsked } from './regex-mutants.ts';

/** Instruments a file of a project; nothing is written. One that is not mutated gets probes alone. */
export async function instrument(
  options: InstrumentTask['options'],
  root: string,
  file: string,
  isMutated: boolean,
): Promise<PlacedFile> {
  const source = readFileSync(join(root, file), 'utf8');
  const { mutants, text } = isMutated ? await mutate(options, root, file, source) : { mutants: [], text: source };
  const probed = placeProbes(file, source, text);
  return {
    mutants: nameByPlace(noteReaders(file, source, mutants), probed?.placeOf ?? null),
    text: probed?.text ?? text,
    functions: probed?.count ?? null,
    regexes: takeAsked(),
  };
}

async function mutate(
  { engineOptions, loggingCallees }: InstrumentTask['options'],
  root: string,
  file: string,
  source: string,
): Promise<Pick<PlacedFile, 'mutants' | 'text'>> {
  const own = (engineOptions.mutator ?? {}) as { plugins?: null; excludedMutations?: string[] };
  const result = await new Instrumenter(SILENT).instrument([{ name: join(root, file), mutate: true, content: source }], {
    plugins: own.plugins ?? null,
    excludedMutations: own.excludedMutations ?? [],
    ignorers: [createIgnorer(loggingCallees)],
  });
  const text = replaceHeader(result.files[0]?.content ?? source);
  if (text === null) throw new UnknownInstrumentation(`${file} was instrumented in an unknown way`);
  const mutants = result.mutants.map(({ id, location: { start, end }, mutatorName, replacement, status, statusReason }) => ({
    id,
    file,
    line: start.line + 1,
    column: start.column + 1,
    endLine: end.line + 1,
    endColumn: end.column + 1,
    mutator: mutatorName,
    replacement: replacement ?? '',
    ignoreReason: status === 'Ignored' ? (statusReason ?? 'ignored') : null,
  }));
  return { mutants, text };
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
