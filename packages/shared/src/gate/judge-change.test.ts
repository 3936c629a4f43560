import { describe, expect, test } from 'vitest';
import type { MutantStatus } from '../model.ts';
import {
  type Counts,
  checksOf,
  FILE,
  judged,
  MODULE,
  mutantsOf,
  newBase,
  newChange,
  newEntry,
  newModule,
  newMutant,
  newRequirement,
  whyRed,
} from './gate.fixture.ts';
import type { JudgedChange } from './gate-input.ts';

const OTHER = 'src/tax.ts';
const UNTOUCHED = 'src/untouched.ts';
const TARGET = [newRequirement('killRate', 80)];
/** A target that nothing has reached, in a module of which not all is measured: its own checks cannot judge. */
const PARTLY = {
  modules: [newModule(MODULE, TARGET, [FILE, UNTOUCHED])],
  missing: new Map([[UNTOUCHED, 'it was never measured']]),
};
const NO_TARGET = { modules: [newModule(MODULE, [])] };

/** A base that had these mutants of {@link FILE}. */
function base(statuses: Record<string, MutantStatus | null>, file = FILE) {
  return new Map([[file, newBase(statuses)]]);
}

/** A change that touches lines 5 to 7 of {@link FILE}. */
const LINES: Partial<JudgedChange> = { lines: [{ file: FILE, line: 5, endLine: 7 }] };

describe('mutants on changed lines', () => {
  const at = (line: number, endLine = line, endColumn = 6) => newMutant('key', 'Survived', { line, endLine, endColumn });

  test.each([
    ['above', at(4), false],
    ['on the first line', at(5), true],
    ['on the last line', at(7), true],
    ['below', at(8), false],
    ['that reaches in from above', at(1, 5), true],
    ['that begins on them and ends below', at(7, 12), true],
    ['that encloses them', at(1, 12), true],
    ['that ends before the first column of the first line', at(1, 5, 1), false],
    ['that ends before the second column of the first line', at(1, 5, 2), true],
    ['of no width in the first column', at(5, 5, 1), true],
    ['at the same lines of another file', { ...at(5), file: OTHER }, false],
  ])('one %s', (_, mutant, isOn) => {
    const modules = [newModule(MODULE, TARGET, [FILE, OTHER])];

    const { gate } = judged({ modules, mutants: [mutant], change: newChange({ ...LINES, paths: [FILE, OTHER] }) });

    expect(gate.change?.mutants).toEqual(isOn ? ['key'] : []);
  });

  test('one on any of several ranges counts, once', () => {
    const lines = [1, 5, 9].map((line) => ({ file: FILE, line, endLine: line }));

    expect(judged({ mutants: [at(5, 9)], change: newChange({ lines }) }).gate.change?.mutants).toEqual(['key']);
  });
});

