/** What a test is handed by name: what its fixture passes to `use`, or gives back. */
import type { Node } from 'oxc-parser';
import { type Extension, type Meaning, UNIT, UNKNOWN } from './meaning.ts';
import type { StaticProject } from './project.ts';
import type { Script } from './script.ts';
import { bare, type FunctionNode, isClass, isFunction, keyName, parentOf, staticText, wrapped } from './syntax.ts';
import { findUnit } from './values/source-definition.ts';

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
    if (property?.type !== 'Property') continue;
    const given = givenTo(project, script, property.value, 'used');
    const isOpen = given.kind === 'unknown' || given.kind === 'library';
    return isOpen && isSaidToBeUnit(project, { script, call }, name) ? UNIT : given;
  }
  return null;
}

/** Whether the type that fixtures are declared with says that one is an object of a class of the sources. */
function isSaidToBeUnit(project: StaticProject, { script, call }: Extension, name: string): boolean {
  const declared = call.typeArguments?.params[0];
  const members = declared?.type === 'TSTypeLiteral' ? declared.members : [];
  const member = members.find((each) => each.type === 'TSPropertySignature' && keyName(each) === name);
  const type = member?.type === 'TSPropertySignature' ? member.typeAnnotation?.typeAnnotation : undefined;
  if (type?.type !== 'TSTypeReference' || type.typeName.type !== 'Identifier') return false;
  const meaning = project.meaningOf(script, type.typeName);
  const found = meaning.kind === 'unit' ? findUnit(project, meaning) : null;
  return found !== null && isClass(found.node);
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
