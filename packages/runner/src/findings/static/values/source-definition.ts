/** Where the sources define what a test calls: from an export through re-exports to the function or class itself. */
import type { Class, Node } from 'oxc-parser';
import type { Meaning } from '../meaning.ts';
import type { StaticProject } from '../project.ts';
import type { Script } from '../script.ts';
import { bare, type FunctionNode, isClass, isFunction, keyName, walk } from '../syntax.ts';

/** A definition, and the script that it stands in. */
export interface Defined<Definition> {
  script: Script;
  node: Definition;
}

const MAX_HOPS = 12;

/** What the sources export under a name; null where it cannot be told. */
export function findExported(project: StaticProject, path: string, name: string, hops = 0): Defined<Node> | null {
  const script = hops > MAX_HOPS ? null : project.script(path);
  if (script === null) return null;
  const entries = script.exports.flatMap((statement) => statement.entries);
  const follow = (specifier: string, exported: string): Defined<Node> | null => {
    const found = project.resolve(path, specifier);
    return found.kind === 'file' ? findExported(project, found.path, exported, hops + 1) : null;
  };
  const named = entries.find(({ exportName }) => (exportName.kind === 'Default' ? 'default' : exportName.name) === name);
  if (named === undefined) {
    const stars = entries.filter(({ importName }) => importName.kind === 'AllButDefault');
    const found = stars.map(({ moduleRequest }) => follow(moduleRequest?.value ?? '', name));
    return found.find((defined) => defined !== null) ?? null;
  }
  const { moduleRequest, importName, localName } = named;
  if (moduleRequest !== null) return importName.kind === 'All' ? null : follow(moduleRequest.value, importName.name ?? 'default');
  if (localName.name !== null) return findNamed(project, script, localName.name, hops);
  const statement = script.program.body.find((each) => each.type === 'ExportDefaultDeclaration');
  return statement === undefined ? null : { script, node: statement.declaration };
}

/** What a name at the top of a script stands for. */
function findNamed(project: StaticProject, script: Script, name: string, hops: number): Defined<Node> | null {
  const binding = script.topLevel(name);
  if (binding?.kind === 'function' && binding.writes.length === 0) return findFunction(script, name);
  if (binding === null || binding.isReassigned) return null;
  if (binding.kind === 'class') return { script, node: binding.declaration };
  if (binding.kind === 'variable') {
    return binding.initial === null || binding.path?.length !== 0 ? null : { script, node: bare(binding.initial) };
  }
  if (binding.kind !== 'import' || hops > MAX_HOPS) return null;
  const meaning = project.meaningOf(script, binding.identifier);
  return meaning.kind === 'unit' ? findUnit(project, meaning, hops + 1) : null;
}

/** A function at the top of a script; of overloads, the one that does it. */
function findFunction(script: Script, name: string): Defined<FunctionNode> | null {
  for (const statement of script.program.body) {
    const isExport = statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration';
    const node = isExport ? statement.declaration : statement;
    if (node?.type === 'FunctionDeclaration' && node.id?.name === name && node.body !== null) return { script, node };
  }
  return null;
}

/** What a unit is defined as in the sources. */
export function findUnit(project: StaticProject, meaning: Meaning, hops = 0): Defined<Node> | null {
  if (meaning.kind !== 'unit' || meaning.path === null || meaning.name === null) return null;
  return findExported(project, meaning.path, meaning.name, hops);
}

/** The function of the sources that an expression of a script stands for. */
export function findSourceFunction(project: StaticProject, script: Script, callee: Node): Defined<FunctionNode> | null {
  const binding = callee.type === 'Identifier' ? script.bindingOf(callee) : null;
  const isOwn = binding !== null && binding.kind !== 'import' && !project.isTestCode(script.path);
  const found = isOwn ? findNamed(project, script, binding.name, 0) : findUnit(project, project.meaningOf(script, callee));
  return found !== null && isFunction(found.node) ? { script: found.script, node: found.node } : null;
}

/** The methods of a name in the classes that a script holds. */
export function findMethods(script: Script, name: string): FunctionNode[] {
  const methods: FunctionNode[] = [];
  const collect = (node: Class): void => {
    for (const member of node.body.body) {
      if (member.type === 'MethodDefinition' && keyName(member) === name && member.kind === 'method') methods.push(member.value);
    }
  };
  walk(script.program, (node) => {
    if (isClass(node)) collect(node);
    return true;
  });
  return methods;
}
