import { symlinkSync } from 'node:fs';
import { relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Config } from './config/config.ts';
import { UserError } from './errors.ts';
import { aFolder, aProject, type Entries, writeEntries } from './folder.fixture.ts';
import { type Plan, planRun, type Request } from './plan.ts';
import { openProject, type Project } from './project/project.ts';

const SHOP: Entries = {
  'src/price.ts': 'export const price = 1;',
  'src/price.test.ts': '',
  'src/cart/cart.ts': '',
  'src/cart/item.ts': '',
  'src/http/[id].ts': '',
  'src/types.d.ts': '',
  'server/main.ts': '',
  'test/helper.ts': '',
  'README.md': '',
};

interface Asked extends Partial<Request> {
  config?: Parameters<typeof Config.parse>[0];
  mutate?: unknown;
}

function plan(project: Project, { config = {}, mutate, ...request }: Asked = {}): Plan {
  return planRun(project, Config.parse(config), mutate, { patterns: [], module: null, from: project.root, ...request });
}

const filesOf = (project: Project, asked?: Asked) => plan(project, asked).jobs.map((job) => job.file);

function mistake(project: Project, asked: Asked): string {
  try {
    plan(project, asked);
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).message).not.toContain('\n');
    return (error as UserError).message;
  }
  throw new Error('it was planned');
}

describe('without a request', () => {
  test('every source is a job, in order', () => {
    const project = aProject(SHOP);
    const { scope, jobs, modules, notes } = plan(project);
    expect(scope).toBe('all');
    expect(jobs.map((job) => job.file)).toEqual(['src/cart/cart.ts', 'src/cart/item.ts', 'src/http/[id].ts', 'src/price.ts']);
    expect(jobs.at(-1)).toEqual({
      file: 'src/price.ts',
      module: 'default',
    });
    expect(modules).toEqual([{ name: 'default', target: null }]);
    expect(notes).toEqual([]);
  });

  test('a project without sources has an empty plan', () => {
    expect(plan(aProject())).toEqual({ scope: 'all', jobs: [], modules: [], notes: [] });
  });

  test("Stryker's mutate says which files those are", () => {
    expect(filesOf(aProject(SHOP), { mutate: ['server/*.ts', '!**/x.ts'] })).toEqual(['server/main.ts']);
  });
});

describe('files and globs', () => {
  test.each<[what: string, patterns: string[], files: string[]]>([
    ['a file', ['src/price.ts'], ['src/price.ts']],
    ['a file with ./ before it', ['./src/price.ts'], ['src/price.ts']],
    ['a file outside the usual folders', ['server/main.ts'], ['server/main.ts']],
    ['a glob', ['src/cart/*.ts'], ['src/cart/cart.ts', 'src/cart/item.ts']],
    ['a glob with ./ before it', ['./src/cart/i*.ts'], ['src/cart/item.ts']],
    ['a glob over folders', ['src/**/*.ts'], ['src/cart/cart.ts', 'src/cart/item.ts', 'src/http/[id].ts', 'src/price.ts']],
    ['a glob with braces', ['src/cart/{cart,none}.ts'], ['src/cart/cart.ts']],
    ['a folder', ['src/cart'], ['src/cart/cart.ts', 'src/cart/item.ts']],
    ['a folder with a slash', ['src/cart/'], ['src/cart/cart.ts', 'src/cart/item.ts']],
    ['the project itself', ['.'], ['src/cart/cart.ts', 'src/cart/item.ts', 'src/http/[id].ts', 'src/price.ts']],
    [
      'several, with what they share once',
      ['src/price.ts', 'src/cart', 'src/*.ts'],
      ['src/cart/cart.ts', 'src/cart/item.ts', 'src/price.ts'],
    ],
    ['a file whose name looks like a glob', ['src/http/[id].ts'], ['src/http/[id].ts']],
  ])('%s', (_, patterns, files) => {
    const planned = plan(aProject(SHOP), { patterns });
    expect(planned.jobs.map((job) => job.file)).toEqual(files);
    expect(planned.scope).toBe('files');
  });

  test.each([
    'src/a b.ts',
    'src/größe.ts',
    'src/価格.ts',
    'src/(x).ts',
    'src/{y}.ts',
    'src/!z.ts',
    'src/*.ts',
    'src/..ts',
    '..x/a.ts',
    'a++.ts',
  ])('a literal path: %s', (file) => {
    expect(filesOf(aProject({ [file]: '', 'src/other.ts': '' }), { patterns: [file] })).toEqual([file]);
  });

  test('an absolute path', () => {
    const project = aProject(SHOP);
    expect(filesOf(project, { patterns: [`${project.root}/src/price.ts`] })).toEqual(['src/price.ts']);
    expect(filesOf(project, { patterns: [`${project.root}/src/cart`] })).toHaveLength(2);
  });

  test('paths are relative to the folder they are given from', () => {
    const project = aProject(SHOP);
    expect(filesOf(project, { patterns: ['cart.ts', '../price.ts'], from: `${project.root}/src/cart` })).toEqual([
      'src/cart/cart.ts',
      'src/price.ts',
    ]);
  });

  test('the folder may be named relative to that of the process', () => {
    const project = aProject(SHOP);
    expect(
      filesOf(project, { patterns: ['src/price.ts', 'src/cart/*'], from: relative(process.cwd(), project.root) }),
    ).toHaveLength(3);
  });

  test('the folder may be reached by a symbolic link, as with -C', () => {
    const outside = aFolder();
    const project = aProject(SHOP);
    symlinkSync(project.root, `${outside}/shop`);
    const from = `${outside}/shop`;
    expect(openProject(from).root).toBe(project.root);
    expect(filesOf(project, { patterns: ['src/price.ts'], from })).toEqual(['src/price.ts']);
    expect(filesOf(project, { patterns: ['src/cart/*.ts'], from })).toHaveLength(2);
    expect(filesOf(project, { patterns: [`${from}/src/cart`], from })).toHaveLength(2);
  });

  test('a symbolic link to a source stands for that source', () => {
    const project = aProject({ ...SHOP, 'src/alias.ts': { link: 'price.ts' } });
    expect(filesOf(project, { patterns: ['src/alias.ts', 'src/price.ts'] })).toEqual(['src/price.ts']);
  });
});

