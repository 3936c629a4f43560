/** Telling the tests' own code, whose assertions are evidence, from the project's sources, which are what is tested. */
import { looksLikeTest } from '../../project/sources.ts';

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
