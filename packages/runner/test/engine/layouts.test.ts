/** Projects within a project, aliases, snapshots that are missing: measured warm as by a fresh run, twice the same. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TestProject } from '../project.fixture.ts';
import { ONLY_CONDITIONS } from './leaks.fixture.ts';
import { createEngineProject, type Measured, measure } from './statuses.fixture.ts';

const CONFIG = `import { fileURLToPath } from 'node:url';
const alias = { '@': fileURLToPath(new URL('./src', import.meta.url)) };
export default { resolve: { alias }, test: { projects: [
  { extends: true, test: { name: 'one', include: ['test/**/*.test.js'], env: { SIDE: 'one' } } },
  { extends: true, test: { name: 'two', include: ['test/**/*.test.js', 'two/**/*.test.js'], env: { SIDE: 'two' }, setupFiles: ['two/setup.js'], pool: 'forks' } },
  { extends: true, test: { name: 'types', include: ['test/**/*.test-d.ts'], typecheck: { enabled: true, only: true } } },
] } };
`;

const FILES = {
  'stryker.conf.mjs': ONLY_CONDITIONS,
  'vitest.config.js': CONFIG,
  'src/side.js': `export function side(isNamed) {
  if (isNamed) return process.env.SIDE;
  return 'none';
}
export function only(n) {
  if (n > 3) return 'high';
  return 'low';
}
`,
  'src/legacy.cjs': `exports.grade = (n) => {
  if (n > 3) return 'high';
  return 'low';
};
`,
  'test/side.test.js': `import { expect, it } from 'vitest';
import { side } from '@/side.js';
it('knows its side', () => { expect(side(true)).toBe(process.env.SIDE); expect(globalThis.isTwo).toBe(process.env.SIDE === 'two' ? true : undefined); });
`,
  'test/side.test-d.ts': `import { expectTypeOf, it } from 'vitest';
declare const side: (isNamed: boolean) => string;
it('gives a text', () => { expectTypeOf(side(true)).toBeString(); });
`,
  'two/setup.js': 'globalThis.isTwo = true;\n',
  'two/only.test.js': `import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { only } from '../src/side.js';
const require = createRequire(import.meta.url);
it('is low', () => { expect(only(1)).toBe('low'); });
it('is required', () => { expect(require('../src/legacy.cjs').grade(9)).toBe('high'); });
`,
};

const MISSING = `import { expect, it } from 'vitest';
import { only } from '@/side.js';
it('has no snapshot yet', () => { expect(only(1)).toMatchSnapshot(); expect(only(2)).toMatchInlineSnapshot(); });
`;

let project: TestProject;
let runs: Measured[];

beforeAll(() => {
  project = createEngineProject(FILES);
  runs = ['1', '2', '2'].map((concurrency) => measure(project, '--concurrency', concurrency));
});
afterAll(() => project.remove());

it('two projects with one test file, an alias and a setup file of one of them are measured warm, a third that only checks types is passed by', () => {
  expect(runs[0]?.notes).toEqual([]);
  expect(runs[0]?.statuses).toEqual({
    'src/legacy.cjs': ['true: Survived', 'false: Killed'],
    'src/side.js': ['true: Survived', 'false: Killed', 'true: Killed', 'false: Survived'],
  });
});

it('three runs with one thread and with two give the same statuses', () => {
  expect(runs[1]?.statuses).toEqual(runs[0]?.statuses);
  expect(runs[2]?.statuses).toEqual(runs[0]?.statuses);
});

it('the stock engine gives the same statuses', () => {
  expect(measure(project, '--engine', 'stock', '--concurrency', '2').statuses).toEqual(runs[0]?.statuses);
});

it('a snapshot that is missing is not written while mutants run, neither beside the test nor into it', () => {
  project.write('test/missing.test.js', MISSING);
  const { statuses } = measure(project, 'src/side.js', '--concurrency', '1');
  // A fresh run writes what is missing, and passes: no mutant of `only` is seen by this test.
  expect(statuses['src/side.js']).toEqual(['true: Survived', 'false: Killed', 'true: Killed', 'false: Survived']);
  expect(project.read('test/missing.test.js')).toBe(MISSING);
  expect(() => project.read('test/__snapshots__/missing.test.js.snap')).toThrow('ENOENT');
});
