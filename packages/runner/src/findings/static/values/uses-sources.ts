/** Whether a test file is about the sources of its project. */
import type { TestFileModel } from '../test-file.ts';

const sourceUsers = new WeakMap<TestFileModel, boolean>();

/** One that only knows helpers of the tests may be there to test them. */
export function usesSources(file: TestFileModel): boolean {
  const known = sourceUsers.get(file);
  if (known !== undefined) return known;
  const { project, script } = file;
  const isUsing = script.program.body.some(
    (statement) =>
      statement.type === 'ImportDeclaration' &&
      statement.importKind !== 'type' &&
      statement.specifiers.some(
        (each) =>
          !(each.type === 'ImportSpecifier' && each.importKind === 'type') &&
          project.meaningOf(script, each.local).kind === 'unit',
      ),
  );
  sourceUsers.set(file, isUsing);
  return isUsing;
}
