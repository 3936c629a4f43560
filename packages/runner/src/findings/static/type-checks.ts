/** Tests whose checks are made by the compiler. */
import type { Node } from 'oxc-parser';
import { useOf } from './flow.ts';
import type { Script } from './script.ts';
import { type FunctionNode, parentOf, walk } from './syntax.ts';
import type { TestFileModel, TestModel } from './test-file.ts';

const ABOUT_TYPES =
  /\b(?:types?|typed|typings?|typescript|type-?\w+|infers?|inferred|inference|compiles?|compilation|ts|overloads?|generics?|assignable)\b/i;
/** Words that only speak of the compiler, where the body holds no types. */
const FOR_COMPILER =
  /\btype[- ]?(?:errors?|check\w*|safe\w*|tests?|inference|level)\b|\b(?:typescript|typings?|compiles?|infers? the type)\b/i;
/** How aliases are called that fail to compile where two types differ. */
const TYPE_CHECK = /\b(?:Expect|Equals?|Assert\w*|IsExact|IsEqual|Extends|NotEqual)\s*</;

/** What files are called whose tests are written for the compiler, though they run as well. */
const TYPE_FILE = /(?:^|[./_-])(?:types?|typings?|type-?helpers?)[._-](?:tests?|spec)\.[cm]?[jt]sx?$/i;

/** Whether a test speaks to the compiler: by directives, by types and typed values that nobody uses, by its title or that of its file. */
export function checksTypes({ script }: TestFileModel, { node, bodyScript, body, title, groups }: TestModel): boolean {
  if (TYPE_FILE.test(script.path)) return true;
  const isHere = ({ start, end }: { start: number; end: number }): boolean => node.start <= start && end <= node.end;
  if (script.comments.some((comment) => isHere(comment) && /@ts-expect-error/.test(comment.value))) return true;
  if (body === null) return false;
  const { isChecked, isTyped } = typesIn(bodyScript, body);
  const words = isTyped ? ABOUT_TYPES : FOR_COMPILER;
  return isChecked || [title, ...groups.map((group) => group.title)].some(({ text }) => text !== null && words.test(text));
}

function typesIn(script: Script, body: FunctionNode): { isChecked: boolean; isTyped: boolean } {
  let isChecked = false;
  let isTyped = false;
  // Without a call of plain values nothing happens at run time that could be wrong.
  let isIdle = true;
  walk(body, (node) => {
    switch (node.type) {
      case 'TSTypeAliasDeclaration':
        isTyped = true;
        isChecked ||= isUnused(script, node.id) || TYPE_CHECK.test(script.textOf(node));
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
      case 'TSInterfaceDeclaration':
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
