/** What Vitest does not run, so that nothing is said of it. */
import type { Node } from 'oxc-parser';
import { isWithin } from './syntax.ts';
import type { TestFileModel, TestModel } from './test-file.ts';

/** The innermost test that a node stands in; null outside of tests. */
export function testAround(file: TestFileModel, node: Pick<Node, 'start' | 'end'>): TestModel | null {
  return file.tests.findLast((test) => isWithin(node as Node, test.node)) ?? null;
}

/** Whether a node stands in a test or a group that is skipped or still to be written. */
export function isPassedOver(file: TestFileModel, node: Node): boolean {
  if (testAround(file, node)?.isSkipped === true) return true;
  return file.groups.some((group) => group.isSkipped && isWithin(node, group.node));
}
