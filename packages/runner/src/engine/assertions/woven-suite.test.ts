import { describe, expect, it } from 'vitest';
import { WovenSuite } from './woven-suite.ts';

const TEXT = 'expect(1).toBe(1);\n';

/** A suite below /root that is woven, and what its Vite makes of a script. */
function open(matchesTestGlob: (path: string) => boolean = () => false) {
  const suite = new WovenSuite({ sources: ['src/a.js', 'test/kept.js'], compared: ['test/b.js:1:1'], guarded: [] }, '/root');
  const pluginContainer = { transform: async (code: string) => code as unknown };
  const isWoven = suite.weaveInto([{ vite: { environments: { ssr: { pluginContainer } } }, matchesTestGlob }]);
  const transform = async (id: string, code = TEXT): Promise<unknown> =>
    await (pluginContainer.transform as (code: string, id: string) => Promise<unknown>)(code, id);
  return { suite, isWoven, transform };
}

describe('a suite is woven', () => {
  it.each(['/root/test/a.test.js', '/root/test/helper.ts', '/root/a.spec.tsx', '/root/test/b.js?v=1a2b'])('in %s', async (id) => {
    const { transform, isWoven } = open();
    expect(isWoven).toBe(true);
    expect(await transform(id)).toContain('__killrate__.watch');
  });

  it.each([
    ['sources', '/root/src/a.js'],
    ['sources among the tests', '/root/test/kept.js'],
    ['packages', '/root/test/node_modules/p/test/a.test.js'],
    ['files beside the project', '/other/test/a.test.js'],
    ['what is loaded as something else', '/root/test/a.test.js?raw'],
    ['what is no script', '/root/test/a.test.json'],
    ['what is neither source nor test', '/root/other.js'],
  ])('not in %s', async (_, id) => {
    expect(await open().transform(id)).toBe(TEXT);
  });

  it('in what Vitest says is a test, but not in tests that stand in sources', async () => {
    const { transform } = open((path) => path === '/root/checks/a.js');
    expect(await transform('/root/checks/a.js')).not.toBe(TEXT);
    const inSource = `if (import.meta.vitest) { ${TEXT} }`;
    expect(await transform('/root/test/a.test.js', inSource)).toBe(inSource);
  });

  it('not where its Vite shows no way', () => {
    const suite = new WovenSuite({ sources: [], compared: [], guarded: [] }, '/root');
    expect(suite.weaveInto([{}])).toBe(false);
    expect(suite.weaveInto([{ vite: { environments: { ssr: {} } } }])).toBe(false);
  });
});

it('what was executed is told of every assertion that was woven, added up over files', async () => {
  const { suite, transform } = open();
  await transform('/root/test/b.js', `${TEXT}expect(2).toBe(2);\n`);
  await transform('/root/test/a.js');
  const names = ['first', 'second'];
  const testOf = (number: number) => names[number] ?? null;
  const read = suite.read([
    {
      counts: {
        'test/b.js:1:1': [
          [null, 1],
          [0, 2],
          [1, 1],
        ],
        'test/gone.js:1:1': [[0, 1]],
      },
      testOf,
    },
    { counts: { 'test/b.js:1:1': [[0, 3]] }, testOf: () => 'first' },
  ]);
  expect(read.files.map(({ file }) => file)).toEqual(['test/a.js', 'test/b.js']);
  expect(read.assertions).toEqual([
    { file: 'test/a.js', line: 1, column: 1, executions: 0, tests: [] },
    { file: 'test/b.js', line: 1, column: 1, executions: 7, tests: ['first', 'second'] },
    { file: 'test/b.js', line: 2, column: 1, executions: 0, tests: [] },
  ]);
});

it('tests that executed an assertion which they may pass without are told by their numbers', () => {
  const suite = new WovenSuite({ sources: [], compared: [], guarded: ['test/a.js:3:5'] }, '/root');
  expect(
    suite.guardedIn({
      'test/a.js:3:5': [
        [null, 1],
        [2, 1],
      ],
      'test/a.js:9:5': [[4, 1]],
    }),
  ).toEqual([2]);
});
