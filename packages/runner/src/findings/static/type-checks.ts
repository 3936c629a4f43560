/** Tests whose checks are made by the compiler. */
import type { Comment, Node } from 'oxc-parser';
import { useOf } from './flow.ts';
import type { Script } from './script.ts';
import { bare, type FunctionNode, isFunction, parentOf, walk } from './syntax.ts';
import type { TestFileModel, TestModel } from './test-file.ts';

const ABOUT_TYPES =
  /\b(?:types?|typed|typings?|typescript|type-?\w+|infers?|inferred|inference|compiles?|compilation|ts|overloads?|generics?|assignable)\b/i;
/** Words that only speak of the compiler, where the body holds no types. */
const FOR_COMPILER =
  /\btype[- ]?(?:errors?|check\w*|safe\w*|tests?|inference|level)\b|\b(?:typescript|typings?|compiles?|infers? the type|types?|typed|as const)\b/i;

/** What people do with a keyboard: `filters while typing`, `the user types a name`. */
const KEYSTROKES =
  /\b(?:while|when|on|after|before|during|by|fast|slow|stops?|stopped|starts?|started|keeps?|kept|is|was|users?|they|one|he|she|you) typ(?:es|ing|ed)\b|\btyp(?:es|ing|ed) (?:in(?:to)?|fast\w*|quick\w*|slow\w*|ahead|again|text|letters?|characters?|digits?|words?|something|anything|stops?|ends?)\b/gi;

/** A title without what it says of a keyboard. */
export function withoutKeystrokes(title: string): string {
  return title.replace(KEYSTROKES, ' ');
}

/** Files that hold checks of types, as their names say: `types.test.ts`, `api.types.test.ts`, `typeHelpers.test.ts`. */
const TYPE_FILE = /(?:^|[/._-])(?:[Tt]ypes?|[Tt]yped|[Tt]ypings?)(?:[A-Z_-]\w*)?\.(?:test|spec)\.[cm]?tsx?$/;
const DIRECTIVE = /@ts-expect-error/;

/** Whether a test speaks to the compiler: by directives, by types and typed values that nobody uses, by its title, its file or its siblings. */
export function checksTypes(file: TestFileModel, test: TestModel): boolean {
  const { bodyScript, body, title, groups } = test;
  if (TYPE_FILE.test(file.script.path)) return true;
  if (body === null) return hasDirective(file, test);
  const { isChecked, isTyped } = typesIn(bodyScript, body);
  const words = isTyped ? ABOUT_TYPES : FOR_COMPILER;
  const isTitled = [title, ...groups.map((group) => group.title)].some(
    ({ text }) => text !== null && words.test(withoutKeystrokes(text)),
  );
  if (isChecked || isTitled || handsToIdleHelper(file, bodyScript, body) || hasTypeSibling(file, test)) return true;
  return hasDirective(file, test) && !onlySilencesCompiler(file, bodyScript, body);
}

/** Whether a body writes types that can be there for nothing but a check: ones that decide, or what is handed to a helper that does nothing. */
export function declaresTypes(file: TestFileModel, body: FunctionNode): boolean {
  let decides = false;
  walk(body, (node) => {
    decides ||= node.type === 'TSConditionalType';
    return !decides;
  });
  return decides || handsToIdleHelper(file, file.script, body);
}

/** Whether a file declares types that nothing in it names again and that it does not give out: the compiler reads them all the same. */
export function hasIdleTypes({ script }: TestFileModel): boolean {
  const names = script.program.body.flatMap((statement) =>
    statement.type === 'TSTypeAliasDeclaration' ? [statement.id.name] : [],
  );
  const words = names.length === 0 ? [] : (script.text.match(/[\w$]+/g) ?? []);
  return names.some((name) => words.filter((word) => word === name).length === 1);
}

/** Whether a statement calls a function of the tests that does nothing with what it is handed: it has only types to check. */
function handsToIdleHelper({ project }: TestFileModel, script: Script, body: FunctionNode): boolean {
  let isFound = false;
  walk(body, (node) => {
    const whole = node.type === 'ExpressionStatement' ? node.expression : node.type === 'VariableDeclarator' ? node.init : null;
    const call = whole === null ? null : bare(whole);
    if (call?.type !== 'CallExpression' || call.arguments.length === 0) return !isFound;
    const meaning = project.meaningOf(script, call.callee);
    isFound ||= meaning.kind === 'code' && project.isTestNode(meaning.script, meaning.node) && isIdle(meaning.node);
    return !isFound;
  });
  return isFound;
}