describe('a small change', () => {
  test.each<[Counts, string, string[]]>([
    [{ Killed: 8, Survived: 1 }, '1 of 9 mutants', ['Survived-1']],
    [{ Killed: 8, NoCoverage: 1 }, '1 of 9 mutants', ['NoCoverage-1']],
    [{ Survived: 2 }, '2 of 2 mutants', ['Survived-1', 'Survived-2']],
  ])('fails by any survivor, whatever the rate: %o', (counts, actual, mutants) => {
    const verdict = judged({ ...PARTLY, mutants: mutantsOf(counts), change: newChange() });

    expect(checksOf(verdict, 'change')).toEqual([
      {
        name: 'changed lines',
        kind: 'change',
        module: null,
        level: 'error',
        outcome: 'failed',
        passed: false,
        expected: 'no survivor, as there are fewer than 10 mutants',
        actual,
        message: `${mutants.length === 1 ? '1 mutant' : '2 mutants'} on them that no test notices`,
        mutants,
      },
    ]);
    expect(whyRed(verdict)).toEqual(['failed']);
  });

  test.each<[Counts]>([[{ Killed: 9 }], [{ Timeout: 1 }], [{ Killed: 1, accepted: 3, Ignored: 9, CompileError: 9 }]])(
    'passes where none survives: %o',
    (counts) => {
      const verdict = judged({ ...PARTLY, mutants: mutantsOf(counts), change: newChange() });

      expect(checksOf(verdict, 'change')).toMatchObject([
        { outcome: 'passed', actual: expect.stringMatching(/^0 of/), message: 'every mutant on them is killed', mutants: [] },
      ]);
      expect(verdict.gate.passed).toBe(true);
    },
  );

  test('is judged so in a module without a target too', () => {
    expect(whyRed(judged({ ...NO_TARGET, mutants: mutantsOf({ Survived: 1 }), change: newChange() }))).toEqual(['failed']);
  });

  test('counts a mutant without a status as one that survived', () => {
    const verdict = judged({ ...PARTLY, mutants: mutantsOf({ Killed: 1, null: 1 }), change: newChange() });

    expect(checksOf(verdict, 'change')).toMatchObject([{ outcome: 'failed', actual: '1 of 2 mutants' }]);
    expect(whyRed(verdict)).toEqual(['incomplete', 'failed']);
  });

  test.each([
    [10, 10, 'kill rate'],
    [10, 11, 'survivors'],
    [1, 1, 'kill rate'],
    [1, 0, 'kill rate'],
  ])('of %d mutants is judged, with a limit of %d, by its %s', (count, smallChange, by) => {
    const verdict = judged({ ...PARTLY, smallChange, mutants: mutantsOf({ Killed: count }), change: newChange() });

    expect(checksOf(verdict, 'change')[0]?.name).toBe(by === 'survivors' ? 'changed lines' : 'changed lines in shop');
  });
});

describe('a change of more mutants', () => {
  test.each<[Counts, string, string]>([
    [{ Killed: 8, Survived: 2 }, 'passed', 'reached'],
    [{ Killed: 16, Survived: 4, Ignored: 5, accepted: 9 }, 'passed', 'reached'],
    [{ Killed: 7, Survived: 3 }, 'failed', '10.0 below its target: 1 more of their mutants must be killed'],
    [{ Killed: 7, null: 3 }, 'failed', '10.0 below its target: 1 more of their mutants must be killed'],
  ])('is judged by the rate of the module: %o', (counts, outcome, message) => {
    const verdict = judged({ ...PARTLY, mutants: mutantsOf(counts), change: newChange() });

    expect(checksOf(verdict, 'change')).toMatchObject([{ outcome, message }]);
  });

  test('shows the rate, and the mutants that speak against it', () => {
    const verdict = judged({ ...PARTLY, mutants: mutantsOf({ Killed: 7, Survived: 2, NoCoverage: 1 }), change: newChange() });

    expect(checksOf(verdict, 'change')).toEqual([
      {
        name: 'changed lines in shop',
        kind: 'change',
        module: MODULE,
        level: 'error',
        outcome: 'failed',
        passed: false,
        expected: 'at least 80 %',
        actual: '70.0 % of 10 mutants, 95 % interval 39.7 to 89.2',
        message: '10.0 below its target: 1 more of their mutants must be killed',
        mutants: ['Survived-1', 'Survived-2', 'NoCoverage-1'],
      },
    ]);
    expect(verdict.reasons[0]?.message).toMatch(/^gate: changed lines in shop: 70.0 % .* must be killed$/);
  });

  test('lists nothing against a rate that is reached', () => {
    const verdict = judged({ ...PARTLY, mutants: mutantsOf({ Killed: 9, Survived: 1 }), change: newChange() });

    expect(checksOf(verdict, 'change')[0]?.mutants).toEqual([]);
  });

  test('only warns where the target does', () => {
    const modules = [newModule(MODULE, [newRequirement('maxSurvivors', 99), newRequirement('killRate', 80, 'warn')])];

    const verdict = judged({ modules, mutants: mutantsOf({ Survived: 10 }), change: newChange() });

    expect(checksOf(verdict, 'change')).toMatchObject([{ outcome: 'failed', level: 'warn' }]);
    expect(verdict.gate.passed).toBe(true);
  });

  test('is judged module by module, and not where there is no target', () => {
    const modules = [
      newModule('good', TARGET),
      newModule('bad', TARGET, [OTHER]),
      newModule('free', [newRequirement('maxSurvivors', 99)], ['src/free.ts']),
      newModule('untouched', TARGET, [UNTOUCHED]),
    ];
    const mutants = [
      ...mutantsOf({ Killed: 8 }),
      ...mutantsOf({ Survived: 1 }, OTHER),
      ...mutantsOf({ Killed: 1, Survived: 1 }, 'src/free.ts'),
      ...mutantsOf({ Survived: 5 }, UNTOUCHED),
    ];

    const verdict = judged({ modules, mutants, change: newChange({ paths: [FILE, OTHER, 'src/free.ts'] }) });

    expect(checksOf(verdict, 'change').map(({ module, outcome }) => [module, outcome])).toEqual([
      ['good', 'passed'],
      ['bad', 'failed'],
      ['free', 'not-judged'],
    ]);
    expect(checksOf(verdict, 'change')[2]).toEqual({
      name: 'changed lines in free',
      kind: 'change',
      module: 'free',
      level: 'error',
      outcome: 'not-judged',
      passed: true,
      expected: 'no target',
      actual: '50.0 % of 2 mutants, 95 % interval 9.5 to 90.5',
      message: 'the module has no target',
      mutants: [],
    });
  });
});

