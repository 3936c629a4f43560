import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../errors.ts';
import { aFolder } from '../../folder.fixture.ts';
import { EMPTY_CONFIG, type HostRules, strykerOptions } from './stryker-options.ts';

function options(own: Record<string, unknown> = {}, more: Partial<HostRules> = {}): Record<string, unknown> {
  return strykerOptions(own, {
    ...{ files: ['/sandbox/src/a.ts'], workDir: '/work', projectRoot: '/sandbox', pool: 'threads', concurrency: 3 },
    ...{ dryRunTimeoutMs: 90_000, disableBail: true, limitMs: null },
    ...more,
  });
}

const core = dirname(createRequire(import.meta.url).resolve('@stryker-mutator/core'));
const { FileMatcher } = (await import(pathToFileURL(join(core, 'config/file-matcher.js')).href)) as {
  FileMatcher: new (pattern: string, allowHiddenFiles: boolean) => { matches(path: string): boolean };
};

/** The files that Stryker would mutate, of these, as its project reader finds them. */
function mutated(files: string[], wanted: string): string[] {
  const [pattern] = options({}, { files: [wanted] }).mutate as string[];
  return files.filter((file) => new FileMatcher(pattern ?? '', false).matches(file));
}

describe("the project's own options", () => {
  test('are passed on where they say how to mutate', () => {
    const own = {
      mutator: { excludedMutations: ['StringLiteral'] },
      checkers: ['typescript'],
      tsconfigFile: 'tsconfig.build.json',
      ignorePatterns: ['assets'],
      timeoutMS: 1_234,
      timeoutFactor: 2,
      testRunnerNodeArgs: ['--expose-gc'],
    };
    expect(options(own)).toMatchObject(own);
  });

  test('are not passed on where a verdict would depend on them, or files be written', () => {
    const own = {
      ...{ mutate: ['everything'], testFiles: ['one.test.ts'], testRunner: 'jest', reporters: ['html', 'json', 'dashboard'] },
      ...{ inPlace: false, incremental: true, incrementalFile: 'x.json', force: true, tempDirName: '.mine', cleanTempDir: false },
      ...{
        coverageAnalysis: 'off',
        dryRunOnly: true,
        thresholds: { break: 99 },
        dashboard: {},
        htmlReporter: {},
        jsonReporter: {},
      },
      ...{
        clearTextReporter: {},
        eventReporter: {},
        concurrency: 99,
        configFile: 'mine.json',
        logLevel: 'trace',
        fileLogLevel: 'trace',
      },
      ...{
        buildCommand: 'rm -rf /',
        ignoreStatic: true,
        disableBail: false,
        warnings: true,
        killrate: {},
        disableTypeChecks: true,
      },
      ...{ allowEmpty: false, allowConsoleColors: true, dryRunTimeoutMinutes: 1 },
    };
    expect(options(own)).toEqual(options());
  });

  test('for Vitest are kept, but that only related tests run', () => {
    expect(options({ vitest: { configFile: 'my.config.ts', dir: 'sub', related: true } }).vitest).toEqual({
      ...{ pool: 'threads', configFile: 'my.config.ts', dir: 'sub', related: false },
    });
    expect(options({ vitest: { pool: 'forks' } }).vitest).toMatchObject({ pool: 'forks' });
    expect(options({}, { pool: 'forks' }).vitest).toEqual({ pool: 'forks', related: false });
  });

  test('may name ignorers, beside the one for logging', () => {
    expect(options().ignorers).toEqual(['killrate']);
    expect(options({ ignorers: ['angular'] }).ignorers).toEqual(['killrate', 'angular']);
  });
});

