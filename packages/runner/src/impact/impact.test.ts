import { describe, expect, test } from 'vitest';
import { aProject } from '../folder.fixture.ts';
import { findSources, looksLikeTest } from '../project/sources.ts';
import { type Change, impactOf } from './impact.ts';
import { buildModuleGraph } from './module-graph.ts';

/** A shop: two sources behind a barrel, each with its test, and a helper that one of the tests uses. */
const SHOP = {
  'src/index.ts': "export * from './price.ts'; export * from './text.ts'",
  'src/price.ts': "import { tax } from './tax.ts'; import rates from './rates.json'; export const price = () => tax(rates)",
  'src/tax.ts': 'export const tax = (rates) => rates',
  'src/text.ts': "export const text = () => ''",
  'src/rates.json': '{}',
  'test/price.test.ts': "import { price } from '../src/index.ts'; import { db } from './helpers/db.ts'",
  'test/text.test.ts': "import { text } from '../src/index.ts'",
  'test/helpers/db.ts': "import './clock.ts'; export const db = 1",
  'test/helpers/clock.ts': '',
};
const ALL = ['src/index.ts', 'src/price.ts', 'src/tax.ts', 'src/text.ts'];
/** A test that imports past the barrel. */
const TEXT_ALONE = { 'test/text.test.ts': "import { text } from '../src/text.ts'" };
/** What earlier runs saw. */
const COVERED = {
  'src/index.ts': [],
  'src/price.ts': ['test/price.test.ts'],
  'src/tax.ts': ['test/price.test.ts'],
  'src/text.ts': ['test/text.test.ts'],
};

interface Given {
  files?: Record<string, string>;
  covered?: Record<string, string[]> | null;
  more?: Partial<Change>;
}

function reasonsFor(changed: string[], { files = {}, covered = COVERED, more = {} }: Given = {}): Record<string, string> {
  const project = aProject({ ...SHOP, ...files });
  const coveredBy = covered === null ? null : new Map(Object.entries(covered).map(([source, tests]) => [source, new Set(tests)]));
  const change = {
    files: project.tree.files.map(({ path }) => path),
    sources: findSources(project, undefined, []),
    isTest: looksLikeTest,
    graph: buildModuleGraph(project),
    coveredBy,
    setupFiles: [],
    changed,
    configFiles: new Set<string>(),
    before: [],
    ...more,
  };
  return Object.fromEntries(impactOf(change));
}

/** The affected sources alone. */
const affected = (changed: string[], given: Given = {}): string[] => Object.keys(reasonsFor(changed, given));

test('without a change nothing is affected', () => {
  expect(affected([])).toEqual([]);
});

describe('a changed source', () => {
  test('is affected itself, and nothing else is', () => {
    expect(reasonsFor(['src/tax.ts'])).toEqual({ 'src/tax.ts': 'it changed' });
  });

  test('that is gone affects nothing', () => {
    expect(affected(['src/gone.ts'])).toEqual([]);
  });

  test('keeps its own reason, whatever else changed before', () => {
    expect(reasonsFor(['package.json', 'src/tax.ts'])).toMatchObject({
      'src/tax.ts': 'it changed',
      'src/text.ts': 'package.json changed',
    });
  });
});

