import { describe, expect, test } from 'vitest';
import type { GateLevel } from '../document.ts';
import type { StaleEntry } from './acceptance.ts';
import {
  type Counts,
  checksOf,
  FILE,
  judged,
  MODULE,
  mutantsOf,
  newEntry,
  newInput,
  newModule,
  newMutant,
  newRequirement,
  whyRed,
} from './gate.fixture.ts';
import { judge } from './judge.ts';
import type { Metric } from './requirement.ts';

const OTHER = 'src/tax.ts';

/** A project of one module with one requirement. */
function project(metric: Metric, limit: number, counts: Counts, level: GateLevel = 'error') {
  return judged({ modules: [newModule(MODULE, [newRequirement(metric, limit, level)])], mutants: mutantsOf(counts) });
}

describe('a module', () => {
  test('that reaches its target is green, and the verdict shows by how much', () => {
    const verdict = judged({});

    expect(verdict.reasons).toEqual([]);
    expect(verdict.gate).toMatchObject({ passed: true, change: null });
    expect(checksOf(verdict, 'module')).toEqual([
      {
        name: 'kill rate of shop',
        kind: 'module',
        module: 'shop',
        level: 'error',
        outcome: 'passed',
        passed: true,
        expected: 'at least 80 %',
        actual: '90.0 % of 10 mutants, 95 % interval 59.6 to 98.2',
        message: 'reached',
        mutants: [],
      },
    ]);
  });

  test('that misses it is red, with the mutants that speak against it in their order', () => {
    const mutants = [newMutant('worst', 'NoCoverage'), newMutant('killed', 'Killed'), newMutant('next', 'Survived')];

    const verdict = judged({ mutants });

    expect(verdict.gate.passed).toBe(false);
    expect(checksOf(verdict, 'module')).toMatchObject([
      { outcome: 'failed', passed: false, level: 'error', mutants: ['worst', 'next'] },
    ]);
    expect(verdict.reasons).toEqual([
      {
        kind: 'failed',
        message:
          'gate: kill rate of shop: 33.3 % of 3 mutants, 95 % interval 6.1 to 79.2, expected at least 80 %: 46.7 below its target: 2 more of its mutants must be killed',
      },
    ]);
  });

  test('that misses it is told, and no more, where its level is warn', () => {
    const verdict = project('killRate', 80, { Survived: 1 }, 'warn');

    expect(checksOf(verdict, 'module')).toMatchObject([{ outcome: 'failed', level: 'warn' }]);
    expect(verdict).toMatchObject({ gate: { passed: true }, reasons: [] });
  });

  test.each<[Metric, number, Counts, string, string[]]>([
    [
      'killRate',
      90,
      { Killed: 8995, Survived: 1, NoCoverage: 1004 },
      '0.1 below its target: 5 more of its mutants must be killed',
      [],
    ],
    [
      'testStrength',
      90,
      { Killed: 1, Survived: 1, NoCoverage: 1 },
      '40.0 below its target: 1 more of its mutants must be killed',
      ['Survived-1'],
    ],
    ['testStrength', 90, { NoCoverage: 2, accepted: 1 }, 'no test runs any of its mutants', []],
    [
      'maxSurvivors',
      1,
      { Survived: 1, NoCoverage: 1, Timeout: 1, accepted: 1 },
      '1 more than may survive',
      ['Survived-1', 'NoCoverage-1'],
    ],
    ['maxTimeoutShare', 5, { Survived: 1, Timeout: 2 }, 'more of its mutants time out than may', ['Timeout-1', 'Timeout-2']],
    [
      'maxAccepted',
      1,
      { Killed: 1, Survived: 1, accepted: 3 },
      '2 more than may be accepted',
      ['accepted-1', 'accepted-2', 'accepted-3'],
    ],
  ])('that misses %s %d with %o: %s', (metric, limit, counts, message, mutants) => {
    const verdict = project(metric, limit, counts);

    expect(whyRed(verdict)).toEqual(['failed']);
    expect(checksOf(verdict, 'module')[0]).toMatchObject({
      message,
      ...(mutants.length === 0 ? {} : { mutants }),
    });
  });

  test.each<[Metric, number, Counts]>([
    ['killRate', 90, { Killed: 9, Survived: 1 }],
    ['testStrength', 50, { Killed: 1, Survived: 1, NoCoverage: 9 }],
    ['maxSurvivors', 1, { Killed: 1, NoCoverage: 1 }],
    ['maxTimeoutShare', 50, { Killed: 1, Timeout: 1 }],
    ['maxAccepted', 1, { Killed: 1, accepted: 1 }],
  ])('that just reaches %s %d is green', (metric, limit, counts) => {
    expect(project(metric, limit, counts).gate.passed).toBe(true);
  });

  test('is asked for each of its requirements, each at its own level', () => {
    const requirements = [newRequirement('killRate', 80), newRequirement('maxSurvivors', 0, 'warn')];

    const verdict = judged({ modules: [newModule(MODULE, requirements)] });

    expect(checksOf(verdict, 'module').map(({ name, outcome, level }) => [name, outcome, level])).toEqual([
      ['kill rate of shop', 'passed', 'error'],
      ['survivors of shop', 'failed', 'warn'],
    ]);
    expect(verdict.gate.passed).toBe(true);
  });

  test('is judged by the mutants of its own files', () => {
    const modules = [
      newModule('good', [newRequirement('killRate', 100)]),
      newModule('bad', [newRequirement('killRate', 50)], [OTHER]),
    ];
    const mutants = [...mutantsOf({ Killed: 3 }), ...mutantsOf({ Survived: 1, accepted: 1 }, OTHER)];

    const verdict = judged({ modules, mutants });

    expect(checksOf(verdict, 'module').map(({ module, outcome, mutants }) => [module, outcome, mutants])).toEqual([
      ['good', 'passed', []],
      ['bad', 'failed', [`${OTHER} Survived-1`]],
    ]);
  });
});

