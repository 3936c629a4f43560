/** Fixtures of `test.extend`: what they hold that asserts around a test. */
import type { Node } from 'oxc-parser';
import { type Held, heldBy, NOTHING } from './asserting-code.ts';
import type { Extension } from './meaning.ts';
import type { StaticProject } from './project.ts';
import type { Script } from './script.ts';
import { bare, isFunction, keyName, staticText } from './syntax.ts';
import type { TestModel } from './test-file.ts';

/** Fixtures may be given anew for a group. */
const SCOPED = /\.(?:scoped|override)\(/;
const OPEN: Held = { ...NOTHING, unresolved: 'a fixture' };

/** One fixture: a function, or a value. */
interface Fixture {
  script: Script;
  value: Node;
  /** Whether it runs without being asked for. */
  isAuto: boolean;
}

/** What the fixtures of a test hold, each by itself: those that it, its hooks or one another ask for, and those that run by themselves. */
export function heldByFixtures(project: StaticProject, test: TestModel): Held[] {
  const calls = test.modifiers.filter((word) => word === 'extend').length;
  if (calls === 0) return [];
  const isOpen =
    calls > test.extended.length ||
    test.extended.some(({ script }) => SCOPED.test(script.text)) ||
    SCOPED.test(test.bodyScript.text);
  const fixtures = isOpen ? null : readFixtures(project, test.extended);
  const asked = fixtures === null ? null : askedFor(fixtures, test);
  return asked === null ? [OPEN] : asked.map((fixture) => heldByFixture(project, fixture));
}

/** By name, with those that they take the place of and may use; null where not all can be told. */
function readFixtures(project: StaticProject, extended: readonly Extension[]): Map<string, Fixture[]> | null {
  const fixtures = new Map<string, Fixture[]>();
  const add = (name: string, fixture: Fixture): void => {
    fixtures.set(name, [...(fixtures.get(name) ?? []), fixture]);
  };
  for (const { script, call } of extended) {
    const [first, ...others] = call.arguments;
    if (first === undefined || first.type === 'SpreadElement') return null;
    const name = staticText(first);
    if (name !== null) {
      const value = others.at(-1);
      if (value !== undefined) add(name, { script, value, isAuto: others.length > 1 && mayBeAuto(others[0]) });
      continue;
    }
    const meaning = project.meaningOf(script, bare(first));
    if (meaning.kind !== 'code' || meaning.node.type !== 'ObjectExpression') return null;
    for (const property of meaning.node.properties) {
      const key = property.type === 'Property' ? keyName(property) : null;
      if (property.type !== 'Property' || key === null) return null;
      const value = bare(property.value);
      const [made, options] = value.type === 'ArrayExpression' ? value.elements : [value];
      // A name may stand for a list with options.
      const isAuto = options != null ? mayBeAuto(options) : made != null && mayBeList(bare(made));
      if (made != null) add(key, { script: meaning.script, value: made, isAuto });
    }
  }
  return fixtures;
}

/** `{ auto: true }`, or options that nobody knows. */
function mayBeAuto(options: Node | undefined): boolean {
  const plain = options === undefined ? null : bare(options);
  if (plain?.type !== 'ObjectExpression') return true;
  return plain.properties.some((each) => each.type !== 'Property' || keyName(each) === null || keyName(each) === 'auto');
}

/** Whether a value may turn out to be a fixture with its options. */
function mayBeList(value: Node): boolean {
  return value.type === 'Identifier' || value.type === 'MemberExpression' || value.type === 'CallExpression';
}

/** Those that run for a test; null where it takes its context as a whole. */
function askedFor(fixtures: ReadonlyMap<string, readonly Fixture[]>, { body, hooks, modifiers }: TestModel): Fixture[] | null {
  const names: string[] = [...fixtures].filter(([, all]) => all.some(({ isAuto }) => isAuto)).map(([name]) => name);
  const context = modifiers.includes('for') ? 1 : 0;
  const parameters = [body?.params[context], ...hooks.map((hook) => hook.body?.params[0])];
  for (const asked of parameters.map(namesIn)) {
    if (asked === null) return null;
    names.push(...asked);
  }
  const found = new Map<string, readonly Fixture[]>();
  for (let name = names.pop(); name !== undefined; name = names.pop()) {
    const all = fixtures.get(name);
    if (all === undefined || found.has(name)) continue;
    found.set(name, all);
    for (const { value } of all) {
      const plain = bare(value);
      const asked = isFunction(plain) ? namesIn(plain.params[0]) : [];
      if (asked === null) return null;
      names.push(...asked);
    }
  }
  return [...found.values()].flat();
}

/** The names that a pattern takes out of the context; null for anything but a pattern without a rest. */
function namesIn(parameter: Node | undefined): string[] | null {
  if (parameter === undefined) return [];
  if (parameter.type !== 'ObjectPattern') return null;
  const names = parameter.properties.map((each) => (each.type === 'Property' ? keyName(each) : null));
  return names.every((name) => name !== null) ? names : null;
}

function heldByFixture(project: StaticProject, { script, value }: Fixture): Held {
  const plain = bare(value);
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