describe('new survivors', () => {
  const older = { key: 'older', line: 9 };
  /** One mutant beside the changed lines that survives, and was `status` at the base. */
  function compared(status: MutantStatus | null, change: Partial<JudgedChange> = {}) {
    const baseMutants = new Map([[FILE, newBase({ older: status }, { killedBy: [{ test: 'a.test.ts > adds' }] })]]);
    return judged({
      ...NO_TARGET,
      mutants: [newMutant('older', 'Survived', older)],
      change: newChange({ ...LINES, baseMutants, ...change }),
    });
  }

  test('a mutant that was killed at the base and survives now fails', () => {
    const verdict = compared('Killed');

    expect(verdict.gate.change?.newSurvivors).toEqual([{ key: 'older', was: 'Killed', killedBy: ['a.test.ts > adds'] }]);
    expect(checksOf(verdict, 'new-survivors')).toEqual([
      {
        name: 'new survivors',
        kind: 'new-survivors',
        module: null,
        level: 'error',
        outcome: 'failed',
        passed: false,
        expected: 'none beside those of 0123abcd',
        actual: '1 in 1 file',
        message:
          '1 mutant that no test notices any more (1 killed before), for one src/price.ts:9, killed before by a.test.ts > adds',
        mutants: ['older'],
      },
    ]);
    expect(whyRed(verdict)).toEqual(['failed']);
  });

  test('one that survived at the base already does not', () => {
    const verdict = compared('Survived');

    expect(checksOf(verdict, 'new-survivors')).toMatchObject([
      { outcome: 'passed', actual: '0 in 1 file', message: 'none', mutants: [] },
    ]);
    expect(verdict).toMatchObject({ gate: { passed: true, change: { newSurvivors: [] } }, reasons: [] });
  });

  test.each([
    ['Timeout', ' (1 killed before)'],
    ['CompileError', ''],
    [null, ''],
  ] as const)('one that was %s at the base fails', (status, before) => {
    const [check] = checksOf(compared(status), 'new-survivors');

    expect(check?.message).toMatch(`1 mutant that no test notices any more${before}, for one src/price.ts:9`);
  });

  test('one that nothing killed before is named by its place alone', () => {
    const verdict = judged({
      ...NO_TARGET,
      mutants: [newMutant('older', 'Survived', older)],
      change: newChange({ ...LINES, baseMutants: base({}) }),
    });

    expect(checksOf(verdict, 'new-survivors')[0]?.message).toBe('1 mutant that no test notices any more, for one src/price.ts:9');
  });

  test('they come in the order of the mutants, over files', () => {
    const modules = [newModule(MODULE, [], [FILE, OTHER])];
    const mutants = [
      newMutant('tax worst', 'Survived', { file: OTHER }),
      newMutant('price next', 'Survived'),
      newMutant('price killed', 'Killed'),
      newMutant('tax last', 'NoCoverage', { file: OTHER }),
    ];
    const baseMutants = new Map([
      [FILE, newBase({ 'price next': 'Killed', 'price killed': 'Killed' })],
      [OTHER, newBase({ 'tax last': 'Killed', 'tax worst': 'RuntimeError' })],
    ]);

    const verdict = judged({ modules, mutants, change: newChange({ paths: [FILE, OTHER], all: [], baseMutants }) });

    expect(verdict.gate.change?.newSurvivors.map(({ key }) => key)).toEqual(['tax worst', 'price next', 'tax last']);
    expect(checksOf(verdict, 'new-survivors')).toMatchObject([
      {
        actual: '3 in 2 files',
        message: '3 mutants that no test notices any more (2 killed before), for one src/tax.ts:1',
        mutants: ['tax worst', 'price next', 'tax last'],
      },
    ]);
  });

  test.each([
    [false, []],
    [true, ['brought', 'brought too']],
  ])('what the change brought on its lines has a rate of its own, but where the gate is strict (%s)', (isStrict, expected) => {
    const mutants = [newMutant('brought', 'Survived', { line: 5 }), newMutant('brought too', 'Survived', { line: 6 })];

    const verdict = judged({ ...PARTLY, mutants, isStrict, change: newChange({ ...LINES, baseMutants: base({}) }) });

    expect(verdict.gate.change?.newSurvivors.map(({ key }) => key)).toEqual(expected);
  });

  test('files without results of the base are named, and not compared', () => {
    const modules = [newModule(MODULE, TARGET, [FILE, OTHER])];
    const mutants = [...mutantsOf({ Killed: 4 }), ...mutantsOf({ Survived: 1 }, OTHER)];

    const verdict = judged({
      modules,
      mutants,
      change: newChange({ paths: [FILE, OTHER], all: [], baseMutants: base({ 'Killed-1': 'Killed' }) }),
    });

    expect(checksOf(verdict, 'new-survivors')).toMatchObject([
      {
        outcome: 'passed',
        actual: '0 in 1 file; no base results for src/tax.ts',
        message: 'none; no base results for src/tax.ts',
      },
    ]);
  });

  test.each<[string, Partial<JudgedChange> & { paths?: string[]; all?: string[] }, string]>([
    ['no file is touched', { paths: [] }, 'no file is touched'],
    ['the base knows nothing', {}, 'there are no base results: only the changed lines are judged'],
    [
      'all mutants are new',
      { baseMutants: base({}) },
      'the base has no mutant to compare with: only the changed lines are judged',
    ],
  ])('where %s there is nothing to compare, which is no pass', (_, change, message) => {
    const verdict = judged({ ...PARTLY, mutants: mutantsOf({ Killed: 3 }), change: newChange(change) });

    expect(checksOf(verdict, 'new-survivors')).toEqual([
      {
        name: 'new survivors',
        kind: 'new-survivors',
        module: null,
        level: 'error',
        outcome: 'not-judged',
        passed: true,
        expected: 'none beside those of 0123abcd',
        actual: 'not compared',
        message,
        mutants: [],
      },
    ]);
  });

  test('a file that is not measured as it is now is not compared', () => {
    const verdict = judged({
      missing: new Map([[FILE, 'it changed']]),
      mutants: mutantsOf({ Killed: 1 }),
      change: newChange({ baseMutants: base({ 'Killed-1': 'Killed' }) }),
    });

    expect(checksOf(verdict, 'new-survivors')).toMatchObject([{ outcome: 'not-judged' }]);
    expect(whyRed(verdict)).toEqual(['incomplete']);
  });

  test('mutants on changed lines that the base knows are compared', () => {
    const verdict = judged({
      ...NO_TARGET,
      mutants: mutantsOf({ Survived: 20 }),
      change: newChange({ baseMutants: base({ 'Survived-1': 'Survived' }) }),
    });

    expect(checksOf(verdict, 'new-survivors')).toMatchObject([{ outcome: 'passed' }]);
  });
});