describe('what was not measured', () => {
  test.each<[string, Metric, Counts]>([
    ['no mutant', 'killRate', {}],
    ['no valid mutant', 'killRate', { CompileError: 2, RuntimeError: 2, Ignored: 2 }],
    ['accepted survivors alone', 'killRate', { accepted: 2 }],
    ['nothing that could survive', 'maxSurvivors', { Ignored: 1 }],
    ['nothing that could time out', 'maxTimeoutShare', { CompileError: 1 }],
    ['nothing to be strong on', 'testStrength', {}],
  ])('is no pass: %s', (_, metric, counts) => {
    const verdict = project(metric, 0, counts);

    expect(checksOf(verdict, 'module')).toMatchObject([
      { outcome: 'not-judged', passed: true, mutants: [], message: 'nothing to measure: the module has no valid mutant' },
    ]);
    expect(verdict.gate.passed).toBe(false);
    expect(whyRed(verdict)).toEqual(['empty']);
    expect(verdict.reasons[0]?.message).toMatch(
      /^nothing to measure: .* of shop: nothing to measure: the module has no valid mutant$/,
    );
  });

  test('is no pass in one module, where another was measured', () => {
    const modules = [
      newModule('good', [newRequirement('killRate', 0)]),
      newModule('types', [newRequirement('killRate', 0)], [OTHER]),
    ];

    expect(judged({ modules }).reasons).toEqual([
      {
        kind: 'empty',
        message: 'nothing to measure: kill rate of types: nothing to measure: the module has no valid mutant',
      },
    ]);
  });

  test('is no pass in a module without a file', () => {
    const modules = [newModule('good', [newRequirement('killRate', 0)]), newModule('gone', [newRequirement('killRate', 0)], [])];

    expect(whyRed(judged({ modules }))).toEqual(['empty']);
  });

  test('fails no more than a miss would, in a module at level warn beside one that was judged', () => {
    const modules = [
      newModule('good', [newRequirement('killRate', 0)]),
      newModule('types', [newRequirement('killRate', 0, 'warn')], [OTHER]),
    ];

    expect(judged({ modules }).reasons).toEqual([]);
  });

  test('is no pass where no module was judged, at whatever level', () => {
    const modules = [newModule('no target', []), newModule('types', [newRequirement('killRate', 0, 'warn')], [OTHER])];

    expect(judged({ modules }).reasons).toEqual([
      {
        kind: 'empty',
        message: 'nothing to measure: kill rate of types: nothing to measure: the module has no valid mutant',
      },
    ]);
  });

  test('is no pass where nothing was asked', () => {
    expect(judged({ modules: [newModule(MODULE, [])] }).reasons).toEqual([
      { kind: 'empty', message: 'nothing could be judged: no module has a target or a floor' },
    ]);
  });

  test.each([
    ['no mutants, and only a budget of acceptances', [newModule(MODULE, [newRequirement('maxAccepted', 0)])]],
    ['no modules', []],
  ])('is no pass in a project of %s', (_, modules) => {
    expect(judged({ modules, mutants: [] }).reasons).toEqual([
      { kind: 'empty', message: 'nothing to measure: the project has no valid mutant' },
    ]);
  });

  test('is no pass though an empty change would be allowed: a project is no change', () => {
    expect(whyRed(judged({ mutants: [], isEmptyAllowed: true }))).toEqual(['empty']);
  });

  test('leaves a failure what it is', () => {
    const modules = [
      newModule('bad', [newRequirement('killRate', 100)]),
      newModule('types', [newRequirement('killRate', 0)], [OTHER]),
    ];

    expect(whyRed(judged({ modules }))).toEqual(['failed', 'empty']);
  });
});

