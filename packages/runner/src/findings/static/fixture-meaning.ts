/** What a test is handed by name: what its fixture passes to `use`, or gives back. */
import type { Node } from 'oxc-parser';
import { type Extension, type Meaning, UNKNOWN } from './meaning.ts';
import type { StaticProject } from './project.ts';
import type { Script } from './script.ts';
import { bare, type FunctionNode, isFunction, keyName, parentOf, staticText, wrapped } from './syntax.ts';

/** What the fixture of a name stands for; null where none of these extensions is seen to have one. The latest one counts. */
export function fixtureNamed(project: StaticProject, extended: readonly Extension[], name: string): Meaning | null {
  for (const { script, call } of extended.toReversed()) {
    const [first, ...others] = call.arguments;
    if (first === undefined || first.type === 'SpreadElement') return null;
    if (staticText(first) !== null) {
      const last = others.at(-1);
      if (staticText(first) === name) return last === undefined ? null : givenTo(project, script, last, 'returned');
      continue;
    }
    const object = bare(first);
    if (object.type !== 'ObjectExpression' || object.properties.some(({ type }) => type === 'SpreadElement')) return null;
    const property = object.properties.find((each) => each.type === 'Property' && keyName(each) === name);
    if (property?.type === 'Property') return givenTo(project, script, property.value, 'used');
  }
  return null;
}

function givenTo(project: StaticProject, script: Script, fixture: Node, how: 'used' | 'returned'): Meaning {
  const plain = bare(fixture);
  if (plain.type === 'ArrayExpression') return plain.elements[0] ? givenTo(project, script, plain.elements[0], how) : UNKNOWN;
  if (!isFunction(plain)) return project.meaningOf(script, plain);
  const values = how === 'used' ? handedToUse(script, plain) : returnedBy(plain);
  const [only, ...others] = values;
  return only === undefined || others.length > 0 ? UNKNOWN : project.meaningOf(script, only);
}

/** The arguments of the calls of a fixture's second parameter. */
function handedToUse(script: Script, { params }: FunctionNode): Node[] {
  const [, use] = params;
  const binding = use?.type === 'Identifier' ? script.bindingOf(use) : null;
  return (binding?.references ?? []).flatMap((reference) => {
    const call = parentOf(wrapped(reference));
    return call?.type === 'CallExpression' && call.callee === wrapped(reference) ? (call.arguments[0] ?? []) : [];
  });
}

function returnedBy({ body }: FunctionNode): Node[] {
  if (body === null || body.type !== 'BlockStatement') return body === null ? [] : [body];
  const last = body.body.at(-1);
  return last?.type === 'ReturnStatement' && last.argument !== null ? [last.argument] : [];
}
