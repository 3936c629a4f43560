/** Which members of a namespace import a script uses, as in `import * as math` and `math.sum(1)`. */
import { type ParseResult, Visitor } from 'oxc-parser';

/** A node as the parser hands it out, as far as names go. */
interface Node {
  type: string;
  start: number;
  end: number;
  name?: string;
}

/** The members that are used; null where the namespace is used as a whole, or may be. */
export function findMembers(namespace: string, source: string, parsed: ParseResult): string[] | null {
  return membersByText(namespace, source) ?? membersByTree(namespace, parsed);
}

/** Enough where the name means nothing else: then no tree need be built. */
function membersByText(namespace: string, source: string): string[] | null {
  const name = namespace.replaceAll('$', '\\$');
  const use = new RegExp(`(?<![\\w$])${name}(?![\\w$])(?:\\s*\\??\\.\\s*([\\w$]+))?`, 'g');
  // The first one is the import itself.
  const members = [...source.matchAll(use)].slice(1).map(([, member]) => member);
  const named = members.filter((member) => member !== undefined);
  return named.length === members.length ? [...new Set(named)] : null;
}

/** Leaves out functions with a parameter of the same name, as in `(_, index) => index`. */
function membersByTree(namespace: string, parsed: ParseResult): string[] | null {
  const isNamespace = (node: Node | undefined): boolean => node?.type === 'Identifier' && node.name === namespace;
  const shadows: Node[] = [];
  const harmless = new Set<number>();
  const uses: { at: number; member: string | null }[] = [];
  const byParameter = (node: unknown): void => {
    if ((node as { params: Node[] }).params.some(isNamespace)) shadows.push(node as Node);
  };
  const byMember = (left: Node, right: Node): void => {
    if (!isNamespace(left)) return;
    harmless.add(left.start);
    uses.push({ at: left.start, member: right.name ?? null });
  };
  const identifiers: number[] = [];
  new Visitor({
    ArrowFunctionExpression: byParameter,
    FunctionExpression: byParameter,
    FunctionDeclaration: byParameter,
    ImportNamespaceSpecifier: (node) => void harmless.add(node.local.start),
    MemberExpression: (node) => {
      const { computed, object, property } = node as { computed: boolean; object: Node; property: Node };
      if (computed) return;
      harmless.add(property.start);
      byMember(object, property);
    },
    TSQualifiedName: (node) => byMember(node.left, node.right),
    Identifier: (node) => {
      if (node.name === namespace) identifiers.push(node.start);
    },
    JSXIdentifier: (node) => {
      if (node.name === namespace) identifiers.push(node.start);
    },
  }).visit(parsed.program);
  const isShadowed = (at: number): boolean => shadows.some(({ start, end }) => start <= at && at < end);
  if (identifiers.some((at) => !harmless.has(at) && !isShadowed(at))) return null;
  const members = uses.filter(({ at }) => !isShadowed(at)).map(({ member }) => member);
  return members.includes(null) ? null : [...new Set(members.filter((member) => member !== null))];
}
