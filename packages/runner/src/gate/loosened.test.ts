import { describe, expect, test } from 'vitest';
import { Config } from '../config/config.ts';
import type { LoadedConfig } from '../config/load-config.ts';
import { aProject } from '../folder.fixture.ts';
import type { ChangedFile } from '../project/git.ts';
import { loosenedFloors, loosenedRules, loosenedTargets, newAcceptances, newlyLeftOut, noLongerMeasured } from './loosened.ts';

const config = (killrate: object, engineOptions: Record<string, unknown> = {}): LoadedConfig => ({
  file: 'stryker.conf.mjs',
  config: Config.parse(killrate),
  engineOptions,
});

test('files that lose the same are one line, and a metric of its own is another', () => {
  const project = aProject({ 'src/a.ts': '', 'src/b.ts': '', 'lib/c.ts': '' });
  const before = config({ target: { killRate: 90, maxTimeoutShare: 5 } });
  const now = config({ target: { killRate: 80, maxTimeoutShare: 6 } }, { mutate: ['src/**'] });
  expect(loosenedTargets(project, before, now)).toEqual([
    'kill rate of default: at least 90 % before, at least 80 % now (2 files)',
    'timeouts of default: at most 5 % before, at most 6 % now (2 files)',
  ]);
});

test('a target that is gone, or that only warns now, is a loss of the file that had it', () => {
  const project = aProject({ 'tools/a.ts': '', 'src/b.ts': '' });
  const before = config({ modules: [{ name: 'tools', files: ['tools/**'], target: 90 }], target: 70 });
  const lost = (target: object) =>
    loosenedTargets(project, before, config({ modules: [{ name: 'tools', files: ['tools/**'], ...target }], target: 70 }));
  expect(lost({ target: { killRate: { value: 90, level: 'warn' } } })).toEqual([
    'kill rate of tools: at least 90 % before, at least 90 % now, level warn (tools/a.ts)',
  ]);
  expect(lost({})).toEqual(['kill rate of tools: at least 90 % before, no target now (tools/a.ts)']);
});

test('a stricter target is no loss', () => {
  const project = aProject({ 'src/a.ts': '', 'src/b.ts': '' });
  expect(loosenedTargets(project, config({ target: 80 }), config({ target: { killRate: 81, maxSurvivors: 3 } }))).toEqual([]);
});

describe('sources of the base that are measured no more', () => {
  const moved = { path: 'app/a.ts', formerPath: 'src/a.ts', isDeleted: false };
  const gone = { path: 'src/a.ts', formerPath: 'src/a.ts', isDeleted: true };
  const lost = (changed: ChangedFile[], sources: string[]) =>
    noLongerMeasured({ baseSources: ['src/a.ts', 'src/b.ts'], changed }, new Set(sources));

  test('are those still in their place, and those that moved to where nothing is measured', () => {
    expect(lost([], ['src/b.ts'])).toEqual(['no longer measured: src/a.ts']);
    expect(lost([{ path: 'src/a.ts', formerPath: 'src/a.ts', isDeleted: false }], ['src/b.ts'])).toEqual([
      'no longer measured: src/a.ts',
    ]);
    expect(lost([moved, gone], ['src/b.ts'])).toEqual(['no longer measured: src/a.ts, now app/a.ts']);
  });

  test('are not those that are gone, or measured elsewhere', () => {
    expect(lost([gone], ['src/b.ts'])).toEqual([]);
    expect(lost([moved, gone], ['src/b.ts', 'app/a.ts'])).toEqual([]);
    expect(lost([moved, gone], ['src/a.ts', 'src/b.ts'])).toEqual([]);
  });
});