describe('completeness', () => {
  test('everything planned has a status: the receipt counts it', () => {
    const verdict = judged({});

    expect(checksOf(verdict, 'completeness')).toEqual([
      {
        name: 'completeness',
        kind: 'completeness',
        module: null,
        level: 'error',
        outcome: 'passed',
        passed: true,
        expected: '1 file measured as they are now',
        actual: '1 file, 10 mutants: 9 killed, 1 survived',
        message: 'every planned mutant has a status',
        mutants: [],
      },
    ]);
    expect(verdict.gate.receipt).toEqual({
      planHash: expect.stringMatching(/^[0-9a-f]{16}$/),
      files: 1,
      mutants: 10,
      buckets: { killed: 9, survived: 1 },
      missing: [],
    });
  });

  test('a file without a result for its present state leaves the gate incomplete, and its module is not judged', () => {
    const modules = [newModule(MODULE, [newRequirement('killRate', 100)], [FILE, OTHER])];

    const verdict = judged({ modules, missing: new Map([[OTHER, 'it was never measured']]) });

    expect(checksOf(verdict, 'completeness')).toMatchObject([
      {
        outcome: 'failed',
        expected: '2 files measured as they are now',
        actual: '1 file, 10 mutants: 9 killed, 1 survived',
        message: 'src/tax.ts: it was never measured',
      },
    ]);
    expect(checksOf(verdict, 'module')).toMatchObject([
      { outcome: 'not-judged', message: 'not measured as they are now: src/tax.ts', actual: expect.stringContaining('90.0 %') },
    ]);
    expect(verdict.reasons).toEqual([{ kind: 'incomplete', message: 'incomplete: src/tax.ts: it was never measured' }]);
    expect(verdict.gate.receipt.missing).toEqual([{ file: OTHER, reason: 'it was never measured' }]);
  });

  test('a file that is missing elsewhere takes nothing from a module', () => {
    expect(judged({ missing: new Map([[OTHER, 'it changed']]) }).gate.passed).toBe(true);
  });

  test('of many missing files three are named, and two of the reasons, each once', () => {
    const files = ['a', 'b', 'c', 'd', 'e'];
    const missing = new Map(files.map((file, index) => [file, `reason ${Math.max(1, index)}`]));

    expect(judged({ modules: [newModule(MODULE, [], files)], missing }).reasons).toEqual([
      { kind: 'incomplete', message: 'incomplete: a, b, c and 2 more: reason 1; reason 2' },
    ]);
  });

  test.each<[Counts, string, string[]]>([
    [{ Killed: 9, null: 1 }, '1 mutant without a status that can be trusted', ['null-1']],
    [{ Killed: 9, null: 1, Pending: 2 }, '3 mutants without a status that can be trusted', ['null-1', 'Pending-1', 'Pending-2']],
  ])('mutants without a status leave it incomplete: %o', (counts, message, mutants) => {
    const verdict = project('killRate', 50, counts);

    expect(checksOf(verdict, 'completeness')).toMatchObject([{ outcome: 'failed', message, mutants }]);
    expect(verdict.reasons).toEqual([{ kind: 'incomplete', message: `incomplete: ${message}` }]);
  });

  test('the first reason that is known is told', () => {
    const mutants = [
      newMutant('a', 'Ignored', { reason: 'a logging call' }),
      newMutant('b', null),
      newMutant('c', null, { reason: 'the engine died' }),
    ];

    expect(checksOf(judged({ mutants }), 'completeness')[0]?.message).toBe(
      '2 mutants without a status that can be trusted, for one: the engine died',
    );
  });

  test('files and mutants that lack are both told', () => {
    const verdict = judged({ mutants: mutantsOf({ null: 1 }), missing: new Map([[FILE, 'it changed']]) });

    expect(verdict.reasons[0]?.message).toBe(
      'incomplete: src/price.ts: it changed; 1 mutant without a status that can be trusted',
    );
  });

  test('where a status is open the worst is judged', () => {
    const [best, worst] = [project('killRate', 90, { Killed: 9, null: 1 }), project('killRate', 91, { Killed: 9, null: 1 })];

    expect(checksOf(best, 'module')).toMatchObject([
      { outcome: 'passed', actual: expect.stringContaining('90.0 to 100.0 % of 10 mutants, 1 of them without a status') },
    ]);
    expect(checksOf(worst, 'module')).toMatchObject([{ outcome: 'failed' }]);
    expect([whyRed(best), whyRed(worst)]).toEqual([['incomplete'], ['incomplete', 'failed']]);
  });
});

