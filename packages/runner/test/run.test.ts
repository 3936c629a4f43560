/** `killrate run` on little projects: what it says of each kind of mutant, and what it leaves behind. */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Mutant } from '@killrate/shared/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sessionFoldersOf } from '../src/sandbox/session-folder.ts';
import { createTestProject, type Ended, killrate, killrateJson, type TestProject } from './project.fixture.ts';

const SOURCE = `import { greeting } from './words';

export const LIMITS = ['low', 'high'].map((name) => name.toUpperCase());

export function isAdult(age: number): boolean {
  return age >= 18;
}

export function describeAge(age: number): string {
  console.log('describe', age);
  if (age < 0) {
    throw new RangeError('negative');
  }
  return greeting + (isAdult(age) ? 'adult' : 'child');
}

export function countTo(end: number): number {
  let count = 0;
  for (let i = 0; i < end; i += 1) {
    count += 1;
  }
  return count;
}

export function never(x: number): number {
  return x + 1;
}

// Stryker disable next-line ArithmeticOperator: the order does not matter here
export const half = (x: number) => x / 2;
`;

const TESTS = `import { describe, expect, it } from 'vitest';
import { countTo, describeAge, half, isAdult, LIMITS } from '../src/age';

describe('age', () => {
  it('same name', () => { expect(isAdult(30)).toBe(true); });
  it('same name', () => { expect(isAdult(3)).toBe(false); });
  it('describes (with a [regex] name?)', () => { expect(describeAge(20)).toBe('hello adult'); });
  it('rejects', () => { expect(() => describeAge(-1)).toThrow(RangeError); });
});
it('counts', () => { expect(countTo(3)).toBe(3); });
it('knows limits', () => { expect(LIMITS).toEqual(['LOW', 'HIGH']); });
it('halves', () => { expect(half(4)).toBe(2); });
`;

let project: TestProject;
let ended: ReturnType<typeof killrateJson>;

beforeAll(() => {
  project = createTestProject({
    'src/age.ts': SOURCE,
    'src/words.ts': "export const greeting: string = 'hello '; if (greeting === '') { throw new Error('no words'); }\n",
    'test/age.test.ts': TESTS,
  });
  ended = killrateJson(project.root, 'run', 'src/age.ts', 'src/words.ts');
});
afterAll(() => project.remove());

function find(original: string, replacement: string): Mutant {
  const found = ended.document.mutants.filter((mutant) => mutant.original === original && mutant.replacement === replacement);
  expect(found, `${original} -> ${replacement}`).toHaveLength(1);
  return found[0] as Mutant;
}

describe('a second run over the same', () => {
  it('reuses every result where nothing changed, and starts nothing', () => {
    const { code, document, stderr } = killrateJson(project.root, 'run', 'src/age.ts', 'src/words.ts');
    expect(code).toBe(0);
    expect(document.run?.id).not.toBe(ended.document.run?.id);
    expect(document.jobs.map(({ status }) => status)).toEqual(['reused', 'reused']);
    expect(document.mutants).toEqual(ended.document.mutants.map((mutant) => ({ ...mutant, isReused: true })));
    expect(stderr).toContain('results of 2 files reused');
  });

  it('notices that the suite became red, though no result depends on it', () => {
    project.write('test/red.test.ts', "import { expect, it } from 'vitest';\nit('is red', () => expect(1).toBe(2));\n");
    const { code, stderr } = killrateJson(project.root, 'run', 'src/age.ts', 'src/words.ts');
    rmSync(`${project.root}/test/red.test.ts`);
    expect(code).toBe(4);
    expect(stderr).toContain('is red');
  });

  it('measures everything anew where that is asked for', () => {
    const { document } = killrateJson(project.root, 'run', 'src/words.ts', '--fresh');
    expect(document.jobs.map(({ status }) => status)).toEqual(['completed']);
    expect(document.mutants.some(({ isReused }) => isReused)).toBe(false);
  });
});

