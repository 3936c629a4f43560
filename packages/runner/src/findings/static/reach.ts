/** Whether an assertion can be reached from a test, in its body, its hooks or a setup file, and whether its own ones are all there are. */
import type { StaticTest } from '../flag.ts';
import { type Held, heldBeside, heldBy, NOTHING } from './asserting-code.ts';
import { isCounted } from './counted.ts';
import { heldByFixtures } from './fixtures.ts';
import { isHarmless } from './harmless.ts';
import { testApi } from './meaning.ts';
import type { StaticProject } from './project.ts';
import { readTestFile } from './read-test-file.ts';
import { bare, isFunction } from './syntax.ts';
import type { TestFileModel, TestModel } from './test-file.ts';
import { checksTypes } from './type-checks.ts';

export type Reach = StaticTest['assertion'];

/** What can be reached from a test, its hooks included. */
export function reachOf(file: TestFileModel, test: TestModel): Reach {
  if (test.isExpectedToFail) return 'reached';
  if (test.assertions.some(({ api, isCalled }) => isCalled && api !== 'type')) return 'reached';
  if (test.body === null) return 'unknown';
  // Vitest fails it where fewer are met, wherever they stand.
  if (isCounted(file, test)) return 'reached';
  const own = heldBy(file.project, test.bodyScript, test.body);
  const hooks = [...heldByHooks(file, test), ...heldAround(file, test), ...heldByFixturesOf(file, test)];
  if (isAsserting(own) || hooks.some(({ held }) => isAsserting(held)) || isCheckedBySetup(file.project)) return 'reached';
  if (own.isCompileTime || checksTypes(file, test)) return 'compile-time';
  return own.unresolved !== null || hooks.some(({ name, held }) => name === 'afterEach' && mayAssert(held.unresolved))
    ? 'unknown'
    : 'none';
}

function heldByHooks(file: TestFileModel, { hooks }: TestModel): { name: string; held: Held }[] {
  return hooks.flatMap(({ body, name }) => (body === null ? [] : [{ name, held: heldBy(file.project, file.script, body) }]));
}

/** Fixtures may assert around the test, as hooks do. */
function heldByFixturesOf({ project }: TestFileModel, test: TestModel): { name: string; held: Held }[] {
  return heldByFixtures(project, test).map((held) => ({ name: 'afterEach', held }));
}

/** What helpers hold that are called in the file or in a group around the test: they may put hooks there, as any `afterEach` does. */
function heldAround({ project, script }: TestFileModel, { groups }: TestModel): { name: string; held: Held }[] {
  const bodies = groups.flatMap(({ body }) => (body?.body?.type === 'BlockStatement' ? body.body.body : []));
  return [...script.program.body, ...bodies].flatMap((statement) => {
    const call = statement.type === 'ExpressionStatement' ? bare(statement.expression) : null;
    if (call?.type !== 'CallExpression') return [];
    const meaning = project.meaningOf(script, call.callee);
    if (meaning.kind === 'code' && isFunction(meaning.node) && project.isTestNode(meaning.script, meaning.node))
      return [{ name: 'afterEach', held: heldBy(project, meaning.script, meaning.node) }];
    const isLibrary = meaning.kind === 'library' && meaning.library !== null && testApi(meaning) === null && !isHarmless(meaning);
    return !isLibrary && meaning.kind !== 'unknown'
      ? []
      : [{ name: 'afterEach', held: { ...NOTHING, unresolved: script.textOf(call.callee) } }];
  });
}

function isAsserting({ isReached, throws }: Held): boolean {
  return isReached || throws !== 'none';
}

const checkedBySetup = new WeakMap<StaticProject, boolean>();

/** Whether a hook of a setup file asserts around every test. */
function isCheckedBySetup(project: StaticProject): boolean {
  const found = checkedBySetup.get(project);
  if (found !== undefined) return found;
  const isChecked = project.setup.files.some((path) => {
    const setup = readTestFile(project, path);
    return setup?.hooks.some(
      ({ body, name }) => body !== null && name.endsWith('Each') && isAsserting(heldBy(project, setup.script, body)),
    );
  });
  checkedBySetup.set(project, isChecked);
  return isChecked;
}

/** Whether a callee of a hook that nobody knows may check something, rather than clean up. */
function mayAssert(unresolved: string | null): boolean {
  return (
    unresolved !== null &&
    !/(?:close|stop|destroy|reset|restore|clear|clean|dispose|shut|end|unmount|kill|tear|remove|delete|unsub|off|abort|disconnect)\w*$/i.test(
      unresolved,
    )
  );
}

/**
 * What is reached from a test beside the checks that stand in its body: by helpers, or perhaps by callees that nobody knows. A helper that
 * throws where it cannot build what it gives back checks nothing. `areLocatorsSeen` is false where it does not count what a helper looks up
 * only to do something to it.
 */
export function helpersOf(
  file: TestFileModel,
  test: TestModel,
  { areLocatorsSeen = true }: { areLocatorsSeen?: boolean } = {},
): 'none' | 'reached' | 'unknown' {
  if (test.body === null) return 'unknown';
  const { isReached, isLocating, throws, unresolved } = heldBeside(file.project, test.bodyScript, test.body);
  if ((isReached && (areLocatorsSeen || !isLocating)) || throws === 'checking') return 'reached';
  if (unresolved !== null) return 'unknown';
  const fixtures = heldByFixtures(file.project, test);
  if (fixtures.some(isAsserting)) return 'reached';
  return fixtures.some((held) => held.unresolved !== null) ? 'unknown' : 'none';
}

/** Whether a test can fail by nothing but its own assertions and the code under test: no helper, hook or setup file checks or throws. */
export function assertsAlone(file: TestFileModel, test: TestModel): boolean {
  if (test.body === null || test.bodyScript !== file.script || test.isExpectedToFail) return false;
  const { isReached, throws, unresolved } = heldBeside(file.project, test.bodyScript, test.body);
  return !isReached && throws === 'none' && unresolved === null && hasQuietSurroundings(file, test);
}

/** Whether no hook, no call around a test and no setup file can make it fail. */
export function hasQuietSurroundings(file: TestFileModel, test: TestModel): boolean {
  if (isCheckedBySetup(file.project)) return false;
  return [...heldByHooks(file, test), ...heldAround(file, test), ...heldByFixturesOf(file, test)].every(
    ({ name, held }) => !isAsserting(held) && !(name === 'afterEach' && mayAssert(held.unresolved)),
  );
}
