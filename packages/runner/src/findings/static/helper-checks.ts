/** The helpers by which a test asserts, where nothing but what can be watched decides whether it passes. */
import type { Node } from 'oxc-parser';
import type { HelperPlace } from '../flag.ts';
import { heldBesideChecks } from './asserting-code.ts';
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

/**
 * Where the functions of the tests' own code stand that assert for a test: it calls them, or they one another. None where the test certainly
 * asserts itself, where a hook, a callee that nobody knows or anything but a watched assertion may make it fail, where one marks what must
 * not be reached, and where it depends on the machine what runs.
 */
export function assertingHelpersOf(file: TestFileModel, test: TestModel): HelperPlace[] {
  if (test.body === null || test.bodyScript !== file.script || test.isExpectedToFail || test.isRepeated) return [];
  if (test.modifiers.includes('extend') || isCounted(file, test)) return [];
  const ownChecks = test.assertions.filter(({ isCalled }) => isCalled).map(({ node }) => node);
  if (isAlwaysAmong(file, test.body, new Set(ownChecks))) return [];
  const own: Helper = { script: file.script, node: test.body };
  const all = [own, ...helpersFrom(file.project, own)];
  const helpers = all.slice(1);
  const isWatched = all.every((each) => isOnlyWatched(file.project, each));
  const asserting = helpers.filter((each) => checksIn(file.project, each).length > 0);
  if (!isWatched || asserting.length === 0) return [];
  const { isReached, throws, unresolved } = heldBesideChecks(file.project, all);
  if (isReached || throws !== 'none' || unresolved !== null || !hasQuietSurroundings(file, test)) return [];
  return asserting.map(({ script, node }) => {
    const { line, endLine } = script.placeOf(node);
    return { file: script.path, line, endLine };
  });
}

/** The helpers that are called from a function, by whatever way of helpers. */
function helpersFrom(project: StaticProject, from: Helper): Helper[] {
  const found = new Map<Node, Helper>();
  const open = [from];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { script, node: body } = next;
    walk(body, (node) => {
      const meaning = node.type === 'CallExpression' ? project.meaningOf(script, node.callee) : null;
      if (meaning?.kind !== 'code' || !isFunction(meaning.node) || !project.isTestNode(meaning.script, meaning.node)) return true;
      if (meaning.node === from.node || found.has(meaning.node)) return true;
      const helper = { script: meaning.script, node: meaning.node };
      found.set(meaning.node, helper);
      open.push(helper);
      return true;
    });
  }
  return [...found.values()];
}

function checksIn(project: StaticProject, { script, node: body }: Helper): NonNullable<ReturnType<typeof readCheck>>[] {
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
