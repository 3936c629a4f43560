import { expect, test } from 'vitest';
import { exportedMutant } from '../exported-report.fixture.ts';
import { type DiffLine, dedent, diffIn } from './mutant-diff.tsx';

/** "-  return a + b;" with the changed part in brackets. */
function drawn(lines: readonly DiffLine[]): string[] {
  const sign = { same: ' ', removed: '-', added: '+' };
  return lines.map(({ kind, text, marked }) => {
    if (marked === null) return sign[kind] + text;
    return `${sign[kind]}${text.slice(0, marked.from)}[${text.slice(marked.from, marked.to)}]${text.slice(marked.to)}`;
  });
}

const CONTEXT = ['  function price(a, b) {', '    return a + b;', '  }'];
const SUM = exportedMutant({ line: 8, column: 12, endLine: 8, endColumn: 17, original: 'a + b', replacement: 'a - b' });
const BODY = exportedMutant({ line: 7, column: 24, endLine: 9, endColumn: 4, replacement: '{}' });

test('the changed line is shown as it is and as it would be, with its changed part', () => {
  const lines = diffIn(CONTEXT, 7, SUM);

  expect(drawn(lines)).toEqual([` ${CONTEXT[0]}`, '-    return [a + b];', '+    return [a - b];', ` ${CONTEXT[2]}`]);
  expect(lines.map(({ number }) => number)).toEqual([7, 8, null, 9]);
});

test('a change over several lines removes them all', () => {
  expect(drawn(diffIn(CONTEXT, 7, BODY))).toEqual([
    '-  function price(a, b) [{]',
    '-[    return a + b;]',
    '-[  }]',
    '+  function price(a, b) [{}]',
  ]);
});

test('the indent that all lines share is left out, and marks move with it', () => {
  expect(drawn(dedent(diffIn(CONTEXT, 7, SUM)))).toEqual([
    ' function price(a, b) {',
    '-  return [a + b];',
    '+  return [a - b];',
    ' }',
  ]);
});

test('an empty line does not count as indented', () => {
  expect(
    drawn(
      dedent(
        diffIn(
          ['  one();', '', '  two();'],
          1,
          exportedMutant({ line: 1, column: 3, endLine: 1, endColumn: 6, replacement: 'x' }),
        ),
      ),
    ),
  ).toEqual(['-[one]();', '+[x]();', ' ', ' two();']);
});

test('of a long block that is taken away, the first and the last lines are shown', () => {
  const body = Array.from({ length: 98 }, (_, index) => `  step(${index});`);
  const context = ['function run() {', ...body, '}'];
  const lines = diffIn(context, 1, exportedMutant({ line: 1, column: 16, endLine: 100, endColumn: 2, replacement: '{}' }));

  expect(lines.filter(({ kind }) => kind === 'removed')).toHaveLength(40);
  expect(lines[34]?.text).toBe('… 61 more lines …');
  expect(lines.at(-2)?.text).toBe('}');
  expect(drawn(lines).at(-1)).toBe('+function run() [{}]');
});
