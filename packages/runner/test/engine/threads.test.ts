/** Threads are lent again: no more of them start than files run at once. */
import { expect, it } from 'vitest';
import { createEngineProject, measure } from './statuses.fixture.ts';

const TEST = `import { expect, it } from 'vitest';
import { add } from '../src/add.js';
it('runs in the first thread there is', () => { expect(process.env.VITEST_POOL_ID).toBe('1'); });
it('adds', () => { expect(add(1, 2)).toBe(3); });
`;

it('file after file runs in one thread where one is asked for', () => {
  const files = Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((name) => [`test/${name}.test.js`, TEST]));
  const project = createEngineProject({ 'src/add.js': 'export const add = (a, b) => a + b;\n', ...files });
  const { notes, statuses } = measure(project, '--concurrency', '1');
  project.remove();
  expect(notes).toEqual([]);
  expect(statuses).toEqual({ 'src/add.js': ['() => undefined: Killed', 'a - b: Killed'] });
});
