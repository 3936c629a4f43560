/** Telling the tests' own code, whose assertions are evidence, from the project's sources, which are what is tested. */
import type { Node } from 'oxc-parser';
import { looksLikeTest } from '../../project/sources.ts';
import type { Script } from './script.ts';
import { parentOf } from './syntax.ts';

const TEST_NAME =
  /(?:^|[./_-])(?:tests?|specs?|testing|test-?utils?|test-?helpers?|test-?setup|setup-?tests?|vitest-?setup|vitest|jest|mocks?|fixtures?|__\w+__|e2e|page-?objects?|expect|assert(?:ions?)?|matchers?)(?=[./_-])/i;
/** Imports that only tests make. */
const TEST_IMPORT =
  /(?:from|import|require\()\s*['"](?:vitest|chai|@jest\/globals|bun:test|@testing-library\/[\w-]+|sinon|supertest)['"]/;
/** In-source tests take Vitest from here: such a file is a source nevertheless. */
const IN_SOURCE = 'import.meta.vitest';

/** Whether a path alone says that it belongs to the tests. */
export function isNamedAsTestCode(path: string): boolean {
  return looksLikeTest(path) || TEST_NAME.test(`/${path}`);
}

/** Whether a text says so: it takes what only tests take, or speaks of a global `expect`. */
export function readsAsTestCode(text: string): boolean {
  return !text.includes(IN_SOURCE) && (TEST_IMPORT.test(text) || /^\s*(?:await )?expect\(/m.test(text));
}

/** Whether a file is a source that holds its own tests, whoever calls it a test file. */
export function isSourceWithTests(path: string, text: string): boolean {
  return text.includes(IN_SOURCE) && !isNamedAsTestCode(path);
}

/** Whether a node stands in the block of in-source tests: `if (import.meta.vitest) { ... }`. */
export function isInSource(script: Script, node: Node): boolean {
  if (!script.text.includes(IN_SOURCE)) return false;
  for (let at: Node | null = node; at !== null; at = parentOf(at)) {
    if (at.type === 'IfStatement' && script.textOf(at.test).includes(IN_SOURCE)) return true;
  }
  return false;
}
