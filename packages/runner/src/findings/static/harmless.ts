/** Calls of libraries that certainly assert nothing, so that a test of nothing else has no assertion. */
import { isSilentModule } from './builtins.ts';
import { type Meaning, testApi } from './meaning.ts';

/** What Vitest offers beside tests and assertions. */
const TOOLS: ReadonlySet<string> = new Set([
  ...['vi', 'vitest', 'jest', 'test', 'it', 'describe', 'suite', 'bench', 'beforeEach', 'afterEach', 'beforeAll', 'afterAll'],
  ...['onTestFailed', 'onTestFinished', 'expect', 'inject', 'fit', 'xit', 'xtest', 'xdescribe', 'fdescribe'],
]);
/** Of those, what fails by itself where the awaited thing does not come. */
const WAITING = /^(?:waitUntil|waitFor|waitForElementToBeRemoved)$/;
const LIBRARIES =
  /^(?:react(?:\/.*)?|react-dom(?:\/.*)?|preact(?:\/.*)?|vue|solid-js(?:\/.*)?|supertest|@testing-library\/(?:react|react-hooks|vue|preact|user-event|dom))$/;

/** What of fast-check runs a property, by whatever way it was imported. */
export const RUNNING_PROPERTIES = /^(?:assert|check|modelRun|asyncModelRun)$/;

/** Whether waiting is part of a call: it throws when its time is over. */
export function isWaiting(meaning: Meaning): boolean {
  return (meaning.kind === 'library' || meaning.kind === 'context') && meaning.path.some((name) => WAITING.test(name));
}

/** Whether calling this is known to assert nothing. */
export function isHarmless(meaning: Meaning): boolean {
  switch (meaning.kind) {
    case 'data':
      return true;
    case 'library':
      if (testApi(meaning) !== null) return TOOLS.has(meaning.path.find((name) => name !== 'default') ?? '');
      // By itself it checks nothing: what follows does.
      if (meaning.library === 'chai' && meaning.path.at(-1) === 'expect') return true;
      if (meaning.library === 'fast-check') return !meaning.path.some((name) => RUNNING_PROPERTIES.test(name));
      return meaning.library !== null && (isSilentModule(meaning.library) || LIBRARIES.test(meaning.library));
    case 'context':
      return /^(?:onTestFinished|onTestFailed|expect)$/.test(meaning.path[0] ?? '');
    default:
      return false;
  }
}