describe('floors', () => {
  const noTarget = { modules: [newModule(MODULE, [])] };

  test.each([
    [90, 'passed', []],
    [90.1, 'failed', ['failed']],
  ] as const)('a module of 90 %% above a floor of %d: %s', (floor, outcome, reasons) => {
    const verdict = judged({ ...noTarget, floors: new Map([[MODULE, floor]]) });

    expect(checksOf(verdict, 'floor')).toMatchObject([{ name: 'floor of shop', module: MODULE, level: 'error', outcome }]);
    expect(checksOf(verdict, 'module')).toEqual([]);
    expect(whyRed(verdict)).toEqual(reasons);
  });

  test('a module below its floor is told what is missing to the floor', () => {
    const verdict = judged({ floors: new Map([[MODULE, 95]]) });

    expect(checksOf(verdict, 'module')).toMatchObject([{ outcome: 'passed' }]);
    expect(checksOf(verdict, 'floor')).toMatchObject([
      {
        outcome: 'failed',
        expected: 'at least 95 %',
        message: '5.0 below its floor: 1 more of its mutants must be killed',
        mutants: ['Survived-1'],
      },
    ]);
  });

  test('a module below its floor fails though its target only warns', () => {
    const modules = [newModule(MODULE, [newRequirement('killRate', 95, 'warn')])];

    expect(whyRed(judged({ modules, floors: new Map([[MODULE, 95]]) }))).toEqual(['failed']);
  });

  test('a module that has nothing to measure any more has not kept its floor', () => {
    expect(whyRed(judged({ ...noTarget, mutants: mutantsOf({ Ignored: 9 }), floors: new Map([[MODULE, 0]]) }))).toEqual([
      'empty',
    ]);
  });

  test.each([
    ['that is gone', noTarget.modules],
    ['without files', [...noTarget.modules, newModule('http', [], [])]],
  ])('a module %s does not slip out from under its floor', (_, modules) => {
    const verdict = judged({ modules, floors: new Map([...[MODULE, 'http'].map((name) => [name, 50] as const)]) });

    expect(checksOf(verdict, 'floor').find(({ outcome }) => outcome === 'failed')).toEqual({
      name: 'floor of http',
      kind: 'floor',
      module: 'http',
      level: 'error',
      outcome: 'failed',
      passed: false,
      expected: 'a module http',
      actual: 'no such module, or none with files',
      message: 'it has a floor and no files: take its line out of killrate.floors.json, where that is meant',
      mutants: [],
    });
    expect(verdict.reasons.map(({ kind }) => kind)).toContain('failed');
  });
});

