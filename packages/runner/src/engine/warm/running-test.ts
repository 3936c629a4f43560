/** Which test of a file is running, as Vitest's own state tells it: a hook before and after each test costs a fifth of what a short one takes. */
import { testsOf } from '../vitest/observe.ts';
import type { VitestFile, VitestTask } from '../vitest/vitest-shapes.ts';

/** As much of the state of Vitest's worker as is used here. */
interface CurrentTask {
  /** The test or the group that is running. */
  current?: VitestTask & { file?: VitestFile };
}

export class RunningTest {
  #state: CurrentTask = {};
  #numbers: ReadonlyMap<VitestTask, number> | null = null;

  /** Follows one run of a file. */
  follow(state: object): void {
    this.#state = state;
    this.#numbers = null;
  }

  /** Its number in its file, by the order in which the tests are written; null outside of any. */
  number(): number | null {
    const { current } = this.#state;
    if (current?.type !== 'test' || current.file === undefined) return null;
    this.#numbers ??= new Map(testsOf(current.file).map((test, number) => [test, number]));
    return this.#numbers.get(current) ?? null;
  }
}
