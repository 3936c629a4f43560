/** `killrate report --format html` as people open it: one file, in a real browser, with nobody serving it. */
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ExportedReport } from '@killrate/shared/api';
import { PackedReport, unpackReport } from '@killrate/shared/packed-report';
import { readReportClient } from '@killrate/web/export-report';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toDashboardHtml } from '../src/report/dashboard-html.ts';
import { findChromium, PATIENT, seen, useChromium } from './dashboard/chromium.fixture.ts';
import { createTestProject, killrate, type TestProject } from './project.fixture.ts';

/** What would run, or break the page, if any place took text for markup. */
const EVIL = '</script><img src=x onerror="document.title=1"><!--<script>';
const MODULE = "<b onclick='x'>prices</b>";

const SOURCE = `/** ${EVIL}\u2028 */
export function price(amount: number): number {
  if (amount > 10) return amount - 1;
  return amount;
}

export function greet(): string {
  return ${JSON.stringify(EVIL)};
}
`;
const TESTS = `import { expect, it } from 'vitest';
import { greet, price } from '../src/price';

it(${JSON.stringify(EVIL)}, () => { expect(price(20)).toBe(19); });
it('greets', () => { greet(); });
`;
const CONFIG = `export default {};
export const killrate = { modules: [{ name: ${JSON.stringify(MODULE)}, files: ['src/**'], target: 90 }] };
`;

const chromiumPath = findChromium();
/** What the client may weigh, with the charts: a report is mailed, and kept with each run of CI. */
const CLIENT_BYTES = 1_200_000;
/** The figures of one run, two small sources and the frame of the page. */
const DATA_BYTES = 20_000;

let project: TestProject;
let html = '';

beforeAll(() => {
  project = createTestProject({ 'stryker.conf.mjs': CONFIG, 'src/price.ts': SOURCE, 'test/price.test.ts': TESTS });
  const ran = killrate(project.root, 'run');
  expect(ran.code, ran.stderr).toBe(0);
  const reported = killrate(project.root, 'report', '--format', 'html');
  expect(reported.code, reported.stderr).toBe(0);
  html = project.read('reports/killrate.html');
});
afterAll(() => project.remove());

function dataOf(page: string): ExportedReport {
  const [, data = ''] = /<script type="application\/json" id="killrate-data">(.*?)<\/script>/s.exec(page) ?? [];
  return unpackReport(PackedReport.parse(JSON.parse(data)));
}