describe('a changed test', () => {
  test('affects all that it loads, seen to be covered or not: a mock may have stood between, and a barrel loads what calls more', () => {
    const own = { 'test/price.test.ts': "import { price } from '../src/price.ts'" };
    expect(reasonsFor(['test/price.test.ts'], { files: own })).toEqual({
      'src/price.ts': 'its test test/price.test.ts changed',
      'src/tax.ts': 'its test test/price.test.ts changed',
    });
    expect(
      affected(['test/price.test.ts'], { files: own, covered: { ...COVERED, 'src/price.ts': [], 'src/tax.ts': [] } }),
    ).toEqual(['src/price.ts', 'src/tax.ts']);
    expect(affected(['test/price.test.ts'])).toEqual(ALL);
  });

  test('affects what it was seen to cover, though nobody sees it load that', () => {
    const files = { 'test/price.test.ts': '' };
    expect(affected(['test/price.test.ts'], { files })).toEqual(['src/price.ts', 'src/tax.ts']);
  });

  test('affects what a setup file or the configuration loads: it may be of use to each test', () => {
    const files = {
      'test/setup.ts': "import '../src/tax.ts'",
      'vitest.config.ts': "import './src/other.ts'",
      'src/other.ts': '',
      ...TEXT_ALONE,
    };
    const covered = { ...COVERED, 'src/other.ts': [] };
    const more = { setupFiles: ['test/setup.ts'] };
    expect(affected(['test/text.test.ts'], { files, covered, more })).toEqual(['src/other.ts', 'src/tax.ts', 'src/text.ts']);
  });

  test('affects all it can load of what was never measured', () => {
    const { 'src/tax.ts': _, ...covered } = COVERED;
    expect(affected(['test/__snapshots__/text.test.ts.snap'], { covered })).toEqual(['src/tax.ts', 'src/text.ts']);
    expect(affected(['test/__snapshots__/text.test.ts.snap'], { covered: null })).toEqual(ALL);
  });

  test('affects nothing unmeasured that it cannot load', () => {
    const files = { 'src/other.ts': '' };
    expect(affected(['test/price.test.ts'], { files })).toEqual(ALL);
    const open = { ...files, 'test/price.test.ts': 'await import(name)' };
    const beside = { files: { ...open, 'test/data.csv': '' }, covered: { ...COVERED, 'src/text.ts': [] } };
    expect(affected(['test/data.csv'], beside)).toEqual(['src/other.ts', 'src/price.ts', 'src/tax.ts', 'src/text.ts']);
  });

  test('affects all where it may load more than is known', () => {
    const files = { 'test/price.test.ts': 'await import(name)' };
    expect(affected(['test/price.test.ts'], { files })).toEqual(ALL);
  });

  test('that is gone affects what it was seen to cover', () => {
    const covered = { ...COVERED, 'src/text.ts': ['test/gone.ts', 'test/text.test.ts'] };
    expect(reasonsFor(['test/gone.ts'], { covered })).toEqual({ 'src/text.ts': 'its test test/gone.ts is gone' });
    expect(affected(['test/gone.test.ts'], { covered: null })).toEqual([]);
  });

  test('is known by what runs saw, by its name, by what it imports, or by its place', () => {
    const source = "import { tax } from '../src/tax.ts'";
    const tests = { 'src/_tests/a.spec.js': "import { tax } from '../tax.ts'", 'test/loose.ts': source };
    for (const path of Object.keys(tests)) expect(reasonsFor([path], { files: tests })['src/tax.ts']).toContain('its test');
    const suite = { 'bench/suite.ts': `import { it } from 'vitest'; ${source}` };
    expect(affected(['bench/suite.ts'], { files: suite })).toEqual(['src/tax.ts']);
  });

  test('that other tests import is a change of these, too', () => {
    const files = {
      'test/price.test.ts': "import { price } from '../src/price.ts'",
      'test/text.test.ts': "import './price.test.ts'; import { text } from '../src/index.ts'",
    };
    expect(reasonsFor(['test/price.test.ts'], { files })['src/text.ts']).toBe(
      'test/price.test.ts, used by test/text.test.ts, changed',
    );
  });
});

describe('a changed snapshot', () => {
  test('is a change of its test', () => {
    expect(reasonsFor(['test/__snapshots__/text.test.ts.snap'])).toEqual({
      'src/text.ts': 'the snapshot of test/text.test.ts changed',
    });
  });

  test('of a test that is gone with it is a change of what that test covered', () => {
    const covered = { ...COVERED, 'src/text.ts': ['test/gone.test.ts'] };
    expect(affected(['test/gone.test.ts', 'test/__snapshots__/gone.test.ts.snap'], { covered })).toEqual(['src/text.ts']);
  });

  test('of a test that is nowhere is a change of those beside it: the project may keep snapshots elsewhere', () => {
    expect(affected(['test/__snapshots__/nowhere.test.ts.snap'])).toEqual(['src/price.ts', 'src/tax.ts', 'src/text.ts']);
  });

  test('that belongs to no test by its name is a change of those beside it', () => {
    expect(affected(['test/__snapshots__/custom.snap'])).toEqual(['src/price.ts', 'src/tax.ts', 'src/text.ts']);
  });
});

