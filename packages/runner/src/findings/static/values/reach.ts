/** Whether a place is reached by every run of its test. */
import type { Flow } from '../test-file.ts';

/** Neither in a branch nor in a callback: what stands there marks that it was reached. */
export function isAlwaysReached(flow: Flow): boolean {
  return flow.conditions.length === 0 && flow.enclosing.length === 0;
}
