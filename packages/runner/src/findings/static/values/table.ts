/** Lists that a test goes through, written out in its file: what a variable of the loop is in each round. */
import type { MemberExpression, Node } from 'oxc-parser';
import type { Binding } from '../bindings.ts';
import { bare, isFunction, memberName, parentOf, wrapped } from '../syntax.ts';
import type { TestFileModel } from '../test-file.ts';
import { initialOf } from './initial.ts';
import { literalField } from './origin.ts';

/** What each variable of a round stands for. */
export type Round = ReadonlyMap<Binding, Node>;

/** More than this nobody writes out by hand. */
const MAX_ROUNDS = 60;

/** The rounds that give some of these bindings their values; none where no list does, or more than one. */
export function roundsOf(file: TestFileModel, bindings: ReadonlySet<Binding>): Round[] {
  const steps = [...bindings].flatMap((binding) => readStep(binding) ?? []);
  const [first] = steps;
  if (first === undefined || steps.some(({ list }) => list !== first.list)) return [];
  const elements = elementsOf(file, first.list);
  if (elements.length > MAX_ROUNDS) return [];
  const rounds = elements.map((element) => steps.map((step) => [step.binding, valueIn(file, element, step)] as const));
  return rounds.some((round) => round.some(([, value]) => value === null))
    ? []
    : (rounds.map((round) => new Map(round)) as Round[]);
}

interface Step {
  binding: Binding;
  list: Node;
  /** The names that lead from an element to the binding. */
  path: readonly string[];
  /** Where elements that are lists are handed over one by one: which of them. */
  index: number | null;
}

function readStep(binding: Binding): Step | null {
  const { declaration, path, index } = binding;
  if (path === null || binding.isReassigned) return null;
  if (binding.kind === 'variable') {
    const statement = parentOf(declaration);
    const loop = statement === null ? null : parentOf(statement);
    return loop?.type === 'ForOfStatement' && loop.left === statement ? { binding, list: loop.right, path, index: null } : null;
  }
  if (binding.kind !== 'parameter' || !isFunction(declaration) || index === null) return null;
  const call = parentOf(wrapped(declaration));
  if (call?.type !== 'CallExpression') return null;
  const callee = bare(call.callee);
  const isEach = callee.type === 'CallExpression';
  const member = isEach ? bare(callee.callee) : callee;
  const name = member.type === 'MemberExpression' ? memberName(member) : null;
  const list = isEach ? callee.arguments[0] : member.type === 'MemberExpression' ? member.object : undefined;
  if (list === undefined || name === null) return null;
  if (isEach && name === 'each') return { binding, list, path, index };
  return index === 0 && /^(?:forEach|map|for)$/.test(name) ? { binding, list, path, index: null } : null;
}

/** The elements of a list that is written out, here or in a constant that is only gone through. */
function elementsOf(file: TestFileModel, list: Node): Node[] {
  const plain = bare(list);
  const binding = plain.type === 'Identifier' ? file.script.bindingOf(plain) : null;
  const initial =
    binding === null || binding.path?.length !== 0 || !binding.references.every(isGoneThrough)
      ? null
      : initialOf(binding, file.script);
  const array = bare(initial ?? plain);
  if (array.type !== 'ArrayExpression') return [];
  const elements = array.elements.filter((element) => element !== null && element.type !== 'SpreadElement');
  return elements.length === array.elements.length ? (elements as Node[]) : [];
}

function isGoneThrough(reference: Node): boolean {
  const at = wrapped(reference);
  const parent = parentOf(at);
  if (parent?.type === 'ForOfStatement') return parent.right === at;
  const callee = parent?.type === 'CallExpression' ? bare(parent.callee) : parent;
  return callee?.type === 'MemberExpression' && /^(?:forEach|map|each|for|length)$/.test(memberName(callee) ?? '');
}

function valueIn(file: TestFileModel, element: Node, { path, index }: Step): Node | null {
  const list = bare(element);
  const isSpreadOut = index !== null && list.type === 'ArrayExpression';
  if (index !== null && index > 0 && !isSpreadOut) return null;
  const whole = isSpreadOut ? (list.elements[index] ?? null) : element;
  return path.reduce((object: Node | null, name) => {
    const member = { type: 'MemberExpression', object, property: { type: 'Identifier', name }, computed: false };
    return object === null ? null : literalField(member as never as MemberExpression, file.script);
  }, whole);
}