describe('a script that nobody knows to be a test', () => {
  test.each(['src/mocks/new.test.ts', 'checks/new.check.ts'])('may be one: %s', (path) => {
    const files = { [path]: "import { text } from '../../src/text.ts'; import { text as other } from '../src/text.ts'" };
    expect(affected([path], { files })).toContain('src/text.ts');
  });

  test('may be read or loaded by other tests, though it is one itself', () => {
    const files = {
      ...TEXT_ALONE,
      'test/price.test.ts': "import { readFileSync } from 'node:fs'; readFileSync('test/text.test.ts')",
    };
    expect(affected(['test/text.test.ts'], { files })).toEqual(['src/price.ts', 'src/tax.ts', 'src/text.ts']);
  });
});

describe('a changed helper', () => {
  test.each(['test/helpers/db.ts', 'test/helpers/clock.ts'])('is a change of the tests that load it: %s', (path) => {
    const why = `${path}, used by test/price.test.ts, changed`;
    expect(reasonsFor([path])).toEqual({ 'src/price.ts': why, 'src/tax.ts': why });
  });

  test('affects what it imports itself', () => {
    const files = { 'src/__mocks__/tax.ts': "import '../text.ts'", 'test/price.test.ts': "vi.mock('../src/tax.ts')" };
    expect(reasonsFor(['src/__mocks__/tax.ts'], { files })['src/text.ts']).toBe(
      'src/__mocks__/tax.ts, which imports it, changed',
    );
  });

  test('is a change of the tests that may load more than is known', () => {
    const files = { 'test/text.test.ts': "import { text } from '../src/index.ts'; await import(name)" };
    expect(reasonsFor(['test/helpers/db.ts'], { files })['src/text.ts']).toBe(
      'test/helpers/db.ts changed, which test/text.test.ts may load or read',
    );
  });

  test('that nothing is seen to import is data of the tests beside it', () => {
    const files = { 'test/fixtures/app/main.ts': '' };
    expect(reasonsFor(['test/fixtures/app/main.ts'], { files })['src/text.ts']).toBe(
      'test/fixtures/app/main.ts, beside test/text.test.ts, changed',
    );
  });

  test('outside the folders of tests is found by who imports it', () => {
    const files = { 'testing/clock.ts': '', 'test/text.test.ts': "import '../testing/clock.ts'" };
    expect(affected(['testing/clock.ts'], { files })).toEqual(['src/text.ts']);
  });

  test('that takes the place of a module is one of the tests that mock it', () => {
    const files = { 'src/__mocks__/tax.ts': '', 'test/text.test.ts': "vi.mock('../src/tax.ts')" };
    expect(affected(['src/__mocks__/tax.ts'], { files })).toEqual(['src/text.ts']);
  });
});

describe('a changed script that is not mutated', () => {
  const files = {
    'gen/table.ts': '',
    'src/tax.ts': "import '../gen/table.ts'; export const tax = 1",
    'scripts/release.ts': '',
  };

  test('is a part of the source that imports it, not of all behind a barrel', () => {
    expect(reasonsFor(['gen/table.ts'], { files })).toEqual({ 'src/tax.ts': 'gen/table.ts, which it imports, changed' });
  });

  test('that nothing imports affects what may be loaded by a computed name, and else nothing', () => {
    expect(affected(['scripts/release.ts'], { files })).toEqual([]);
    const open = { ...files, 'test/text.test.ts': 'await import(name)' };
    expect(affected(['scripts/release.ts'], { files: open })).toEqual(['src/text.ts']);
  });
});

