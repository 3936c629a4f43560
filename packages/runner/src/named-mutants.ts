/** The engine's mutants of one file with their keys, and as they are planned in the store. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlannedMutant } from '@killrate/shared/store/results';
import type { EngineMutant } from './engine/engine.ts';
import { functionFinder } from './impact/source-functions.ts';
import { nameMutants, symbolFinder } from './mutant-key.ts';

export interface NamedMutant {
  key: string;
  symbol: string;
  original: string;
  /** The number of the innermost function that holds it, of the source's; 0 where none does. */
  functionNumber: number;
  mutant: EngineMutant;
}

/** What a file's mutants are named by, and the text that it was read from. */
interface Prepared {
  source: string;
  functionAt: ReturnType<typeof functionFinder>;
  symbolAt: ReturnType<typeof symbolFinder>;
}

const prepared = new Map<string, Prepared>();

/** Reads what {@link nameEngineMutants} will need of a file, as long as there is time for it. */
export function prepareNames(root: string, file: string): void {
  const source = readFileSync(join(root, file), 'utf8');
  prepared.set(file, { source, functionAt: functionFinder(file, source), symbolAt: symbolFinder(file, source) });
}

/** What was prepared of a file, where it is of this text; it is taken once. */
function takePrepared(file: string, source: string): Omit<Prepared, 'source'> {
  const known = prepared.get(file);
  prepared.delete(file);
  return known?.source === source ? known : { functionAt: functionFinder(file, source), symbolAt: symbolFinder(file, source) };
}

/** Names the mutants of one file after its present source. */
export function nameEngineMutants(root: string, file: string, mutants: readonly EngineMutant[]): NamedMutant[] {
  const source = readFileSync(join(root, file), 'utf8');
  const offsetOf = offsetFinder(source);
  const { functionAt, symbolAt } = takePrepared(file, source);
  const places = mutants.map((mutant) => {
    const start = offsetOf(mutant.line, mutant.column);
    const original = source.slice(start, offsetOf(mutant.endLine, mutant.endColumn));
    const functionNumber = functionAt(start, start + original.length);
    return { file, start, functionNumber, mutator: mutant.mutator, original, replacement: mutant.replacement };
  });
  const names = nameMutants(source, places, symbolAt);
  return mutants.map((mutant, index) => ({
    key: names[index]?.key ?? '',
    symbol: names[index]?.symbol ?? '',
    original: places[index]?.original ?? '',
    functionNumber: places[index]?.functionNumber ?? 0,
    mutant,
  }));
}

/** As the store plans it: what is ignored or covered by no test has its status already. */
export function describePlanned({ key, symbol, original, mutant }: NamedMutant): PlannedMutant {
  const { file, line, column, endLine, endColumn, mutator, replacement, isStatic, coveredBy } = mutant;
  return {
    ...{ key, file, line, column, endLine, endColumn, symbol, mutator, original, replacement },
    status: mutant.ignoreReason !== null ? 'Ignored' : isStatic || coveredBy.length > 0 ? 'Pending' : 'NoCoverage',
    reason: mutant.ignoreReason,
    isStatic,
    coveredBy,
  };
}

/** From a line and column, counted from 1, to an offset in UTF-16 units; a line ends with LF, CR LF, CR, LS or PS. */
export function offsetFinder(source: string): (line: number, column: number) => number {
  const starts = [0, ...[...source.matchAll(/\r\n|[\n\r\u2028\u2029]/g)].map((end) => end.index + end[0].length)];
  return (line, column) => (starts[line - 1] ?? source.length) + column - 1;
}
