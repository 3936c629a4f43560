/** Fixtures of `test.extend`: what they hold that asserts around a test. */
import type { Node } from 'oxc-parser';
import { type Held, heldBy, NOTHING } from './asserting-code.ts';
import type { Extension } from './meaning.ts';
import type { StaticProject } from './project.ts';
import type { Script } from './script.ts';
import { bare, isFunction } from './syntax.ts';
import type { TestModel } from './test-file.ts';

const OPEN: Held = { ...NOTHING, unresolved: 'a fixture' };

/** What the fixtures of a test hold, each by itself: those that it does not ask for too, as they may run by themselves. */
export function heldByFixtures(project: StaticProject, { modifiers, extended }: TestModel): Held[] {
  const calls = modifiers.filter((word) => word === 'extend').length;
  return calls > extended.length ? [OPEN] : extended.flatMap((extension) => heldByExtension(project, extension));
}

/** `extend({ name: fixture })`, or `extend('name', options, fixture)`. */
function heldByExtension(project: StaticProject, { script, call }: Extension): Held[] {
  const [first] = call.arguments;
  if (first === undefined || first.type === 'SpreadElement') return [OPEN];
  if (first.type === 'Literal') return call.arguments.slice(1).map((argument) => heldByFixture(project, script, argument));
  const meaning = project.meaningOf(script, bare(first));
  if (meaning.kind !== 'code' || meaning.node.type !== 'ObjectExpression') return [OPEN];
  return meaning.node.properties.map((property) =>
    property.type === 'Property' ? heldByFixture(project, meaning.script, property.value) : OPEN,
  );
}

/** A function, a value, or either of them in a list with its options. */
function heldByFixture(project: StaticProject, script: Script, value: Node): Held {
  const plain = bare(value);
  if (plain.type === 'ArrayExpression' && plain.elements[0]?.type !== 'SpreadElement')
    return plain.elements[0] ? heldByFixture(project, script, plain.elements[0]) : NOTHING;
  if (isFunction(plain)) return heldBy(project, script, plain);
  const meaning = project.meaningOf(script, plain);
  switch (meaning.kind) {
    case 'code':
      return isFunction(meaning.node) ? heldBy(project, meaning.script, meaning.node) : NOTHING;
    case 'data':
    case 'unit':
    case 'instance':
      return NOTHING;
    default:
      return OPEN;
  }
}
