/** The state that instrumented code reads: which mutant is active, and how many places were passed. One a thread. */

import { AssertionWatch } from '../assertions/assertion-watch.ts';
import { packFunctions } from '../function-set.ts';
import type { Emptying } from './emptying.ts';
import type { FileCoverage } from './protocol.ts';

export const STATE_KEY = '__killrate__';

/** How the error begins that ends an endless loop. */
export const ENDLESS_MESSAGE = 'an endless loop';

export interface EngineState {
  /** The instrumenter's id of the mutant that is active. */
  active: string | null;
  /** Instrumented places passed since the last reset. */
  places: number;
  limit: number;
  /** How often the active mutant's place was reached. */
  hits: number;
  isEndless: boolean;
  /** By number, whether a function was entered since the last reset; a source keeps it for as long as the thread lives. */
  entered: Uint8Array;
  /** Notes the mutants of a place that was met; null where nobody listens. */
  cover: ((mutants: ArrayLike<string>) => void) | null;
  /** The number of the running test in its file; null outside tests. */
  test: number | null;
  /** Whether hooks say which test is running: what is covered, or emptied, has to know at every place. */
  isNumbering: boolean;
  /** The number of the running test where no hooks say it. */
  running: () => number | null;
  /** The numbers of the tests that are left out; null for none. */
  leftOut: readonly number[] | null;
  /** The number of the last test that meets the mutant: where one failed by then, no later one runs. Null where all run. */
  lastMeeting: number | null;
  /** Set to that number where the later ones did not run. */
  endedAfter: number | null;
  /** Where all functions are empty at once; null elsewhere. The limit is then such that every place passes it. */
  emptying: Emptying | null;
  /** Hears the assertions. */
  watch: AssertionWatch;
  /** Called when the limit is passed: ends the loop, or tells whether the place is emptied. */
  over(id: string): boolean;
}

/** Puts the state where instrumented code finds it. */
export function installEngineState(): EngineState {
  const state: EngineState = {
    active: null,
    places: 0,
    limit: Number.POSITIVE_INFINITY,
    hits: 0,
    isEndless: false,
    entered: new Uint8Array(),
    cover: null,
    test: null,
    isNumbering: false,
    running: () => null,
    leftOut: null,
    lastMeeting: null,
    endedAfter: null,
    emptying: null,
    watch: new AssertionWatch(() => (state.isNumbering ? state.test : state.running())),
    over(id) {
      if (state.emptying?.isOver(state.places) === false) return state.emptying.empties(id, state.test);
      state.isEndless = true;
      throw new Error(`${ENDLESS_MESSAGE}: a mutant made the code go round far more often than without it`);
    },
  };
  Object.defineProperty(globalThis, STATE_KEY, { value: state, enumerable: false, configurable: false, writable: false });
  return state;
}

/** Makes room for the functions of all probed files; call it before the first of these files is evaluated. */
export function numberFunctions(state: EngineState, counts: readonly number[]): void {
  state.entered = new Uint8Array(counts.reduce((sum, count) => sum + count, 0));
}

/**
 * The functions that were entered since the last reset, packed. Null where one was entered whose module was not evaluated
 * since: what was evaluated earlier may have entered others, whose traces are gone.
 */
export function readEntered({ entered }: EngineState, counts: readonly number[]): string | null {
  let first = 0;
  for (const count of counts) {
    if (entered[first] === 0 && entered.subarray(first, first + count).includes(1)) return null;
    first += count;
  }
  return packFunctions(entered);
}

/** Collects what is covered from now on. */
export function startCoverage(state: EngineState): FileCoverage {
  const coverage: FileCoverage = { static: {}, perTest: {}, sites: {}, values: [] };
  state.watch.begin(true);
  state.cover = (mutants) => {
    let hits = coverage.static;
    if (state.test !== null) {
      hits = coverage.perTest[state.test] ?? {};
      coverage.perTest[state.test] = hits;
    }
    for (let index = 0; index < mutants.length; index += 1) {
      const id = mutants[index] as string;
      hits[id] = (hits[id] ?? 0) + 1;
    }
  };
  return coverage;
}

/** Ends what {@link startCoverage} began. */
export function endCoverage(state: EngineState, coverage: FileCoverage): FileCoverage {
  state.cover = null;
  return { ...coverage, sites: state.watch.counts(), values: state.watch.values() };
}

/**
 * The functions that Stryker's instrumenter calls in the code it writes, in place of its own: they count every place
 * that is passed, not only those of the active mutant, so that a loop without end is seen wherever it goes round.
 */
export const INSTRUMENTED_HEADER = [
  'function stryNS_9fa48(){',
  `var g=globalThis;return g.${STATE_KEY}||(g.${STATE_KEY}={active:null,places:0,limit:Infinity,hits:0,cover:null})}`,
  'function stryCov_9fa48(){var s=stryNS_9fa48();',
  'function cover(){if(s.cover!==null)s.cover(arguments)}',
  'stryCov_9fa48=cover;cover.apply(null,arguments)}',
  'function stryMutAct_9fa48(id){var s=stryNS_9fa48();',
  'function isActive(id){if(++s.places>s.limit&&s.over(id))return true;if(s.active!==id)return false;++s.hits;return true}',
  'stryMutAct_9fa48=isActive;return isActive(id)}',
].join('');

const STOCK_HEADER = /function stryNS_9fa48\(\) \{[\s\S]*?stryMutAct_9fa48 = isActive;\s*return isActive\(id\);\s*\}/g;

/** Puts our functions where the instrumenter put its own; null where they are not found, as in another version of it. */
export function replaceHeader(instrumented: string): string | null {
  let count = 0;
  const replaced = instrumented.replace(STOCK_HEADER, () => {
    count += 1;
    return INSTRUMENTED_HEADER;
  });
  return count > 0 || !instrumented.includes('stryMutAct_9fa48(') ? replaced : null;
}
