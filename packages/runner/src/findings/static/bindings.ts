/** What the names of a script stand for: each identifier's declaration, and whether it is ever assigned anew. */
import { analyze, DefinitionType, type Variable } from '@typescript-eslint/scope-manager';
import { type Node, type Program, visitorKeys } from 'oxc-parser';
import { keyName, parentOf } from './syntax.ts';

export interface Binding {
  name: string;
  kind: 'import' | 'variable' | 'function' | 'class' | 'parameter' | 'caught' | 'other';
  /** The name in its declaration. */
  identifier: Node;
  /** The import specifier, declarator, class or function that declares it; of a parameter, its function. */
  declaration: Node;
  /** For a variable: what it, or the pattern that it is part of, is given where it is declared. */
  initial: Node | null;
  /** The names that lead from {@link initial} (or from the parameter) to the binding; empty without a pattern, null where they cannot be told. */
  path: readonly string[] | null;
  /** Its index among the parameters; null for anything else. */
  index: number | null;
  /** Whether anything but its declaration gives it a value. */
  isReassigned: boolean;
  /** What it is given elsewhere, as written; null for a value that stands nowhere, as of a loop or of `i++`. */
  writes: readonly (Node | null)[];
  /** Every other identifier that stands for it, in the order of the text. */
  references: readonly Node[];
}

export interface Bindings {
  byIdentifier: ReadonlyMap<Node, Binding>;
  topLevel: ReadonlyMap<string, Binding>;
}

/** Resolves all names of a script. The tree needs `range` and parents. */
export function readBindings(program: Program): Bindings {
  const manager = analyze(program as never, { sourceType: 'module', childVisitorKeys: visitorKeys, jsxPragma: null, lib: [] });
  const byIdentifier = new Map<Node, Binding>();
  const topLevel = new Map<string, Binding>();
  for (const scope of manager.scopes) {
    for (const variable of scope.variables) {
      const binding = readBinding(variable);
      if (binding === null) continue;
      for (const identifier of variable.identifiers) byIdentifier.set(identifier as unknown as Node, binding);
      for (const reference of binding.references) byIdentifier.set(reference, binding);
      if (scope.type === 'module') topLevel.set(binding.name, binding);
    }
  }
  return { byIdentifier, topLevel };
}

function readBinding(variable: Variable): Binding | null {
  const definition = variable.defs.find(({ type }) => type !== DefinitionType.Type) ?? variable.defs[0];
  if (definition === undefined) return null;
  const identifier = definition.name as unknown as Node;
  const declaration = definition.node as unknown as Node;
  const kind = kindOf(definition.type);
  const writes = variable.references.filter((reference) => reference.isWrite() && reference.init !== true);
  const pattern = kind === 'variable' ? declaration : kind === 'parameter' ? parameterAround(identifier, declaration) : null;
  return {
    name: variable.name,
    kind,
    identifier,
    declaration,
    initial: kind === 'variable' && declaration.type === 'VariableDeclarator' ? declaration.init : null,
    path: pattern === null ? [] : pathTo(identifier, pattern),
    index: kind === 'parameter' && pattern !== null ? indexOf(declaration, pattern) : null,
    isReassigned: writes.length > 0 || variable.defs.length > 1,
    writes: writes.map(({ writeExpr, identifier: written }) =>
      writtenValue(written as unknown as Node, writeExpr as unknown as Node | null),
    ),
    references: variable.references
      .map((reference) => reference.identifier as unknown as Node)
      .filter((each) => each !== identifier),
  };
}

function kindOf(type: DefinitionType): Binding['kind'] {
  switch (type) {
    case DefinitionType.ImportBinding:
      return 'import';
    case DefinitionType.Variable:
      return 'variable';
    case DefinitionType.FunctionName:
      return 'function';
    case DefinitionType.ClassName:
      return 'class';
    case DefinitionType.Parameter:
      return 'parameter';
    case DefinitionType.CatchClause:
      return 'caught';
    default:
      return 'other';
  }
}

/** What a plain `name = value` gives; null for `name += value`, patterns and loops. */
function writtenValue(written: Node, value: Node | null | undefined): Node | null {
  const parent = parentOf(written);
  const isPlain = parent?.type === 'AssignmentExpression' && parent.operator === '=' && parent.left === written;
  return isPlain ? (value ?? null) : null;
}

/** The parameter, as a whole, that an identifier is part of. */
function parameterAround(identifier: Node, declaration: Node): Node {
  let at = identifier;
  for (let parent = parentOf(at); parent !== null && parent !== declaration; parent = parentOf(at)) at = parent;
  return at;
}

function indexOf(declaration: Node, parameter: Node): number | null {
  const index =
    'params' in declaration && Array.isArray(declaration.params) ? declaration.params.indexOf(parameter as never) : -1;
  return index === -1 ? null : index;
}

/** The names from a pattern down to one identifier; null with rests, or keys that are computed. */
function pathTo(identifier: Node, pattern: Node): string[] | null {
  const path: string[] = [];
  for (let at = identifier; at !== pattern; ) {
    const parent = parentOf(at);
    if (parent === null) return null;
    if (parent.type === 'Property') {
      const name = keyName(parent);
      if (name === null) return null;
      path.unshift(name);
    } else if (parent.type === 'ArrayPattern') path.unshift(String(parent.elements.indexOf(at as never)));
    else if (parent.type === 'RestElement') return null;
    at = parent;
  }
  return path;
}