describe('what killrate decides', () => {
  test('everything is written to its own folder', () => {
    expect(options({}, { workDir: '/tmp/session' })).toMatchObject({
      inPlace: true,
      tempDirName: '/tmp/session/stryker-tmp',
      configFile: `/tmp/session/${EMPTY_CONFIG}`,
      reporters: ['killrate'],
      testRunner: 'killrate',
    });
  });

  test("Stryker's limit for the dry run lies above killrate's, which says which files hang", () => {
    expect(options({}, { dryRunTimeoutMs: 90_000 }).dryRunTimeoutMinutes).toBe(2.5);
  });

  test('the limit of a mutant wins over the options, where there is one', () => {
    const passed = options({ timeoutMS: 1, timeoutFactor: 9 }, { limitMs: 700 });
    expect(passed).toMatchObject({ timeoutMS: 700, timeoutFactor: 0 });
  });

  test('concurrency and bail are as asked', () => {
    expect(options({}, { concurrency: 1, disableBail: false })).toMatchObject({ concurrency: 1, disableBail: false });
  });
});

describe('plugins', () => {
  const paths = (own: Record<string, unknown>, projectRoot = '/sandbox') =>
    (options(own, { projectRoot }).plugins as string[]).map((url) => fileURLToPath(url));

  test('are vitest-runner and our own, by absolute path, since patterns find nothing under pnpm', () => {
    const [runner, own, ...others] = paths({});
    expect(runner).toMatch(/@stryker-mutator\/vitest-runner\/.*\.js$/);
    expect(own).toMatch(/engine\/stryker\/plugins\.js$/);
    expect(others).toEqual([]);
  });

  test('of the project are found from the project, by name or by path; patterns and vitest-runner are not needed', () => {
    const root = aFolder({
      'node_modules/my-plugin/index.js': '',
      'node_modules/@x/other/index.js': '',
      'tools/local [1].js': '',
    });
    const own = {
      plugins: ['@stryker-mutator/*', '@stryker-mutator/vitest-runner', 'my-plugin', './tools/local [1].js'],
      appendPlugins: ['@x/other', { inline: true }],
    };
    expect(paths(own, root).slice(2)).toEqual([
      join(root, 'node_modules/my-plugin/index.js'),
      join(root, 'tools/local [1].js'),
      join(root, 'node_modules/@x/other/index.js'),
    ]);
  });

  test('that are not installed are for the user to mend, in one line', () => {
    expect(() => paths({ plugins: ['@stryker-mutator/typescript-checker'] }, aFolder())).toThrow(UserError);
    expect(() => paths({ plugins: ['no-such'] }, aFolder())).toThrow(
      /^Stryker's plugin no-such is not installed: install it, or .*$/,
    );
  });
});

describe('the pattern of a file', () => {
  test.each([
    ...[
      '/sandbox/src/a.ts',
      '/sandbox/src/a b.ts',
      '/sandbox/src/[id].ts',
      '/sandbox/src/[...slug]/page.tsx',
      '/sandbox/(group)/+page.ts',
    ],
    ...[
      '/sandbox/{x}.ts',
      '/sandbox/{a,b}.ts',
      '/sandbox/!a.ts',
      '/sandbox/a!(b).ts',
      '/sandbox/*.ts',
      '/sandbox/**/a.ts',
      '/sandbox/a?.ts',
    ],
    ...[
      '/sandbox/#a.ts',
      '/sandbox/größe/価格 😀.ts',
      '/sandbox/@scope/a@2.ts',
      '/sandbox/.hidden/a.ts',
      '/sandbox/.hidden/.a.ts',
      '/sandbox/a~$^&|;.ts',
    ],
    ...[
      '/sandbox [x]/src/a.ts',
      '/sandbox/[[a]].ts',
      '/sandbox/[!a].ts',
      '/sandbox/a:1.ts',
      "/sandbox/it's.ts",
      '/sandbox/+(a).ts',
    ],
  ])('matches it: %s', (file) => {
    expect(mutated([file], file)).toEqual([file]);
  });

  test('matches no other file that only looks like it', () => {
    const files = ['/s/[id].ts', '/s/(id).ts', '/s/i.ts', '/s/xidx.ts', '/s/*.ts', '/s/a.ts', '/s/?.ts'];
    for (const file of files) expect(mutated(files, file)).toEqual([file]);
  });
});
