/** Whether a package may remember something between two runs of a test file, by a look at its code. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'oxc-parser';

/**
 * Packages that every suite of their kind loads, and whose own state ends with each test: what they render is taken down
 * in hooks, or lives in the document, which is emptied.
 */
const QUIET =
  /\/node_modules\/(?:\.pnpm\/[^/]+\/node_modules\/)?(?:vitest|@vitest|chai|expect-type|react|react-dom|scheduler|use-sync-external-store|preact|vue|@vue|@testing-library|tslib|jsdom|happy-dom)\//;
/** Larger ones are taken to keep state without a look. */
const MOST_FILES = 300;

const known = new Map<string, boolean>();

/** `id` is a path, a URL or the name of a built-in module. Unknown means yes. */
export function mayKeepState(id: string): boolean {
  const answer = known.get(id) ?? look(id);
  known.set(id, answer);
  return answer;
}

function look(id: string): boolean {
  if (isBuiltin(id)) return false;
  const path = id.startsWith('file:') ? fileURLToPath(id) : id;
  if (QUIET.test(path)) return false;
  const seen = new Set<string>();
  const open = [path];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    if (seen.size > MOST_FILES) return true;
    const requests = requestsOfStateless(next);
    if (requests === null) return true;
    open.push(...requests);
  }
  return false;
}

/** What a file of a package loads of its own package, where the file keeps no state at its top level; null where it may. */
function requestsOfStateless(path: string): string[] | null {
  if (path.endsWith('.json')) return [];
  if (!/\.[cm]?js$/.test(path) || !existsSync(path)) return null;
  const source = readFileSync(path, 'utf8');
  const { program, module, errors } = parseSync(path, source, { sourceType: path.endsWith('.mjs') ? 'module' : 'unambiguous' });
  if (errors.length > 0 || (program.body as unknown as Node[]).some(isStateful)) return null;
  const requested = [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) => entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? [])),
    ...Array.from(source.matchAll(/\brequire\(["']([^"']+)["']\)/g), (match) => match[1] ?? ''),
  ];
  const own: string[] = [];
  for (const request of requested) {
    // Another package may keep state of its own.
    if (!request.startsWith('.')) {
      if (isBuiltin(request)) continue;
      return null;
    }
    const found = resolveFile(resolve(dirname(path), request));
    if (found === null) return null;
    own.push(found);
  }
  return own;
}

function resolveFile(path: string): string | null {
  const candidates = [path, `${path}.js`, `${path}.cjs`, `${path}.mjs`, `${path}.json`, `${path}/index.js`];
  return candidates.find((candidate) => existsSync(candidate) && statSync(candidate).isFile()) ?? null;
}

interface Node {
  type: string;
  [key: string]: unknown;
}

/** What runs later, or only when called. */
const INNER = /^(?:Function|Arrow|Method|Class)/;
/** What `new` makes that holds nothing that changes. */
const FIXED = /^(?:RegExp|TextEncoder|TextDecoder|URL|Error|Proxy)$/;

/**
 * Whether a statement at the top level makes what later calls can change: a variable that is not constant, or a collection
 * (an instance of some class, an empty list or object), wherever it puts it.
 */
function isStateful(node: Node): boolean {
  if (INNER.test(node.type)) return false;
  if (node.type === 'VariableDeclaration' && node.kind === 'let') return true;
  if (node.type === 'VariableDeclarator' && node.init === null) return true;
  if (node.type === 'NewExpression') return !FIXED.test((node.callee as { name?: string }).name ?? '');
  if (node.type === 'ArrayExpression' && (node.elements as unknown[]).length === 0) return true;
  if (node.type === 'ObjectExpression' && (node.properties as unknown[]).length === 0) return true;
  return Object.values(node).some((value) => {
    if (Array.isArray(value)) return value.some((child) => isNode(child) && isStateful(child));
    return isNode(value) && isStateful(value);
  });
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';
}
