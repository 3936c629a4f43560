/** A suite that names tests after the folder it runs in is told of as it would be in the project itself. */
import { expect, it, onTestFinished } from 'vitest';
import { createTestProject, killrateJson } from '../project.fixture.ts';

const FILES = {
  'src/fee.js': 'export function fee(price) { return price > 100; }\nexport function tax(price) { return price > 7; }\n',
  'test/fee.test.js': `import { expect, it } from 'vitest'; import { fee, tax } from '../src/fee.js';
it(\`costs in \${process.cwd()}\`, () => { expect(fee(7)).toBe(false); });
it('taxes', () => { if (!tax(8)) throw new Error('no tax'); });
`,
};

it.each(['warm', 'stock'])('their names hold the path of the project, by the engine %s', (engine) => {
  const project = createTestProject(FILES);
  onTestFinished(() => project.remove());
  const { tests, mutants } = killrateJson(project.root, 'run', '--fresh', '--engine', engine).document;
  expect(tests.map(({ id }) => id).sort()).toEqual(
    ['test/fee.test.js > taxes', `test/fee.test.js > costs in ${project.root}`].sort(),
  );
  const killers = new Set(mutants.flatMap(({ killedBy }) => killedBy.map(({ test }) => test)));
  expect([...killers].sort()).toEqual(tests.map(({ id }) => id).sort());
});
