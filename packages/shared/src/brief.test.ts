import { describe, expect, test } from 'vitest';
import { briefOf, contextOf } from './brief.ts';
import { newMutant } from './gate/gate.fixture.ts';
import type { Mutant, Test } from './model.ts';

const SOURCE = Array.from({ length: 20 }, (_, index) => `line ${index + 1}`).join('\n');
const TEST: Test = { id: 'test/a.test.ts > adds', file: 'test/a.test.ts', name: 'adds', line: 7, durationMs: 1 };

function brief(mutant: Partial<Mutant>, source: string | null = null, tests: Test[] = []): string {
  const whole = newMutant('k1', 'Survived', {
    line: 2,
    column: 1,
    endLine: 2,
    endColumn: 5,
    original: 'line',
    replacement: 'row',
    ...mutant,
  });
  return briefOf({ mutant: whole, module: 'shop', source, tests });
}

test('the context is the changed lines and five around them, cut at the ends of the file', () => {
  expect(contextOf(SOURCE, { line: 10, endLine: 11 })).toEqual({
    line: 5,
    lines: [
      'line 5',
      'line 6',
      'line 7',
      'line 8',
      'line 9',
      'line 10',
      'line 11',
      'line 12',
      'line 13',
      'line 14',
      'line 15',
      'line 16',
    ],
  });
  expect(contextOf(SOURCE, { line: 1, endLine: 1 }, 1)).toEqual({ line: 1, lines: ['line 1', 'line 2'] });
  expect(contextOf(SOURCE, { line: 20, endLine: 20 }, 1)).toEqual({ line: 19, lines: ['line 19', 'line 20'] });
  expect(contextOf(SOURCE, { line: 20, endLine: 21 })).toBeNull();
});

test('the change is drawn into its source', () => {
  expect(brief({}, 'a\nline 2\nb')).toContain('```diff\n  a\n- line 2\n+ row 2\n  b\n```');
});

test('lines that a mutant takes away leave no blank one', () => {
  const mutant = { line: 2, endLine: 3, column: 1, endColumn: 7, original: 'line 2\nline 3', replacement: '' };

  expect(brief(mutant, 'a\nline 2\nline 3\nb')).toContain('- line 2\n- line 3\n  b');
});

test('without its source the change is drawn alone', () => {
  expect(brief({ original: 'a\nb', replacement: 'c' })).toContain('```diff\n- a\n- b\n+ c\n```');
});

test('eight tests are named, with their places and whether they kill, the rest is counted', () => {
  const others = Array.from({ length: 9 }, (_, index) => ({ ...TEST, id: `t${index}`, name: `other ${index}`, line: null }));
  const text = brief({ killedBy: [{ test: TEST.id, kind: 'crash' }] }, null, [TEST, ...others]);

  expect(text).toContain('- test/a.test.ts:7  adds  (kills it)\n- test/a.test.ts  other 0\n');
  expect(text).toContain('other 6\n- and 2 more\n');
  expect(text).not.toContain('other 7');
});

test('what stands beside the change on its lines stays, and a line of blanks does not', () => {
  const mutant = { column: 3, endLine: 3, endColumn: 7, original: 'x', replacement: 'y\n  \nz' };

  expect(brief(mutant, 'a\n1 line 2\nline 3;\nb')).toContain('- 1 line 2\n- line 3;\n+ 1 y\n+ z;\n  b\n```');
});

test('where eight tests run it none is left to be counted', () => {
  const tests = Array.from({ length: 8 }, (_, index) => ({ ...TEST, id: `t${index}` }));

  expect(brief({}, null, tests)).not.toContain('more');
});

test('of a survivor it is the change, the tests, and what kills it', () => {
  const mutant = { mutator: 'BlockStatement', coveredBy: [TEST.id] };

  expect(brief(mutant, 'line 1\nline 2', [TEST])).toBe(`Mutant k1: survived. The one test that runs it passes with this change.
Place: src/price.ts:2:1 in price, module shop, BlockStatement

\`\`\`diff
  line 1
- line 2
+ row 2
\`\`\`

Tests that run it, those that run the least else first:
- test/a.test.ts:7  adds

A test that kills it:
- observes what the block does, since the mutant empties it;
- asserts what the code gives back, throws or changes there, so that it fails with the + line and passes with the - line.
Do not change the source, and do not assert how the code is written.
Then: killrate retry k1
`);
});

