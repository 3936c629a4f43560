/** Values that a thread heard, by the ids of the tests instead of their numbers: a mutant can change how many tests there are. */
import { readTests, toTestId } from '../vitest/observe.ts';
import type { VitestFile } from '../vitest/vitest-shapes.ts';
import type { NumberedValues } from './assertion-watch.ts';
import type { SiteValues } from './watched.ts';

/** `files` are Vitest's of the run that the values are of. */
export function nameValues(values: NumberedValues, files: readonly VitestFile[], separator: string): SiteValues {
  if (values.length === 0) return [];
  const tests = readTests(files, separator);
  return values.flatMap(({ test, site, pairs }) => {
    const named = tests[test];
    return named === undefined ? [] : [{ test: toTestId(named), site, pairs }];
  });
}