describe('a changed setup file', () => {
  const files = { 'test/setup.ts': "import './env.ts'; import '../src/text.ts'", 'test/env.ts': '' };

  test.each(['test/setup.ts', './test/setup.ts', './test/setup'])('affects all, named as %s', (name) => {
    expect(reasonsFor(['test/setup.ts'], { files, more: { setupFiles: [name] } })['src/tax.ts']).toBe(
      'the setup file test/setup.ts changed',
    );
  });

  test('affects all by what it loads, but for sources', () => {
    const more = { setupFiles: ['test/setup.ts'] };
    const why = 'test/env.ts, used by test/setup.ts, changed';
    expect(reasonsFor(['test/env.ts'], { files, more })).toEqual(Object.fromEntries(ALL.map((source) => [source, why])));
    expect(affected(['src/text.ts'], { files, more })).toEqual(['src/text.ts']);
  });

  test('is no test that data could be of', () => {
    const unit = { 'test/unit/setup.ts': 'await import(name)', 'test/a.test.ts': "import '../src/tax.ts'" };
    const more = { setupFiles: ['./test/unit/setup'] };
    expect(reasonsFor(['test/unit/data.csv'], { files: unit, more })['src/tax.ts']).toContain('beside test/a.test.ts');
  });

  test('that may load more than is known may load any helper', () => {
    const open = { ...files, 'test/setup.ts': 'await import(name)' };
    expect(affected(['test/env.ts'], { files: open, more: { setupFiles: ['test/setup.ts'] } })).toEqual(ALL);
  });

  test('is found in the configuration, too', () => {
    const config = "export default { test: { setupFiles: ['./test/setup.ts'] } }";
    expect(affected(['test/env.ts'], { files: { ...files, 'vitest.config.ts': config } })).toEqual(ALL);
    expect(affected(['test/env.ts'], { files })).not.toEqual(ALL);
  });
});

describe('any other file', () => {
  test('that a source imports is a part of it', () => {
    expect(reasonsFor(['src/rates.json'])).toEqual({ 'src/price.ts': 'src/rates.json, which it imports, changed' });
  });

  test('that a test imports is a part of it', () => {
    const files = { 'test/logo.svg': '', 'test/text.test.ts': "import logo from './logo.svg?raw'" };
    expect(reasonsFor(['test/logo.svg'], { files })).toEqual({
      'src/text.ts': 'test/logo.svg, used by test/text.test.ts, changed',
    });
  });

  test('below a folder of tests is of the tests in the nearest folder that has any', () => {
    const files = { 'test/text/a.test.ts': '' };
    const covered = { ...COVERED, 'src/text.ts': ['test/text/a.test.ts'] };
    expect(reasonsFor(['test/text/fixtures/a.md'], { files, covered })).toEqual({
      'src/text.ts': 'test/text/fixtures/a.md, beside test/text/a.test.ts, changed',
    });
    expect(affected(['test/fixtures/a.csv'], { files, covered })).toEqual(['src/price.ts', 'src/tax.ts', 'src/text.ts']);
    expect(affected(['fixtures/a.csv'], { files, covered })).toEqual(['src/price.ts', 'src/tax.ts', 'src/text.ts']);
  });

  test('below a folder of tests is of those elsewhere that read files, too', () => {
    const files = { 'test/text/a.test.ts': '', 'test/helpers/clock.ts': "import 'node:fs'", 'src/text.ts': "import 'node:fs'" };
    expect(reasonsFor(['test/text/fixtures/a.md'], { files, covered: COVERED })).toMatchObject({
      'src/price.ts': 'test/text/fixtures/a.md changed, which test/price.test.ts may load or read',
    });
    expect(affected(['test/text/fixtures/a.md'], { files })).toEqual(['src/price.ts', 'src/tax.ts']);
  });

  test('affects all', () => {
    const why = 'data/x.csv changed, and what reads it is not known';
    expect(reasonsFor(['data/x.csv'])).toEqual(Object.fromEntries(ALL.map((source) => [source, why])));
  });

  test.each(['README.md', '.github/workflows/ci.yml', 'killrate.floors.json', 'eslint.config.js', 'src/types.d.ts'])(
    'affects nothing: %s',
    (path) => {
      expect(affected([path])).toEqual([]);
    },
  );

  test('affects nothing by its name unless it is imported', () => {
    const files = { 'README.md': '', 'src/text.ts': "import readme from '../README.md?raw'; export const text = 1" };
    expect(affected(['README.md'], { files })).toEqual(['src/text.ts']);
  });
});

