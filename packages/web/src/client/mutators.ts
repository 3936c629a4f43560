/** What each mutator does, in plain words, and what a test must look at to notice it. */

/** `does` completes "This mutant ..."; `observe` is advice for whoever writes the test. */
export interface MutatorWords {
  does: string;
  observe: string;
}

const WORDS: Record<string, MutatorWords> = {
  ArithmeticOperator: {
    does: 'calculates with another operator',
    observe: 'Use operands for which both operators differ (not 0, 1 or 2 and 2), and assert the exact result.',
  },
  ArrayDeclaration: {
    does: 'empties an array, or puts something into an empty one',
    observe: 'Assert what the array holds, or the result that each of its elements leads to.',
  },
  ArrowFunction: {
    does: 'makes a function return nothing',
    observe: 'Call what uses the function, and assert the value that comes from it.',
  },
  AssignmentOperator: {
    does: 'changes how a variable is updated',
    observe: 'Let the variable be updated at least once from a value that is not neutral, and assert what it is afterwards.',
  },
  BlockStatement: {
    does: 'takes away everything a block does',
    observe:
      'Find what the block is for (a value it returns, something it changes, a call it makes) and assert that it happened.',
  },
  BooleanLiteral: {
    does: 'turns a true into a false, or the other way round',
    observe: 'Find what depends on the flag, and assert the behaviour that only this value of it has.',
  },
  CallExpression: {
    does: 'takes away a call',
    observe: 'Find what the call is for (what it changes, sends or throws) and assert that it happened.',
  },
  ConditionalExpression: {
    does: 'makes a condition always true or always false',
    observe: 'Use an input for which the condition is the other way round, and assert what must happen then.',
  },
  EqualityOperator: {
    does: 'compares in another way, often by moving a boundary by one',
    observe: 'Use the value exactly at the boundary, and assert on which side it falls.',
  },
  LogicalOperator: {
    does: 'turns an "and" into an "or", or the other way round',
    observe: 'Use an input for which exactly one of the two sides holds, and assert what must happen then.',
  },
  MethodExpression: {
    does: 'calls another method, or none at all',
    observe: 'Use an input that the method really changes, and assert the exact result.',
  },
  ObjectLiteral: {
    does: 'empties an object',
    observe: 'Assert the properties of the object, or what they lead to.',
  },
  OptionalChaining: {
    does: 'takes away the protection against a missing value',
    observe: 'Use null or undefined there, and assert that nothing is thrown and what comes back.',
  },
  Regex: {
    does: 'makes a pattern match something else',
    observe: 'Use a text that only one of the two patterns matches, and assert the outcome.',
  },
  StringLiteral: {
    does: 'replaces a text by another one',
    observe: 'Assert the exact text, or the behaviour that depends on it.',
  },
  UnaryOperator: {
    does: 'changes or takes away a sign or a negation',
    observe: 'Use a value other than 0, and assert the exact result with its sign.',
  },
  UpdateOperator: {
    does: 'counts in the other direction',
    observe: 'Assert what the counter is afterwards, or how often the loop ran.',
  },
};

const UNKNOWN: MutatorWords = {
  does: 'changes the code in a small way',
  observe: 'Find an input for which the original and the mutant behave differently, and assert what the original does.',
};

/** Words for a mutator by its name; general ones where it is not known. */
export function wordsOfMutator(mutator: string): MutatorWords {
  return Object.hasOwn(WORDS, mutator) ? (WORDS[mutator] ?? UNKNOWN) : UNKNOWN;
}

/** "ConditionalExpression" as people say it: "conditional expression". */
export function nameOfMutator(mutator: string): string {
  return mutator.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
}
