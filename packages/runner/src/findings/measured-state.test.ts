import { recordSurvivors } from '@killrate/shared/store/deletion';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../config/load-config.ts';
import { adding, aSituation, type Situation, unit } from '../gate/situation.fixture.ts';
import { openProject } from '../project/project.ts';
import { readState } from '../project-state.ts';
import type { Measured } from './measured.ts';
import { readMeasured } from './measured-state.ts';

const PAY = 'src/pay.ts';
const HTTP = 'src/http.ts';

async function read(situation: Situation): Promise<Measured> {
  const loaded = await loadConfig(situation.root);
  return situation.store((database) =>
    readMeasured(database, readState(database, openProject(situation.root), loaded), situation.root),
  );
}

/** Two sources, measured; with `more`, a second test runs every mutant. */
async function measured(letters: string, { matrix = true, more = true } = {}): Promise<Situation> {
  const situation = aSituation({ ...unit('src/pay', 2), ...unit('src/http', 1) }, { target: 0 });
  await situation.measure({ [PAY]: letters, [HTTP]: 'K' });
  situation.store((database) => {
    if (matrix) database.exec('UPDATE run SET has_kill_matrix = 1');
    if (more) database.exec("UPDATE result SET covered_by = '[1,2]' WHERE covered_by <> '[]'");
  });
  return situation;
}

it('who runs and who kills what is read from the results, by key', async () => {
  const situation = await measured('KS');
  const { tests, mutants } = await read(situation);
  const [killed, survivor] = [situation.key(PAY, 1), situation.key(PAY, 2)];
  const test = tests.find(({ file }) => file === 'src/pay.test.ts');
  expect(test?.kills).toEqual(new Map([[killed, 'assertion']]));
  expect(test?.covers).toEqual(new Set([killed, survivor, situation.key(HTTP, 1)]));
  expect(mutants.get(survivor)).toMatchObject({
    file: PAY,
    status: 'Survived',
    mutator: 'ArithmeticOperator',
    isAccepted: false,
  });
});

it('a survivor that somebody lives with is an accepted one', async () => {
  const situation = await measured('KS');
  const loaded = await loadConfig(situation.root);
  const state = situation.store((database) => readState(database, openProject(situation.root), loaded));
  const acceptance = { category: 'glue', reason: 'nobody asks', author: null, date: '2026-01-02', expires: null };
  const mutants = state.mutants.map((mutant) => (mutant.status === 'Survived' ? { ...mutant, acceptance } : mutant));
  const found = situation.store((database) => readMeasured(database, { ...state, mutants }, situation.root));
  expect(found.mutants.get(situation.key(PAY, 2))?.isAccepted).toBe(true);
});

describe('there is a matrix', () => {
  it('where every run had one', async () => {
    expect(await read(await measured('KS'))).toMatchObject({ hasMatrix: true, withoutMatrix: [], unmeasured: [] });
  });

  it('where a run without one took over what one with it had found', async () => {
    const situation = await measured('KS');
    situation.store((database) =>
      database.exec(`
        INSERT INTO run (id, scope, request, status, started_at, project_hash, suite_hash, engine, concurrency, environment)
          SELECT 'later', scope, request, status, '2027', project_hash, suite_hash, engine, concurrency, environment FROM run LIMIT 1;
        INSERT INTO result (run_id, mutant_id, job_id, line, column_, end_line, end_column, status, is_static, is_reused, covered_by, killed_by, measured_at)
          SELECT 'later', mutant_id, job_id, line, column_, end_line, end_column, status, is_static, 1, covered_by, killed_by, measured_at FROM result;
        UPDATE state SET run_id = 'later'`),
    );
    expect(await read(situation)).toMatchObject({ hasMatrix: true, withoutMatrix: [] });
  });

  it('where the only test of each mutant ran, and of survivors in any case', async () => {
    expect(await read(await measured('KS', { matrix: false, more: false }))).toMatchObject({ hasMatrix: true });
  });
});

describe('there is no matrix', () => {
  it('where a killed mutant has more tests, and a run that stops at the first kill: the file is named', async () => {
    expect(await read(await measured('SS', { matrix: false }))).toMatchObject({ hasMatrix: false, withoutMatrix: [HTTP] });
    expect(await read(await measured('KS', { matrix: false }))).toMatchObject({ withoutMatrix: [HTTP, PAY] });
  });

  it('where nothing was measured', async () => {
    const situation = aSituation(unit('src/pay', 2), { target: 0 });
    situation.store(() => undefined);
    expect(await read(situation)).toMatchObject({ hasMatrix: false, unmeasured: [PAY] });
  });
});

it('of a file that changed since nothing is known, and it is named', async () => {
  const situation = await measured('KS');
  situation.write({ [HTTP]: adding('http', 2) });
  const { unmeasured, mutants } = await read(situation);
  expect(unmeasured).toEqual([HTTP]);
  expect([...mutants.values()].map(({ file }) => file)).toEqual([PAY, PAY]);
});

describe('a test that survived the deletion of a run', () => {
  const PAYS = 'src/pay.test.ts';
  /** Both sources are measured, each with a test of its own, and that of `pay` survived. */
  const survived = async (): Promise<Situation> => {
    const situation = await measured('KS', { more: false });
    situation.store((database) => {
      const { run_id: runId } = database.prepare('SELECT run_id FROM job WHERE file = ?').get(PAY) as { run_id: string };
      const tests = database.prepare('SELECT name_id FROM test WHERE file = ?').pluck().all(PAYS) as string[];
      recordSurvivors(database, runId, tests);
    });
    return situation;
  };
  const survivors = async (situation: Situation) => [...(await read(situation)).survivors].map((id) => id.split(' > ')[0]);

  it('is one while nothing changes', async () => {
    expect(await survivors(await survived())).toEqual([PAYS]);
  });

  it('is none once what it runs has another content, and one still where another source changed', async () => {
    const situation = await survived();
    situation.write({ [HTTP]: adding('http', 2) });
    expect(await survivors(situation)).toEqual([PAYS]);
    situation.write({ [PAY]: adding('pay', 3) });
    expect(await survivors(situation)).toEqual([]);
  });

  it('is none where the run that saw it took over what it runs, and emptied nothing there', async () => {
    const situation = await survived();
    situation.store((database) => database.prepare("UPDATE job SET status = 'reused' WHERE file = ?").run(PAY));
    expect(await survivors(situation)).toEqual([]);
  });

  it('is one of a later run too that takes the results over, and none of one that measures them anew', async () => {
    const situation = await survived();
    situation.store((database) =>
      database.exec(`
        INSERT INTO run (id, scope, request, status, started_at, project_hash, suite_hash, engine, concurrency, environment, has_kill_matrix)
          SELECT 'later', scope, request, status, '2027', project_hash, suite_hash, engine, concurrency, environment, 1 FROM run LIMIT 1;
        INSERT INTO run_test (run_id, test_id, line, duration_ms) SELECT 'later', test_id, line, duration_ms FROM run_test;
        INSERT INTO result (run_id, mutant_id, job_id, line, column_, end_line, end_column, status, is_static, is_reused, covered_by, killed_by, measured_at)
          SELECT 'later', mutant_id, job_id, line, column_, end_line, end_column, status, is_static, 1, covered_by, killed_by, measured_at FROM result;
        UPDATE state SET run_id = 'later'`),
    );
    expect(await survivors(situation)).toEqual([PAYS]);
    situation.store((database) => database.exec("UPDATE result SET measured_at = '2028' WHERE run_id = 'later'"));
    expect(await survivors(situation)).toEqual([]);
  });
});
