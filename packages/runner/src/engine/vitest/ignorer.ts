/** What killrate leaves unmutated by itself: what only logs, and what Vite has to find as it was written. */
import type { Ignorer, NodePath } from '@stryker-mutator/api/ignore';
import { createLoggingIgnorer } from './logging-ignorer.ts';

/** As much of a call in Babel's tree as is looked at here. */
interface Call {
  type: string;
  callee: { object?: { type: string }; property?: { name?: string } };
}

/** Ignores calls of `loggingCallees`, and those that Vite replaces by what their literal arguments say. */
export function createIgnorer(loggingCallees: readonly string[]): Ignorer {
  const logging = createLoggingIgnorer(loggingCallees);
  return { shouldIgnore: (path) => logging.shouldIgnore(path) ?? whyLiteral(path) };
}

/** Vite refuses a glob whose arguments are not literals: https://vite.dev/guide/features#glob-import-caveats */
function whyLiteral(path: NodePath): string | undefined {
  const { node } = path as unknown as { node: Call };
  const { object, property } = node.type === 'CallExpression' ? node.callee : {};
  const isGlob = object?.type === 'MetaProperty' && /^glob(?:Eager)?$/.test(property?.name ?? '');
  return isGlob ? 'import.meta.glob takes literals only: its arguments are not mutated' : undefined;
}