describe('stale acceptances', () => {
  const stale: StaleEntry[] = ['a', 'b', 'c', 'd'].map((key) => ({ entry: newEntry(key), why: 'killed' }));

  test.each([
    ['warn', []],
    ['error', ['failed']],
  ] as const)('one is told at level %s', (staleLevel, reasons) => {
    const verdict = judged({ stale: stale.slice(0, 1), staleLevel });

    expect(checksOf(verdict, 'acceptances')).toEqual([
      {
        name: 'acceptances',
        kind: 'acceptances',
        module: null,
        level: staleLevel,
        outcome: 'failed',
        passed: false,
        expected: 'none stale',
        actual: '1 stale',
        message: 'a in src/price.ts: its mutant is killed now: killrate accept --prune takes them out',
        mutants: ['a'],
      },
    ]);
    expect(whyRed(verdict)).toEqual(reasons);
  });

  test('three are named, the others counted', () => {
    const [three, four] = [stale.slice(0, 3), stale].map((some) => checksOf(judged({ stale: some }), 'acceptances')[0]?.message);

    expect(three).toBe(
      'a in src/price.ts: its mutant is killed now; b in src/price.ts: its mutant is killed now; c in src/price.ts: its mutant is killed now: killrate accept --prune takes them out',
    );
    expect(four).toContain('c in src/price.ts: its mutant is killed now; and 1 more: killrate');
  });

  test('where none is stale there is no check, and whole projects are asked for all', () => {
    expect(checksOf(judged({}), 'acceptances')).toEqual([]);
    expect(
      checksOf(
        judged({ stale: [{ entry: newEntry('a', { file: 'src/gone.ts' }), why: 'changed' }], staleLevel: 'error' }),
        'acceptances',
      ),
    ).toMatchObject([{ name: 'acceptances', level: 'error' }]);
  });
});

describe('notices', () => {
  test.each([
    ['warn', []],
    ['error', ['failed']],
  ] as const)('what a reviewer should see is told at level %s', (level, reasons) => {
    const verdict = judged({ notices: [{ name: 'looser targets', kind: 'loosened', level, items: ['shop: 80', 'http: 70'] }] });

    expect(checksOf(verdict, 'loosened')).toEqual([
      {
        name: 'looser targets',
        kind: 'loosened',
        module: null,
        level,
        outcome: 'failed',
        passed: false,
        expected: 'none',
        actual: '2',
        message: 'shop: 80; http: 70',
        mutants: [],
      },
    ]);
    expect(whyRed(verdict)).toEqual(reasons);
  });

  test('a notice of nothing is none', () => {
    expect(checksOf(judged({ notices: [{ name: 'left out', kind: 'listed', level: 'error', items: [] }] }), 'listed')).toEqual(
      [],
    );
  });
});

test('what is given is not written to', () => {
  const input = newInput({ floors: new Map([[MODULE, 50]]), missing: new Map([[OTHER, 'it changed']]) });
  const before = structuredClone(input);

  judge(input);

  expect(input).toEqual(before);
});
