/** What one mutant leaves behind in a kept thread changes no verdict of another. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestProject } from '../project.fixture.ts';
import { EXTERNAL_PACKAGES, HEALING_LEAKS, LEAKS, leakFiles, ONLY_CONDITIONS, TRACES, traceFiles } from './leaks.fixture.ts';
import { createEngineProject, type Measured, measure } from './statuses.fixture.ts';

const leaks = [...LEAKS, ...HEALING_LEAKS];
let project: TestProject;

beforeAll(() => {
  project = createEngineProject(
    { 'stryker.conf.mjs': ONLY_CONDITIONS },
    EXTERNAL_PACKAGES,
    ...leaks.map(leakFiles),
    ...TRACES.map(traceFiles),
  );
});
afterAll(() => project.remove());

describe.each(['1', '2'])('with mutants in %s threads at once', (concurrency) => {
  let measured: Measured;
  beforeAll(() => {
    measured = measure(project, '--concurrency', concurrency);
  });

  it('the warm engine measures it', () => {
    expect(measured.notes).toEqual([]);
  });

  const numbered = leaks.map((leak, index) => ({ ...leak, index }));
  const expectOthersAsAlone = ({ index, isOwnStatusOpen }: (typeof numbered)[number]): void => {
    const [own, ...after] = measured.statuses[`src/leak-${index}.js`] ?? [];
    if (isOwnStatusOpen !== true) expect(own).toBe('true: Survived');
    expect(after).toEqual(['false: Survived', 'true: Killed', 'false: Survived']);
  };
  it.each(numbered)('$name: others are judged as alone', expectOthersAsAlone);

  const traces = TRACES.map((trace, index) => ({ ...trace, index }));
  const expectOwnWork = ({ index }: { index: number }): void => {
    expect(measured.statuses[`src/trace-${index}.js`]).toEqual([
      'true: Killed',
      'false: Survived',
      'true: Survived',
      'false: Killed',
    ]);
  };
  it.each(traces)('$name: what an earlier run did helps no mutant', expectOwnWork);
});
