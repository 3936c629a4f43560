/** The functions of the project's sources that the assertions of a test look at. */
import type { Node } from 'oxc-parser';
import type { Meaning } from './meaning.ts';
import type { Script } from './script.ts';
import { bare, memberName, walk } from './syntax.ts';
import type { TestFileModel, TestModel } from './test-file.ts';

/** How many variables are followed back to where they come from. */
const DEPTH = 4;

/** Their names: those whose results the assertions compare; where there are none, those whose effects they can see. */
export function unitsOf({ project }: TestFileModel, { assertions, body, bodyScript }: TestModel): string[] {
  const names = new Set<string>();
  const add = (callee: Node): void => {
    const meaning = project.meaningOf(bodyScript, callee);
    const isUnit = meaning.kind === 'unit' || (meaning.kind === 'code' && !project.isTestNode(meaning.script, meaning.node));
    const name = isUnit ? (importedName(callee, meaning) ?? nameOf(callee)) : null;
    if (name !== null) names.add(name);
  };
  const look = (node: Node, depth: number): void => {
    walk(node, (each) => {
      if (each.type === 'CallExpression' || each.type === 'NewExpression') {
        add(each.callee);
        const mapping = mappingOf(each);
        if (mapping !== null) add(mapping);
      } else if (each.type === 'Identifier' && depth < DEPTH) follow(bodyScript, each, (value) => look(value, depth + 1));
      return true;
    });
  };
  for (const { actual } of assertions) if (actual !== null) look(actual, 0);
  if (names.size === 0 && body !== null) look(body, DEPTH);
  return [...names];
}

/** What gives each item of a list, where it is handed over by its name: `list.map(unit)`, `Array.from(list, unit)`. */
function mappingOf(call: Node): Node | null {
  if (call.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return null;
  const name = memberName(call.callee);
  const given = name === 'map' || name === 'flatMap' ? call.arguments[0] : name === 'from' ? call.arguments[1] : undefined;
  return given?.type === 'Identifier' ? given : null;
}

function follow(script: Script, identifier: Node, visit: (value: Node) => void): void {
  const binding = script.bindingOf(identifier);
  if (binding?.kind !== 'variable') return;
  for (const value of [binding.initial, ...binding.writes]) if (value !== null) visit(value);
}

/** The name that a unit has where it stands, as a test may import it by another one; null where the test gives it its only name. */
function importedName(callee: Node, meaning: Meaning): string | null {
  const isNamed = meaning.kind === 'unit' && callee.type === 'Identifier' && meaning.name !== 'default';
  return isNamed ? meaning.name : null;
}

function nameOf(callee: Node): string | null {
  const plain = bare(callee);
  if (plain.type === 'Identifier') return plain.name;
  return plain.type === 'MemberExpression' ? memberName(plain) : null;
}
