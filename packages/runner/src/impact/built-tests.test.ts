import { describe, expect, test } from 'vitest';
import { aProject, type Entries } from '../folder.fixture.ts';
import { findBuiltTests } from './built-tests.ts';

const FILES: Entries = {
  'package.json': '{ "name": "little", "type": "module", "exports": "./dist/index.js" }',
  'dist/index.js': '',
  'src/a.ts': '',
  'test/a.test.ts': "import { a } from 'little';",
  'test/b.test.ts': "import { b } from '../src/b';",
};
const TESTS = ['a', 'b'].map((name) => ({ id: `test/${name}.test.ts > t`, file: `test/${name}.test.ts` }));
const [A, B] = TESTS.map(({ id }) => id);

type Mutant = Parameters<typeof findBuiltTests>[1]['mutants'][number];

function aMutant(file: string, coveredBy: (string | undefined)[] = [], more: Partial<Mutant> = {}): Mutant {
  const ids = coveredBy.filter((id) => id !== undefined);
  return { file, ignoreReason: null, isStatic: false, coveredBy: ids, ...more };
}

function found(mutants: Mutant[], entries: Entries = {}, isWhole = true): string | null {
  return findBuiltTests(aProject({ ...FILES, ...entries }), { mutants, tests: TESTS }, isWhole);
}

describe('tests that load what is built are named', () => {
  test('with the source that no test runs', () => {
    expect(found([aMutant('src/a.ts'), aMutant('src/b.ts', [B])])).toMatch(
      /^no test runs src\/a\.ts, and test\/a\.test\.ts loads dist\/index\.js: only sources are mutated/,
    );
  });

  test('where a helper loads it', () => {
    const entries = { 'test/a.test.ts': "import './use';", 'test/use.ts': "import './a.test'; export * from 'little';" };
    expect(found([aMutant('src/a.ts')], entries)).toContain('test/a.test.ts loads dist/index.js');
  });

  test('all of them', () => {
    const entries = { 'test/b.test.ts': "import '../dist/index.js';" };
    expect(found([aMutant('src/a.ts')], entries)).toContain('test/a.test.ts, test/b.test.ts load dist/index.js:');
  });
});

describe('nothing is said', () => {
  test('where each source is run by some test, or when it is loaded', () => {
    expect(found([aMutant('src/a.ts', [B]), aMutant('src/a.ts')])).toBeNull();
    expect(found([aMutant('src/a.ts', [], { isStatic: true })])).toBeNull();
    expect(found([aMutant('src/a.ts', [], { ignoreReason: 'logging' })])).toBeNull();
  });

  test('of a test that runs mutants all the same: an alias leads it to the sources', () => {
    expect(found([aMutant('src/lone.ts'), aMutant('src/b.ts', [A, B])])).toBeNull();
    expect(found([aMutant('src/lone.ts'), aMutant('src/b.ts', [B], { metIn: ['test/a.test.ts'] })])).toBeNull();
  });

  test('where only types are taken, from what is built beside the project, or from sources', () => {
    expect(found([aMutant('src/a.ts')], { 'test/a.test.ts': "import type { a } from 'little';" })).toBeNull();
    expect(found([aMutant('src/a.ts')], { 'test/a.test.ts': "import { type a } from 'little';" })).toBeNull();
    expect(found([aMutant('src/a.ts')], { 'test/a.test.ts': "import '../../other/dist/index.js';" })).toBeNull();
    expect(found([aMutant('src/a.ts')], { 'test/a.test.ts': "import '../src/a';" })).toBeNull();
  });

  test('of a test file that is not there any more', () => {
    expect(findBuiltTests(aProject(), { mutants: [aMutant('src/a.ts')], tests: TESTS }, true)).toBeNull();
  });

  test('of some sources of a project that may have an alias', () => {
    const config = { 'vitest.config.ts': 'export default { resolve: { alias } };' };
    expect(found([aMutant('src/a.ts')], config, false)).toBeNull();
    expect(found([aMutant('src/a.ts')], { 'vitest.config.ts': 'export default { plugins: [paths()] };' }, false)).toBeNull();
    expect(found([aMutant('src/a.ts')], config)).toContain('test/a.test.ts');
    expect(found([aMutant('src/a.ts')], { 'vitest.config.ts': 'export default {};' }, false)).toContain('test/a.test.ts');
    expect(found([aMutant('src/a.ts')], {}, false)).toContain('test/a.test.ts');
  });
});
