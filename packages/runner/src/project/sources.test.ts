import { describe, expect, test } from 'vitest';
import { aProject } from '../folder.fixture.ts';
import { findSharedResource, findSources, isNegated, isScript, looksLikeTest, matchInOrder } from './sources.ts';

/** The sources among empty files. */
function sourcesOf(files: string[], mutate?: unknown, modulePatterns: string[] = []): string[] {
  const project = aProject(Object.fromEntries(files.map((file) => [file, ''])));
  return findSources(project, mutate, modulePatterns);
}

describe('a script', () => {
  test.each(['a.ts', 'a.tsx', 'a.mts', 'a.cts', 'a.js', 'a.jsx', 'a.mjs', 'a.cjs', 'src/[id].ts', 'a.b.ts'])('is %s', (file) => {
    expect(isScript(file)).toBe(true);
  });

  test.each(['a.d.ts', 'a.d.mts', 'a.d.cts', 'a.json', 'a.css', 'a.vue', 'a.ts.snap', 'ats', 'a.mtsx.txt'])(
    'is not %s',
    (file) => {
      expect(isScript(file)).toBe(false);
    },
  );
});

describe('a test, a helper of tests or test data', () => {
  test.each([
    ...['a.test.ts', 'src/a.spec.tsx', 'a.test.mjs', 'a_test.ts', 'a-spec.js', 'a.bench.ts', 'a.e2e.ts', 'a.stories.tsx'],
    ...['a.fixture.ts', 'a.mock.ts', 'types.test-d.ts', 'test/helper.ts', 'tests/a.ts', 'src/__tests__/a.ts'],
    ...['src/__mocks__/fs.ts', 'packages/x/test/deep/a.ts', 'e2e/a.ts', 'fixtures/a.js'],
  ])('is %s', (file) => {
    expect(looksLikeTest(file)).toBe(true);
  });

  test.each([
    'src/test.ts',
    'src/testing.ts',
    'src/contest.ts',
    'src/latest.ts',
    'src/attest/a.ts',
    'src/inspect.ts',
    'src/a.test.d/b.ts',
  ])('is not %s', (file) => {
    expect(looksLikeTest(file)).toBe(false);
  });
});

describe('the sources of a project', () => {
  test('are the scripts below src and lib where there are any', () => {
    expect(sourcesOf(['src/a.ts', 'lib/deep/b.js', 'index.ts', 'app/c.ts', 'scripts/d.ts', 'src/e.css'])).toEqual([
      'lib/deep/b.js',
      'src/a.ts',
    ]);
  });

  test('are else all scripts but tools, examples, docs and output', () => {
    const files = [
      'index.js',
      'app/page.tsx',
      'packages/x/src/y.ts',
      'scripts/z.js',
      'dist/index.js',
      'docs/a.js',
      'examples/b.js',
    ];
    expect(sourcesOf(files)).toEqual(['app/page.tsx', 'index.js', 'packages/x/src/y.ts']);
  });

  test('are no tests, configs, declarations, hidden rc files or installed packages', () => {
    const files = [
      'src/a.ts',
      'src/a.test.ts',
      'src/__tests__/b.ts',
      'src/vite.config.ts',
      'src/a.d.ts',
      'src/node_modules/x/i.js',
    ];
    expect(sourcesOf(files)).toEqual(['src/a.ts']);
    expect(sourcesOf(['index.js', 'vitest.config.ts', 'stryker.conf.mjs', '.eslintrc.cjs', 'vitest.workspace.ts'])).toEqual([
      'index.js',
    ]);
  });

  test('are no symbolic links: the file itself is measured once', () => {
    const project = aProject({ 'src/a.ts': '', 'src/b.ts': { link: 'a.ts' }, 'src/c': { link: '.' } });
    expect(findSources(project, undefined, [])).toEqual(['src/a.ts']);
  });

  test('keep names with spaces, brackets and other scripts', () => {
    const files = [
      'src/[id].ts',
      'src/(group)/page.tsx',
      'src/a b.ts',
      'src/größe.ts',
      'src/価格/計算.ts',
      'src/{x}.ts',
      'src/+page.ts',
    ];
    expect(sourcesOf(files)).toEqual([...files].sort());
  });

  test('of an empty project are none', () => {
    expect(sourcesOf([])).toEqual([]);
  });
});