/** `<T>(value: T): void => {}` and `const same: Same = (value) => value as never`. */
function isIdle(node: Node): boolean {
  if (!isFunction(node) || node.body === null) return false;
  const { body } = node;
  const [only, ...others] = body.type === 'BlockStatement' ? body.body : [];
  const given = body.type !== 'BlockStatement' ? body : only?.type === 'ReturnStatement' ? only.argument : null;
  const isEmpty = others.length === 0 && (given === null ? only === undefined : bare(given).type === 'Identifier');
  const holder = parentOf(node);
  return isEmpty && [...node.params, ...(holder?.type === 'VariableDeclarator' ? [holder.id] : [])].some(hasType);
}

function hasType(name: Node): boolean {
  return name.type === 'Identifier' && name.typeAnnotation != null;
}

function directivesIn({ script }: TestFileModel, { start, end }: Pick<Node, 'start' | 'end'>): readonly Comment[] {
  return script.comments.filter((comment) => start <= comment.start && comment.end <= end && DIRECTIVE.test(comment.value));
}

function hasDirective(file: TestFileModel, { node }: TestModel): boolean {
  return directivesIn(file, node).length > 0;
}

/** Whether another test of the same group is there for nothing but what the compiler must refuse, or half of them only check types. */
function hasTypeSibling(file: TestFileModel, test: TestModel): boolean {
  const siblings = file.tests.filter((other) => other !== test && other.groups.at(-1) === test.groups.at(-1));
  const forTypes = siblings.filter(({ assertions }) => assertions.every(({ api, isCalled }) => api === 'type' || !isCalled));
  if (forTypes.some((other) => hasDirective(file, other))) return true;
  const checking = forTypes.filter(({ assertions }) => assertions.some(({ api }) => api === 'type'));
  return checking.length > 0 && checking.length * 2 >= siblings.length;
}

/** Whether every directive stands above a call of the unit, and the test does more than such calls: the wrong argument is a means then. */
function onlySilencesCompiler(file: TestFileModel, script: Script, body: FunctionNode): boolean {
  if (body.body?.type !== 'BlockStatement' || script !== file.script) return false;
  const { body: statements } = body.body;
  const silenced = directivesIn(file, body).map(({ end }) => statements.find((each) => each.start >= end) ?? null);
  const areCalls = silenced.every(
    (statement) => statement?.type === 'ExpressionStatement' && callsUnit(file, statement.expression),
  );
  return areCalls && statements.some((each) => !silenced.includes(each));
}

function callsUnit({ project, script }: TestFileModel, node: Node): boolean {
  const plain = bare(node.type === 'AwaitExpression' ? node.argument : node);
  return plain.type === 'CallExpression' && project.meaningOf(script, plain.callee).kind === 'unit';
}

function typesIn(script: Script, body: FunctionNode): { isChecked: boolean; isTyped: boolean } {
  let isChecked = false;
  let isTyped = false;
  // Without a call of plain values nothing happens at run time that could be wrong.
  let isIdle = true;
  walk(body, (node) => {
    switch (node.type) {
      case 'TSTypeAliasDeclaration':
      case 'TSInterfaceDeclaration':
        isChecked = true;
        break;
      case 'TSSatisfiesExpression':
        isTyped = true;
        isChecked ||= useOf(node) === 'dropped' || isKeptInVain(script, node);
        break;
      case 'CallExpression':
      case 'NewExpression':
        isIdle &&= node.typeArguments != null;
        break;
      case 'TSTypeAnnotation':
        isTyped ||= node.typeAnnotation.type !== 'TSAnyKeyword';
        break;
      case 'TSTypeParameterInstantiation':
        isTyped = true;
        break;
      default:
    }
    return !isChecked;
  });
  return { isChecked: isChecked || (isTyped && isIdle), isTyped };
}

function isKeptInVain(script: Script, node: Node): boolean {
  const holder = parentOf(node);
  return holder?.type === 'VariableDeclarator' && holder.id.type === 'Identifier' && isUnused(script, holder.id);
}

/** Whether a name is declared and never read; its own declaration may count as a reference. */
function isUnused(script: Script, name: Node): boolean {
  const binding = script.bindingOf(name);
  return binding?.references.every((reference) => reference === name) ?? false;
}
