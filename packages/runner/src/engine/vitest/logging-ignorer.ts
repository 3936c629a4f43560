/** The ignorer: leaves alone what only logs, with a reason that people can read. */
import type { Ignorer, NodePath } from '@stryker-mutator/api/ignore';

/** As much of a Babel node as is looked at here. */
interface Node {
  type: string;
  [property: string]: unknown;
}

/**
 * Ignores statements that are nothing but a call of one of `callees`, and blocks of nothing but such statements.
 * A pattern is a name (`debug`), an object with any method (`console.*`), or one method (`report.log`); an object is
 * also found at the end of a longer path (`this.logger.*` is `logger.*`).
 */
export function createLoggingIgnorer(callees: readonly string[]): Ignorer {
  const patterns = callees.map((callee) => callee.split('.'));

  function loggingCallee(node: Node | null | undefined): string | null {
    if (node?.type !== 'CallExpression' && node?.type !== 'OptionalCallExpression') return null;
    const path = calleePath(node.callee as Node);
    if (path === null) return null;
    return patterns.some((pattern) => endsWith(path, pattern)) ? path.join('.') : null;
  }

  function loggingStatement(node: Node): string | null {
    return node.type === 'ExpressionStatement' ? loggingCallee(node.expression as Node) : null;
  }

  return {
    shouldIgnore(path: NodePath): string | undefined {
      const { node } = path as unknown as { node: Node };
      const callee = loggingStatement(node) ?? loggingBlock(node) ?? loggingArrow(node);
      return callee === null ? undefined : `logging: a call of ${callee} is not mutated`;
    },
  };

  function loggingBlock(node: Node): string | null {
    if (node.type !== 'BlockStatement') return null;
    const logged = (node.body as Node[]).map(loggingStatement);
    return logged.length > 0 && logged.every((callee) => callee !== null) ? (logged[0] ?? null) : null;
  }

  function loggingArrow(node: Node): string | null {
    return node.type === 'ArrowFunctionExpression' ? loggingCallee(node.body as Node) : null;
  }
}

function calleePath(node: Node): string[] | null {
  switch (node.type) {
    case 'Identifier':
      return [node.name as string];
    case 'ThisExpression':
      return ['this'];
    case 'MemberExpression':
    case 'OptionalMemberExpression': {
      const object = calleePath(node.object as Node);
      const property = node.property as Node;
      if (object === null || node.computed === true) return null;
      return property.type === 'Identifier' || property.type === 'PrivateName' ? [...object, nameOf(property)] : null;
    }
    default:
      return null;
  }
}

function nameOf(node: Node): string {
  return (node.type === 'PrivateName' ? (node.id as Node).name : node.name) as string;
}

function endsWith(path: readonly string[], pattern: readonly string[]): boolean {
  const tail = path.slice(-pattern.length);
  if (pattern.length === 1 && path.length > 1) return false;
  return tail.length === pattern.length && pattern.every((part, index) => part === '*' || part === tail[index]);
}
