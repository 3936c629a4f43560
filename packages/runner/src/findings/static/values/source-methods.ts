/** The methods of the sources that a call on an object may go to. */
import type { Node } from 'oxc-parser';
import type { Script } from '../script.ts';
import type { FunctionNode } from '../syntax.ts';
import { bare, memberName } from '../syntax.ts';
import type { TestFileModel } from '../test-file.ts';
import { initialOf } from './initial.ts';
import { plainFunction } from './inlined-function.ts';
import { type Defined, findMethods, findSourceFunction, findUnit } from './source-definition.ts';

/** Through the names that stand for it, and functions of the test that only return it. */
export function resolved(file: TestFileModel, node: Node): Node {
  const plain = bare(node);
  const inlined = plain.type === 'CallExpression' ? plainFunction(plain.callee, file.script) : null;
  if (inlined !== null) return resolved(file, inlined.result);
  const binding = plain.type === 'Identifier' ? file.script.bindingOf(plain) : null;
  const initial = binding === null || binding.path?.length !== 0 ? null : initialOf(binding, file.script);
  return initial === null ? plain : resolved(file, initial);
}

/** Those of the name that a callee has, in the script that its object comes from. */
export function methodsOf(file: TestFileModel, callee: Node): Defined<FunctionNode>[] {
  if (callee.type !== 'MemberExpression') return [];
  const scripts = makersOf(file, callee.object).map((maker) => scriptOf(file, maker));
  const [script] = scripts;
  if (script == null || scripts.some((other) => other !== script)) return [];
  return findMethods(script, memberName(callee) ?? '').map((node) => ({ script, node }));
}

/** Every expression that an object may come from: a variable's in a hook too. */
function makersOf(file: TestFileModel, object: Node): Node[] {
  const made = resolved(file, object);
  const binding = made.type === 'Identifier' ? file.script.bindingOf(made) : null;
  if (binding?.kind !== 'variable' || binding.path?.length !== 0) return [made];
  return [...(binding.initial === null ? [] : [binding.initial]), ...binding.writes].map((value) =>
    value === null ? made : bare(value),
  );
}

/** The script of the class that is constructed, or of the function that gives the object. */
function scriptOf(file: TestFileModel, maker: Node): Script | null {
  const { project, script } = file;
  if (maker.type === 'CallExpression') return findSourceFunction(project, script, bare(maker.callee))?.script ?? null;
  return maker.type === 'NewExpression' ? (findUnit(project, project.meaningOf(script, maker.callee))?.script ?? null) : null;
}
