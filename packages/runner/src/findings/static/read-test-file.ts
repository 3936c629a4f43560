/** Reading a test file: its groups, tests, hooks and assertions. */
import type { CallExpression, Node } from 'oxc-parser';
import { isChainEnd } from './chain.ts';
import { readFlow } from './flow.ts';
import { type Extension, HANDED, testApi } from './meaning.ts';
import type { StaticProject } from './project.ts';
import { type Check, readCheck } from './read-assertion.ts';
import type { Script } from './script.ts';
import { bare, type FunctionNode, isFunction, keyName, memberName, parentOf, walk } from './syntax.ts';
import type { Assertion, GroupModel, HookModel, TestFileModel, TestModel } from './test-file.ts';
import { namedBy, openTitle, readTitle } from './titles.ts';

const TESTS = /^(?:test|it|fit|xit|xtest)$/;
const GROUPS = /^(?:describe|suite|fdescribe|xdescribe)$/;
const HOOKS = /^(?:beforeEach|afterEach|beforeAll|afterAll)$/;
const MODIFIERS = /^(?:only|skip|todo|concurrent|sequential|shuffle|fails|each|for|skipIf|runIf|extend|default)$/;
/** Of these, only the result of a call defines tests. */
const NEEDS_CALL = /^(?:each|for|skipIf|runIf|extend)$/;

/** A call that defines a test or a group, and the words on the way to it. */
interface Definer {
  kind: 'test' | 'group' | 'hook';
  name: string;
  modifiers: string[];
  /** Whether its function was handed in, and may be a wrapper. */
  isHanded: boolean;
  extended: readonly Extension[];
}

/** Reads the model of one test file. What cannot be read is said in its `unknown`. */
export function readTestFile(project: StaticProject, path: string): TestFileModel | null {
  const script = project.script(path);
  if (script === null) return null;
  const groups = new Map<FunctionNode, GroupModel>();
  const hooks: HookModel[] = [];
  const tests: Omit<TestModel, 'hooks' | 'assertions'>[] = [];
  const checks: Check[] = [];
  walk(script.program, (node) => {
    if (node.type !== 'CallExpression' && node.type !== 'MemberExpression') return true;
    if (!isChainEnd(node)) return true;
    const definer = node.type === 'CallExpression' ? readDefiner(project, script, node) : null;
    if (definer === null || node.type !== 'CallExpression') {
      const found = readCheck(project, script, node);
      if (found !== null) checks.push(found);
      return true;
    }
    if (definer.kind === 'hook') {
      hooks.push({
        node,
        name: definer.name as HookModel['name'],
        group: groupsAround(node, groups).groups.at(-1) ?? null,
        body: bodyOf(project, script, node)?.node ?? null,
      });
    } else if (definer.kind === 'group') {
      const group = readGroup(project, script, node, definer, groups);
      if (group.body !== null) groups.set(group.body, group);
      else groups.set(node as never, group);
    } else tests.push(readTest(project, script, node, definer, groups));
    return true;
  });
  return assemble(project, script, [...groups.values()], hooks, tests, checks);
}

function assemble(
  project: StaticProject,
  script: Script,
  groups: readonly GroupModel[],
  hooks: readonly HookModel[],
  tests: readonly Omit<TestModel, 'hooks' | 'assertions'>[],
  checks: readonly Check[],
): TestFileModel {
  const bodies = [...groups, ...hooks, ...tests].flatMap(({ body }) => (body === null ? [] : [body]));
  const owners: ReadonlySet<Node> = new Set(bodies);
  const assertions = checks.map((found): Assertion => {
    return { ...found, place: script.placeOf(found.node), flow: readFlow(project, script, found.node, owners) };
  });
  const byOwner = Map.groupBy(assertions, ({ flow }) => flow.owner);
  return {
    project,
    script,
    groups,
    hooks,
    tests: tests.map((test) => ({
      ...test,
      hooks: hooks.filter(({ group }) => group === null || test.groups.includes(group)),
      assertions: test.body === null ? [] : (byOwner.get(test.body) ?? []),
    })),
    assertions,
    unknown: script.isWhole ? [] : [`${script.path} could not be parsed to its end.`],
  };
}

function readDefiner(project: StaticProject, script: Script, call: CallExpression): Definer | null {
  const meaning = project.meaningOf(script, call.callee);
  const path = meaning.kind === 'library' ? testApi(meaning) : null;
  if (path === null) return null;
  const names = path.filter((name) => name !== 'default' && name !== 'vitest');
  const last = names.at(-1) ?? '';
  if (HOOKS.test(last)) return { kind: 'hook', name: last, modifiers: [], isHanded: false, extended: [] };
  // `test.describe`, as some libraries have it.
  const at = names.findLastIndex((name) => TESTS.test(name) || GROUPS.test(name));
  const name = names[at];
  if (name === undefined) return null;
  const modifiers: string[] = [];
  for (let index = at + 1; index < names.length; index++) {
    const word = names[index] ?? '';
    if (!MODIFIERS.test(word)) return null;
    modifiers.push(word);
    if (!NEEDS_CALL.test(word)) continue;
    if (names[index + 1] !== '()') return null;
    index++;
  }
  if (name.startsWith('x')) modifiers.push('skip');
  const { library = null, extended = [] } = meaning.kind === 'library' ? meaning : {};
  return { kind: TESTS.test(name) ? 'test' : 'group', name, modifiers, isHanded: library === HANDED, extended };
}

