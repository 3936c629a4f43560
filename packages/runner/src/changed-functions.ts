/** Which functions changed since something was measured, and whether one of them was entered then. */
import type { Database } from '@killrate/shared/store/open';
import { type EnteredSet, type NumberedFile, readNumbering } from '@killrate/shared/store/traces';
import { unpackFunctions } from './engine/function-set.ts';
import { compareFunctions, type FunctionChange } from './impact/function-change.ts';
import { keptFunctions, storedFunctions } from './stored-functions.ts';

export interface ChangeReader {
  /** What changed in a source since it had this content; null where that cannot be told. */
  ofFile(file: string, formerHash: string): FunctionChange | null;
  /** What was entered though it changed since, in words; null where nothing was. `changed` are the sources that changed. */
  enteredSince(entered: EnteredSet, changed: readonly string[]): string | null;
}

/** The contents as they are now: a hash of each source, and its text. */
interface Present {
  database: Database;
  sources: Readonly<Record<string, string>>;
  textOf: (file: string) => string;
}

/** Reads each source once. */
export function createChangeReader({ database, sources, textOf }: Present): ChangeReader {
  const known = new Map<string, FunctionChange | null>();
  const ofFile = (file: string, formerHash: string): FunctionChange | null => {
    const key = `${file}\0${formerHash}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const former = storedFunctions(database, file, formerHash);
    const present = keptFunctions(database, file, sources[file] ?? '', () => textOf(file));
    const change = former === null || present === null ? null : compareFunctions(former, present);
    known.set(key, change);
    return change;
  };
  const numberings = new Map<number, ChangedNumbers>();
  return {
    ofFile,
    enteredSince({ numberingId, functions }, changed) {
      const numbering = numberings.get(numberingId) ?? findChanged(readNumbering(database, numberingId));
      numberings.set(numberingId, numbering);
      const unseen = changed.find((file) => !numbering.files.has(file));
      if (unseen !== undefined) return `${unseen} changed, and whether its tests entered it was not noted`;
      const entered = unpackFunctions(functions).find((number) => numbering.names.has(number));
      return entered === undefined ? null : `its tests entered ${numbering.names.get(entered)}, which changed`;
    },
  };

  function findChanged(files: readonly NumberedFile[]): ChangedNumbers {
    const names = new Map<number, string>();
    let first = 0;
    for (const { file, sourceHash, functions } of files) {
      if (sources[file] !== sourceHash) {
        const change = ofFile(file, sourceHash);
        const former = storedFunctions(database, file, sourceHash);
        for (let number = 0; number < functions; number += 1) {
          if (change !== null && !change.changed.has(number)) continue;
          const name = former?.names[number] ?? '';
          names.set(first + number, number === 0 ? file : name === '' ? `a function of ${file}` : `${name} of ${file}`);
        }
      }
      first += functions;
    }
    return { names, files: new Set(files.map(({ file }) => file)) };
  }
}

interface ChangedNumbers {
  /** By the number of then, the functions that changed. */
  names: ReadonlyMap<number, string>;
  /** The files that have numbers. */
  files: ReadonlySet<string>;
}