describe('files whose mutants are not surfaced', () => {
  const notSurfaced = new Map([[FILE, 'its path says that it is generated']]);

  test('their mutants are neither listed, nor judged on their lines, nor compared; but counted', () => {
    const verdict = judged({
      ...PARTLY,
      mutants: [...mutantsOf({ Killed: 1, Survived: 2, NoCoverage: 1, accepted: 1 }), ...mutantsOf({ Survived: 7 }, UNTOUCHED)],
      change: newChange({ notSurfaced, baseMutants: base({ 'Survived-1': 'Killed' }) }),
      isEmptyAllowed: true,
    });

    expect(verdict.gate.change).toMatchObject({
      mutants: [],
      newSurvivors: [],
      notSurfaced: [{ file: FILE, reason: 'its path says that it is generated', mutants: 3 }],
    });
    expect(checksOf(verdict, 'change')).toEqual([]);
    expect(verdict.gate.receipt).toMatchObject({ mutants: 5 });
    expect(verdict.gate.passed).toBe(true);
  });

  test('their survivors are counted file by file', () => {
    const modules = [newModule(MODULE, [], [FILE, OTHER])];
    const mutants = [...mutantsOf({ Survived: 2 }), ...mutantsOf({ Killed: 1, Survived: 1 }, OTHER)];

    const { gate } = judged({ modules, mutants, change: newChange({ paths: [FILE, OTHER], notSurfaced }) });

    expect(gate.change?.notSurfaced.map(({ mutants }) => mutants)).toEqual([2]);
  });

  test('they still belong to their module', () => {
    const verdict = judged({ mutants: mutantsOf({ Survived: 2 }), change: newChange({ notSurfaced }) });

    expect(checksOf(verdict, 'module')).toMatchObject([{ outcome: 'failed' }]);
  });
});

