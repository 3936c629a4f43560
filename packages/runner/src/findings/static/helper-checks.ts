/** The helpers by which a test asserts, where nothing but what can be watched decides whether it passes. */
import type { CallExpression, Node } from 'oxc-parser';
import type { HelperPlace } from '../flag.ts';
import { heldBesideChecks } from './asserting-code.ts';
import type { Binding } from './bindings.ts';
import { isChainEnd } from './chain.ts';
import { isCounted } from './counted.ts';
import { isMark, WATCHED } from './must-run.ts';
import { testOf } from './narrowing.ts';
import type { StaticProject } from './project.ts';
import { hasQuietSurroundings } from './reach.ts';
import { readCheck } from './read-assertion.ts';
import type { Script } from './script.ts';
import { isAlwaysAmong, SURROUNDINGS } from './swallowed.ts';
import { type FunctionNode, isFunction, walk } from './syntax.ts';
import type { TestFileModel, TestModel } from './test-file.ts';

/** A function of the tests' own code, with the script that it stands in. */
interface Helper {
  script: Script;
  node: FunctionNode;
}

/** A call of a helper, and where it stands. */
interface HelperCall {
  script: Script;
  call: CallExpression;
  helper: Helper;
}

/**
 * Where the functions of the tests' own code stand that assert for a test: it calls them, or they one another. None where the test certainly
 * asserts itself, where a hook, a callee that nobody knows or anything but a watched assertion may make it fail, where one marks what must
 * not be reached, and where it depends on the machine what runs.
 */
export function assertingHelpersOf(file: TestFileModel, test: TestModel): HelperPlace[] {
  if (test.body === null || test.bodyScript !== file.script || test.isExpectedToFail || test.isRepeated) return [];
  if (isCounted(file, test)) return [];
  const ownChecks = test.assertions.filter(({ isCalled }) => isCalled).map(({ node }) => node);
  if (isAlwaysAmong(file, test.body, new Set(ownChecks))) return [];
  const own: Helper = { script: file.script, node: test.body };
  const calls = helperCalls(file.project, own);
  const helpers = [...new Map(calls.map(({ helper }) => [helper.node, helper])).values()];
  const all = [own, ...helpers];
  const isWatched = all.every((each) => isOnlyWatched(file.project, each));
  const asserting = helpers.filter((each) => checksIn(file.project, each).length > 0);
  if (!isWatched || asserting.length === 0) return [];
  const { isReached, throws, unresolved } = heldBesideChecks(file.project, all, handedUnits(file.project, calls));
  if (isReached || throws !== 'none' || unresolved !== null || !hasQuietSurroundings(file, test)) return [];
  return asserting.map(({ script, node }) => {
    const { line, endLine } = script.placeOf(node);
    return { file: script.path, line, endLine };
  });
}

/** The calls of helpers from a function, and from those helpers. */
function helperCalls(project: StaticProject, from: Helper): HelperCall[] {
  const calls: HelperCall[] = [];
  const known = new Set<Node>([from.node]);
  const open = [from];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { script, node: body } = next;
    walk(body, (node) => {
      const meaning = node.type === 'CallExpression' ? project.meaningOf(script, node.callee) : null;
      if (node.type !== 'CallExpression' || meaning?.kind !== 'code' || !isFunction(meaning.node)) return true;
      if (meaning.node === from.node || !project.isTestNode(meaning.script, meaning.node)) return true;
      const helper = { script: meaning.script, node: meaning.node };
      calls.push({ script, call: node, helper });
      if (!known.has(helper.node)) open.push(helper);
      known.add(helper.node);
      return true;
    });
  }
  return calls;
}

/** The parameters of helpers that every one of these calls hands nothing but the unit and data. */
function handedUnits(project: StaticProject, calls: readonly HelperCall[]): Set<Binding> {
  const given = calls.flatMap(({ script, call, helper }) =>
    helper.node.params.flatMap((parameter, index) => {
      const binding = parameter.type === 'Identifier' ? helper.script.bindingOf(parameter) : null;
      const argument = call.arguments[index];
      if (binding === null) return [];
      const isSpread = call.arguments.slice(0, index + 1).some(({ type }) => type === 'SpreadElement');
      const kind = argument === undefined ? 'data' : project.meaningOf(script, argument).kind;
      return [{ binding, isUnit: !isSpread && !binding.isReassigned && (kind === 'unit' || kind === 'data') }];
    }),
  );
  const others = new Set(given.filter(({ isUnit }) => !isUnit).map(({ binding }) => binding));
  return new Set(given.map(({ binding }) => binding).filter((binding) => !others.has(binding)));
}

/** The assertions in the text of a helper. */
export function checksIn(project: StaticProject, { script, node: body }: Helper): NonNullable<ReturnType<typeof readCheck>>[] {
  const checks: NonNullable<ReturnType<typeof readCheck>>[] = [];
  walk(body, (node) => {
    const isEnd = (node.type === 'CallExpression' || node.type === 'MemberExpression') && isChainEnd(node);
    const check = isEnd ? readCheck(project, script, node) : null;
    if (check?.isCalled === true && check.api !== 'type') checks.push(check);
    return true;
  });
  return checks;
}

function isOnlyWatched(project: StaticProject, helper: Helper): boolean {
  if (checksIn(project, helper).some((check) => !WATCHED.has(check.api) || isMark(check))) return false;
  let isQuiet = true;
  walk(helper.node, (node) => {
    const condition = testOf(node);
    if (condition !== null && SURROUNDINGS.test(helper.script.textOf(condition))) isQuiet = false;
    return isQuiet;
  });
  return isQuiet;
}
