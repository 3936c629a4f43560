import { RunDocument } from '@killrate/shared/document';
import type { Mutant } from '@killrate/shared/model';
import { describe, expect, test } from 'vitest';
import { aCheck, aDocument, aFinding, aGate, aJob, aMutant, aMutantOf, aTerminal, aTest } from './document.fixture.ts';
import { widthOf } from './fit.ts';
import { renderSummary } from './summary.ts';

const file = 'src/größe/価格の計算/a-rather-long-folder-name/price.ts';
const source = `export function total(a, b) {
  if (a === undefined || b === undefined || options.isStrictAboutEverythingThatIsMissing || options.isLenient) {
    throw new Error('missing');
  }
  return a + b;
}
`;
const tests = [
  aTest({ name: 'total > adds', line: 3 }),
  aTest({ name: 'total > fügt 価格 hinzu, auch wenn der Name dieses Tests wirklich kein Ende nehmen will', line: null }),
  aTest({ name: 'total > wide', file: 'test/a/very/deep/folder/of/tests/that/is/long/price.test.ts', line: 12 }),
  aTest({ name: 'total > fourth', line: 40 }),
  aTest({ name: 'total > fifth', line: 50 }),
];
const coveredBy = tests.map(({ id }) => id);
const survivor = (text: string, replacement: string, given: Partial<Mutant>) =>
  aMutantOf(source, text, replacement, { file, coveredBy, ...given });
const mutants = [
  survivor('a + b', 'a - b', { key: 'sum' }),
  survivor('a === undefined', 'false', { key: 'left', mutator: 'ConditionalExpression' }),
  survivor("{\n    throw new Error('missing');\n  }", '{}', {
    key: 'block',
    mutator: 'BlockStatement',
    coveredBy: coveredBy.slice(0, 1),
  }),
  survivor("'missing'", '""', { key: 'text', coveredBy: coveredBy.slice(0, 2) }),
  survivor('b === undefined', 'true', { key: 'none', status: 'NoCoverage', coveredBy: [], mutator: 'ConditionalExpression' }),
  survivor('undefined', 'null', { key: 'lost', status: null, reason: 'two verdicts in three runs' }),
  survivor('undefined', 'null', { key: 'loop', status: 'Timeout' }),
  ...['logging call', 'logging call', 'Stryker disable'].map((reason, index) =>
    aMutant({ file, key: `i${index}`, status: 'Ignored', reason }),
  ),
  ...Array.from({ length: 5 }, (_, index) => aMutant({ file, key: `k${index}`, status: 'Killed' })),
];
const document = aDocument({
  mutants,
  tests,
  jobs: [aJob({ file, module: 'prices' }), aJob({ file: 'src/types.ts', module: 'types', status: 'reused' })],
  targets: { prices: 90 },
  notes: ['src/new.ts belongs to no module'],
});
const sources = new Map([[file, source]]);
const summary = (given: Parameters<typeof aDocument>[0] = {}, shown?: number | 'all', terminal = aTerminal()) =>
  renderSummary({ ...document, ...given }, sources, terminal, shown);

