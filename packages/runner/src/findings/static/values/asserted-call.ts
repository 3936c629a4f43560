/** The call that an asserted value comes from. */
import type { CallExpression, Node } from 'oxc-parser';
import { bare, memberName } from '../syntax.ts';
import type { TestFileModel } from '../test-file.ts';
import { initialOf } from './initial.ts';

export interface AssertedCall {
  call: CallExpression;
  /** The members that are read of what it gives. */
  path: readonly string[];
}

/** The call that an asserted value comes from, through names, `await` and members. */
export function findAssertedCall(file: TestFileModel, node: Node, path: readonly string[] = []): AssertedCall | null {
  const plain = bare(node);
  switch (plain.type) {
    case 'CallExpression':
      return { call: plain, path };
    case 'AwaitExpression':
      return findAssertedCall(file, plain.argument, path);
    case 'MemberExpression': {
      const name = memberName(plain);
      return name === null ? null : findAssertedCall(file, plain.object, [name, ...path]);
    }
    case 'Identifier': {
      const binding = file.script.bindingOf(plain);
      const initial = binding === null ? null : initialOf(binding, file.script);
      return binding?.path == null || initial === null ? null : findAssertedCall(file, initial, [...binding.path, ...path]);
    }
    default:
      return null;
  }
}
