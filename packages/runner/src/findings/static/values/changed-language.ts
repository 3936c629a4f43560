/** Whether what a test file loads or does around its tests may change what the language, or the matchers, do in them. */
import type { Node } from 'oxc-parser';
import { testApi } from '../meaning.ts';
import type { StaticProject } from '../project.ts';
import type { Script } from '../script.ts';
import { bare } from '../syntax.ts';
import type { TestFileModel } from '../test-file.ts';
import { findUnit } from './source-definition.ts';

/** Code that gives the language's own things another part. */
const PATCHING =
  /\.prototype(?:\.\w+|\[[^\]]+\]|\s+as\s+any\))[^=\n]*=[^=>]|\bObject\.(?:assign|definePropert(?:y|ies))\(\s*(?:globalThis|\w+\.prototype)|\b(?:globalThis|Math|Date|JSON|Promise)\.\w+\s*=[^=]/;
/** What has matchers ask the project. */
const EXTENDING = /\bexpect\s*\.\s*(?:extend|addEqualityTesters)\(|\bchai\.use\(/;

/** Whether the project says in a test file what is equal: then what is written there does not decide it. */
export function saysWhatIsEqual({ script }: Pick<TestFileModel, 'script'>): boolean {
  return /\baddEqualityTesters\(/.test(script.text);
}

const known = new WeakMap<TestFileModel, boolean>();

/** True wherever that is not certain: a call at the top of the file may do anything. */
export function mayChangeLanguage(file: TestFileModel): boolean {
  const found = known.get(file);
  if (found !== undefined) return found;
  const { project, script } = file;
  const mayChange =
    EXTENDING.test(script.text) ||
    loadsPatches(project, script) ||
    callsAround(file) ||
    project.setup.files.some((path) => mayPatch(project, project.script(path)));
  known.set(file, mayChange);
  return mayChange;
}

/** Whether a file is loaded only for what it does then, or what is imported changes the language as it is loaded. */
function loadsPatches(project: StaticProject, script: Script): boolean {
  return script.program.body.some((statement) => {
    if (statement.type !== 'ImportDeclaration' || statement.importKind === 'type') return false;
    if (statement.specifiers.length === 0) return true;
    return statement.specifiers.some(({ local }) => {
      const meaning = project.meaningOf(script, local);
      if (meaning.kind !== 'unit') return false;
      const scripts = [meaning.path === null ? null : project.script(meaning.path), findUnit(project, meaning)?.script ?? null];
      return scripts.some((each) => each !== null && PATCHING.test(each.text));
    });
  });
}

/** Whether anything but tests, groups and hooks may be called at the top of the file, or of a group, unless for the value it gives. */
function callsAround({ project, script, groups, tests, hooks }: TestFileModel): boolean {
  const defined = new Set<Node>([...groups, ...tests, ...hooks].map(({ node }) => node));
  const bodies = groups.flatMap(({ body }) => (body?.body?.type === 'BlockStatement' ? body.body.body : []));
  return [...script.program.body, ...bodies].some((statement) => {
    if (/^(?:For|While|DoWhile|Try|If)/.test(statement.type)) return true;
    if (statement.type !== 'ExpressionStatement') return false;
    const expression = bare(statement.expression);
    if (expression.type !== 'CallExpression') return expression.type !== 'Literal';
    return !defined.has(expression) && testApi(project.meaningOf(script, expression.callee)) === null;
  });
}

/** Whether a setup file loads what is not of the tests, or extends what they ask with. */
function mayPatch(project: StaticProject, setup: Script | null): boolean {
  if (setup === null || EXTENDING.test(setup.text) || PATCHING.test(setup.text)) return true;
  return setup.program.body.some((statement) => {
    if (statement.type !== 'ImportDeclaration') return false;
    const resolved = project.resolve(setup.path, statement.source.value);
    return resolved.kind === 'own' || (resolved.kind === 'file' && !project.isTestCode(resolved.path));
  });
}
