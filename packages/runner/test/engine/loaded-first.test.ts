/** What a Vitest config names that is loaded before any test file, and loads a source: it must find the mutants as the tests do. */
import { expect, it } from 'vitest';
import { ONLY_CONDITIONS } from './leaks.fixture.ts';
import { createEngineProject, measure } from './statuses.fixture.ts';

const SOURCE = `export function isHigh(n) {
  if (n > 3) return true;
  return false;
}
`;
/** Takes long to instrument, so that what does not wait for it comes before it. */
const FILLER = Array.from(
  { length: 1_500 },
  (_, number) => `export const f${number} = (a, b) => ({ sum: a + b, list: [a, b] });\n`,
).join('');
const TEST = `import { expect, it } from 'vitest';
import { isHigh } from '../src/border.js';
it('is high', () => { expect(isHigh(9)).toBe(true); });
it('is low', () => { expect(isHigh(1)).toBe(false); });
`;
const ENVIRONMENT = `import { isHigh } from './src/border.js';
export default { name: 'own', viteEnvironment: 'ssr', transformMode: 'ssr', setup() { globalThis.isSetHigh = isHigh(5); return { teardown() {} }; } };
`;
const SERIALIZER = `import { isHigh } from './src/border.js';
export default { test: (value) => value === 'high', print: () => String(isHigh(9)) };
`;

const config = (options: string): string => `export default { test: { ${options} } };\n`;

const CASES: [string, Record<string, string>][] = [
  [
    'a test environment',
    { 'vitest.config.js': config("environment: './own.js'"), 'own.js': ENVIRONMENT, 'test/border.test.js': TEST },
  ],
  [
    'a test environment that a test file asks for',
    { 'own.js': ENVIRONMENT, 'test/border.test.js': `// @vitest-environment ./own.js\n${TEST}` },
  ],
  [
    'a global setup that builds what is tested',
    {
      'vitest.config.js': config("globalSetup: './own.js'"),
      'own.js':
        "import { copyFileSync } from 'node:fs';\nexport const setup = () => copyFileSync('src/border.js', 'test/built.js');\n",
      'test/border.test.js': TEST.replace('../src/border.js', './built.js'),
    },
  ],
  [
    'a snapshot serializer',
    { 'vitest.config.js': config("snapshotSerializers: ['./own.js']"), 'own.js': SERIALIZER, 'test/border.test.js': TEST },
  ],
  [
    'a test runner',
    {
      'vitest.config.js': config("runner: './own.js'"),
      'own.js':
        "import { TestRunner } from 'vitest';\nimport { isHigh } from './src/border.js';\nexport default class extends TestRunner { isSetHigh = isHigh(5); }\n",
      'test/border.test.js': TEST,
    },
  ],
];

it.each(CASES)('%s', (_, files) => {
  const project = createEngineProject({
    'stryker.conf.mjs': ONLY_CONDITIONS,
    'src/border.js': SOURCE,
    'src/filler.js': FILLER,
    ...files,
  });
  const { statuses, notes } = measure(project, '--concurrency', '2');
  project.remove();
  expect(notes.filter((note) => note.includes('stock engine'))).toEqual([]);
  expect(statuses).toEqual({ 'src/border.js': ['true: Killed', 'false: Killed'] });
});
