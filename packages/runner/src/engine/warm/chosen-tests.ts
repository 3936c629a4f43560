/** A suite less some of its tests: what the rest of it still kills. */

import { PlainValues } from '../assertions/moved-values.ts';
import { toTestId } from '../vitest/observe.ts';
import type { SuiteFile } from './suite.ts';
import type { WarmMutant } from './warm-mutant.ts';

/** Leaves out every test but the chosen ones, whose ids are given. */
export class ChosenTests {
  /** Which they are, to be told from others. */
  readonly key: string;
  readonly #ids: ReadonlySet<string>;
  readonly #files = new Map<SuiteFile, SuiteFile | null>();

  constructor(ids: readonly string[]) {
    this.key = keyOfTests(ids);
    this.#ids = new Set(ids);
  }

  /**
   * The mutant as the chosen tests meet it. All of them that are in files which meet the mutant run, not only those that met it
   * in the dry run: a test that is left out may have kept the others from it, as by filling a cache.
   */
  restrict(warm: WarmMutant): WarmMutant {
    const files = warm.files.flatMap((file) => this.#restrictFile(file) ?? []);
    return {
      ...warm,
      files,
      mutant: { ...warm.mutant, coveredBy: warm.mutant.coveredBy.filter((id) => this.#ids.has(id)) },
    };
  }

  /** Null where none of its tests is chosen. */
  #restrictFile(file: SuiteFile): SuiteFile | null {
    const known = this.#files.get(file);
    if (known !== undefined) return known;
    const isChosen = file.tests.map((test) => test.outcome !== 'skipped' && this.#ids.has(toTestId(test)));
    const restricted = isChosen.includes(true) ? leaveOut(file, isChosen) : null;
    this.#files.set(file, restricted);
    return restricted;
  }
}

/** Equal for the same tests. */
export function keyOfTests(ids: readonly string[]): string {
  return JSON.stringify([...ids].sort());
}

function leaveOut(file: SuiteFile, isChosen: readonly boolean[]): SuiteFile {
  const chosen = file.tests.filter((_, number) => isChosen[number]);
  return {
    ...file,
    passing: new Set(chosen.flatMap((test) => (test.outcome === 'passed' ? [test.id] : []))),
    executed: chosen.length,
    perTest: Object.fromEntries(Object.entries(file.perTest).filter(([number]) => isChosen[Number(number)])),
    // Its values were never seen without the others.
    values: new PlainValues([]),
    guarded: [],
    leftOut: [...isChosen.keys()].filter((number) => !isChosen[number]),
  };
}