describe('the file', () => {
  it('holds what was measured, and can change nothing', () => {
    const { project: view, files, mutants, runs, sources } = dataOf(html);

    expect(view.abilities).toEqual({ write: false, run: false, openEditor: false });
    expect(files.map(({ file }) => file)).toEqual(['src/price.ts']);
    expect(mutants[0]).toMatchObject({ status: 'Survived', module: MODULE });
    expect(runs).toHaveLength(1);
    expect(sources).toEqual({ 'src/price.ts': SOURCE, 'test/price.test.ts': TESTS });
  });

  it('has no way out of its scripts: names and sources stay data', () => {
    const outside = html.replace(/(<script>).*?(?=<\/script>)/s, '$1');

    expect(outside.match(/<script/gi)).toHaveLength(2);
    expect(html.match(/<\/script/gi)).toHaveLength(2);
    expect(html.match(/<style|<\/style/gi)).toHaveLength(2);
    expect(html).not.toContain('<!--');
    expect(html).not.toContain('\u2028');
    expect(html).not.toContain('<img src=x');
  });

  it('allows its own script and style by their hashes, and nothing of the network', () => {
    const [, policy = ''] = /Content-Security-Policy" content="([^"]+)"/.exec(html) ?? [];

    expect(policy).toMatch(
      /^default-src 'none'; script-src 'sha256-\S{44}'; style-src 'sha256-\S{44}'; img-src data:; base-uri 'none'; form-action 'none'$/,
    );
  });

  it('is the client and little more', () => {
    const beside = html.replace(/<script>.*?<\/script>/s, '').replace(/<style>.*?<\/style>/s, '');

    expect(beside.length).toBeLessThan(DATA_BYTES);
    expect(statSync(join(project.root, 'reports/killrate.html')).size).toBeLessThan(CLIENT_BYTES);
  });
});

describe.skipIf(chromiumPath === null)('opened from the disk', () => {
  const visit = useChromium(chromiumPath ?? '');
  const open = (place: string): Promise<Page> =>
    visit(`${pathToFileURL(join(project.root, 'reports/killrate.html')).href}#${place}`);

  it.each([
    ['/', /of \d+ mutants killed/],
    ['/survivors', /\d+ survivors?/],
    ['/files', 'Files'],
    ['/file?path=src/price.ts', 'src/price.ts'],
    ['/tests', 'Tests'],
    [`/test?id=${encodeURIComponent(`test/price.test.ts > ${EVIL}`)}`, EVIL],
    ['/runs', 'Runs'],
    ['/compare', 'Compare'],
    ['/nowhere', 'There is no such page'],
  ] as const)('%s is there', async (place, title) => {
    const page = await open(place);

    const heading = page.locator('h1').first();
    await expect.poll(() => heading.textContent(), PATIENT).toMatch(typeof title === 'string' ? literally(title) : title);
    expect(await page.locator('img').count()).toBe(0);
  });

  it('a run has its receipt', async () => {
    const [receipt] = dataOf(html).runs;

    const page = await open(`/runs/${receipt?.run.id}`);

    await seen(page.locator('h1'), /^Run of/);
    await seen(page.locator('main'), 'src/price.ts');
  });

  it('asks for nothing but itself', async () => {
    const page = await open('/');
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));

    await page.reload();
    await seen(page.locator('h1'), /mutants killed/);

    expect(asked.filter((url) => !url.startsWith('data:')).map((url) => new URL(url).protocol)).toEqual(['file:']);
  });

  it('keys walk through the survivors, and nothing that would change anything is offered', async () => {
    const page = await open('/survivors');
    await seen(page.locator('h1'), /survivors/);

    await page.keyboard.press('j');

    await expect.poll(() => page.url(), PATIENT).toContain(`mutant=${dataOf(html).mutants[1]?.key}`);
    expect(await page.getByRole('button', { name: /Accept|Useful|Run it again|Editor/i }).count()).toBe(0);
  });

  it('what it does not hold is told with the command that shows it', async () => {
    const page = await open('/runs/none');

    await seen(page.locator('main'), /npx killrate serve/);
  });

  it('a report of another version says so', async () => {
    const path = join(project.root, 'other.html');
    writeFileSync(path, html.replace('{"schemaVersion":1', '{"schemaVersion":9'));

    const page = await visit(pathToFileURL(path).href);

    await seen(page.locator('#root'), 'exported by another version of killrate');
  });

  it('opens with 100,000 mutants of 2,000 files', async () => {
    const path = join(project.root, 'large.html');
    writeFileSync(path, toDashboardHtml(enlarge(dataOf(html)), readReportClient()));
    expect(readFileSync(path).length).toBeLessThan(60_000_000);

    const page = await visit(pathToFileURL(path).href);

    await expect.poll(() => page.locator('h1').textContent(), { timeout: 60_000, interval: 100 }).toMatch(/mutants killed/);
    await page.goto(`${pathToFileURL(path).href}#/survivors`);
    await seen(page.locator('h1'), '100,000 survivors');
  });
});

/** The same report with its first survivor in 2,000 files, 50 times in each. */
function enlarge(report: ExportedReport): ExportedReport {
  const [file] = report.files;
  const [survivor] = report.mutants;
  if (file === undefined || survivor === undefined) throw new Error('the report is empty');
  const files = Array.from({ length: 2_000 }, (_, index) => ({ ...file, file: `src/part-${index}/price.ts` }));
  const mutants = files.flatMap((each, number) =>
    Array.from({ length: 50 }, (_, index) => ({
      ...survivor,
      file: each.file,
      key: (number * 50 + index).toString(16).padStart(12, '0'),
    })),
  );
  const sources = Object.fromEntries(files.map((each) => [each.file, SOURCE.repeat(10)]));
  return { ...report, files, mutants, sources };
}

function literally(text: string): RegExp {
  return new RegExp(text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
}
