import { describe, expect, test } from 'vitest';
import { aDocument, aMutant, aMutantOf, aTerminal, aTest } from './document.fixture.ts';
import { widthOf } from './fit.ts';
import { renderMutant } from './mutant-view.ts';

const source = 'export function total(a, b) {\n  return a + b;\n}\n';
const tests = [
  aTest({ name: 'total > adds' }),
  aTest({ name: 'total > 価格を計算する', line: null }),
  aTest({ name: 'total > crashes', line: 30 }),
];
const coveredBy = tests.map(({ id }) => id);
const view = (mutant: ReturnType<typeof aMutant>, history: Parameters<typeof renderMutant>[3] = [], terminal = aTerminal()) =>
  renderMutant(aDocument({ mutants: [mutant], tests }), mutant, source, history, terminal);
const survivor = aMutantOf(source, 'a + b', 'a - b', { coveredBy });

describe('renderMutant', () => {
  test('names key, status, mutator, place, symbol and module, and draws the diff', () => {
    const text = view(survivor);
    expect(text).toContain('a1b2c3d4e5f6  Survived  ArithmeticOperator');
    expect(text).toContain('src/price.ts:2:10  in total  module default');
    expect(text).toContain('2 -   return a + b;\n    +   return a - b;');
  });

  test('of a survivor every covering test passes', () => {
    const text = view(survivor);
    expect(text).toContain('covered by 3 tests, and all of them pass');
    expect(text.match(/^ {2}passes {2}/gm)).toHaveLength(3);
    expect(text).toContain('next: killrate retry a1b2c3d4e5f6');
  });

  test('killers come first with how they killed, and covering is said to be no verdict', () => {
    const [first = '', , third = ''] = coveredBy;
    const text = view({
      ...survivor,
      status: 'Killed',
      killedBy: [
        { test: third, kind: 'crash' },
        { test: first, kind: 'assertion' },
      ],
    });
    const rows = text.split('\n').filter((line) => line.includes('total > '));
    expect(rows.map((row) => row.trim().split(/ {2,}/)[0])).toEqual(['kills by assertion', 'kills by crash', 'covers']);
    expect(text).toContain('covered by 3 tests, killed by 2');
    expect(text).toContain('"covers" is no verdict');
    expect(text).not.toContain('next:');
  });

  test('a killer that is not among the covering tests is listed too', () => {
    const text = view({
      ...survivor,
      status: 'Killed',
      coveredBy: [],
      killedBy: [{ test: 'test/x.test.ts > some test', kind: 'timeout' }],
    });
    expect(text).toMatch(/kills by timeout {2}some test {2}test\/x\.test\.ts/);
  });

  test('says why there is no status, and that a mutant is static, reused or accepted', () => {
    const text = view({
      ...survivor,
      status: null,
      reason: 'two verdicts in three runs',
      isStatic: true,
      isReused: true,
      acceptance: {
        category: 'equivalent',
        reason: 'same for all numbers',
        author: 'mk',
        date: '2026-10-01T08:00:00Z',
        expires: '2027-01-01',
      },
    });
    expect(text).toContain('Unresolved');
    expect(text).toContain('\ntwo verdicts in three runs\n');
    expect(text).toContain('accepted 2026-10-01 by mk until 2027-01-01 (equivalent): same for all numbers');
    expect(text).toContain('\nstatic: ');
    expect(text).toContain('\nreused from an earlier run');
  });

  test('earlier runs are listed with their status in words', () => {
    const text = view(survivor, [
      { runId: 'r2', startedAt: '2026-11-21T10:00:00.000Z', status: 'Survived', reason: null },
      { runId: 'r1', startedAt: '2026-11-20T10:00:00.000Z', status: null, reason: 'flaky' },
    ]);
    expect(text).toContain('history\n  2026-11-21 10:00  Survived    run r2\n  2026-11-20 10:00  Unresolved  run r1  flaky');
  });

  test('a mutant that no test runs says so', () => {
    expect(view(aMutantOf(source, 'a + b', 'a - b', { status: 'NoCoverage' }))).toContain('\nno test runs this\n');
  });

  test('a source that has changed is said to have', () => {
    const text = renderMutant(aDocument({ mutants: [survivor], tests }), survivor, 'other', [], aTerminal());
    expect(text).toContain('- a + b');
    expect(text).toContain('has changed since');
  });

  test.each([40, 60, 80, 120])('no line is wider than a terminal of %i columns', (width) => {
    const wide = aMutant({
      ...survivor,
      file: 'src/größe/価格の計算/a-rather-long-folder-name/price.ts',
      reason: 'because '.repeat(40),
      status: 'Killed',
    });
    const history = [{ runId: 'r'.repeat(40), startedAt: '2026-11-21T10:00:00.000Z', status: null, reason: 'flaky '.repeat(30) }];
    const killed = { ...wide, killedBy: [{ test: coveredBy[0] ?? '', kind: 'assertion' as const }] };
    for (const mutant of [wide, killed, { ...wide, status: 'Survived' as const }]) {
      for (const line of view(mutant, history, aTerminal({ width })).split('\n'))
        expect(widthOf(line)).toBeLessThanOrEqual(Math.max(width, 48));
    }
  });
});
