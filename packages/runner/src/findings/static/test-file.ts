/** What findings know of a test file: its groups, tests, hooks and assertions. */
import type { CallExpression, Node } from 'oxc-parser';
import type { Extension } from './meaning.ts';
import type { StaticProject } from './project.ts';
import type { Place, Script } from './script.ts';
import type { FunctionNode } from './syntax.ts';

export interface TestFileModel {
  project: StaticProject;
  script: Script;
  groups: readonly GroupModel[];
  /** Those that are passed over (`skip`, `todo`) too. */
  tests: readonly TestModel[];
  hooks: readonly HookModel[];
  /** Every assertion of the file, in the order of the text; also those of its hooks and helpers. */
  assertions: readonly Assertion[];
  /** Why parts of it could not be judged, each as one sentence. */
  unknown: readonly string[];
}

export interface Title {
  /** As written; null where it is computed, or where `each` fills it in. */
  text: string | null;
  /** The source of a regular expression for what it can become. */
  pattern: string;
}

export interface GroupModel {
  node: CallExpression;
  title: Title;
  /** The groups around it, the outermost first. */
  groups: readonly GroupModel[];
  modifiers: readonly string[];
  isSkipped: boolean;
  /** Whether it stands in a function that may be called from within other groups. */
  isOpen: boolean;
  body: FunctionNode | null;
}

export interface HookModel {
  node: CallExpression;
  name: 'beforeEach' | 'afterEach' | 'beforeAll' | 'afterAll';
  /** Null at the top of the file. */
  group: GroupModel | null;
  body: FunctionNode | null;
}

export interface TestModel {
  node: CallExpression;
  place: Place;
  title: Title;
  groups: readonly GroupModel[];
  /** The names between `test` and the call, as `concurrent`, `each`, `fails`. */
  modifiers: readonly string[];
  /** The calls of `extend` that give it fixtures. */
  extended: readonly Extension[];
  /** Passed over by Vitest: `skip`, `todo`, or without a body; also by way of a group. */
  isSkipped: boolean;
  /** Whether it stands for many: by `each` or `for`, here or at a group around it, in a loop or in a function that defines tests. */
  isRepeated: boolean;
  /** Expected to fail. */
  isExpectedToFail: boolean;
  /** The function it runs; null where it cannot be resolved. */
  body: FunctionNode | null;
  /** The script that {@link body} is in: another one for a body that is imported. */
  bodyScript: Script;
  /** Hooks that run with it, those of outer groups first. */
  hooks: readonly HookModel[];
  /** Assertions that stand in its body, nested functions included. */
  assertions: readonly Assertion[];
  /** Titles joined with ` > `; null where one is computed. */
  name: string | null;
  isNamed(name: string): boolean;
}

/** Who checks. `query` is a lookup that throws where nothing is found, `property` a property-based check, `request` supertest's. */
export type AssertionApi = 'expect' | 'chai' | 'assert' | 'sinon' | 'request' | 'property' | 'query' | 'fail' | 'type';

/** One check, or what was meant to be one. */
export interface Assertion {
  /** The whole chain, from `expect` to the matcher's call. */
  node: Node;
  api: AssertionApi;
  /** `not`, `resolves`, `rejects`, `soft`, `poll`, and chai's words, in the order of the text. */
  modifiers: readonly string[];
  /** The matcher's name, as `toBe`; null where there is none: `expect(x);`. */
  matcher: string | null;
  /** Whether the matcher is called, or is a property that checks by being read. False for a dangling one. */
  isCalled: boolean;
  /** What is looked at; null where there is no such value. */
  actual: Node | null;
  /** The arguments of the matcher. */
  expected: readonly Node[];
  /** Whether it is a promise that tells what it finds: `resolves`, `findBy*`, a request of supertest. */
  givesPromise: boolean;
  place: Place;
  flow: Flow;
}

/** Something on the way to a node that decides whether it is executed. */
export interface Condition {
  kind: 'if' | 'switch' | 'ternary' | 'logical' | 'try' | 'catch' | 'loop' | 'after-return';
  node: Node;
}

/** A function around a node, below the function that is looked at. */
export interface Enclosing {
  node: FunctionNode;
  /** What it is handed to; null where it is not an argument. */
  call: Node | null;
  /**
   * When it runs:
   * - `now`: certainly, before the statement around it is left
   * - `each`: once per element of what may be empty
   * - `resolved`, `rejected`: when a promise settles so (`resolved` also for `finally`)
   * - `retried`: until it passes, as in `waitFor`
   * - `later`: by a timer
   * - `called`: by whom it is handed to, or by its name, or never
   */
  runs: 'now' | 'each' | 'resolved' | 'rejected' | 'retried' | 'later' | 'called';
}

/** How a node is reached from the test's, the hook's or the helper's function that it stands in. */
export interface Flow {
  /** The outermost function that is looked at: a test's body, a hook's, or a function at the top of the file; null outside of any. */
  owner: FunctionNode | null;
  /** Innermost first, also across enclosing functions. */
  conditions: readonly Condition[];
  /** Innermost first. */
  enclosing: readonly Enclosing[];
  /**
   * What becomes of the node's own value: `awaited`, `returned` from its function, `stored` in a variable or a property, `passed` to a
   * call or a list, `dropped`.
   */
  use: 'awaited' | 'returned' | 'stored' | 'passed' | 'dropped';
}