describe('patterns of modules', () => {
  test('add files outside src', () => {
    expect(sourcesOf(['src/a.ts', 'server/b.ts', 'other/c.ts'], undefined, ['server/**'])).toEqual(['server/b.ts', 'src/a.ts']);
  });

  test('add no tests and no configs', () => {
    const files = ['src/a.ts', 'server/b.ts', 'server/b.test.ts', 'server/x.config.ts'];
    expect(sourcesOf(files, undefined, ['server/**'])).toEqual(['server/b.ts', 'src/a.ts']);
  });

  test('that begin with ! take back what those before them took, and nothing of the usual sources', () => {
    const files = ['src/a.ts', 'src/gen/b.ts', 'server/c.ts', 'server/gen/d.ts'];
    expect(sourcesOf(files, undefined, ['server/**', '!**/gen/**'])).toEqual(['server/c.ts', 'src/a.ts', 'src/gen/b.ts']);
  });

  test('that only take out add nothing', () => {
    expect(sourcesOf(['src/a.ts', 'other/b.ts'], undefined, ['!src/gen/**'])).toEqual(['src/a.ts']);
  });
});

describe("Stryker's own option mutate", () => {
  const files = ['src/a.ts', 'src/deep/b.ts', 'src/gen/c.ts', 'app/d.ts', 'app/d.test.ts', '.hidden/e.ts'];

  test('names the sources, wherever they are', () => {
    expect(sourcesOf(files, ['app/*.ts', '!**/*.test.ts'])).toEqual(['app/d.ts']);
    expect(sourcesOf(files, ['./src/a.ts'])).toEqual(['src/a.ts']);
  });

  test('takes out with !, in the order of the patterns, as Stryker does', () => {
    expect(sourcesOf(files, ['src/**/*.ts', '!src/gen/**'])).toEqual(['src/a.ts', 'src/deep/b.ts']);
    expect(sourcesOf(files, ['src/**/*.ts', '!src/**', 'src/gen/c.ts'])).toEqual(['src/gen/c.ts']);
    expect(sourcesOf(files, ['!src/gen/**', 'src/**/*.ts'])).toEqual(['src/a.ts', 'src/deep/b.ts', 'src/gen/c.ts']);
  });

  test('leaves hidden folders alone unless it names them, as Stryker does', () => {
    expect(sourcesOf(files, ['**/*.ts', '!**/*.test.ts'])).not.toContain('.hidden/e.ts');
    expect(sourcesOf(files, ['.hidden/*.ts'])).toEqual(['.hidden/e.ts']);
  });

  test.each(['src/a.ts:1-10', 'src/a.ts:5:4-6:4', 'src/a.ts:5-6:4'])(
    'with a range of lines names the whole file: %s',
    (pattern) => {
      expect(sourcesOf(files, [pattern])).toEqual(['src/a.ts']);
    },
  );

  test('is joined with what modules name', () => {
    expect(sourcesOf(files, ['src/a.ts'], ['app/**'])).toEqual(['app/d.ts', 'src/a.ts']);
  });

  test('that is empty names nothing, and one that is no list is not there', () => {
    expect(sourcesOf(files, [])).toEqual([]);
    expect(sourcesOf(files, 'src/a.ts')).toEqual(['src/a.ts', 'src/deep/b.ts', 'src/gen/c.ts']);
    expect(sourcesOf(files, [3, null, 'src/a.ts'])).toEqual(['src/a.ts']);
  });
});

describe('matchInOrder', () => {
  test('knows a glob that takes out from an extended glob', () => {
    expect(isNegated('!src/**')).toBe(true);
    expect(isNegated('!(a|b)/**')).toBe(false);
    const match = matchInOrder(['!(a|b)/*.ts'], { dot: true });
    expect([match('c/x.ts'), match('a/x.ts')]).toEqual([true, false]);
  });

  test('matches nothing without globs', () => {
    expect(matchInOrder([], { dot: true })('a.ts')).toBe(false);
  });
});

describe('a resource that tests share', () => {
  const found = (entries: Record<string, string>) => findSharedResource(aProject(entries));

  test.each([
    'server.listen(3000);',
    'app.listen(8080, () => done());',
    'await app.listen({ port: 4400 });',
    'server.listen( 65535 )',
  ])('is a fixed port: %s', (code) => {
    expect(found({ 'test/server.test.ts': code })).toBe('its tests share a fixed port (test/server.test.ts)');
  });

  test.each(['pg', 'mysql2/promise', 'mongodb', 'ioredis', '@prisma/client', '@testcontainers/postgresql'])(
    'is a database or broker: %s',
    (name) => {
      expect(found({ 'test/db.ts': `import x from '${name}';` })).toBe('its tests share a database or broker (test/db.ts)');
    },
  );

  test.each([
    'server.listen(0);',
    'app.listen({ port: 0 });',
    'bus.listen(handler);',
    "import x from 'pg-format';",
    "import x from './redis.ts';",
  ])('is not: %s', (code) => {
    expect(found({ 'test/a.test.ts': code })).toBeNull();
  });

  test('counts in tests and their helpers, not in sources', () => {
    expect(found({ 'src/server.ts': "import pg from 'pg';\napp.listen(3000);" })).toBeNull();
  });
});
