import { expect, test } from 'vitest';
import { loadConfig } from './config/load-config.ts';
import type { WatchOrder } from './engine/watch/watched.ts';
import { aFolder, PACKAGE } from './folder.fixture.ts';
import { openProject } from './project/project.ts';
import type { RunContext } from './run-context.ts';
import { watchOrderOf } from './watch-order.ts';

const SELF =
  "import { expect, it } from 'vitest';\nimport { add } from '../src/add.js';\nit('is itself', () => {\n  const sum = add(1);\n  expect(sum).toBe(sum);\n});\n";

async function orderOf(files: Record<string, string>, config: object = {}): Promise<WatchOrder | null> {
  const root = aFolder({
    ...PACKAGE,
    'src/add.js': 'export const add = (a) => a + 1;\n',
    ...files,
    'stryker.conf.json': JSON.stringify({ killrate: config }),
  });
  const context = {
    ...{ project: openProject(root), loaded: await loadConfig(root), plan: { jobs: [] } },
    settings: { isMatrix: true, keys: null },
  };
  return watchOrderOf(context as unknown as RunContext, root, null);
}

async function comparedIn(files: Record<string, string>, config: object = {}): Promise<unknown> {
  return (await orderOf(files, config))?.compared;
}

test('a doubted assertion is watched wherever tests are defined, whatever the file is called', async () => {
  expect(await comparedIn({ 'checks/sums.js': SELF })).toEqual(['checks/sums.js:5:3']);
});

test('the assertions of a test file that takes no part are not watched', async () => {
  expect(await comparedIn({ 'test/sums.test.js': SELF }, { excludeTests: ['test/sums.test.js'] })).toEqual([]);
});

test('the assertions of a test that may pass without any are told', async () => {
  const guarded = SELF.replace('  expect(sum).toBe(sum)', '  if (sum > 1) expect(sum).toBe(2)');
  expect((await orderOf({ 'test/sums.test.js': guarded }))?.guarded).toEqual(['test/sums.test.js:5:16']);
});
