import { Script } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { aDocument, aMutant, aTest } from '../console/document.fixture.ts';
import { toElementsHtml } from './elements-html.ts';
import { toMutationReport } from './elements-json.ts';

const EVIL = '</script><script>alert(1)</script><!--<script>"\'&\u2028\u2029';
const file = `src/${EVIL}.ts`;
const hostile = aTest({ name: EVIL, file: `test/${EVIL}.test.ts` });
const report = toMutationReport(
  aDocument({
    mutants: [
      aMutant({ file, original: EVIL, replacement: EVIL, reason: EVIL, coveredBy: [hostile.id] }),
      aMutant({ file: '__proto__', key: 'p' }),
    ],
    tests: [hostile],
  }),
  new Map([[file, `\n${EVIL} a + b`]]),
);
const html = toElementsHtml(report, EVIL);
/** What a browser takes for scripts: each ends at the first `</script`. */
const scripts = [...html.matchAll(/<script([^>]*)>([\s\S]*?)<\/script/g)].map(([, attributes = '', text = '']) => ({
  attributes,
  text,
}));

describe('toElementsHtml', () => {
  test('nothing in sources, names, paths or the title breaks out of its place', () => {
    expect(html.match(/<script/gi)).toHaveLength(3);
    expect(html.match(/<\/script/gi)).toHaveLength(3);
    expect(html.includes('<!--')).toBe(false);
    expect(scripts[1]?.text).not.toMatch(/[<\u2028\u2029]/u);
    expect(html).toContain('<title>&#60;/script&#62;&#60;script&#62;alert(1)');
  });

  test('the report comes out as it went in', () => {
    expect(scripts[1]?.attributes).toContain('type="application/json"');
    const parsed = JSON.parse(scripts[1]?.text ?? '');
    expect(parsed).toEqual(JSON.parse(JSON.stringify(report)));
    expect(Object.keys(parsed.files)).toEqual([file, '__proto__']);
  });

  test('both scripts are code that a browser can read', () => {
    expect(() => new Script(scripts[0]?.text ?? 'not there')).not.toThrow();
    expect(scripts[0]?.text).toContain('mutation-test-report-app');
    expect(() => new Script(scripts[2]?.text ?? 'not there')).not.toThrow();
  });

  test('nothing is loaded from anywhere', () => {
    const outside = scripts.reduce((rest, { text }) => rest.replace(text, () => ''), html);
    expect(outside).not.toMatch(/\b(src|href)=|https?:/);
    expect(outside).toContain("default-src 'none'");
  });
});
