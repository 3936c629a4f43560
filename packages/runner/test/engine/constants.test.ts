/** A mutant of a constant that only functions read runs in the test files that enter one of them, however they come there. */

import type { RunDocument } from '@killrate/shared/document';
import { fileOfTest } from '@killrate/shared/test-id';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestProject, killrateJson, type TestProject } from '../project.fixture.ts';

const IMPORTS = "import { afterAll, beforeAll, expect, it, vi } from 'vitest';";
/** Each test file reads another constant, and all of them load the source that has them all. */
const FILES = {
  'src/names.js': `
    const called = 'called'; export function byCall() { return called; }
    const hooked = 'hooked'; export function inHook() { return hooked; }
    const loaded = 'loaded'; export function onLoad() { return loaded; }
    const again = 'again'; export function afterReset() { return again; }
    const late = 'late'; export async function afterAwait() { await 0; return (() => late)(); }
    const held = 'held'; const holder = { held }; export const ofHolder = () => holder.held;
    const thrown = 'thrown'; export function throwing() { throw new Error(thrown); }
    const fallback = 'fallback'; export function byDefault(name = fallback) { return name; }
    const field = 'field'; export class Named { name = field; }
    const setup = 'setup'; export function inSetup() { globalThis.named = setup; }
    class Label { constructor(text) { this.text = text; } show() { return this.text; } }
    const label = new Label('label'); export const ofLabel = () => label.show();
    const unread = 'unread';
    const odd = 'odd'; export function seldom() { return odd; }\n`,
  'src/derived.js': "import { onLoad } from './names.js'; export const derived = onLoad();\n",
  'vitest.config.js': "export default { test: { setupFiles: ['./setup.js'] } };\n",
  'setup.js': `import { inSetup } from './src/names.js'; if (process.env.VITEST_WORKER_ID) inSetup();\n`,
  ...tests({
    call: ['byCall', "it('t', () => expect(byCall()).toBe('called'));"],
    hook: ['inHook', "let name; beforeAll(() => { name = inHook(); }); it('t', () => expect(name).toBe('hooked'));"],
    load: ['onLoad', "import { derived } from '../src/derived.js'; it('t', () => expect(derived).toBe('loaded'));"],
    reset: [
      'byCall',
      "it('t', async () => { vi.resetModules(); const { afterReset } = await import('../src/names.js'); expect(afterReset()).toBe('again'); });",
    ],
    await: ['afterAwait', "it('t', async () => expect(await afterAwait()).toBe('late'));"],
    holder: ['ofHolder', "it('t', () => expect(ofHolder()).toBe('held'));"],
    throw: ['throwing', "it('t', () => expect(throwing).toThrow(/thrown/));"],
    default: ['byDefault', "it('t', () => expect(byDefault()).toBe('fallback'));"],
    field: ['Named', "it('t', () => expect(new Named().name).toBe('field'));"],
    setup: ['inSetup', "it('t', () => expect(globalThis.named).toBe('setup'));"],
    label: ['ofLabel', "it('t', () => expect(ofLabel()).toBe('label'));"],
    seldom: ['seldom', "it('fails by itself', () => expect(typeof seldom()).toBe('string'));"],
  }),
};

function tests(bodies: Record<string, readonly [string, string]>): Record<string, string> {
  const lines = Object.entries(bodies).map(
    ([name, [what, body]]) =>
      [`test/${name}.test.js`, `${IMPORTS} import { ${what} } from '../src/names.js';\n${body}\n`] as const,
  );
  return Object.fromEntries(lines);
}

let project: TestProject;
let plain: RunDocument;
let matrix: RunDocument;
beforeAll(() => {
  project = createTestProject(FILES);
  plain = killrateJson(project.root, 'run', '--fresh').document;
  matrix = killrateJson(project.root, 'run', '--fresh', '--kill-matrix').document;
});
afterAll(() => project.remove());

const keysOf = ({ mutants }: RunDocument, text: string) =>
  mutants.filter(({ original, isStatic }) => isStatic && original === `'${text}'`).map(({ key }) => key);
const [, ...SHOWN] = [
  'unread',
  'called',
  'hooked',
  'loaded',
  'again',
  'late',
  'held',
  'thrown',
  'fallback',
  'field',
  'setup',
  'label',
];

describe.each([
  ['a run', () => plain],
  ['a run with the matrix', () => matrix],
])('%s', (_, documentOf) => {
  it.each(SHOWN)('kills the value %s', (text) => {
    const keys = keysOf(documentOf(), text);
    expect(keys).toHaveLength(1);
    expect(documentOf().mutants.filter(({ key }) => keys.includes(key))).toMatchObject([{ status: 'Killed' }]);
  });

  it.each(['unread', 'odd'])('has the value %s survive, which nobody looks at', (text) => {
    const keys = keysOf(documentOf(), text);
    expect(documentOf().mutants.filter(({ key }) => keys.includes(key))).toMatchObject([{ status: 'Survived' }]);
  });
});

it('names the one test file that looks at each', () => {
  const killers = SHOWN.map((text) => {
    const [key] = keysOf(matrix, text);
    return [...new Set(matrix.mutants.find((mutant) => mutant.key === key)?.killedBy.map(({ test }) => fileOfTest(test)))];
  });
  expect(killers.map(([file, ...others]) => [file?.replace(/^test\/|\.test\.js$/g, ''), others.length])).toEqual(
    ['call', 'hook', 'load', 'reset', 'await', 'holder', 'throw', 'default', 'field', 'setup', 'label'].map((name) => [name, 0]),
  );
});

describe('a result of a run before', () => {
  const source = (body: string, aside: string) =>
    `const odd = 'odd';\nexport function seldom() { return odd; }\nexport function other() { ${body} }\nexport function aside() { ${aside} }\n`;
  const files = {
    'src/names.js': source("return 'plain';", 'return 1;'),
    'test/a.test.js': `${IMPORTS} import { seldom } from '../src/names.js'; it('a', () => expect(typeof seldom()).toBe('string'));\n`,
    'test/b.test.js': `${IMPORTS} import { other } from '../src/names.js'; it('b', () => expect(['plain', 'odd']).toContain(other()));\n`,
    'test/c.test.js': `${IMPORTS} import { aside } from '../src/names.js'; it('c', () => expect(aside()).toBeGreaterThan(0));\n`,
  };
  let edited: TestProject;
  beforeAll(() => {
    edited = createTestProject(files);
  });
  afterAll(() => edited.remove());
  const odd = () => killrateJson(edited.root, 'run').document.mutants.find(({ original }) => original === `'odd'`);

  it('stands while the same test files come to where the constant is read, and no longer', () => {
    expect(odd()).toMatchObject({ status: 'Survived', isReused: false });
    edited.write('src/names.js', source("return 'plain';", 'return 2;'));
    expect(odd()).toMatchObject({ status: 'Survived', isReused: true });
    edited.write('src/names.js', source('return seldom();', 'return 2;'));
    expect(odd()).toMatchObject({ status: 'Killed', isReused: false });
  });
});