describe('what a change can fail by', () => {
  test('only by the modules that it touches', () => {
    const modules = [newModule('touched', TARGET), newModule('untouched', TARGET, [UNTOUCHED])];
    const mutants = [...mutantsOf({ Killed: 3 }), ...mutantsOf({ Survived: 3, null: 1 }, UNTOUCHED)];

    const verdict = judged({ modules, mutants, change: newChange(), floors: new Map([['untouched', 90]]) });

    expect(verdict.gate.checks.map(({ kind, module }) => [kind, module])).toEqual([
      ['completeness', null],
      ['module', 'touched'],
      ['change', null],
      ['new-survivors', null],
    ]);
    expect(verdict.gate).toMatchObject({ passed: true, receipt: { files: 1, mutants: 3 } });
  });

  test('by a module that it touches, though not by its own lines', () => {
    const modules = [newModule(MODULE, TARGET, [FILE, OTHER])];
    const mutants = [...mutantsOf({ Killed: 3 }), ...mutantsOf({ Survived: 3 }, OTHER)];

    expect(judged({ modules, mutants, change: newChange() }).reasons.map(({ message }) => message)).toEqual([
      expect.stringContaining('kill rate of shop: 50.0 %'),
    ]);
  });

  test('not by a module of which it left a part unmeasured', () => {
    expect(whyRed(judged({ ...PARTLY, mutants: mutantsOf({ Killed: 3 }), change: newChange() }))).toEqual([]);
  });

  test('by its files that are not measured as they are now', () => {
    expect(judged({ missing: new Map([[FILE, 'it changed']]), mutants: [], change: newChange() }).reasons).toEqual([
      { kind: 'incomplete', message: 'incomplete: src/price.ts: it changed' },
    ]);
  });

  test('by a file that no module holds: no rate would see it', () => {
    const change = newChange({ paths: [FILE, OTHER] });
    const mutants = [...mutantsOf({ Killed: 3 }), ...mutantsOf({ Survived: 20 }, OTHER)];

    expect(judged({ mutants, change }).reasons[0]).toEqual({
      kind: 'incomplete',
      message: 'incomplete: src/tax.ts: it belongs to no module',
    });
    expect(judged({ mutants, change, missing: new Map([[OTHER, 'it changed']]) }).reasons[0]?.message).toContain('it changed');
  });

  test('by a module that it took a source out of: what is left must reach the target', () => {
    const gone = new Map([['src/gone.ts', MODULE]]);
    const change = newChange({ paths: [], all: [], gone });
    const verdict = judged({ modules: [newModule(MODULE, TARGET)], mutants: mutantsOf({ Survived: 1 }), change });
    expect(verdict.reasons[0]).toEqual({ kind: 'failed', message: expect.stringMatching(/^gate: kill rate of /) });

    const elsewhere = newChange({ paths: [], all: [], gone: new Map([['src/gone.ts', 'another']]) });
    expect(
      checksOf(
        judged({ modules: [newModule(MODULE, TARGET)], mutants: mutantsOf({ Survived: 1 }), change: elsewhere }),
        'module',
      ),
    ).toEqual([]);
  });

  test('not by a module that it took the last source out of: nothing is left to judge', () => {
    const change = newChange({ paths: [], all: [], gone: new Map([['src/gone.ts', MODULE]]) });
    const verdict = judged({ modules: [newModule(MODULE, TARGET, [])], mutants: [], change, isEmptyAllowed: true });
    expect(checksOf(verdict, 'module').map(({ outcome }) => outcome)).toEqual(['not-judged']);
    expect(verdict.reasons).toEqual([]);
  });

  test('by stale acceptances of a source that it moved or took away', () => {
    const stale = [{ entry: newEntry('own', { file: 'src/gone.ts' }), why: 'changed' as const }];
    const change = newChange({ gone: new Map([['src/gone.ts', MODULE]]) });
    expect(whyRed(judged({ mutants: mutantsOf({ Killed: 3 }), change, stale, staleLevel: 'error' }))).toEqual(['failed']);
  });

  test('by stale acceptances in its files; others only warn', () => {
    const stale = [
      { entry: newEntry('own'), why: 'killed' as const },
      { entry: newEntry('other', { file: UNTOUCHED, expires: '2026-11-19' }), why: 'expired' as const },
    ];

    const verdict = judged({ mutants: mutantsOf({ Killed: 3 }), change: newChange(), stale, staleLevel: 'error' });

    expect(checksOf(verdict, 'acceptances').map(({ name, level, mutants }) => [name, level, mutants])).toEqual([
      ['acceptances', 'error', ['own']],
      ['acceptances elsewhere', 'warn', ['other']],
    ]);
    expect(whyRed(verdict)).toEqual(['failed']);
  });
});

