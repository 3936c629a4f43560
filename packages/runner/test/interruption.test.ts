/** Runs that are interrupted, killed, too slow or met by another: nothing is lost, nothing is left, nothing runs twice. */
import { StoreError } from '@killrate/shared/store/errors';
import { type Database, openDatabase } from '@killrate/shared/store/open';
import { afterEach, describe, expect, it } from 'vitest';
import { processesOfSession } from '../src/process/process-identity.ts';
import { sessionFoldersOf } from '../src/sandbox/session-folder.ts';
import { createTestProject, killrateJson, startKillrate, type TestProject, until } from './project.fixture.ts';

/** Its tests take so long that a run can be met while it measures. */
const SLOW = {
  'src/slow.ts': `export function grade(points: number): string {
  if (points >= 90) return 'a';
  if (points >= 80) return 'b';
  if (points >= 70) return 'c';
  return 'd';
}
`,
  'src/zip.ts': 'export const zip = (a: number) => a + 1;\n',
  'test/slow.test.ts': `import { expect, it } from 'vitest';
import { grade } from '../src/slow';
it('grades', async () => {
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect([95, 90, 85, 75, 1].map(grade).join('')).toBe('aabcd');
});
`,
  'test/zip.test.ts':
    "import { expect, it } from 'vitest';\nimport { zip } from '../src/zip';\nit('adds', () => { expect(zip(1)).toBe(2); });\n",
};

let project: TestProject;
afterEach(() => project.remove());

interface Measured {
  key: string;
  status: string | null;
  measured_at: string;
}

/** Null while there is none, or a run is just making it. */
function openStore(path: string): Database | null {
  try {
    return openDatabase(path, 'existing');
  } catch (error) {
    if (error instanceof StoreError && error.kind === 'missing') return null;
    throw error;
  }
}

function measuredIn(root: string): Measured[] {
  const database = openStore(`${root}/reports/killrate.db`);
  if (database === null) return [];
  try {
    return database
      .prepare(
        'SELECT key, result.status AS status, measured_at FROM result JOIN mutant ON mutant.id = mutant_id WHERE measured_at IS NOT NULL AND duration_ms IS NOT NULL',
      )
      .all() as Measured[];
  } finally {
    database.close();
  }
}

function leftBehind(root: string): { folders: number; processes: number } {
  const folders = sessionFoldersOf(root);
  return { folders: folders.length, processes: folders.flatMap((folder) => processesOfSession(folder.id)).length };
}

describe('a run that is ended before its end', () => {
  it.each(['SIGINT', 'SIGKILL'] as const)('by %s loses nothing, leaves nothing for long, and is gone on with', async (signal) => {
    project = createTestProject(SLOW);
    const sources = project.read('src/slow.ts');
    const first = startKillrate(project.root, 'run', '--json');
    await until(() => measuredIn(project.root).length >= 3);
    first.kill(signal);
    const { code } = await first.ended;
    expect(code).toBe(signal === 'SIGINT' ? 130 : null);
    expect(project.read('src/slow.ts')).toBe(sources);
    // Whoever kills the command outright: its engine notices by itself.
    await until(() => leftBehind(project.root).processes === 0, 10_000);
    const stored = measuredIn(project.root);

    const { document } = killrateJson(project.root, 'run');
    expect(document.run?.status).toBe('completed');
    expect(document.notes.join()).toContain('going on with run');
    expect(document.totals).toMatchObject({ pending: 0, unresolved: 0 });
    const now = new Map(measuredIn(project.root).map((row) => [row.key, row]));
    expect(stored.map((row) => now.get(row.key))).toEqual(stored);
    expect(leftBehind(project.root)).toEqual({ folders: 0, processes: 0 });
  });

  it('is measured anew where a file was edited meanwhile', async () => {
    project = createTestProject(SLOW);
    const first = startKillrate(project.root, 'run');
    await until(() => measuredIn(project.root).length >= 2);
    first.kill('SIGINT');
    await first.ended;
    project.write(
      'test/zip.test.ts',
      "import { expect, it } from 'vitest';\nimport { zip } from '../src/zip';\nit('is a number', () => { expect(typeof zip(1)).toBe('number'); });\n",
    );
    const { document } = killrateJson(project.root, 'run');
    expect(document.run, JSON.stringify(document.exit)).toMatchObject({ status: 'completed' });
    expect(document.notes.join()).not.toContain('going on');
    expect(document.mutants.find((mutant) => mutant.replacement === 'a - 1')?.status).toBe('Survived');
  });
});

describe('a job past its deadline', () => {
  it('keeps what it measured, leaves the rest unresolved, and the next job still runs', () => {
    project = createTestProject({
      ...SLOW,
      'test/slow.test.ts': SLOW['test/slow.test.ts'].replace('700', '3_000').replace("'aabcd');\n})", "'aabcd');\n}, 20_000)"),
    });
    const { code, document } = killrateJson(project.root, 'run', '--deadline', '12', '--concurrency', '1');
    expect(document.jobs).toMatchObject([
      { file: 'src/slow.ts', status: 'timed-out', reason: 'the job reached its deadline of 12 s' },
      { file: 'src/zip.ts', status: 'completed' },
    ]);
    const slow = document.mutants.filter((mutant) => mutant.file === 'src/slow.ts');
    const unresolved = slow.filter((mutant) => mutant.status === null);
    expect(unresolved.length).toBeGreaterThan(0);
    expect(unresolved.length).toBeLessThan(slow.length);
    expect(new Set(unresolved.map((mutant) => mutant.reason))).toEqual(new Set(['the job reached its deadline of 12 s']));
    expect(document.totals.unresolved).toBe(unresolved.length);
    expect(document.mutants.filter((mutant) => mutant.file === 'src/zip.ts' && mutant.status === null)).toEqual([]);
    expect(code).toBe(5);
    expect(document.run?.status).toBe('incomplete');
    expect(leftBehind(project.root)).toEqual({ folders: 0, processes: 0 });
  });
});

describe('a second run of the same project', () => {
  it('says who holds it, and does not disturb it', async () => {
    project = createTestProject(SLOW);
    const first = startKillrate(project.root, 'run', '--json');
    await until(() => measuredIn(project.root).length >= 1);
    const second = killrateJson(project.root, 'run', 'src/zip.ts');
    expect(second.code).toBe(1);
    expect(second.stderr).toContain(`process ${first.pid}`);
    expect((await first.ended).code).toBe(0);
  });
});
