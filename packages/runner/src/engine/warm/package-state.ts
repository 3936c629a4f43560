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
  if (errors.length > 0 || (program.body as Statement[]).some(isStateful)) return null;
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

interface Statement {
  type: string;
  kind?: string;
  declaration?: Statement | null;
  declarations?: { init: { type: string; callee?: { name?: string }; properties?: unknown[]; elements?: unknown[] } | null }[];
}

/** Whether a statement at the top level declares what later calls can change: a variable, or a collection. */
function isStateful(statement: Statement): boolean {
  const declared = statement.type.startsWith('Export') ? statement.declaration : statement;
  if (declared?.type !== 'VariableDeclaration') return false;
  return (declared.declarations ?? []).some(({ init }) => {
    if (init === null) return declared.kind !== 'const';
    if (init.type === 'NewExpression')
      return !/^(?:RegExp|TextEncoder|TextDecoder|URL|Intl|Error)$/.test(init.callee?.name ?? '');
    if (declared.kind === 'let') return true;
    return (
      (init.type === 'ArrayExpression' && init.elements?.length === 0) ||
      (init.type === 'ObjectExpression' && init.properties?.length === 0)
    );
  });
}
