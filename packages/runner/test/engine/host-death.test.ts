/** A mutant that ends the process which all mutants run in. */
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { killrateJson } from '../project.fixture.ts';
import { createEngineProject } from './statuses.fixture.ts';

const GRADES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name, at) => `  if (n > ${10 * at}) return '${name}';`).join('\n');

it('is named, and costs no other mutant of its file a run by itself', () => {
  const log = join(mkdtempSync(join(tmpdir(), 'killrate-death-')), 'log');
  const project = createEngineProject({
    'src/grade.js': `export function grade(n) {
${GRADES}
  Number.isNaN(n) && process.kill(process.pid, 'SIGKILL');
  return 'none';
}
`,
    'test/grade.test.js': `import { appendFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { grade } from '../src/grade.js';
it('grades', () => {
  appendFileSync(${JSON.stringify(log)}, process.pid + '\\n');
  expect([grade(-1), grade(0), grade(71)]).toEqual(['none', 'none', 'a']);
});
`,
  });
  const { mutants } = killrateJson(project.root, 'run', '--fresh', '--concurrency', '1').document;
  project.remove();
  const pids = readFileSync(log, 'utf8').trim().split('\n');
  const runs = [...Map.groupBy(pids, (pid) => pid).values()].map(({ length }) => length);
  const unseen = mutants.filter(({ status, how }) => status !== 'NoCoverage' && how === undefined);
  expect(unseen.map(({ replacement, status }) => `${replacement}: ${status}`)).toEqual([
    "Number.isNaN(n) || process.kill(process.pid, 'SIGKILL'): Killed",
  ]);
  expect(mutants.length).toBeGreaterThan(40);
  // A mutant that runs by itself is followed by a run without any.
  expect(Math.max(...runs)).toBeLessThan(1.5 * mutants.length);
});
