/** Whether a function of the sources certainly gives no object. */
import type { Node } from 'oxc-parser';
import type { StaticProject } from '../project.ts';
import type { Script } from '../script.ts';
import { bare, type FunctionNode, isFunction, keyName, memberName, walk } from '../syntax.ts';
import { type Defined, findSourceFunction } from './source-definition.ts';

const known = new WeakMap<Node, boolean>();

/** By the type it declares, or by everything it returns. What calls itself is what the rest of it is. */
export function returnsPrimitive(project: StaticProject, defined: Defined<FunctionNode>): boolean {
  const { node } = defined;
  const found = known.get(node);
  if (found !== undefined) return found;
  known.set(node, true);
  const declared = node.returnType?.typeAnnotation ?? null;
  const results = resultsOf(node);
  const inferred =
    !node.generator &&
    results.length > 0 &&
    results.every((result) => result === null || givesPrimitive(project, defined, result));
  const primitive = inferred || (declared !== null && isPrimitiveType(declared, defined.script));
  known.set(node, primitive);
  return primitive;
}

/** What a function returns, wherever in it; null for `return;`. */
export function resultsOf({ body }: FunctionNode): (Node | null)[] {
  if (body === null) return [];
  if (body.type !== 'BlockStatement') return [body];
  const results: (Node | null)[] = [];
  walk(body, (each) => {
    if (each.type === 'ReturnStatement') results.push(each.argument);
    return !isFunction(each);
  });
  return results;
}

/** Whether a field of the objects that a function returns is certainly no object itself. */
export function returnsPrimitiveField(project: StaticProject, defined: Defined<FunctionNode>, name: string): boolean {
  const results = resultsOf(defined.node);
  return (
    results.length > 0 &&
    results.every((result) => {
      const object = result === null ? null : bare(result);
      if (object?.type !== 'ObjectExpression') return false;
      const field = object.properties.findLast((property) => property.type === 'SpreadElement' || keyName(property) === name);
      return field?.type === 'Property' && field.kind === 'init' && givesPrimitive(project, defined, field.value);
    })
  );
}

function givesPrimitive(project: StaticProject, { script, node }: Defined<FunctionNode>, result: Node): boolean {
  const plain = bare(result);
  if (isPrimitiveShape(plain)) return true;
  const inner = (part: Node): boolean => givesPrimitive(project, { script, node }, part);
  switch (plain.type) {
    case 'ConditionalExpression':
      return inner(plain.consequent) && inner(plain.alternate);
    case 'LogicalExpression':
      // What is falsy is no object.
      return (plain.operator === '&&' || inner(plain.left)) && inner(plain.right);
    case 'AwaitExpression':
      return inner(plain.argument);
    case 'CallExpression': {
      const callee = findSourceFunction(project, script, bare(plain.callee));
      return callee !== null && returnsPrimitive(project, callee);
    }
    case 'Identifier': {
      const binding = script.bindingOf(plain);
      if (binding === null) return plain.name === 'undefined';
      const { identifier, initial, writes, path } = binding;
      const declared = identifier.type === 'Identifier' ? (identifier.typeAnnotation?.typeAnnotation ?? null) : null;
      if (declared !== null) return isPrimitiveType(declared, script);
      if (binding.kind !== 'variable' || path?.length !== 0) return false;
      const values = [...(initial === null ? [] : [initial]), ...writes];
      return values.length > 0 && values.every((value) => value !== null && inner(value));
    }
    default:
      return false;
  }
}

const TEXT_METHODS =
  /^(?:toString|toFixed|toPrecision|join|toUpperCase|toLowerCase|trim|trimStart|trimEnd|padStart|padEnd|replace|replaceAll|repeat|substring|toISOString|getTime|stringify|includes|startsWith|endsWith|indexOf|charAt|charCodeAt|test|every|some|localeCompare)$/;

/** Whether the shape of an expression says that it gives no object. */
export function isPrimitiveShape(node: Node): boolean {
  const plain = bare(node);
  switch (plain.type) {
    case 'BinaryExpression':
    case 'UnaryExpression':
    case 'UpdateExpression':
    case 'TemplateLiteral':
      return true;
    case 'Literal':
      return !('regex' in plain);
    case 'MemberExpression':
      return /^(?:length|size)$/.test(memberName(plain) ?? '');
    case 'CallExpression': {
      const callee = bare(plain.callee);
      if (callee.type === 'Identifier')
        return /^(?:String|Number|Boolean|parseInt|parseFloat|isNaN|encodeURIComponent|decodeURIComponent)$/.test(callee.name);
      if (callee.type !== 'MemberExpression') return false;
      const isMath = callee.object.type === 'Identifier' && /^(?:Math|Number|String)$/.test(callee.object.name);
      return isMath || TEXT_METHODS.test(memberName(callee) ?? '');
    }
    case 'ConditionalExpression':
      return isPrimitiveShape(plain.consequent) && isPrimitiveShape(plain.alternate);
    default:
      return false;
  }
}

function isPrimitiveType(type: Node, script: Script): boolean {
  switch (type.type) {
    case 'TSStringKeyword':
    case 'TSNumberKeyword':
    case 'TSBooleanKeyword':
    case 'TSBigIntKeyword':
    case 'TSNullKeyword':
    case 'TSUndefinedKeyword':
    case 'TSVoidKeyword':
    case 'TSLiteralType':
    case 'TSTemplateLiteralType':
    case 'TSTypePredicate':
      return true;
    case 'TSUnionType':
      return type.types.every((part) => isPrimitiveType(part, script));
    case 'TSTypeReference': {
      const [only] = type.typeArguments?.params ?? [];
      const name = type.typeName.type === 'Identifier' ? type.typeName.name : '';
      if (/^(?:Capitalize|Uncapitalize|Uppercase|Lowercase)$/.test(name)) return true;
      if (name === 'Promise') return only !== undefined && isPrimitiveType(only, script);
      const alias = only === undefined ? aliasNamed(script, name) : null;
      return alias !== null && isPrimitiveType(alias, script);
    }
    default:
      return false;
  }
}

/** What a type stands for that the script names itself; one that names itself again is no union of plain values. */
function aliasNamed(script: Script, name: string): Node | null {
  for (const statement of script.program.body) {
    const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (declared?.type === 'TSTypeAliasDeclaration' && declared.id.name === name) {
      const isOpen = declared.typeParameters !== null || new RegExp(`\\b${name}\\b`).test(script.textOf(declared.typeAnnotation));
      return isOpen ? null : declared.typeAnnotation;
    }
  }
  return null;
}