describe('what cannot be measured is told in one line', () => {
  test.each<[what: string, pattern: string, message: RegExp]>([
    ['an unknown file, with the nearest', 'src/prise.ts', /^there is no file src\/prise\.ts \(did you mean src\/price\.ts\?\)$/],
    ['an unknown file with ./', './src/cart/itme.ts', /did you mean src\/cart\/item\.ts\?/],
    ['an unknown file that is near to none', 'zzzzzzzzzzzz', /^there is no file zzzzzzzzzzzz$/],
    ['a test is never suggested', 'src/price.tset.ts', /did you mean src\/price\.ts\?/],
    ['a glob without a match', 'src/**/*.vue', /^src\/\*\*\/\*\.vue matches no source file of little, which has 4/],
    ['a glob that matches tests only', 'src/*.test.ts', /matches no source file/],
    ['a test', 'src/price.test.ts', /^src\/price\.test\.ts is a test: name the source file/],
    ['a helper of tests', 'test/helper.ts', /is a test/],
    ['a declaration', 'src/types.d.ts', /is no script/],
    ['an empty name, as of a variable that is not set', '', /^an empty name was given/],
    ['a text', 'README.md', /^README\.md is no script: killrate mutates \.ts/],
    ['a folder of tests', 'test', /^test holds no source file/],
    ['an installed package', 'node_modules/dep/index.js', /belongs to a package/],
    ['output', 'coverage/sorter.js', /^coverage\/sorter\.js is output or a cache/],
    ['a cache', 'src/.cache/x.js', /is output or a cache/],
    ['a file outside', '../outside.ts', /is outside the project .* name its folder with -C$/],
    ['a folder outside', '..', /is outside the project/],
    ['an absolute path outside', '/', /is outside the project/],
  ])('%s', (_, pattern, message) => {
    const root = aFolder({ 'outside.ts': '' });
    writeEntries(`${root}/shop`, {
      ...SHOP,
      'package.json': '{ "name": "little" }',
      'node_modules/vitest/package.json': '{ "version": "5.0.0" }',
      'node_modules/dep/index.js': '',
      'coverage/sorter.js': '',
      'src/.cache/x.js': '',
    });
    expect(mistake(openProject(`${root}/shop`), { patterns: [pattern] })).toMatch(message);
  });

  test('a link that leads out of the project', () => {
    const outside = aFolder({ 'a.ts': '' });
    const project = aProject({ 'src/a.ts': { link: `${outside}/a.ts` } });
    expect(mistake(project, { patterns: ['src/a.ts'] })).toMatch(/is outside the project/);
  });

  test('a source that does not parse, with its line', () => {
    const project = aProject({ 'src/a.ts': 'export const a = 1;\n\nexport const b = ;\n' });
    expect(mistake(project, {})).toMatch(/^src\/a\.ts:3 has a syntax error: ./);
  });

  test('the other sources are not parsed', () => {
    const project = aProject({ ...SHOP, 'src/broken.ts': 'const = ;' });
    expect(filesOf(project, { patterns: ['src/price.ts'] })).toEqual(['src/price.ts']);
  });
});

