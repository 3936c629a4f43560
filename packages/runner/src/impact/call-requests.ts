/** What a script loads by calls: `require`, `vi.mock` and its like, `new URL(…, import.meta.url)`. */
import { type ParseResult, Visitor } from 'oxc-parser';
import type { ModuleRequest } from './module-record.ts';

export interface CallRequests {
  requests: ModuleRequest[];
  /** Whether something is loaded whose name is computed. */
  hasUnknown: boolean;
  /** Offsets of `import(…)` that only name a module to be mocked. */
  mockedImports: Set<number>;
}

/** A text without a match calls for nothing: it needs no walk. */
const HAS_CALLS = /\brequire\b|\bimport\.meta\.url\b|[mM]ock\s*[(<]|\b(?:import|require)(?:Actual|Mock)\b/;
const MOCKS = new Set(['mock', 'doMock', 'setMock', 'unmock', 'doUnmock', 'dontMock']);
const ACTUALS = new Set(['importActual', 'importMock', 'requireActual', 'requireMock']);

/** A node as the parser hands it out, as far as calls go. */
interface Node {
  type: string;
  start: number;
  name?: string;
  value?: unknown;
  object?: Node;
  property?: Node;
  quasis?: { value: { cooked: string | null } }[];
}
interface Call {
  callee: Node;
  arguments: Node[];
}

/** Finds the calls of one parsed script. */
export function findCallRequests(source: string, parsed: ParseResult): CallRequests {
  const found: CallRequests = { requests: [], hasUnknown: false, mockedImports: new Set() };
  if (!HAS_CALLS.test(source)) return found;
  const add = (argument: Node | undefined, use: ModuleRequest['use']): void => {
    const specifier = literalOf(argument);
    if (specifier !== null) found.requests.push({ specifier, names: '*', use });
    else if (use === 'run' && argument !== undefined) found.hasUnknown = true;
  };
  // Where `require` is anything but called or declared, it may be called under another name.
  let strays = 0;
  const explain = (node: Node | undefined): void => {
    if (node?.name === 'require') strays -= 1;
  };
  new Visitor({
    Identifier: ({ name }) => {
      if (name === 'require') strays += 1;
    },
    VariableDeclarator: ({ id }) => explain(id as unknown as Node),
    Property: ({ key, computed }) => {
      if (!computed) explain(key as unknown as Node);
    },
    UnaryExpression: ({ operator, argument }) => {
      if (operator === 'typeof') explain(argument as unknown as Node);
    },
    CallExpression: (node) => {
      const { callee, arguments: args } = node as unknown as Call;
      const [first] = args;
      explain(callee.type === 'MemberExpression' ? callee.object : callee);
      if (isRequire(callee)) return add(first, 'run');
      const name = methodOfTool(callee);
      if (ACTUALS.has(name)) return add(first, 'run');
      if (!MOCKS.has(name)) return;
      if (first?.type === 'ImportExpression') {
        found.mockedImports.add(first.start);
        add((first as unknown as { source: Node }).source, 'mock');
      } else add(first, 'mock');
    },
    NewExpression: (node) => {
      const { callee, arguments: args } = node as unknown as Call;
      if (callee.name === 'URL' && isImportMetaUrl(args[1])) add(args[0], 'file');
    },
    TSImportEqualsDeclaration: (node) => {
      const { moduleReference, importKind } = node as unknown as { moduleReference: Node; importKind?: string };
      if (moduleReference.type !== 'TSExternalModuleReference' || importKind === 'type') return;
      add((moduleReference as unknown as { expression: Node }).expression, 'run');
    },
  }).visit(parsed.program);
  found.hasUnknown ||= strays > 0;
  return found;
}

/** The text of a string, or of a template without expressions. */
function literalOf(node: Node | undefined): string | null {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node?.type === 'TemplateLiteral' && node.quasis?.length === 1) return node.quasis[0]?.value.cooked ?? null;
  return null;
}

function isRequire(callee: Node): boolean {
  if (callee.type === 'Identifier') return callee.name === 'require';
  return callee.type === 'MemberExpression' && callee.object?.name === 'require' && callee.property?.name === 'resolve';
}

/** What loads the actual module says so by its name alone: the object may have been given another one. */
function methodOfTool(callee: Node): string {
  const name = callee.type === 'MemberExpression' ? (callee.property?.name ?? '') : '';
  return ACTUALS.has(name) || /^(?:vi|vitest|jest)$/.test(callee.object?.name ?? '') ? name : '';
}

function isImportMetaUrl(node: Node | undefined): boolean {
  return node?.type === 'MemberExpression' && node.object?.type === 'MetaProperty' && node.property?.name === 'url';
}
