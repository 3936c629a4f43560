import { afterEach, describe, expect, it } from 'vitest';
import { AssertionWatch } from '../assertions/assertion-watch.ts';
import { type EngineState, endCoverage, INSTRUMENTED_HEADER, replaceHeader, STATE_KEY, startCoverage } from './engine-state.ts';

const STOCK = `function stryNS_9fa48() {
  var g = typeof globalThis === 'object' ? globalThis : new Function("return this")();
  return g;
}
function stryMutAct_9fa48(id) {
  function isActive(id) { return false; }
  stryMutAct_9fa48 = isActive;
  return isActive(id);
}
export const one = stryMutAct_9fa48("0") ? 2 : 1;
`;

afterEach(() => {
  delete (globalThis as Record<string, unknown>)[STATE_KEY];
});

/** The two functions of instrumented code over a state of its own. */
function load(state: Partial<EngineState>) {
  Object.assign(globalThis, {
    [STATE_KEY]: {
      active: null,
      places: 0,
      limit: 100,
      hits: 0,
      cover: null,
      test: null,
      watch: new AssertionWatch(() => null),
      ...state,
    },
  });
  const functions = new Function(
    `${INSTRUMENTED_HEADER};return { isActive: (id) => stryMutAct_9fa48(id), cover: (...ids) => stryCov_9fa48(...ids) };`,
  );
  return {
    ...(functions() as { isActive(id: string): boolean; cover(...ids: string[]): void }),
    state: (globalThis as unknown as Record<string, EngineState>)[STATE_KEY] as EngineState,
  };
}

describe('the code of the instrumenter', () => {
  it("gets our functions in place of the instrumenter's own, and keeps the rest", () => {
    expect(replaceHeader(STOCK)).toBe(`${INSTRUMENTED_HEADER}\nexport const one = stryMutAct_9fa48("0") ? 2 : 1;\n`);
  });

  it('is refused where its functions are not those that are known', () => {
    expect(replaceHeader(STOCK.replace('stryMutAct_9fa48 = isActive;', ''))).toBe(null);
  });

  it('is taken as it is where nothing was mutated', () => {
    expect(replaceHeader('export const one = 1;')).toBe('export const one = 1;');
  });
});

describe('instrumented code', () => {
  it('follows the mutant that is active now, in functions that were called before too', () => {
    const { isActive, state } = load({});
    expect(isActive('3')).toBe(false);
    state.active = '3';
    expect([isActive('3'), isActive('4')]).toEqual([true, false]);
    state.active = null;
    expect(isActive('3')).toBe(false);
  });

  it('counts every place, and hits of the active mutant only', () => {
    const { isActive, state } = load({ active: '3' });
    for (const id of ['3', '4', '3', '5']) isActive(id);
    expect([state.places, state.hits]).toEqual([4, 2]);
  });

  it('ends a loop that passes more places than the limit, and not at the limit', () => {
    const over = (): never => {
      throw new Error('over');
    };
    const { isActive } = load({ limit: 2, over });
    isActive('1');
    isActive('2');
    expect(() => isActive('3')).toThrow('over');
  });

  it('is covered outside tests and by test, with the number of times', () => {
    const { cover, state } = load({});
    const coverage = startCoverage(state);
    cover('1', '2');
    state.test = 4;
    cover('2');
    cover('2');
    state.test = null;
    cover('1');
    expect(coverage).toMatchObject({ static: { 1: 2, 2: 1 }, perTest: { 4: { 2: 2 } } });
  });

  it('is covered by nobody once it ended, and the assertions that were met meanwhile are told', () => {
    const { cover, state } = load({});
    const started = startCoverage(state);
    state.watch.met('a.test.js:1:1');
    const coverage = endCoverage(state, started);
    cover('1');
    expect(coverage).toEqual({ static: {}, perTest: {}, sites: { 'a.test.js:1:1': [[null, 1]] }, values: [] });
  });

  it('is covered by nobody once nobody listens', () => {
    const { cover, state } = load({});
    const coverage = startCoverage(state);
    state.cover = null;
    cover('1');
    expect(coverage.static).toEqual({});
  });
});
