import { createHash } from 'node:crypto';
import type { ExportedReport } from '@killrate/shared/api';
import { PackedReport, unpackReport } from '@killrate/shared/packed-report';
import { tally } from '@killrate/shared/score';
import { expect, test } from 'vitest';
import { toDashboardHtml } from './dashboard-html.ts';

const EVIL = '</script><script>alert(1)</script><!--"\'&\u2028';
const CLIENT = {
  script: "const text = '</script>';\r\nconst more = '<!--';",
  style: "a::after { content: '</style>' }\r\n",
  icon: '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>',
};
const REPORT: ExportedReport = {
  schemaVersion: 1,
  exportedAt: '2026-11-21T10:00:00.000Z',
  project: {
    ...{ name: EVIL, version: '0.1.0', store: 'ready', storeMessage: null, revision: '1', latestRun: null, progress: null },
    ...{ modules: [EVIL], mutators: [], counts: { survivors: 0, tests: 0, runs: 0 } },
    abilities: { write: false, run: false, openEditor: false },
  },
  overview: { totals: tally([]), since: null, modules: [], trend: [], gate: null, staleFiles: [], changedFiles: [] },
  ...{
    files: [],
    mutants: [],
    formerMutants: [],
    changedFiles: [],
    tests: [],
    isMatrix: false,
    assessment: null,
    findingFeedback: {},
    runs: [],
  },
  sources: { [EVIL]: EVIL },
};
const html = toDashboardHtml(REPORT, CLIENT);
/** What a browser takes for scripts: each ends at the first `</script`. */
const scripts = [...html.matchAll(/<script([^>]*)>([\s\S]*?)<\/script/g)].map(([, attributes, text = '']) => ({
  attributes,
  text,
}));
const [, style = ''] = /<style>([\s\S]*?)<\/style/.exec(html) ?? [];

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

test('the report comes out as it went in, whatever its names and sources are', () => {
  expect(scripts[0]?.attributes).toBe(' type="application/json" id="killrate-data"');
  expect(unpackReport(PackedReport.parse(JSON.parse(scripts[0]?.text ?? '')))).toEqual(REPORT);
});

test('nothing breaks out of its place', () => {
  expect(scripts).toHaveLength(2);
  expect(html.match(/<\/script/g)).toHaveLength(2);
  expect(html.match(/<\/style/g)).toHaveLength(1);
  expect(html).not.toContain('<!--');
  expect(html).toContain('<title>&#60;/script&#62;&#60;script&#62;alert(1)');
});

test('the policy allows what the browser hashes: the texts as they stand there, with plain line breaks', () => {
  expect(scripts[1]?.text).not.toContain('\r');
  expect(html).toContain(`script-src ${hashOf(scripts[1]?.text ?? '')};`);
  expect(html).toContain(`style-src ${hashOf(style)};`);
});

test('nothing is loaded from anywhere, the icon neither', () => {
  const outside = html.replaceAll(/<(script|style)[^>]*>[\s\S]*?<\/\1>/g, '');

  expect(outside).toContain("default-src 'none'");
  expect([...outside.matchAll(/\b(?:src|href)="([^"]*)"/g)].map(([, target]) => target)).toEqual([
    `data:image/svg+xml,${encodeURIComponent(CLIENT.icon)}`,
  ]);
});
