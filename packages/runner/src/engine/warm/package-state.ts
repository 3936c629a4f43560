/** Whether a file of a package may remember something between two runs of a test file, by a look at its code. */
import { existsSync, readFileSync } from 'node:fs';
import { parseSync } from 'oxc-parser';

/**
 * Packages that every suite of their kind loads, and whose own state ends with each test: what they render is taken down
 * in hooks, or lives in the document, which is emptied.
 */
const QUIET =
  /\/node_modules\/(?:\.pnpm\/[^/]+\/node_modules\/)?(?:vitest|@vitest|chai|expect-type|react|react-dom|scheduler|use-sync-external-store|preact|vue|@vue|@testing-library|tslib|jsdom|happy-dom)\//;

/** Whether a file belongs to a package whose state is known to end with each test. */
export function isQuiet(path: string): boolean {
  return QUIET.test(path);
}

const known = new Map<string, boolean>();

/** Whether code at the top level of a file makes something that later calls can change. Unknown means yes. */
export function keepsState(path: string): boolean {
  const answer = known.get(path) ?? look(path);
  known.set(path, answer);
  return answer;
}

function look(path: string): boolean {
  if (path.endsWith('.json')) return false;
  if (!/\.[cm]?js$/.test(path) || !existsSync(path)) return true;
  const { program, errors } = parseSync(path, readFileSync(path, 'utf8'), {
    sourceType: path.endsWith('.mjs') ? 'module' : 'unambiguous',
  });
  if (errors.length > 0) return true;
  const found: Found = { hasCollection: false, declared: new Set(['exports', 'module']), changed: new Set() };
  visit(program as unknown as Node, 'loading', found);
  return found.hasCollection || [...found.changed].some((name) => found.declared.has(name));
}

interface Node {
  type: string;
  [key: string]: unknown;
}

/** When code runs: as its file is loaded; as it is loaded, with functions that are called at once; or later. */
type When = 'loading' | 'called' | 'later';

interface Found {
  /** Whether loading makes a collection: an instance of some class, an empty list or object, wherever it puts it. */
  hasCollection: boolean;
  /** Names that are declared as the file is loaded. */
  declared: Set<string>;
  /** Names that later code assigns to, or changes a part of; of which variable each is does not matter. */
  changed: Set<string>;
}

/** What `new` makes that holds nothing that changes. */
const FIXED = /^(?:RegExp|TextEncoder|TextDecoder|URL|Error|Proxy)$/;
/** Methods that change what they are called on. */
const CHANGING = /^(?:push|pop|shift|unshift|splice|sort|reverse|fill|set|add|delete|clear|append)$/;

function visit(node: Node, when: When, found: Found): void {
  if (when === 'later') {
    const target = changedBy(node);
    if (target !== null) for (const name of rootNames(target)) found.changed.add(name);
  } else found.hasCollection ||= isCollection(node);
  for (const child of childrenOf(node)) {
    if (when !== 'later') for (const name of declaredBy(child)) found.declared.add(name);
    visit(child, whenRuns(child, node, when), found);
  }
}

/** When a part of a node runs. What a call at loading is given, and what is called there, may be called at once. */
function whenRuns(child: Node, parent: Node, when: When): When {
  if (when === 'later') return 'later';
  if (/^(?:Function|Arrow)/.test(child.type)) return when === 'called' ? 'loading' : 'later';
  if (parent.type === 'ClassBody') return child.type === 'StaticBlock' || child.static === true ? 'loading' : 'later';
  if (/^(?:Call|New)Expression$/.test(parent.type)) return 'called';
  const isSamePlace = /^(?:Object|Array|Member|Parenthesized|Sequence|Unary|Assignment)Expression$|^Property$/.test(parent.type);
  return isSamePlace ? when : 'loading';
}

function isCollection(node: Node): boolean {
  switch (node.type) {
    case 'NewExpression':
      return !FIXED.test((node.callee as { name?: string }).name ?? '');
    case 'ArrayExpression':
      return (node.elements as unknown[]).length === 0;
    case 'ObjectExpression':
      return (node.properties as unknown[]).length === 0;
    default:
      return false;
  }
}

function changedBy(node: Node): Node | null {
  switch (node.type) {
    case 'AssignmentExpression':
      return node.left as Node;
    case 'UpdateExpression':
      return node.argument as Node;
    case 'UnaryExpression':
      return node.operator === 'delete' ? (node.argument as Node) : null;
    case 'CallExpression': {
      const callee = node.callee as Node;
      const name = (callee.property as { name?: string } | undefined)?.name ?? '';
      return callee.type === 'MemberExpression' && CHANGING.test(name) ? (callee.object as Node) : null;
    }
    default:
      return null;
  }
}

/** `state` of `state.counts[key]`, all names of a pattern. */
function rootNames(target: Node): string[] {
  if (target.type === 'Identifier') return [target.name as string];
  if (target.type === 'MemberExpression') return rootNames(target.object as Node);
  return /Pattern$|^Property$|^RestElement$/.test(target.type) ? childrenOf(target).flatMap(rootNames) : [];
}

function declaredBy(node: Node): string[] {
  const isNamed = /^(?:VariableDeclarator|FunctionDeclaration|ClassDeclaration)$/.test(node.type);
  return isNamed && isNode(node.id) ? rootNames(node.id) : [];
}

function childrenOf(node: Node): Node[] {
  return Object.values(node).flatMap((value) => (Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : []));
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';
}
