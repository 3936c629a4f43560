/** Where a file is asked for by name, only the test files that can load it run; a run of everything runs them all. */
import { afterEach, describe, expect, it } from 'vitest';
import type { TestProject } from '../project.fixture.ts';
import { createEngineProject, measure } from './statuses.fixture.ts';

const NAMES = ['add', 'bend', 'cut', 'draw', 'eat', 'fold', 'give', 'hide', 'iron', 'join'];
const FILES = Object.fromEntries(
  NAMES.flatMap((name) => [
    [`src/${name}.js`, `export const ${name} = (n) => n > 1;\n`],
    [
      `test/${name}.test.js`,
      `import { expect, it } from 'vitest';\nimport { ${name} } from '../src/${name}.js';\nit('${name}s', () => { expect(${name}(1)).toBe(false); });\n`,
    ],
  ]),
);
const BOTH = `import { expect, it } from 'vitest';
import { cut } from './use.js';
it('cuts more', () => { expect(cut(2)).toBe(true); });
`;
const USE = "export { cut } from '../src/cut.js';\n";
const RED = "import { it } from 'vitest';\nit('is red', () => { throw new Error('not today'); });\n";

let project: TestProject;
afterEach(() => project.remove());

function filesRun(...args: string[]): string[] {
  const { document } = measure(project, ...args);
  return [...new Set(document.tests.map(({ file }) => file))].sort();
}

describe('a run of one file', () => {
  it('runs the tests that load it, directly or not, and finds what a run of everything finds', () => {
    project = createEngineProject(FILES, { 'test/more.test.js': BOTH, 'test/use.js': USE });
    const { statuses, document } = measure(project, 'src/cut.js');
    expect([...new Set(document.tests.map(({ file }) => file))].sort()).toEqual(['test/cut.test.js', 'test/more.test.js']);
    const whole = measure(project);
    expect(whole.statuses['src/cut.js']).toEqual(statuses['src/cut.js']);
    expect(new Set(whole.document.tests.map(({ file }) => file)).size).toBe(NAMES.length + 1);
  });

  it('is not held up by a test that is red elsewhere; a run of everything is', () => {
    project = createEngineProject(FILES, { 'test/red.test.js': RED });
    expect(measure(project, 'src/cut.js').code).toBe(0);
    expect(measure(project, '--engine', 'warm').code).toBe(4);
  });

  it('that no test loads says so', () => {
    project = createEngineProject(FILES, { 'src/lone.js': 'export const lone = () => 1;\n' });
    expect(measure(project, 'src/lone.js').statuses).toEqual({ 'src/lone.js': ['() => undefined: NoCoverage'] });
  });

  it.each([
    [
      'a setup file loads it for all',
      {
        'vitest.config.js': "export default { test: { setupFiles: ['./setup.js'] } };\n",
        'setup.js': "import './src/cut.js';\n",
      },
    ],
    ['an alias may lead to it', { 'vitest.config.js': "export default { resolve: { ['al' + 'ias']: { x: '/x' } } };\n" }],
    [
      'a plugin may put it in',
      {
        'vitest.config.js':
          "export default { plugins: [{ name: 'some', enforce: 'pre', transform: (code, id) => (id.endsWith('.test.js') ? 'import \\'../src/cut.js\\';' + code : code) }] };\n",
      },
    ],
  ])('runs all where %s', (_, more) => {
    project = createEngineProject(FILES, more);
    expect(filesRun('src/cut.js')).toHaveLength(NAMES.length);
  });

  it('runs the tests that may load anything', () => {
    const any =
      "import { it } from 'vitest';\nit('loads', async () => { const name = 'cut'; await import('../src/' + name + '.js'); });\n";
    project = createEngineProject(FILES, { 'test/any.test.js': any });
    expect(filesRun('src/cut.js')).toEqual(['test/any.test.js', 'test/cut.test.js']);
  });
});

it('a run with a matrix runs all tests, as it speaks of all of them', () => {
  project = createEngineProject(FILES);
  expect(filesRun('src/cut.js', '--kill-matrix')).toHaveLength(NAMES.length);
});
