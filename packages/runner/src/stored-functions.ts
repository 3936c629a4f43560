/** The functions of sources in contents that are gone, as the store keeps them, and in the present one. */
import type { Database } from '@killrate/shared/store/open';
import { keepSourceFunctions, sourceFunctions } from '@killrate/shared/store/traces';
import { readSourceFunctions, type SourceFunctions } from './impact/source-functions.ts';

/** What the store knows of a content; null where it does not. */
export function storedFunctions(database: Database, file: string, sourceHash: string): SourceFunctions | null {
  return sourceFunctions(database, file, sourceHash) as SourceFunctions | null;
}

/** The same of a content whose text is at hand, which the store knows from then on; null where it cannot be parsed. */
export function keptFunctions(
  database: Database,
  file: string,
  sourceHash: string,
  textOf: () => string,
): SourceFunctions | null {
  const known = storedFunctions(database, file, sourceHash);
  if (known !== null) return known;
  const read = readSourceFunctions(file, textOf());
  if (read !== null) keepSourceFunctions(database, file, sourceHash, read);
  return read;
}
