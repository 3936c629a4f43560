/** A survivor of which only some test files entered what was edited: these run again, the others stand. */
import { join } from 'node:path';
import { openDatabase } from '@killrate/shared/store/open';
import { tracesOfJob } from '@killrate/shared/store/traces';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestProject, killrateJson, type TestProject } from '../project.fixture.ts';
import { ONLY_CONDITIONS } from './leaks.fixture.ts';

const sourceWith = (one: string, two: string) => `export function grade(n) {
  if (n > 3) return 'high';
  return 'low';
}
export function one() { return '${one}'; }
export function two() { return '${two}'; }
`;
const testOf = (name: string) => `import { expect, it } from 'vitest';
import { grade, ${name} } from './source.js';
it('is not ${name}', () => { expect(grade(1)).not.toBe(${name}()); });
`;
const ALIVE = ['Survived', null];

let project: TestProject;

beforeAll(() => {
  project = createTestProject({
    'stryker.conf.mjs': ONLY_CONDITIONS,
    'one.test.js': testOf('one'),
    'two.test.js': testOf('two'),
  });
});
afterAll(() => project.remove());

/** The status of each mutant, with what killed it; and by the test files of the first, when it was told what they entered. */
function runWith(one: string, two: string) {
  project.write('source.js', sourceWith(one, two));
  const { run, mutants } = killrateJson(project.root, 'run').document;
  const [first, second] = mutants
    .filter(({ status }) => status !== 'Ignored')
    .map(({ status, killedBy }) => [status, killedBy[0]?.test ?? null]);
  const database = openDatabase(join(project.root, 'reports', 'killrate.db'), 'existing');
  const traces = [...tracesOfJob(database, run?.id ?? '', 'source.js').values()];
  database.close();
  const toldIn = traces.flatMap(({ enteredBy }) => [...enteredBy].map(([file, { numberingId }]) => `${file} ${numberingId}`));
  return { fates: [first, second], toldIn: [...new Set(toldIn)].sort() };
}

it('after edits that follow each other, only the files that they can be felt in ran again, and feel them', () => {
  expect(runWith('none', 'none')).toEqual({ fates: [ALIVE, ALIVE], toldIn: ['one.test.js 1', 'two.test.js 1'] });
  expect(runWith('nothing', 'none')).toEqual({ fates: [ALIVE, ALIVE], toldIn: ['one.test.js 2', 'two.test.js 1'] });
  expect(runWith('nothing', 'nothing')).toEqual({ fates: [ALIVE, ALIVE], toldIn: ['one.test.js 2', 'two.test.js 3'] });
  expect(runWith('never', 'nothing')).toEqual({ fates: [ALIVE, ALIVE], toldIn: ['one.test.js 4', 'two.test.js 3'] });
  expect(runWith('never', 'high').fates).toEqual([['Killed', 'two.test.js > is not two'], ALIVE]);
  // Both would kill it now: the one that did so last runs first.
  expect(runWith('high', "hi' + 'gh").fates).toEqual([['Killed', 'two.test.js > is not two'], ALIVE]);
  expect(runWith('high', 'none').fates).toEqual([['Killed', 'one.test.js > is not one'], ALIVE]);
});
