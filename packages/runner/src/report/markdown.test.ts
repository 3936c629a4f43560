import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { describe, expect, test } from 'vitest';
import { aCheck, aDocument, aFinding, aGate, aJob, aMutant, aMutantOf, aTest } from '../console/document.fixture.ts';
import { aChange } from './change.fixture.ts';
import { MARKER, toMarkdown } from './markdown.ts';

const none = new Map<string, string>();
const source = 'export function tierFor(a, b) {\n  return a >= b;\n}\n';
const adds = aTest({ name: 'tierFor > adds', line: 5 });
const all = aTest({ name: 'all', file: 'test/all.test.ts', line: 1 });

/** As GitHub renders it, with any HTML that gets through. */
function toHtml(markdown: string): string {
  return micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true });
}

/** What a reader sees. */
function textOf(html: string): string {
  return html
    .replace(/<!--.*?-->|<[^>]*>/gs, '')
    .replace(/&(lt|gt|quot|amp);/g, (_, name) => ({ lt: '<', gt: '>', quot: '"', amp: '&' })[name as 'lt'])
    .replaceAll('\u200b', '');
}

describe('toMarkdown', () => {
  const survivor = aMutantOf(source, 'a >= b', 'a > b', { symbol: 'tierFor', coveredBy: [all.id, adds.id] });
  const gate = aGate({
    checks: [
      aCheck({ name: 'completeness', module: null, outcome: 'passed', passed: true, expected: 'all', actual: 'all' }),
      aCheck({
        name: 'new survivors',
        module: null,
        outcome: 'not-judged',
        expected: 'none',
        actual: 'not compared',
        message: 'no base',
      }),
      aCheck({ module: 'default', mutants: [survivor.key] }),
    ],
  });
  const document = aDocument({
    mutants: [survivor, aMutant({ key: 'k', status: 'Killed', coveredBy: [all.id] })],
    tests: [adds, all],
    targets: { default: 90 },
    notes: ['src/new.ts belongs to no module'],
    gate,
  });

  test('headline, checks with the failed first, survivors with diff and tests, what was not measured, totals', () => {
    expect(toMarkdown(document, new Map([['src/price.ts', source]]))).toBe(`<!-- killrate -->

## killrate: gate failed, kill rate 50.0

| Check | Expected | Actual | Outcome |
| --- | --- | --- | --- |
| kill rate of payments | at least 90 | 50.0 | **failed**: kill 4 more |
| new survivors | none | not compared | not judged: no base |
| completeness | all | all | passed |

### default: kill rate 50.0, target 90

**\`src/price.ts:2\`** in \`tierFor\`, ArithmeticOperator, \`a1b2c3d4e5f6\`

\`\`\`diff
 export function tierFor(a, b) {
-  return a >= b;
+  return a > b;
 }
\`\`\`

2 tests run it and pass, nearest: \`test/price.test.ts:5\` \`tierFor > adds\`, \`test/all.test.ts:1\` \`all\`

### Not measured or not shown
- src/new.ts belongs to no module

2 mutants, 1 killed, 1 survived, plan \`hash\`
`);
  });

  test('it begins with the mark by which a bot finds its comment', () => {
    expect(toMarkdown(aDocument(), none).startsWith(`${MARKER}\n`)).toBe(true);
    expect(MARKER).toBe('<!-- killrate -->');
  });

  test('the headline is the verdict', () => {
    const headline = (parts: Parameters<typeof aDocument>[0]) => toMarkdown(aDocument(parts), none).split('\n')[2];
    expect(headline({ gate: aGate({ passed: true, checks: [] }) })).toBe('## killrate: gate passed, kill rate not known');
    expect(headline({ mutants: [aMutant({ status: 'Killed' })] })).toBe('## killrate: kill rate 100.0');
  });

  test('a gate that could judge nothing says why', () => {
    const exit = { code: 6, reasons: [{ code: 6, message: 'nothing to measure' }] };
    expect(toMarkdown(aDocument({ exit, gate: aGate({ checks: [] }) }), none)).toContain('\n- nothing to measure\n');
  });

  test('a module shows three survivors and counts the others', () => {
    const mutants = Array.from({ length: 5 }, (_, index) => aMutant({ key: `k${index}`, line: index + 1 }));
    const checks = [aCheck({ module: 'default', mutants: mutants.map(({ key }) => key) })];
    const text = toMarkdown(aDocument({ mutants, gate: aGate({ checks }) }), none);
    expect(text.match(/```diff/g)).toHaveLength(3);
    expect(text).toContain('\nand 2 more survivors\n');
  });

  test('without a gate the modules below their target show theirs', () => {
    const jobs = [aJob({ file: 'a.ts', module: 'below' }), aJob({ file: 'b.ts', module: 'reached' })];
    const mutants = [aMutant({ file: 'a.ts', key: 'mine' }), aMutant({ file: 'b.ts', key: 'other' })];
    const text = toMarkdown(aDocument({ jobs, mutants, targets: { below: 50, reached: 0 } }), none);
    expect(text).toContain('### below: kill rate 0.0, target 50');
    expect(text).toContain('`mine`');
    expect(text).not.toContain('### reached');
    expect(text).not.toContain('| Check');
  });

  test('a change shows its new survivors with the test that killed them, and those on its lines, each once', () => {
    const fresh = Array.from({ length: 4 }, (_, index) => aMutant({ key: `fresh${index}`, line: 10 + index }));
    const own = aMutant({ key: 'own', line: 3, status: 'NoCoverage' });
    const change = aChange({
      base: 'main',
      mutants: ['own'],
      newSurvivors: fresh.map(({ key }) => ({ key, was: 'Killed', killedBy: [adds.id] })),
      notSurfaced: [{ file: 'src/gen.ts', reason: 'generated', mutants: 2 }],
    });
    const checks = [aCheck({ module: 'default', mutants: ['own', 'fresh0'] })];
    const text = toMarkdown(aDocument({ mutants: [...fresh, own], tests: [adds], gate: aGate({ checks, change }) }), none);
    expect(text).toContain('### 4 new survivors since `main`');
    expect(text).toContain('It was killed by `test/price.test.ts > tierFor > adds` before.');
    expect(text).toContain('- `src/price.ts:13` `a + b` became `a - b`; It was killed by');
    expect(text).toContain('### 1 survivor on lines changed since `main`');
    expect(text).toContain('No test runs it.');
    expect(text.match(/`own`/g)).toHaveLength(1);
    expect(text.match(/`fresh0`/g)).toHaveLength(1);
    expect(text).toContain('- `src/gen.ts`: 2 survivors not shown, generated');
  });

  test('what was not measured is told', () => {
    const receipt = { ...aGate().receipt, missing: [{ file: 'src/a.ts', reason: 'changed since' }] };
    const mutants = [aMutant({ status: null }), aMutant({ status: 'Pending' })];
    const text = toMarkdown(aDocument({ mutants, gate: aGate({ checks: [], receipt }) }), none);
    expect(text).toContain('- `src/a.ts`: changed since\n- 2 mutants without a status that can be trusted\n');
  });

  test('names, messages and code are shown as they are, and none is syntax', () => {
    const evil = '`q`</code><img src=x onerror=1>|a\\|b| `` ``` *b* _c_ [d](http://e) ~~f~~ $g$ &lt; <!-- h --> @team #12 \\';
    const hostile = aTest({ name: evil, file: evil });
    const code = `${evil}\n\`\`\`\`\n# h\n</pre>`;
    const mutant = aMutant({ file: evil, symbol: evil, original: code, replacement: 'x', coveredBy: [hostile.id] });
    const own = aMutant({ ...mutant, key: 'own', mutator: evil });
    const checks = [aCheck({ name: evil, message: evil, expected: evil, actual: evil, module: evil, mutants: [mutant.key] })];
    const change = aChange({
      base: evil,
      mutants: ['own'],
      newSurvivors: [{ key: 'own', was: 'Killed', killedBy: [hostile.id] }],
    });
    const jobs = [aJob({ file: evil, module: evil })];
    const markdown = toMarkdown(
      aDocument({
        mutants: [mutant, own],
        tests: [hostile],
        jobs,
        notes: [evil, '- x', '1. y', '# z', '---'],
        gate: aGate({ checks, change }),
      }),
      none,
    );
    const html = toHtml(markdown);
    const tags = new Set([...html.matchAll(/<(\/?[a-z]\w*)/g)].map(([, tag]) => tag?.replace('/', '')));
    expect([...tags].sort()).toEqual(
      ['a', 'code', 'h2', 'h3', 'li', 'p', 'pre', 'strong', 'table', 'tbody', 'td', 'th', 'thead', 'tr', 'ul'].sort(),
    );
    expect([...html.matchAll(/<a [^>]*>/g)].every(([link]) => link === '<a href="http://e">')).toBe(true);
    expect(html.match(/<!--/g)).toHaveLength(1);
    expect(html.match(/<td/g)).toHaveLength(4);
    expect(html.match(/<h3/g)).toHaveLength(3);
    const cell = html.match(/<td>(.*?)<\/td>/s)?.[1] ?? '';
    expect(textOf(cell)).toBe(evil);
    expect(textOf(html).split(evil).length).toBeGreaterThan(12);
    for (const mention of ['@team', '#12']) expect(cell).not.toContain(mention);
    const block = html.match(/<pre><code class="language-diff">(.*?)<\/code><\/pre>/s)?.[1] ?? '';
    expect(textOf(block)).toBe(`-${code.replaceAll('\n', '\n-')}\n+x\n`);
    for (const note of ['- x', '1. y', '# z', '---']) expect(html).toContain(`<li>${note}</li>`.replace('#', '#\u200b'));
  });

  test('a fence is longer than any in the code around a change', () => {
    const literal = 'const text = `\n````\na + b\n````\n`;\n';
    const mutant = aMutantOf(literal, 'a + b', 'a - b');
    const markdown = toMarkdown(aDocument({ mutants: [mutant], targets: { default: 50 } }), new Map([['src/price.ts', literal]]));
    expect(toHtml(markdown)).toContain('diff"> ````\n-a + b\n+a - b\n ````\n</code>');
  });

  test('a long diff is folded and a long line is cut', () => {
    const lines = Array.from({ length: 40 }, (_, index) => `${index} ${'x'.repeat(400)}`).join('\n');
    const mutant = aMutant({ original: lines, replacement: '{}' });
    const text = toMarkdown(aDocument({ mutants: [mutant], targets: { default: 50 } }), none);
    expect(text).toContain('\n... 17 more lines\n```');
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThan(210);
  });

  test('what does not fit is left out from the end of its section and counted, the totals stay', () => {
    const mutants = Array.from({ length: 300 }, (_, index) =>
      aMutant({ key: `k${index}`, file: `src/${'ü'.repeat(100)}${index}.ts` }),
    );
    const keys = mutants.map(({ key }) => key);
    const change = aChange({ mutants: keys });
    const checks = Array.from({ length: 300 }, (_, index) => aCheck({ name: `check ${index}`, message: '|'.repeat(200) }));
    const long = aDocument({ mutants, gate: aGate({ checks, change }) });
    const text = toMarkdown(long, none);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(65_536);
    expect(Buffer.byteLength(text)).toBeGreaterThan(60_000);
    const [, left] = text.match(/\n\n(\d+) parts left out: the text would be too long for a comment\.\n\n300 mutants/) ?? [];
    const shown = (text.match(/^\| check/gm)?.length ?? 0) + (text.match(/^(\*\*|- )/gm)?.length ?? 0);
    expect(Number(left) + shown).toBe(600);
    expect(toMarkdown(long, none, 1_048_576)).not.toContain('left out');
    expect(Buffer.byteLength(toMarkdown(long, none, 2_000))).toBeLessThanOrEqual(2_000);
  });

  test('findings have a section of their own, with test, verdict, rule and code; ten at most', () => {
    const findings = Array.from({ length: 11 }, (_, index) => aFinding({ key: `f${index}`, line: index + 1 }));
    const text = toMarkdown(aDocument({ findings: [...findings, aFinding({ key: 'i', level: 'information' })] }), none);
    expect(text).toContain(
      '### 11 findings about tests\n\n**`test/price.test.ts:1`**, `total > adds`: confirmed hollow, constant',
    );
    expect(text).toContain('\n```ts\nexpect(true).toBe(true)\n```\n\nBoth sides are constants.');
    expect(text).toContain('and 1 more finding: `killrate tests`');
    expect(toMarkdown(aDocument({ findings: [aFinding({ level: 'information' })] }), none)).not.toContain('about tests');
  });
});