interface Surroundings {
  groups: GroupModel[];
  /** Whether it stands in a function that may be called from other groups. */
  isOpen: boolean;
  isRepeated: boolean;
}

function groupsAround(node: Node, known: ReadonlyMap<FunctionNode, GroupModel>): Surroundings {
  const groups: GroupModel[] = [];
  let isOpen = false;
  let isRepeated = false;
  for (let at = parentOf(node); at !== null; at = parentOf(at)) {
    if (/^(?:For|While|DoWhile)/.test(at.type)) isRepeated = true;
    if (!isFunction(at)) continue;
    const group = known.get(at);
    if (group !== undefined) {
      return {
        groups: [...group.groups, group],
        isOpen: isOpen || group.isOpen,
        isRepeated: isRepeated || group.modifiers.some(isRepeating),
      };
    }
    isRepeated = true;
    // A callback of a loop runs where it stands; any other function may be called from within other groups.
    isOpen ||= !isIteration(parentOf(at));
  }
  return { groups, isOpen, isRepeated };
}

function isIteration(node: Node | null): boolean {
  if (node?.type !== 'CallExpression') return false;
  const callee = bare(node.callee);
  return isFunction(callee) || (callee.type === 'MemberExpression' && /^(?:forEach|map|flatMap)$/.test(memberName(callee) ?? ''));
}

function isRepeating(modifier: string): boolean {
  return modifier === 'each' || modifier === 'for';
}

function readGroup(
  project: StaticProject,
  script: Script,
  node: CallExpression,
  { modifiers }: Definer,
  known: ReadonlyMap<FunctionNode, GroupModel>,
): GroupModel {
  const { groups, isOpen } = groupsAround(node, known);
  const body = bodyOf(project, script, node);
  return {
    node,
    title: readTitle(script, node.arguments[0], modifiers.some(isRepeating)),
    groups,
    modifiers,
    isSkipped: isPassedOver(node, modifiers) || groups.some(({ isSkipped }) => isSkipped),
    isOpen,
    body: body?.script === script ? body.node : null,
  };
}

function readTest(
  project: StaticProject,
  script: Script,
  node: CallExpression,
  { modifiers, isHanded, extended }: Definer,
  known: ReadonlyMap<FunctionNode, GroupModel>,
): Omit<TestModel, 'hooks' | 'assertions'> {
  const { groups, isOpen, isRepeated } = groupsAround(node, known);
  const body = bodyOf(project, script, node);
  const written = readTitle(script, node.arguments[0], modifiers.some(isRepeating));
  const title = isHanded ? openTitle(written) : written;
  const titles = [...groups.map((group) => group.title), title];
  const texts = titles.map(({ text }) => text);
  return {
    node,
    place: script.placeOf(node),
    title,
    groups,
    modifiers,
    extended,
    isSkipped: isPassedOver(node, modifiers) || groups.some(({ isSkipped }) => isSkipped) || hasNoBody(node),
    isRepeated: isRepeated || modifiers.some(isRepeating) || groups.some((group) => group.modifiers.some(isRepeating)),
    isExpectedToFail: modifiers.includes('fails') || hasOption(node, 'fails'),
    body: body?.node ?? null,
    bodyScript: body?.script ?? script,
    name: texts.includes(null) || isOpen ? null : texts.join(' > '),
    isNamed: namedBy(titles, isOpen),
  };
}

function isPassedOver(node: CallExpression, modifiers: readonly string[]): boolean {
  return modifiers.includes('skip') || modifiers.includes('todo') || hasOption(node, 'skip') || hasOption(node, 'todo');
}

/** Whether the options beside the title switch something on: `{ skip: true }`. */
function hasOption(node: CallExpression, name: string): boolean {
  return node.arguments.some((argument) => {
    if (argument.type !== 'ObjectExpression') return false;
    return argument.properties.some((property) => {
      if (property.type !== 'Property' || keyName(property) !== name) return false;
      return !(property.value.type === 'Literal' && property.value.value === false);
    });
  });
}

/** `test('later')` is a plan, and no test yet. */
function hasNoBody(node: CallExpression): boolean {
  return node.arguments.length < 2;
}

/** The function that a test, group or hook runs. */
function bodyOf(project: StaticProject, script: Script, node: CallExpression): { node: FunctionNode; script: Script } | null {
  for (const argument of node.arguments.slice(0, 3).reverse()) {
    const plain = bare(argument);
    if (isFunction(plain)) return { node: plain, script };
    if (plain.type !== 'Identifier' && plain.type !== 'MemberExpression' && plain.type !== 'CallExpression') continue;
    const meaning = project.meaningOf(script, plain);
    if (meaning.kind === 'code' && isFunction(meaning.node)) return { node: meaning.node, script: meaning.script };
  }
  return null;
}
