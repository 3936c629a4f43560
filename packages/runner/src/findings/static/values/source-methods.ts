/** The methods of the sources that a call on an object may go to. */
import type { Node } from 'oxc-parser';
import type { FunctionNode } from '../syntax.ts';
import { bare, memberName } from '../syntax.ts';
import type { TestFileModel } from '../test-file.ts';
import { initialOf } from './initial.ts';
import { plainFunction } from './inlined-function.ts';
import { type Defined, findMethods } from './source-definition.ts';

/** Through the names that stand for it, and functions of the test that only return it. */
export function resolved(file: TestFileModel, node: Node): Node {
  const plain = bare(node);
  const inlined = plain.type === 'CallExpression' ? plainFunction(plain.callee, file.script) : null;
  if (inlined !== null) return resolved(file, inlined.result);
  const binding = plain.type === 'Identifier' ? file.script.bindingOf(plain) : null;
  const initial = binding === null || binding.path?.length !== 0 ? null : initialOf(binding, file.script);
  return initial === null ? plain : resolved(file, initial);
}

/** Those of the name that a callee has, in the script that the class of its object comes from. */
export function methodsOf(file: TestFileModel, callee: Node): Defined<FunctionNode>[] {
  if (callee.type !== 'MemberExpression') return [];
  const made = resolved(file, callee.object);
  if (made.type !== 'NewExpression') return [];
  const meaning = file.project.meaningOf(file.script, made.callee);
  const script = meaning.kind === 'unit' && meaning.path !== null ? file.project.script(meaning.path) : null;
  return script === null ? [] : findMethods(script, memberName(callee) ?? '').map((node) => ({ script, node }));
}
