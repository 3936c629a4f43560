/** What killrate leaves unmutated by itself: what only logs, what Vite has to find as it was written, and what cannot make a difference. */
import type { Ignorer, NodePath } from '@stryker-mutator/api/ignore';
import { createLoggingIgnorer } from './logging-ignorer.ts';

/** As much of a node in Babel's tree as is looked at here. */
interface Looked {
  type: string;
  /** Of a call. */
  callee?: { name?: string; object?: { type: string }; property?: { name?: string } };
  arguments?: readonly Looked[];
  /** Of a list. */
  elements?: readonly (Looked | null)[];
}

/**
 * Ignores calls of `loggingCallees`, those that Vite replaces by what their literal arguments say, and lists of constants that hooks are told
 * to depend on.
 */
export function createIgnorer(loggingCallees: readonly string[]): Ignorer {
  const logging = createLoggingIgnorer(loggingCallees);
  return { shouldIgnore: (path) => logging.shouldIgnore(path) ?? whyLiteral(path) ?? whyConstant(path) };
}

/** Vite refuses a glob whose arguments are not literals: https://vite.dev/guide/features#glob-import-caveats */
function whyLiteral(path: NodePath): string | undefined {
  const { node } = path as unknown as { node: Looked };
  const { object, property } = (node.type === 'CallExpression' ? node.callee : undefined) ?? {};
  const isGlob = object?.type === 'MetaProperty' && /^glob(?:Eager)?$/.test(property?.name ?? '');
  return isGlob ? 'import.meta.glob takes literals only: its arguments are not mutated' : undefined;
}

/** Hooks of React, and of those that follow it, which run what they are handed again once something in their last argument is another. */
const DEPENDING = /^use(?:Effect|LayoutEffect|InsertionEffect|Memo|Callback|ImperativeHandle)$/;
const CONSTANT = /^(?:String|Numeric|Boolean|Null|BigInt)Literal$/;

/** `useEffect(start, [])`: constants are the same in every render, whichever they are. */
function whyConstant(path: NodePath): string | undefined {
  const { node, parent } = path as unknown as { node: Looked; parent: Looked | null };
  if (node.type !== 'ArrayExpression' || parent?.type !== 'CallExpression' || parent.arguments?.at(-1) !== node) return undefined;
  const { name, property } = parent.callee ?? {};
  const isDepending = DEPENDING.test(name ?? property?.name ?? '') && (parent.arguments?.length ?? 0) > 1;
  const isConstant = node.elements?.every((element) => element !== null && CONSTANT.test(element.type)) === true;
  return isDepending && isConstant
    ? 'dependencies that are constants are the same in every render, whichever they are'
    : undefined;
}
