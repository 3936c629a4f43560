/** Stryker's own instrumenter, for tests of what killrate reads from it; it is a package of @stryker-mutator/core, not of ours. */
import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { Mutant } from '@stryker-mutator/api/core';
import type { Ignorer } from '@stryker-mutator/api/ignore';
import type { EngineMutant } from '../engine.ts';

interface Parts {
  Instrumenter: new (
    logger: object,
    createParser: unknown,
    print: unknown,
    transform: unknown,
  ) => { instrument(files: object[], options: object): Promise<{ mutants: Mutant[] }> };
  createParser: unknown;
  print: unknown;
  transform: unknown;
}

const core = realpathSync(createRequire(import.meta.url).resolve('@stryker-mutator/core/package.json'));
const entry = pathToFileURL(createRequire(core).resolve('@stryker-mutator/instrumenter'));

async function importParts(): Promise<Parts> {
  const modules = ['./index.js', './parsers/index.js', './printers/index.js', './transformers/index.js'];
  const loaded = await Promise.all(
    modules.map((path) => import(/* @vite-ignore */ new URL(path, entry).href) as Promise<object>),
  );
  return Object.assign({}, ...loaded) as Parts;
}

const SILENT = { isDebugEnabled: () => false, debug: () => undefined, info: () => undefined, warn: () => undefined };

/** The mutants of a source as the engine port describes them. */
export async function instrument(file: string, content: string, ignorers: Ignorer[] = []): Promise<EngineMutant[]> {
  const { Instrumenter, createParser, print, transform } = await importParts();
  const { mutants } = await new Instrumenter(SILENT, createParser, print, transform).instrument(
    [{ name: file, content, mutate: true }],
    { plugins: null, excludedMutations: [], ignorers, noHeader: false },
  );
  return mutants.map(({ location: { start, end }, mutatorName, replacement, statusReason }, index) => ({
    ...{ index, file, line: start.line + 1, column: start.column + 1, endLine: end.line + 1, endColumn: end.column + 1 },
    ...{
      mutator: mutatorName,
      replacement: replacement ?? '',
      ignoreReason: statusReason ?? null,
      isStatic: false,
      coveredBy: [],
    },
  }));
}
