/** The files of a dry run, with what earlier runs made of them. */
import type { SessionOptions } from '../engine.ts';
import type { PlacedFile } from './placed-file.ts';
import { keyOfPlaced } from './placed-key.ts';
import type { FileToPlace } from './protocol.ts';

/** The files below `root` that get mutants or probes, with what is known of them: by `knownOf`, or of earlier runs. */
export function filesToPlace(
  options: Pick<SessionOptions, 'engineOptions' | 'loggingCallees' | 'placedBefore'>,
  root: string,
  mutated: ReadonlySet<string>,
  files: readonly string[],
  knownOf: (file: string, isMutated: boolean, key: string) => PlacedFile | undefined,
): FileToPlace[] {
  const { placedBefore } = options;
  return files.map((file) => {
    const isMutated = mutated.has(file);
    const key = keyOfPlaced(options, root, file);
    const known = key === null ? null : (knownOf(file, isMutated, key) ?? placedBefore?.find(file, isMutated, key) ?? null);
    const placed = known as PlacedFile | null;
    const former = placed ?? ((placedBefore?.findAny(file, isMutated) ?? null) as Partial<PlacedFile> | null);
    return { file, isMutated, key, placed, regexes: placed === null ? (former?.regexes ?? {}) : {} };
  });
}

/** Tells a file with mutants from the same with probes alone. */
export function placeOf(file: string, isMutated: boolean): string {
  return `${isMutated} ${file}`;
}
