import { adoptMeasurement } from '@killrate/shared/store/project-state';
import { describe, expect, test } from 'vitest';
import { loadConfig } from './config/load-config.ts';
import { adding, aSituation, type Situation, testing, unit } from './gate/situation.fixture.ts';
import { openProject } from './project/project.ts';
import { readState } from './project-state.ts';

const PAY = 'src/pay.ts';

/** What is known of {@link PAY}: how its results stand, whose they are, and the statuses in order of place. */
async function known(situation: Situation) {
  const loaded = await loadConfig(situation.root);
  const { files, mutants } = situation.store((database) => readState(database, openProject(situation.root), loaded));
  const file = files.find((each) => each.file === PAY);
  return {
    kind: file?.kind,
    reason: file?.reason,
    from: file?.recalledFrom,
    statuses: mutants.filter((mutant) => mutant.file === PAY).map(({ status }) => status),
  };
}

/** `main`, measured, and then a branch with other tests and another source, measured as well; `main` is checked out again. */
async function afterABranch(source = adding('pay', 2)): Promise<Situation> {
  const situation = aSituation({ ...unit('src/pay', 2), ...unit('src/http', 1) }, { target: 0 });
  await situation.measure({ [PAY]: 'KK', 'src/http.ts': 'K' });
  situation.change({ [PAY]: source, 'src/pay.test.ts': testing('pay', 3), 'src/http.test.ts': testing('http', 3) });
  await situation.measure({ [PAY]: 'S'.repeat(source === adding('pay', 2) ? 2 : 3), 'src/http.ts': 'S' });
  situation.git('checkout', '--quiet', 'main');
  return situation;
}

describe('after a branch was measured, the results of the one that is checked out again', () => {
  test('hold, though they are not the newest', async () => {
    expect(await known(await afterABranch())).toEqual({
      kind: 'current',
      reason: null,
      from: 'run-1',
      statuses: ['Killed', 'Killed'],
    });
  });

  test.each([
    ['the same source', adding('pay', 2)],
    ['another source', adding('pay', 3)],
  ])('are those that are shown once a test is edited, where the branch had %s', async (_, source) => {
    const situation = await afterABranch(source);
    situation.write({ 'src/pay.test.ts': `${testing('pay')}// more\ntest('again', () => {});\n` });
    expect(await known(situation)).toEqual({
      kind: 'other-suite',
      reason: 'it was measured before its test src/pay.test.ts changed',
      from: 'run-1',
      statuses: ['Killed', 'Killed'],
    });
  });

  test('are what a retry adds to', async () => {
    const situation = await afterABranch();
    situation.store((database) => adoptMeasurement(database, 'run-1', PAY));
    situation.write({ 'src/pay.test.ts': `${testing('pay')}test('again', () => {});\n` });
    await situation.measure({ [PAY]: 'T' }, { keys: [situation.key(PAY, 2)] });
    expect(await known(situation)).toMatchObject({ kind: 'other-suite', from: null, statuses: ['Killed', 'Timeout'] });
  });
});

test('a source in a content that nobody measured has no results, whatever is known of others', async () => {
  const situation = await afterABranch();
  situation.write({ [PAY]: adding('pay', 4) });
  expect(await known(situation)).toEqual({
    kind: 'changed',
    reason: 'it changed since it was measured',
    from: null,
    statuses: [],
  });
});