test('of code that no test runs it says so', () => {
  expect(brief({ status: 'NoCoverage' })).toContain('\n\nNo test runs this code.\n\nA test that kills it:\n- runs this code');
});

describe('the head', () => {
  test.each<[Partial<Mutant>, string]>([
    [{ coveredBy: ['a'] }, 'Mutant k1: survived. The one test that runs it passes with this change.'],
    [{ coveredBy: ['a', 'b'] }, 'Mutant k1: survived. All 2 tests that run it pass with this change.'],
    [{ status: 'NoCoverage' }, 'Mutant k1: no coverage. No test runs this code.'],
    [{ status: null, reason: null }, 'Mutant k1: unresolved.'],
    [{ status: null, reason: 'it hung' }, 'Mutant k1: unresolved: it hung.'],
    [{ status: 'Killed' }, 'Mutant k1: Killed.'],
  ])('of %j says so', (mutant, head) => {
    expect(brief(mutant).split('\n')[0]).toBe(head);
  });

  test('a place without a symbol is told without one', () => {
    expect(brief({ file: 'src/a.ts', symbol: '', mutator: 'Regex' })).toContain('\nPlace: src/a.ts:2:1, module shop, Regex\n');
    expect(brief({ file: 'src/a.ts', symbol: 'f', mutator: 'Regex' })).toContain(
      '\nPlace: src/a.ts:2:1 in f, module shop, Regex\n',
    );
  });
});

describe('what a test must observe', () => {
  test.each<[Partial<Mutant>, string]>([
    [{ mutator: 'ConditionalExpression', replacement: 'true' }, '`line` in a case where it is false'],
    [{ mutator: 'ConditionalExpression', replacement: 'false' }, '`line` in a case where it is true'],
    [{ mutator: 'ConditionalExpression', replacement: 'x' }, 'a case in which `line` decides'],
    [{ mutator: 'EqualityOperator' }, 'the very boundary'],
    [{ mutator: 'LogicalOperator' }, 'one side holds and the other does not'],
    [{ mutator: 'BlockStatement' }, 'observes what the block does'],
    [{ mutator: 'BooleanLiteral' }, 'it matters that it is `line`, and not `row`'],
    [{ mutator: 'UnaryOperator' }, 'it matters that it is `line`, and not `row`'],
    [{ mutator: 'ArithmeticOperator' }, 'uses numbers'],
    [{ mutator: 'AssignmentOperator' }, 'uses numbers'],
    [{ mutator: 'UpdateOperator' }, 'uses numbers'],
    [{ mutator: 'StringLiteral' }, 'observes the text `line`, where the mutant has `row`'],
    [{ mutator: 'Regex' }, 'a text that `line` matches and `row` does not'],
    [{ mutator: 'ArrayDeclaration' }, 'observes the content of `line`'],
    [{ mutator: 'ObjectLiteral' }, 'observes the content of `line`'],
    [{ mutator: 'OptionalChaining' }, 'null or undefined'],
    [{ mutator: 'MethodExpression' }, 'uses a value for which `line` and `row` give different results'],
    [{ mutator: 'ArrowFunction' }, 'gives back undefined'],
    [{ mutator: 'Unheard' }, '`line` and `row` lead to different results'],
    [{ mutator: 'Unheard', replacement: ' ' }, '`(nothing)`'],
    [{ mutator: 'Unheard', replacement: 'a\n  b' }, '`a b`'],
    [{ mutator: 'Unheard', replacement: 'x'.repeat(120) }, `\`${'x'.repeat(120)}\``],
    [{ mutator: 'Unheard', replacement: 'x'.repeat(121) }, `\`${'x'.repeat(119)}…\``],
  ])('of %j is told', (mutant, words) => {
    expect(brief(mutant)).toContain(words);
  });

  test('code that no test runs must be run first', () => {
    expect(brief({ status: 'NoCoverage' })).toContain('- runs this code, which no test does yet;');
    expect(brief({})).not.toContain('which no test does yet');
  });

  test.each(['Killed', 'Timeout'] as const)('nothing where it is %s', (status) => {
    expect(brief({ status })).toMatch(/It is detected already: nothing is to be done\.\n$/);
  });

  test('it ends with the command that tells whether it was done', () => {
    expect(brief({})).toMatch(/\nThen: killrate retry k1\n$/);
  });
});