describe('renderSummary', () => {
  test('what these tests render is a document of the contract', () => {
    expect(RunDocument.safeParse(document).error).toBeUndefined();
  });

  test('a kill rate that does not exist is a dash, never 0 and never NaN', () => {
    const text = renderSummary(
      aDocument({ jobs: [aJob({ file: 'src/types.ts' })], targets: { default: 90 } }),
      new Map(),
      aTerminal(),
    );
    const rows = text.split('\n').filter((line) => /^(default| {2}src\/types)/.test(line));
    expect(rows).toHaveLength(2);
    for (const row of rows) expect(row).toMatch(/ – /);
    expect(text).toContain('kill rate –  not measured');
    expect(text).not.toMatch(/NaN|0\.0(?! s)/);
  });

  test.each([40, 60, 80, 100, 120, 200])('no line is wider than a terminal of %i columns', (width) => {
    for (const isUnicode of [true, false]) {
      for (const shown of [3, 'all'] as const) {
        for (const line of summary({}, shown, aTerminal({ width, isUnicode })).split('\n'))
          expect(widthOf(line)).toBeLessThanOrEqual(width);
      }
    }
  });

  test('an ASCII terminal gets no Unicode sign of killrate', () => {
    const ascii = aDocument({
      mutants: mutants.map((mutant) => ({
        ...mutant,
        file: 'src/a-file-whose-path-must-be-cut-somewhere-in-the-middle-to-fit.ts',
        coveredBy: [],
      })),
      jobs: [aJob({ file: 'src/types.ts', module: 'types' })],
    });
    for (const width of [60, 100]) {
      expect(renderSummary(ascii, new Map(), aTerminal({ isUnicode: false, width }), 'all')).toMatch(/^[\n\x20-\x7e]*$/);
    }
  });

  test('without colour there is no escape sequence, with colour the words are the same', () => {
    const bare = summary();
    const coloured = summary({}, 3, aTerminal({ hasColour: true }));
    expect(bare).not.toContain('\u001b');
    expect(coloured).toContain('\u001b');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are what is taken out
    expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(bare);
  });

  test('a module shows its rate, its target and how far it is to go; its files stand below it', () => {
    const lines = summary({}, 3, aTerminal({ width: 160 })).split('\n');
    const module = lines.findIndex((line) => line.startsWith('prices'));
    expect(lines[module]?.split(/ {2,}/)).toEqual([
      'prices',
      '54.5',
      '90',
      '-35.5',
      '15',
      '5',
      '4',
      '1',
      '1',
      '1',
      '90.9',
      '60.0',
      '3.2 s',
    ]);
    expect(lines[module + 1]?.trim().split(/ {2,}/).slice(1)).toEqual([
      '54.5',
      '15',
      '5',
      '4',
      '1',
      '1',
      '1',
      '90.9',
      '60.0',
      '3.2 s',
    ]);
    expect(lines[module + 3]).toMatch(/^ {2}src\/types.ts.* reused$/);
  });

  test('a column of zeros goes before any other, and the rate stays to the last', () => {
    const noTimeouts = aDocument({ mutants: mutants.filter(({ status }) => status !== 'Timeout'), targets: { default: 90 } });
    const head = (width: number) => renderSummary(noTimeouts, sources, aTerminal({ width })).split('\n')[1] ?? '';
    expect(head(160)).toContain('timeout');
    expect(head(110)).not.toContain('timeout');
    expect(head(110)).toContain('strength');
    expect(head(40)).toMatch(/^module +rate/);
  });

  test('the survivors most worth a test are drawn, and how many there are is said', () => {
    const text = summary();
    expect(text).toContain('3 of 4 survivors');
    expect(text.indexOf('left')).toBeLessThan(text.indexOf('sum'));
    expect(text).toContain('5 -   return a + b;');
    expect(text).toContain('  +   return a - b;');
    expect(text).not.toMatch(/^ {2}block /m);
  });

  test('the tests that run a survivor are named, three at most', () => {
    const text = summary({}, 1);
    expect(text).toContain('5 tests run this and pass');
    expect(text).toContain('and 2 more');
    expect(text).toMatch(/total > fifth +test\/price\.test\.ts:50/);
    expect(summary({ mutants: mutants.slice(2, 3) }, 1)).toContain('1 test runs this and passes');
  });

  test('all survivors are drawn in the order of their places if asked for', () => {
    const keys = [...summary({}, 'all').matchAll(/^ {2}(sum|left|block|text) /gm)].map(([, key]) => key);
    expect(keys).toEqual(['left', 'block', 'text', 'sum']);
  });

  test('mutants that no test runs stand apart and short', () => {
    const [, section = ''] = summary().split('1 mutant that no test runs\n');
    expect(section).toMatch(/^.*price\.ts:2 +ConditionalExpression +b === undefined → true\n\n/);
  });

  test('unresolved mutants say why, ignored ones are counted by reason', () => {
    const text = summary();
    expect(text).toContain('1 unresolved mutant: no trustworthy status\n  two verdicts in three runs\n');
    expect(text).toContain('3 ignored (2 logging call; 1 Stryker disable)');
  });

  test('the totals and the next command end it', () => {
    const lines = summary().split('\n');
    expect(lines.slice(-3)).toEqual([
      'kill rate 54.5 %  6 of 11 mutants killed (1 by timeout), 4 survived, 1 no coverage, 23 s',
      'not in the rate: 1 unresolved, 3 ignored (2 logging call; 1 Stryker disable)',
      'next: killrate show left  (write its test, then killrate retry)',
    ]);
  });

  test.each([
    ['only unresolved', { mutants: mutants.slice(5, 6) }, 'killrate retry'],
    ['only uncovered', { mutants: mutants.slice(4, 5) }, 'killrate show none'],
    ['nothing valid', { mutants: [] }, 'killrate doctor'],
  ])('the next command where there is %s', (_, parts, command) => {
    expect(renderSummary(aDocument(parts), sources, aTerminal())).toMatch(new RegExp(`\nnext: ${command}  \\(.*\\)$`));
  });

  test('a run that ended otherwise says so first, with its reason and its jobs', () => {
    const run = document.run && { ...document.run, status: 'baseline-failed' as const, reason: '2 tests fail:\n total > adds' };
    const text = summary({ run, jobs: [aJob({ file, module: 'prices', status: 'timed-out', reason: 'over 900 s' })] });
    expect(text).toContain('run baseline-failed: 2 tests fail: total > adds\n');
    expect(text).toContain(`${file} timed-out: over 900 s\n`);
    expect(text).toMatch(/\nnext: npx vitest run /);
  });

  test('notes and the gate are printed', () => {
    const check = aCheck({ name: 'target', message: 'prices is 35.5 below its target of 90' });
    const within = aCheck({ outcome: 'passed', passed: true, message: 'within reach' });
    const text = summary({ gate: aGate({ checks: [check, within] }) });
    expect(text).toContain('src/new.ts belongs to no module\ngate: FAILED\n  target: prices is 35.5 below its target of 90\n');
    expect(text).not.toContain('within reach');
    expect(summary({ gate: aGate({ passed: true, checks: [] }) })).toContain('\ngate: passed\n');
  });

  test('doubted tests are counted by what is held against them, and what is beside them apart', () => {
    const findings = [
      aFinding({ key: 'f1', test: 'adds', verdict: 'hollow-by-evidence', level: 'warning' }),
      aFinding({ key: 'f2', test: 'adds', verdict: 'hollow-by-evidence', level: 'warning' }),
      aFinding({ key: 'f3', test: 'sums', verdict: 'suspect', level: 'information' }),
      aFinding({ key: 'f4', test: null, verdict: 'hollow-by-evidence', level: 'warning' }),
    ];
    const text = renderSummary(aDocument({ findings }), new Map(), aTerminal(), 'all');
    expect(text).toContain('tests: 1 hollow by evidence, 1 finding beside them: killrate tests names them');
  });

  test('many files with nothing left are counted, not listed', () => {
    const files = Array.from({ length: 9 }, (_, index) => `src/clean-${index}.ts`);
    const clean = aDocument({
      mutants: [aMutant({ file: 'src/bad.ts' }), ...files.map((each) => aMutant({ file: each, key: each, status: 'Killed' }))],
    });
    const text = renderSummary(clean, new Map(), aTerminal());
    expect(text).toContain('  and 9 clean files');
    expect(text).toContain('  src/bad.ts');
    expect(text).not.toContain('clean-3');
    expect(renderSummary(clean, new Map(), aTerminal(), 'all')).toContain('clean-3');
  });

  test('escape sequences in names of tests, paths, reasons and notes do not reach the terminal', () => {
    const evil = '\u001b[2J\u0007\u202e';
    const hostile = aTest({ name: evil, file: `test/${evil}.test.ts` });
    const text = renderSummary(
      aDocument({
        mutants: [
          aMutant({
            file: evil,
            symbol: evil,
            original: evil,
            replacement: evil,
            coveredBy: [hostile.id, `gone.test.ts > ${evil}`],
          }),
          aMutant({ file: evil, status: null, reason: evil }),
        ],
        tests: [hostile],
        jobs: [aJob({ file: evil, module: evil, status: 'failed', reason: evil })],
        notes: [evil],
      }),
      new Map(),
      aTerminal(),
      'all',
    );
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must be gone
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  });
});
