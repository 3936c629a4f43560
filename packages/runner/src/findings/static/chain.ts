/** A chain of members and calls, as `expect(a).not.toBe(b)`, link by link from its root. */
import type { CallExpression, MemberExpression, Node } from 'oxc-parser';
import { bare, memberName, parentOf, wrapped } from './syntax.ts';

export type Link =
  | { kind: 'member'; name: string | null; node: MemberExpression }
  | { kind: 'call'; arguments: readonly Node[]; node: CallExpression };

export interface Chain {
  /** The last link: the chain as a whole. */
  node: Node;
  root: Node;
  links: readonly Link[];
}

/** The chain that ends with this node. */
export function chainOf(node: Node): Chain {
  const links: Link[] = [];
  let at = bare(node);
  for (;;) {
    if (at.type === 'MemberExpression') {
      links.push({ kind: 'member', name: memberName(at), node: at });
      at = bare(at.object);
    } else if (at.type === 'CallExpression') {
      links.push({ kind: 'call', arguments: at.arguments, node: at });
      at = bare(at.callee);
    } else break;
  }
  return { node: bare(node), root: at, links: links.reverse() };
}

/** The chain that a node is part of, to its end: `a.b().c` for `a`. */
export function endOfChain(node: Node): Node {
  const outer = wrapped(node);
  const parent = parentOf(outer);
  if (parent?.type === 'MemberExpression' && parent.object === outer) return endOfChain(parent);
  if (parent?.type === 'CallExpression' && parent.callee === outer) return endOfChain(parent);
  return outer;
}

/** Whether a chain ends here: nothing takes a member of this node, nor calls it. */
export function isChainEnd(node: Node): boolean {
  return endOfChain(node) === wrapped(node);
}
