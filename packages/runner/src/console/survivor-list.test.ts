import { describe, expect, test } from 'vitest';
import { aDocument, aJob, aMutant, aMutantOf, aTerminal } from './document.fixture.ts';
import { widthOf } from './fit.ts';
import { renderSurvivors } from './survivor-list.ts';

const source = 'const options = { isStrict: true };\nexport const total = (a, b) => a + b;\n';
const low = 'src/größe/価格の計算/a-rather-long-folder-name/price.ts';
const high = 'src/url.ts';
const mutants = [
  aMutantOf(source, 'a + b', 'a - b', { file: high, key: 'high-2' }),
  aMutantOf(source, 'true', 'false', { file: high, key: 'high-1', mutator: 'BooleanLiteral' }),
  aMutantOf(source, 'a + b', 'a - b', { file: low, key: 'low-1' }),
  aMutant({
    file: high,
    key: 'none-1',
    status: 'NoCoverage',
    mutator: 'BlockStatement',
    original: '{\n  audit();\n}',
    replacement: '{}',
  }),
  aMutant({ file: high, key: 'killed', status: 'Killed' }),
];
const document = aDocument({
  mutants,
  jobs: [aJob({ file: high, module: 'url' }), aJob({ file: low, module: 'payments' })],
  targets: { url: 30, payments: 90 },
});
const sources = new Map([
  [high, source],
  [low, source],
]);

describe('renderSurvivors', () => {
  test('the module furthest below its target comes first, then place; NoCoverage stands apart', () => {
    const text = renderSurvivors(document, sources, aTerminal({ width: 160 }));
    expect([...text.matchAll(/^ {2}(\S+)/gm)].map(([, key]) => key)).toEqual(['low-1', 'high-1', 'high-2', 'none-1']);
    expect(text).toContain('payments  1 survivor  kill rate 0.0 of 90 (-90.0)\n');
    expect(text).toContain('1 mutant that no test runs\n');
    expect(text).not.toContain('killed');
    expect(text).toMatch(/\nnext: killrate show low-1/);
  });

  test('one line holds key, place, mutator and change; a change too short to mean anything is shown in its line', () => {
    const text = renderSurvivors(document, sources, aTerminal({ width: 160 }));
    expect(text).toMatch(
      / {2}high-1 {2}src\/url\.ts:1:29 +BooleanLiteral +const options = \{ isStrict: true \}; → const options = \{ isStrict: false \};/,
    );
    expect(text).toMatch(/ {2}none-1 {2}src\/url\.ts:2:10 {2}BlockStatement {2}\{ audit\(\); \} → \{\}/);
    expect(renderSurvivors(document, new Map(), aTerminal({ width: 160 }))).toMatch(/BooleanLiteral +true → false/);
  });

  test('on a narrow terminal the change has a line of its own', () => {
    const text = renderSurvivors(document, new Map(), aTerminal({ width: 60 }));
    expect(text).toContain('price.ts:2:32\n    a + b → a - b\n');
  });

  test.each([40, 60, 80, 120])('no line is wider than a terminal of %i columns', (width) => {
    for (const isUnicode of [true, false]) {
      for (const line of renderSurvivors(document, sources, aTerminal({ width, isUnicode })).split('\n')) {
        expect(widthOf(line)).toBeLessThanOrEqual(width);
      }
    }
  });

  test('no survivors is said, not left blank', () => {
    expect(renderSurvivors(aDocument({ mutants: [aMutant({ status: 'Killed' })] }), new Map(), aTerminal())).toBe('no survivors');
  });
});