describe('a change that nothing was measured of', () => {
  const keepIt = 'and there are no results of 0123abcd to compare with: keep the store between runs, or give --base-report';
  const noTarget = 'nothing could be judged: no module that the change touches has a target';
  const noLines = 'nothing to measure: the change since main has no mutant on its lines';

  test.each<[string, Counts, Partial<JudgedChange> & { paths?: string[]; all?: string[] }, string]>([
    ['no code', {}, { paths: [] }, 'nothing to measure: the change since main touches no code'],
    ['files without mutants', {}, {}, noLines],
    ['files without valid mutants', { Ignored: 2, CompileError: 1, accepted: 1 }, {}, noLines],
    [
      'files without valid mutants, though the base had some',
      { Ignored: 1 },
      { baseMutants: base({ 'Ignored-1': 'Killed' }) },
      noLines,
    ],
    ['lines without mutants', { Killed: 3 }, { all: [] }, noLines],
    ['tests of files without valid mutants', { Ignored: 3 }, { all: [], isTestChange: () => true }, noLines],
  ])('is red, but where that is allowed: %s', (_, counts, change, message) => {
    const input = { ...PARTLY, mutants: mutantsOf(counts), change: newChange(change) };

    expect(judged(input).reasons).toEqual([{ kind: 'empty', message }]);
    expect(judged({ ...input, isEmptyAllowed: true })).toMatchObject({ reasons: [], gate: { passed: true } });
  });

  test.each<[string, Counts, Partial<JudgedChange> & { paths?: string[]; all?: string[] }, string]>([
    ['ten mutants without a target or a base', { Survived: 10 }, {}, `${noTarget}, ${keepIt}`],
    ['ten mutants of a new file without a target', { Survived: 10 }, { baseMutants: base({}) }, noTarget],
    [
      'tests alone, without a base',
      { Killed: 3 },
      { all: [], isTestChange: (file) => file === FILE },
      `nothing could be judged: tests changed, ${keepIt}`,
    ],
  ])('is red, allowed or not: %s', (_, counts, change, message) => {
    for (const isEmptyAllowed of [false, true]) {
      const verdict = judged({ ...NO_TARGET, mutants: mutantsOf(counts), change: newChange(change), isEmptyAllowed });

      expect(verdict.reasons).toEqual([{ kind: 'empty', message }]);
      expect(verdict.gate.passed).toBe(false);
    }
  });

  test('an empty file that can be compared does not speak for another one', () => {
    const modules = [newModule(MODULE, [], [FILE, OTHER])];
    const change = newChange({
      paths: [FILE, OTHER],
      all: [],
      baseMutants: base({}, OTHER),
      isTestChange: () => true,
    });

    expect(judged({ modules, mutants: mutantsOf({ Survived: 3 }), change }).reasons).toEqual([
      { kind: 'empty', message: `nothing could be judged: tests changed, ${keepIt}` },
    ]);
  });

  test('a module that is fine without it does not speak for it', () => {
    const modules = [newModule(MODULE, TARGET, [FILE, OTHER])];
    const mutants = [...mutantsOf({ Ignored: 3 }), ...mutantsOf({ Killed: 3 }, OTHER)];

    expect(whyRed(judged({ modules, mutants, change: newChange() }))).toEqual(['empty']);
  });

  test('tests that changed can be judged by a file that only they touch, not by the source that changed with them', () => {
    const modules = [newModule(MODULE, [], [FILE, OTHER])];
    const change = newChange({ paths: [FILE, OTHER], all: [], isTestChange: (file) => file === OTHER });
    const input = { modules, mutants: mutantsOf({ Killed: 3 }), change, isEmptyAllowed: true };

    expect(whyRed(judged(input))).toEqual([]);
    expect(whyRed(judged({ ...input, mutants: mutantsOf({ Killed: 3 }, OTHER) }))).toEqual(['empty']);
  });

  test.each<[string, Parameters<typeof judged>[0]]>([
    ['its lines', { ...NO_TARGET, mutants: mutantsOf({ Killed: 3 }), change: newChange() }],
    ['its module', { mutants: mutantsOf({ Killed: 3 }), change: newChange({ all: [] }) }],
    [
      'a floor',
      { ...NO_TARGET, floors: new Map([[MODULE, 50]]), mutants: mutantsOf({ Killed: 3 }), change: newChange({ all: [] }) },
    ],
    [
      'the base',
      {
        ...NO_TARGET,
        mutants: mutantsOf({ Killed: 3 }),
        change: newChange({ all: [], baseMutants: base({ 'Killed-1': 'Killed' }) }),
      },
    ],
  ])('is not one that was judged by %s', (_, input) => {
    expect(judged(input)).toMatchObject({ reasons: [], gate: { passed: true } });
  });
});

test('the verdict carries the change as it was given', () => {
  const change = newChange({ paths: [FILE, OTHER], all: [FILE], baseMutants: base({}, OTHER) });

  const verdict = judged({ modules: [newModule(MODULE, TARGET, [FILE, OTHER])], mutants: mutantsOf({ Killed: 1 }), change });

  expect(verdict.gate.change).toEqual({
    base: 'main',
    mergeBase: '0123abcd',
    files: change.files,
    lines: change.lines,
    mutants: ['Killed-1'],
    newSurvivors: [],
    notSurfaced: [],
  });
});
