import { describe, expect, test } from 'vitest';
import { looksLikeTest } from '../project/sources.ts';
import { isGlobalInput, isIdle, snapshotOwner } from './changed-path.ts';

describe('what the whole run depends on', () => {
  test.each([
    ...['vitest.config.ts', 'vite.config.mjs', 'vitest.workspace.json', 'vitest.unit.config.ts', 'vitest.config.e2e.ts'],
    ...['package.json', 'pnpm-lock.yaml', 'yarn.lock', 'bun.lock', 'bun.lockb', 'package-lock.json', 'npm-shrinkwrap.json'],
    ...['tsconfig.json', 'tsconfig.build.json', 'jsconfig.json', '.npmrc', '.env', '.env.test', 'pnpm-workspace.yaml'],
    ...['babel.config.js', '.babelrc', '.swcrc', 'postcss.config.cjs', '.nvmrc', 'packages/x/package.json'],
    ...[
      '../../pnpm-lock.yaml',
      '../tsconfig.base.json',
      '../../vitest.shared.ts',
      'test/tsconfig.json',
      'tests/vitest.config.ts',
    ],
  ])('is %s', (path) => {
    expect(isGlobalInput(path, looksLikeTest)).toBe(true);
  });

  test.each([
    ...[
      'src/a.ts',
      'src/vite.ts',
      'vite-env.d.ts',
      'test/fixtures/app/package.json',
      'fixtures/package.json',
      'docs/package.json',
    ],
    ...['../other/package.json', 'stryker.config.json', 'killrate.config.ts', 'my-package.json', 'src/environment.ts'],
  ])('is not %s', (path) => {
    expect(isGlobalInput(path, looksLikeTest)).toBe(false);
  });
});

describe('what can influence no test', () => {
  test.each([
    ...['README.md', 'docs/guide.md', 'docs/.vitepress/config.ts', 'LICENSE', 'LICENSE-MIT.txt', 'CHANGELOG.md', 'logo.png'],
    ...['src/readme.md', '.gitignore', '.gitattributes', '.editorconfig', '.github/workflows/ci.yml', '.gitlab-ci.yml'],
    ...['eslint.config.js', '.eslintrc.cjs', '.prettierrc', 'biome.json', 'killrate.accepted.json', 'killrate.floors.json'],
    ...['stryker.config.json', '.stryker.conf.mjs', 'src/types.d.ts', '.changeset/a.md', 'renovate.json', 'src/sum.bench.ts'],
    ...['src/button.stories.tsx', 'test/types.test-d.ts', '.vscode/settings.json', 'turbo.json'],
  ])('is %s', (path) => {
    expect(isIdle(path, looksLikeTest)).toBe(true);
  });

  test.each([
    ...['test/fixtures/a.md', 'test/logo.png', 'src/__fixtures__/LICENSE', 'data/rates.csv', 'src/rates.json', 'Dockerfile'],
    ...['test/a.test.ts', 'public/index.html', 'killrate.json', 'test/fixtures/docs/a.txt', 'src/documents/a.txt'],
  ])('is not %s', (path) => {
    expect(isIdle(path, looksLikeTest)).toBe(false);
  });
});

test.each([
  ['__snapshots__/a.test.ts.snap', 'a.test.ts'],
  ['src/x/__snapshots__/a.test.ts.snap', 'src/x/a.test.ts'],
  ['src/__snapshots__/a.json', null],
  ['src/a.snap', null],
])('the snapshots in %s are of %s', (path, owner) => {
  expect(snapshotOwner(path)).toBe(owner);
});
