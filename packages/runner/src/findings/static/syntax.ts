/** The nodes of a parsed script: walking them, and what their shape alone says. */
import type { ArrowFunctionExpression, Class, Function as FunctionDefinition, MemberExpression, Node } from 'oxc-parser';
import { visitorKeys } from 'oxc-parser';

export type FunctionNode = FunctionDefinition | ArrowFunctionExpression;

/** Where a node keeps what is directly below it, once it was asked: the same trees are walked again and again. */
const BELOW = Symbol('below');

/** The nodes directly below a node, in the order of the text. */
function below(node: Node): readonly Node[] {
  const kept = node as { [BELOW]?: readonly Node[] };
  kept[BELOW] ??= childrenOf(node);
  return kept[BELOW];
}

function childrenOf(node: Node): Node[] {
  const fields = node as unknown as Record<string, Node | (Node | null)[] | null | undefined>;
  const children: Node[] = [];
  for (const key of visitorKeys[node.type] ?? []) {
    const child = fields[key];
    if (child === null || child === undefined) continue;
    if (Array.isArray(child)) {
      for (const each of child) if (each !== null) children.push(each);
    } else children.push(child);
  }
  return children;
}

/** Visits a node and all below it in the order of the text; where `enter` gives false, it does not go in. */
export function walk(node: Node, enter: (node: Node) => boolean | undefined): void {
  if (enter(node) === false) return;
  for (const child of below(node)) walk(child, enter);
}

/** Gives every node below its `parent`. */
export function linkParents(node: Node): void {
  for (const child of below(node)) {
    (child as { parent?: Node }).parent = node;
    linkParents(child);
  }
}

/** The node that holds this one; null for the program. */
export function parentOf(node: Node): Node | null {
  return (node.parent as Node | null | undefined) ?? null;
}

export function isFunction(node: Node | null): node is FunctionNode {
  return node?.type === 'ArrowFunctionExpression' || node?.type === 'FunctionExpression' || node?.type === 'FunctionDeclaration';
}

export function isClass(node: Node | null): node is Class {
  return node?.type === 'ClassDeclaration' || node?.type === 'ClassExpression';
}

/** The nearest function around a node; null at the top of a script. */
export function functionAround(node: Node): FunctionNode | null {
  for (let at = parentOf(node); at !== null; at = parentOf(at)) if (isFunction(at)) return at;
  return null;
}

/** Whether a node lies in another, or is it. */
export function isWithin(node: Node, outer: Node): boolean {
  return outer.start <= node.start && node.end <= outer.end;
}

/** The expression without what types and optional chains put around it. */
export function bare(node: Node): Node {
  switch (node.type) {
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'TSInstantiationExpression':
    case 'ChainExpression':
    case 'ParenthesizedExpression':
      return bare(node.expression);
    default:
      return node;
  }
}

/** The outermost node that only wraps this one in types or an optional chain. */
export function wrapped(node: Node): Node {
  let outer = node;
  for (let at = parentOf(node); at !== null && at !== outer && bare(at) === bare(node); at = parentOf(at)) outer = at;
  return outer;
}

/** The name of a member as written: `a.b`, `a['b']` and `a[0]`; null where it is computed. */
export function memberName(node: MemberExpression): string | null {
  if (!node.computed) return node.property.type === 'PrivateIdentifier' ? `#${node.property.name}` : node.property.name;
  const { property } = node;
  return property.type === 'Literal' && typeof property.value === 'number' ? String(property.value) : staticText(property);
}

/** The name of a property of an object, a pattern or a class; null where it is computed. */
export function keyName(node: { key: Node; computed: boolean }): string | null {
  if (!node.computed && node.key.type === 'Identifier') return node.key.name;
  if (node.key.type === 'PrivateIdentifier') return `#${node.key.name}`;
  return node.key.type === 'Literal' && typeof node.key.value === 'number' ? String(node.key.value) : staticText(node.key);
}

/** The text of a string literal, or of a template without expressions; null for anything else. */
export function staticText(node: Node): string | null {
  const plain = bare(node);
  if (plain.type === 'Literal') return typeof plain.value === 'string' ? plain.value : null;
  if (plain.type === 'TemplateLiteral' && plain.expressions.length === 0) return plain.quasis[0]?.value.cooked ?? null;
  return null;
}

/** Whether an identifier only names a member or a field, and stands for no value: `b` of `a.b` and of `{ b: 1 }`. */
export function isFieldName(identifier: Node): boolean {
  const parent = parentOf(identifier);
  if (parent?.type === 'MemberExpression') return parent.property === identifier && !parent.computed;
  return parent?.type === 'Property' && parent.key === identifier && !parent.computed && parent.value !== identifier;
}

/** `a` of `a.b.c`. */
export function rootOf(node: Node): Node {
  const plain = bare(node);
  return plain.type === 'MemberExpression' ? rootOf(plain.object) : plain;
}
