/** What an expression stands for, as far as bindings tell across files: a thing of a library, code of the tests, or the unit under test. */
import type { CallExpression, Class, Node, ObjectExpression } from 'oxc-parser';
import type { Script } from './script.ts';
import type { FunctionNode } from './syntax.ts';

export type Meaning =
  /**
   * What a library gives out, or (where `library` is null) a global. The path holds the names that lead to it; `()` stands for a call and
   * `new` for a construction: `vi.fn()` is `['vi', 'fn', '()']` of `vitest`. `extended` holds the calls of `extend` on the way.
   */
  | { kind: 'library'; library: string | null; path: readonly string[]; extended?: readonly Extension[] }
  /** A function, class or object literal that is written in the tests' own code, or, of a script under test, in the file itself. */
  | { kind: 'code'; script: Script; node: FunctionNode | Class | ObjectExpression }
  /** An object of a class that is written in the tests' own code. */
  | { kind: 'instance'; script: Script; node: Class }
  /** A module of the tests' own code as a whole. */
  | { kind: 'module'; path: string }
  /** The project's sources, or whatever comes out of them. `path` and `name` tell which export, where it is one itself. */
  | { kind: 'unit'; path: string | null; name: string | null }
  /** Literals and what the language itself makes of them. */
  | { kind: 'data' }
  /** What Vitest hands to the function of a test or a hook, and the names that lead on from there. */
  | { kind: 'context'; path: readonly string[] }
  | { kind: 'unknown' };

/** A call that gives tests fixtures: `test.extend({ ... })`. */
export interface Extension {
  script: Script;
  call: CallExpression;
}

export const UNKNOWN: Meaning = { kind: 'unknown' };
export const DATA: Meaning = { kind: 'data' };
export const UNIT: Meaning = { kind: 'unit', path: null, name: null };

/** Modules that give out `test`, `expect` and the like, as Vitest does. */
const TEST_LIBRARY =
  /^(?:vitest|@jest\/globals|bun:test|vite-plus\/test|@effect\/vitest|vitest\/.+|node:test|@storybook\/test|storybook\/test)$/;

/** Packages whose names say what they are, wherever they are installed. */
const KNOWN_LIBRARY = /^(?:chai|sinon|fast-check|supertest|@fast-check\/vitest|@testing-library\/[\w-]+)$/;

/** Whether a specifier names a package that findings know by its name alone. */
export function isKnownLibrary(specifier: string): boolean {
  return TEST_LIBRARY.test(specifier) || KNOWN_LIBRARY.test(specifier);
}

/** Where `test`, `describe` or `expect` are handed to a callback under their own names, they are what they are called, or wrap it. */
export const HANDED = 'vitest/handed';

/** The names of what a meaning is in a test library, from its root on, as `['expect', 'soft']`; null for anything else. */
export function testApi(meaning: Meaning): readonly string[] | null {
  if (meaning.kind === 'context') return meaning.path;
  if (meaning.kind !== 'library') return null;
  if (meaning.library === null) return GLOBAL_API.has(meaning.path[0] ?? '') ? meaning.path : null;
  return TEST_LIBRARY.test(meaning.library) ? meaning.path : null;
}

/** What `globals: true` of Vitest defines, and Jest's own word for `vi`. */
const GLOBAL_API: ReadonlySet<string> = new Set([
  ...[
    'test',
    'it',
    'describe',
    'suite',
    'bench',
    'expect',
    'assert',
    'expectTypeOf',
    'assertType',
    'vi',
    'vitest',
    'jest',
    'chai',
  ],
  ...[
    'beforeEach',
    'afterEach',
    'beforeAll',
    'afterAll',
    'onTestFailed',
    'onTestFinished',
    'xit',
    'xtest',
    'xdescribe',
    'fit',
    'fdescribe',
  ],
]);

/** Where code is told apart by identity: the same function, object or export. */
export function isSameMeaning(one: Meaning, other: Meaning): boolean {
  if (one.kind === 'library' && other.kind === 'library') {
    return one.library === other.library && one.path.join('\0') === other.path.join('\0');
  }
  if ((one.kind === 'code' || one.kind === 'instance') && one.kind === other.kind) return one.node === other.node;
  if (one.kind === 'unit' && other.kind === 'unit')
    return one.name !== null && one.path === other.path && one.name === other.name;
  if (one.kind === 'module' && other.kind === 'module') return one.path === other.path;
  return false;
}

export type MeaningOf = (script: Script, node: Node) => Meaning;
