/** What types say of values that nobody sees: an object of a class of the sources is the unit. */
import type { Node, TSType } from 'oxc-parser';
import type { StaticProject } from './project.ts';
import type { Script } from './script.ts';
import { isClass } from './syntax.ts';
import { findUnit } from './values/source-definition.ts';

/** Whether a parameter, or a field, is said to be an object of a class of the sources, or a list of such. */
export function isOfUnitType(project: StaticProject, script: Script, declared: Node): boolean {
  const isTyped = declared.type === 'Identifier' || declared.type === 'PropertyDefinition';
  const annotation = isTyped ? declared.typeAnnotation?.typeAnnotation : null;
  const type = annotation == null ? null : elementType(annotation);
  if (type?.type !== 'TSTypeReference' || type.typeName.type !== 'Identifier') return false;
  const meaning = project.meaningOf(script, type.typeName);
  const found = meaning.kind === 'unit' ? findUnit(project, meaning) : null;
  return found !== null && isClass(found.node);
}

/** `Money` of `readonly Money[]`: what is said of a list holds of what is in it. */
function elementType(type: TSType): TSType {
  if (type.type === 'TSTypeOperator' && type.operator === 'readonly') return elementType(type.typeAnnotation);
  return type.type === 'TSArrayType' ? elementType(type.elementType) : type;
}
