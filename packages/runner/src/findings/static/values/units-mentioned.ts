/** All of the sources that a test has to do with, by itself, its hooks, and whatever of its file these use. */
import type { Node } from 'oxc-parser';
import type { Binding } from '../bindings.ts';
import type { Meaning } from '../meaning.ts';
import { isFunction, walk } from '../syntax.ts';
import type { TestFileModel, TestModel } from '../test-file.ts';

/** A name under which something of the sources was imported. */
export interface Mention {
  binding: Binding;
  meaning: Extract<Meaning, { kind: 'unit' }>;
}

/** Whether a statement has a script of the project run, and takes nothing from it. */
function isBareImport({ project, script }: TestFileModel, statement: Node): boolean {
  if (statement.type !== 'ImportDeclaration' || statement.specifiers.length > 0 || statement.importKind === 'type') return false;
  return project.resolve(script.path, statement.source.value)?.kind === 'file';
}

/** Null where there may be more than is found: a helper of another file, a global that may be anything, sources that are loaded beside or later. */
export function unitsMentioned(file: TestFileModel, { body, bodyScript, hooks }: TestModel): Mention[] | null {
  const { project, script } = file;
  if (body === null || bodyScript !== script || script.program.body.some((each) => isBareImport(file, each))) return null;
  const mentions = new Map<Binding, Mention>();
  const seen = new Set<Binding>();
  let isOpen = false;
  const look = (node: Node): void => {
    walk(node, (each) => {
      if (each.type === 'ImportExpression' || (each.type === 'Identifier' && each.name === 'require')) isOpen = true;
      const isName = each.type === 'Identifier' || each.type === 'JSXIdentifier';
      const binding = isName ? script.bindingOf(each) : null;
      if (binding === null || seen.has(binding)) return !isOpen;
      seen.add(binding);
      follow(each, binding);
      return !isOpen;
    });
  };
  const follow = (name: Node, binding: Binding): void => {
    if (binding.kind === 'import') {
      const meaning = project.meaningOf(script, name);
      if (meaning.kind === 'unit') mentions.set(binding, { binding, meaning });
      else if (meaning.kind !== 'library' || meaning.library === null) isOpen = true;
      return;
    }
    const { declaration, initial, writes } = binding;
    if (binding.kind === 'function' && isFunction(declaration)) look(declaration);
    for (const value of [initial, ...writes]) if (value !== null) look(value);
  };
  for (const node of [body, ...hooks.flatMap((hook) => hook.body ?? [])]) look(node);
  return isOpen ? null : [...mentions.values()];
}