test('each rule of the gate that is softer is a loss', () => {
  const strict = config({ gate: { smallChange: 5, newSurvivors: 'everywhere', staleAcceptances: 'error', loosened: 'error' } });
  const soft = config({ gate: { smallChange: 4, staleAcceptances: 'warn', loosened: 'warn' } });
  expect(loosenedRules(strict, soft)).toEqual([
    'gate.smallChange: 5 before, 4 now',
    `gate.newSurvivors: everywhere before, ${soft.config.gate.newSurvivors} now`,
    'gate.staleAcceptances: error before, warn now',
    'gate.loosened: error before, warn now',
  ]);
  expect(loosenedRules(strict, strict)).toEqual([]);
});

describe('what is asked of findings', () => {
  const lost = (before: object, now: object) => loosenedRules(config({ findings: before }), config({ findings: now }));
  const bothOff = { confirmed: 'warn', suspect: 'off' };

  test('is less where findings fail the gate no more', () => {
    expect(lost({ confirmed: 'error', suspect: 'error' }, bothOff)).toEqual([
      'findings.confirmed: error before, warn now',
      'findings.suspect: error before, off now',
    ]);
    expect(lost(bothOff, { confirmed: 'off', suspect: 'off' })).toEqual([]);
  });

  test.each(['confirmed', 'suspect'])('is less of fewer tests and rules, where findings that are %s fail it', (group) => {
    const asked = { ...bothOff, [group]: 'error' };
    expect(
      lost({ ...asked, rules: { tautology: 'off' } }, { ...asked, rules: { tautology: 'off', 'mock-echo': 'off' } }),
    ).toEqual(['findings.rules: mock-echo is off now']);
    expect(lost(asked, { ...asked, newOnly: true })).toEqual(['findings.newOnly: false before, true now']);
    expect(lost({ ...asked, newOnly: true }, { ...asked, newOnly: true })).toEqual([]);
    expect(lost(asked, asked)).toEqual([]);
  });

  test('is not less where none of them failed it', () => {
    expect(lost(bothOff, { ...bothOff, newOnly: true, rules: { tautology: 'off' } })).toEqual([]);
  });
});

test('rules that are as strict or stricter are no loss', () => {
  const loose = config({ gate: { smallChange: 5, staleAcceptances: 'warn', loosened: 'warn', ratchetStep: 1 } });
  expect(loosenedRules(loose, config({ gate: { newSurvivors: 'everywhere', ratchetStep: 5 } }))).toEqual([]);
  expect(loosenedRules(loose, loose)).toEqual([]);
});

test('floors that rise or come are no loss', () => {
  const floors = (values: Record<string, number>) => new Map(Object.entries(values));
  expect(loosenedFloors(floors({ a: 50 }), floors({ a: 50, b: 1 }))).toEqual([]);
  expect(loosenedFloors(floors({ a: 50, b: 1, c: 0 }), floors({ a: 49.9, b: 2 }))).toEqual([
    'floor of a: 50 before, 49.9 now',
    'floor of c: 0 before, none now',
  ]);
});

test('what is left out is listed where the base did not leave it out', () => {
  const before = config({ logging: ['log'] }, { mutator: { excludedMutations: ['A'] }, ignorers: ['x'] });
  const now = config({ logging: ['log', 'debug'] }, { mutator: { excludedMutations: ['A', 'B'] }, ignorers: 'none' });
  expect(newlyLeftOut(before, now)).toEqual(['logging: debug', 'mutator.excludedMutations: B']);
  expect(newlyLeftOut(now, now)).toEqual([]);
  expect(newlyLeftOut(config({}), config({ excludeTests: ['slow/**'] }, { ignorers: ['x', 3] }))).toEqual([
    'excludeTests: slow/**',
    'ignorers: x',
  ]);
});

test('an acceptance is new by its mutant, not by its words', () => {
  const entry = {
    ...{ key: 'a', file: 'src/a.ts', mutator: 'm', original: 'o', replacement: 'r', category: 'glue' as const },
    ...{ reason: 'so', author: null, date: '2026-01-02', expires: null },
  };
  expect(
    newAcceptances(
      [entry],
      [
        { ...entry, reason: 'else' },
        { ...entry, key: 'b' },
      ],
    ),
  ).toEqual(['b in src/a.ts (glue): so']);
});