describe('modules', () => {
  const modules = [
    { name: 'cart', files: ['src/cart/**'], target: 'critical' },
    { name: 'http', files: ['src/http/**', 'server/**'], target: 60 },
  ];
  const moduleOf = (project: Project, config: unknown, file: string) =>
    plan(project, { config }).jobs.find((job) => job.file === file)?.module;

  test('hold the files that they name, also those outside src; the rest is in default', () => {
    const planned = plan(aProject(SHOP), { config: { modules } });
    expect(planned.jobs.map(({ file, module }) => `${module}: ${file}`)).toEqual([
      'http: server/main.ts',
      'cart: src/cart/cart.ts',
      'cart: src/cart/item.ts',
      'http: src/http/[id].ts',
      'default: src/price.ts',
    ]);
  });

  test('come with their targets in the order of the config, default last', () => {
    const config = { modules, target: 'adoption' };
    expect(plan(aProject(SHOP), { config }).modules).toEqual([
      { name: 'cart', target: 90 },
      { name: 'http', target: 60 },
      { name: 'default', target: 70 },
    ]);
  });

  test('that no planned file belongs to are left out', () => {
    expect(plan(aProject(SHOP), { config: { modules }, patterns: ['src/cart/cart.ts'] }).modules).toEqual([
      { name: 'cart', target: 90 },
    ]);
  });

  test('can be asked for by name', () => {
    const planned = plan(aProject(SHOP), { config: { modules }, module: 'http' });
    expect(planned.jobs.map((job) => job.file)).toEqual(['server/main.ts', 'src/http/[id].ts']);
    expect(planned.scope).toBe('modules');
    expect(filesOf(aProject(SHOP), { config: { modules }, module: 'default' })).toEqual(['src/price.ts']);
  });

  test('and patterns together leave what is in both', () => {
    expect(filesOf(aProject(SHOP), { config: { modules }, module: 'cart', patterns: ['src/**/*.ts'] })).toEqual([
      'src/cart/cart.ts',
      'src/cart/item.ts',
    ]);
  });

  test('that are unknown are told with the nearest and with those there are, even in a project without sources', () => {
    const message = 'there is no module crat (did you mean cart?): the config has cart, http, default';
    expect(mistake(aProject(SHOP), { config: { modules }, module: 'crat' })).toBe(message);
    expect(mistake(aProject(), { config: { modules }, module: 'crat' })).toBe(message);
  });

  test('without a source file cannot be asked for', () => {
    const config = { modules: [{ name: 'gone', files: ['src/gone/**'] }] };
    expect(mistake(aProject(SHOP), { config, module: 'gone' })).toMatch(/^module gone has no source file/);
  });

  test('of which the one with the more specific pattern wins, with one note for the two of them', () => {
    const config = {
      modules: [
        { name: 'all', files: ['src/**'] },
        { name: 'cart', files: ['src/cart/**'] },
      ],
    };
    const planned = plan(aProject(SHOP), { config });
    expect(planned.jobs.filter((job) => job.module === 'cart').map((job) => job.file)).toEqual([
      'src/cart/cart.ts',
      'src/cart/item.ts',
    ]);
    expect(planned.notes).toEqual([
      'src/cart/cart.ts is in modules cart and all: the more specific pattern, src/cart/** of cart, wins',
    ]);
  });

  test.each<[what: string, patterns: [string, string]]>([
    ['a file against a folder', ['src/cart/cart.ts', 'src/cart/**']],
    ['a longer folder against a shorter one', ['src/cart/*.ts', 'src/*/*.ts']],
    ['a folder by its name against any folder, however long the rest', ['src/cart/**', 'src/*/cart.ts']],
    ['more letters against fewer', ['src/*/cart*.ts', 'src/*/*.ts']],
  ])('%s: the first is more specific, whatever the order', (_, [specific, general]) => {
    const specificModule = { name: 'specific', files: [specific] };
    const generalModule = { name: 'general', files: [general] };
    for (const modules of [
      [specificModule, generalModule],
      [generalModule, specificModule],
    ])
      expect(moduleOf(aProject(SHOP), { modules }, 'src/cart/cart.ts')).toBe('specific');
  });

  test('of equal patterns the first wins, and the note does not call it more specific', () => {
    const config = {
      modules: [
        { name: 'one', files: ['src/cart/**'] },
        { name: 'two', files: ['src/cart/**'] },
      ],
    };
    const { jobs, notes } = plan(aProject(SHOP), { config, patterns: ['src/cart'] });
    expect(new Set(jobs.map((job) => job.module))).toEqual(new Set(['one']));
    expect(notes).toEqual([
      'src/cart/cart.ts is in modules one and two: the first of two equally specific patterns, src/cart/** of one, wins',
    ]);
  });

  test('may take files out with !, which then belong elsewhere', () => {
    const config = {
      modules: [
        { name: 'cart', files: ['src/cart/**', '!src/cart/item.ts'] },
        { name: 'gen', files: ['server/**', '!server/main.ts'] },
      ],
    };
    const project = aProject({ ...SHOP, 'server/app.ts': '' });
    expect(plan(project, { config }).jobs.map(({ file, module }) => `${module}: ${file}`)).toEqual([
      'gen: server/app.ts',
      'cart: src/cart/cart.ts',
      'default: src/cart/item.ts',
      'default: src/http/[id].ts',
      'default: src/price.ts',
    ]);
  });

  test('are found for a file in a hidden folder', () => {
    const project = aProject({ 'src/.internal/a.ts': '' });
    expect(moduleOf(project, { modules: [{ name: 'all', files: ['src/**'] }] }, 'src/.internal/a.ts')).toBe('all');
  });
});