describe('a run', () => {
  it('ends with code 0 and one document that its schema accepts', () => {
    expect(ended.code).toBe(0);
    expect(ended.document.run).toMatchObject({ scope: 'files', status: 'completed', engine: 'warm' });
    expect(ended.document.jobs.map(({ file, status }) => ({ file, status }))).toEqual([
      { file: 'src/age.ts', status: 'completed' },
      { file: 'src/words.ts', status: 'completed' },
    ]);
  });

  it('keeps what people read off stdout', () => {
    expect(ended.stdout.trimEnd().split('\n')).toHaveLength(1);
    expect(ended.stderr).toContain('src/age.ts');
  });

  it('names a survivor with the tests that ran it', () => {
    expect(find('age >= 18', 'age > 18')).toMatchObject({
      status: 'Survived',
      symbol: 'isAdult',
      coveredBy: [
        'test/age.test.ts > age > same name',
        'test/age.test.ts > age > same name #2',
        'test/age.test.ts > age > describes (with a [regex] name?)',
      ],
    });
  });

  it('tells two tests of one name apart in what they kill', () => {
    const killers = [find('age >= 18', 'true'), find('age >= 18', 'false')].map((mutant) => mutant.killedBy[0]);
    expect(killers).toEqual([
      { test: 'test/age.test.ts > age > same name #2', kind: 'assertion' },
      { test: 'test/age.test.ts > age > same name', kind: 'assertion' },
    ]);
  });

  it('lists what no test runs as NoCoverage', () => {
    expect(find('x + 1', 'x - 1')).toMatchObject({ status: 'NoCoverage', coveredBy: [] });
  });

  it('ignores logging calls and says so', () => {
    expect(find("'describe'", '""')).toMatchObject({
      status: 'Ignored',
      reason: 'logging: a call of console.log is not mutated',
    });
  });

  it('honours a disable comment with its reason', () => {
    expect(find('x / 2', 'x * 2')).toMatchObject({ status: 'Ignored', reason: 'the order does not matter here' });
  });

  it('activates static mutants, which run while a module loads', () => {
    expect(find("'low'", '""')).toMatchObject({ status: 'Killed', isStatic: true });
  });

  it('counts a mutant that breaks the import of its module as killed by a crash', () => {
    const mutant = find("'hello '", '""');
    expect(mutant.status).toBe('Killed');
    expect(new Set(mutant.killedBy.map((kill) => kill.kind))).toEqual(new Set(['crash']));
  });

  it('ends an endless loop by its hits and counts it as a timeout', () => {
    expect(find('i += 1', 'i -= 1')).toMatchObject({ status: 'Timeout', reason: expect.stringContaining('endless loop') });
  });

  it('counts every mutant in one bucket, with the arithmetic of the report schema', () => {
    const { totals } = ended.document;
    const buckets = totals.killed + totals.survived + totals.noCoverage + totals.timeout + totals.ignored;
    expect(buckets).toBe(totals.mutants);
    expect(totals.killRate).toBeCloseTo((100 * (totals.killed + totals.timeout)) / (totals.mutants - totals.ignored), 10);
  });

  it('leaves the sources as they were, and nothing beside the store', () => {
    expect(project.read('src/age.ts')).toBe(SOURCE);
    expect(readdirSync(project.root).sort()).toEqual(['node_modules', 'package.json', 'reports', 'src', 'test']);
    expect(readdirSync(`${project.root}/reports`)).toEqual(['killrate.db']);
    expect(readdirSync(`${project.root}/node_modules`)).toEqual(['vitest']);
  });
});