describe('a changed configuration', () => {
  test.each(['vitest.config.ts', 'package.json', '../../pnpm-lock.yaml', 'tsconfig.json'])('affects all: %s', (path) => {
    expect(reasonsFor([path])).toEqual(Object.fromEntries(ALL.map((source) => [source, `${path} changed`])));
  });

  test('affects all by what it imports', () => {
    const files = { 'vitest.config.ts': "import './tools/alias.ts'", 'tools/alias.ts': '' };
    expect(reasonsFor(['tools/alias.ts'], { files })['src/tax.ts']).toBe('tools/alias.ts, used by vitest.config.ts, changed');
  });
});

describe('a changed file outside the project', () => {
  test('affects all where it is of a package that the project depends on', () => {
    const graph = { ...buildModuleGraph(aProject(SHOP)), linkedPackages: ['../shared'] };
    const more = { graph };
    expect(reasonsFor(['../shared/src/a.ts'], { more })['src/tax.ts']).toBe(
      '../shared/src/a.ts changed, of a package that this one depends on',
    );
    expect(affected(['../shared/dist/test/data.js'], { more })).toEqual(ALL);
    expect(affected(['../shared/dist/api-spec.js'], { more })).toEqual(ALL);
    expect(affected(['../shared/test/a.test.ts', '../shared/README.md', '../sharedother/a.ts', '../web/a.ts'], { more })).toEqual(
      [],
    );
  });
});

describe('a test that changed, and what it ran before', () => {
  const silent = {
    'test/price.test.ts': "import { test } from 'vitest'",
    'test/text.test.ts': "import { text } from '../src/index.ts'",
  };
  const uncovered = { ...COVERED, 'src/price.ts': [], 'src/tax.ts': [] };
  const known = (coveredBy: Record<string, string[]>, texts: Record<string, string> = {}) => ({
    coveredBy: new Map(Object.entries(coveredBy).map(([source, tests]) => [source, new Set(tests)])),
    textOf: (path: string) => texts[path] ?? null,
  });

  test('are the sources that it was seen to run then, though it runs them no more', () => {
    const given = { files: silent, covered: uncovered };
    expect(affected(['test/price.test.ts'], given)).toEqual([]);
    expect(reasonsFor(['test/price.test.ts'], { ...given, more: { before: [known(COVERED)] } })).toEqual({
      'src/price.ts': 'its test test/price.test.ts changed',
      'src/tax.ts': 'its test test/price.test.ts changed',
    });
  });

  test('are, where nobody saw it, those that the definers of what its text imported load', () => {
    const texts = { 'test/price.test.ts': SHOP['test/price.test.ts'] };
    const more = { before: [known({}, texts)] };
    expect(affected(['test/price.test.ts'], { files: silent, covered: uncovered, more })).toEqual(['src/price.ts', 'src/tax.ts']);
    expect(affected(['test/text.test.ts'], { files: { ...silent, ...TEXT_ALONE }, covered: uncovered, more })).toEqual([
      'src/text.ts',
    ]);
  });

  test('are not those of its text that were seen not to be run by it', () => {
    const texts = { 'test/price.test.ts': SHOP['test/price.test.ts'] };
    const more = { before: [known({ 'src/tax.ts': [] }, texts)] };
    expect(affected(['test/price.test.ts'], { files: silent, covered: uncovered, more })).toEqual(['src/price.ts']);
  });

  test('count for one that is gone, too', () => {
    const more = { before: [known({}, { 'test/old.test.ts': "import { tax } from '../src/tax.ts'" })] };
    expect(reasonsFor(['test/old.test.ts'], { more })).toEqual({ 'src/tax.ts': 'its test test/old.test.ts is gone' });
  });

  test('are of the text of a test that changed alone', () => {
    const more = { before: [known({}, { 'test/text.test.ts': SHOP['test/price.test.ts'] })] };
    expect(affected(['test/__snapshots__/text.test.ts.snap'], { covered: uncovered, more })).toEqual(['src/text.ts']);
  });
});
