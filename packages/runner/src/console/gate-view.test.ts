import type { Gate, RunDocument } from '@killrate/shared/document';
import { describe, expect, test } from 'vitest';
import { aCheck, aDocument, aGate, aMutant, aTerminal } from './document.fixture.ts';
import { renderGate } from './gate-view.ts';

const EIGHTY = aTerminal({ width: 80, isUnicode: false });

function render(gate: Partial<Gate>, code = 2, more: Partial<RunDocument> = {}): string {
  return renderGate(aDocument({ ...more, gate: aGate(gate), exit: { code, reasons: [] } }), new Map(), EIGHTY);
}

const CHANGE = {
  base: 'origin/main',
  mergeBase: 'abcdef12',
  files: [],
  lines: [],
  mutants: [],
  newSurvivors: [],
  notSurfaced: [],
};

test.each([
  [true, 0, 'passed'],
  [false, 2, 'FAILED'],
  [false, 4, 'INCOMPLETE'],
  [false, 5, 'INCOMPLETE'],
  [false, 6, 'NOTHING TO MEASURE'],
])('a gate of which passed is %s and the code is %i says %s', (passed, code, word) => {
  expect(render({ passed }, code).split('\n')[0]).toMatch(new RegExp(`^gate: ${word}(?:  |$)`));
});

test('a document without a gate says nothing', () => {
  expect(renderGate(aDocument(), new Map(), EIGHTY)).toBe('');
});

test('each check has its mark, and what did not pass is told in a sentence', () => {
  const text = render({
    checks: [
      aCheck({ name: 'completeness', outcome: 'passed', passed: true, message: 'all is there' }),
      aCheck({ name: 'kill rate of pay', outcome: 'failed', message: 'two more' }),
      aCheck({ name: 'kill rate of log', outcome: 'failed', level: 'warn', message: 'one more' }),
      aCheck({ name: 'new survivors', outcome: 'not-judged', passed: true, message: 'no base results' }),
    ],
  });
  expect(text).toMatch(/^ {2}ok {4}completeness/m);
  expect(text).toMatch(/^ {2}FAIL {2}kill rate of pay/m);
  expect(text).toMatch(/^ {2}warn {2}kill rate of log/m);
  expect(text).toMatch(/^ {2}-- {4}new survivors/m);
  expect(text).toMatch(/^kill rate of pay: two more\nkill rate of log: one more\nnew survivors: no base results$/m);
  expect(text).not.toContain('all is there');
});

test('nothing is wider than the terminal, and in a plain one all of it is ASCII', () => {
  const long = 'a very long name '.repeat(12);
  const text = render(
    {
      checks: [aCheck({ name: long, expected: long, actual: long, message: long, mutants: ['a1b2c3d4e5f6'] })],
      change: { ...CHANGE, base: long, newSurvivors: [{ key: 'a1b2c3d4e5f6', was: 'Killed', killedBy: [long, long] }] },
    },
    2,
    { mutants: [aMutant()], notes: [long] },
  );
  for (const line of text.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
  expect(text).toMatch(/^[\x20-\x7e\n]*$/);
});

test('what a project calls its things cannot move the cursor', () => {
  expect(render({ checks: [aCheck({ name: 'a\u001b[2Jb', message: 'c\u001b]0;d' })] })).not.toContain('\u001b');
});

describe('the survivors', () => {
  const [own, other, hidden] = [
    aMutant({ key: 'own', file: 'src/own.ts' }),
    aMutant({ key: 'other', file: 'src/other.ts' }),
    aMutant({ key: 'hidden', file: 'src/api.gen.ts' }),
  ];
  const checks = [
    aCheck({ name: 'kill rate of default', mutants: ['other', 'own', 'hidden'] }),
    aCheck({ name: 'new survivors', kind: 'new-survivors', module: null, mutants: ['own'] }),
  ];

  test('that the change brought come first, each is drawn once, and one that is not surfaced never', () => {
    const change = {
      ...CHANGE,
      newSurvivors: [{ key: 'own', was: 'Timeout', killedBy: [] }],
      notSurfaced: [{ file: 'src/api.gen.ts', reason: 'generated', mutants: 1 }],
    };
    const text = render({ checks, change }, 2, { mutants: [own, other, hidden] });
    expect(text).toMatch(/2 survivors in default, most worth a test first\n {2}own /);
    expect(text.match(/^ {2}(?:own|other|hidden) /gm)).toEqual(['  own ', '  other ']);
    expect(text).toContain('was Timeout before\n');
    expect(text).toMatch(/not judged with the change: 1 survivor that no reviewer can act on\s+\(src\/api\.gen\.ts\)/);
    expect(text).toMatch(/next: killrate show own /);
  });

  test('are at most three of a module, and how many there are is said', () => {
    const mutants = ['k1', 'k2', 'k3', 'k4'].map((key) => aMutant({ key }));
    const text = render({ checks: [aCheck({ mutants: mutants.map(({ key }) => key) })] }, 2, { mutants });
    expect(text).toContain('3 of 4 survivors in default');
    expect(text).not.toMatch(/^ {2}k4 /m);
  });
});

describe('what to do next', () => {
  test('is to measure what is missing, by name where it is little', () => {
    const missing = ['a.ts', 'b.ts'].map((file) => ({ file, reason: 'it was never measured' }));
    const receipt = { planHash: 'hash', files: 2, mutants: 0, buckets: {}, missing };
    expect(render({ receipt }, 5)).toMatch(/next: killrate run a\.ts b\.ts /);
    const many = Array.from({ length: 6 }, (_, index) => ({ file: `${index}.ts`, reason: 'so' }));
    expect(render({ receipt: { ...receipt, missing: many } }, 5)).toMatch(/next: killrate run {2}\(/);
    expect(render({ receipt: { ...receipt, missing: [] } }, 5)).toMatch(/next: killrate retry /);
  });

  test('is to take out stale acceptances where nothing else is wrong', () => {
    expect(render({ checks: [aCheck({ kind: 'acceptances', mutants: ['k1'] })] })).toMatch(/next: killrate accept --prune /);
  });

  test('is nothing where the gate passed', () => {
    expect(render({ passed: true, checks: [aCheck({ outcome: 'passed', passed: true })] }, 0)).not.toContain('next:');
  });
});