describe('after a run', () => {
  const survivor = () => find('age >= 18', 'age > 18').key;

  it('survivors lists the undetected, and show explains one by the beginning of its key', () => {
    const { document } = killrateJson(project.root, 'survivors', 'src/age.ts');
    expect(new Set(document.mutants.map((mutant) => mutant.status))).toEqual(new Set(['Survived', 'NoCoverage']));
    expect(document.mutants.map((mutant) => mutant.key)).toContain(survivor());
    const shown = killrate(project.root, 'show', survivor().slice(0, 6));
    expect(shown.code).toBe(0);
    expect(shown.stdout).toContain('return age > 18;');
    expect(shown.stdout).toContain('same name');
    expect(shown.stdout.replaceAll(/\s+/g, ' ')).toContain('measured in a worker that is kept, and was found clean after it');
    expect(shown.stdout.replaceAll(/\s+/g, ' ')).toContain('the next run reuses this: nothing that src/age.ts');
  });

  it('report writes the standard JSON, with sources and tests, and two HTML files', () => {
    const report = JSON.parse(killrate(project.root, 'report', '--format', 'json').stdout) as {
      files: Record<string, { source: string; mutants: unknown[] }>;
      testFiles: Record<string, { tests: unknown[] }>;
    };
    expect(report.files['src/age.ts']?.source).toBe(SOURCE);
    expect(report.testFiles['test/age.test.ts']?.tests).toHaveLength(7);
    const html = killrate(project.root, 'report', '--format', 'html');
    expect(html.code).toBe(0);
    expect(project.read('reports/killrate.html')).toContain('<script type="application/json" id="killrate-data">');
    expect(killrate(project.root, 'report', '--format', 'elements').code).toBe(0);
    expect(project.read('reports/killrate-elements.html')).toContain('<mutation-test-report-app');
  });

  it('ten lines on top of a file move no key, and retry finds the survivors again and sees a new test kill', () => {
    project.write('src/age.ts', `${'// more\n'.repeat(10)}${SOURCE}`);
    project.write(
      'test/border.test.ts',
      "import { expect, it } from 'vitest';\nimport { isAdult } from '../src/age';\nit('is adult at 18', () => { expect(isAdult(18)).toBe(true); });\n",
    );
    const { document, code } = killrateJson(project.root, 'retry', survivor());
    expect(code).toBe(0);
    expect(document.mutants).toHaveLength(1);
    expect(document.mutants[0]).toMatchObject({
      key: survivor(),
      line: 16,
      status: 'Killed',
      killedBy: [{ test: 'test/border.test.ts > is adult at 18', kind: 'assertion' }],
    });
  });

  it('survivors says which file changed since, and names no mutant of the old text', () => {
    project.write('src/age.ts', SOURCE.replace('>= 18', '>= 21'));
    const { document } = killrateJson(project.root, 'survivors');
    expect(document.mutants.filter((mutant) => mutant.file === 'src/age.ts')).toEqual([]);
    expect(document.notes.join()).toContain('src/age.ts changed since it was measured');
  });

  it('survivors says of which source nothing is known, so that none of it is no good news', () => {
    project.write('src/new.ts', 'export const isNew = (days: number) => days < 3;\n');
    const { document } = killrateJson(project.root, 'survivors');
    expect(document.notes).toContain('not measured yet: src/new.ts: killrate run measures what is missing');
    rmSync(join(project.root, 'src/new.ts'));
  });

  it('prune keeps what the project state speaks of', () => {
    project.write('src/age.ts', SOURCE);
    const before = killrateJson(project.root, 'survivors').document.mutants.length;
    expect(killrate(project.root, 'prune', '--keep', '1').code).toBe(0);
    expect(killrateJson(project.root, 'survivors').document.mutants).toHaveLength(before);
  });

  it('no sandbox is left in the temporary folder', () => {
    expect(sessionFoldersOf(project.root)).toEqual([]);
  });
});

describe('init and doctor', () => {
  it('init guesses a module for each folder, doctor finds the suite green twice', () => {
    const little = createTestProject({
      'src/a/one.ts': 'export const one = () => 1;\n',
      'src/b/two.ts': 'export const two = () => 2;\n',
      'test/a.test.ts':
        "import { expect, it } from 'vitest';\nimport { one } from '../src/a/one';\nit('is one', () => { expect(one()).toBe(1); });\n",
    });
    const init: Ended = killrate(little.root, 'init');
    expect(init).toMatchObject({ code: 0, stdout: expect.stringContaining('modules a, b') });
    expect(killrate(little.root, 'init')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('stryker.conf.mjs is there already'),
    });
    const doctor = killrate(little.root, 'doctor');
    expect(doctor.stdout).toContain('the same tests pass');
    expect(doctor.stdout).toContain('2 files (a 1, b 1)');
    expect(doctor.code).toBe(0);
    little.remove();
  });
});
