import { expect, test } from 'vitest';
import { judgeMaterial, narrowMaterial, type TestMaterial } from './assess-tests.ts';
import { aFile, aFlag, aText } from './findings.fixture.ts';
import type { MeasuredMutant } from './measured.ts';

function aMutant(key: string, file: string): MeasuredMutant {
  return {
    ...{ key, file, line: 1, column: 1, endLine: 1, endColumn: 2, symbol: '', mutator: 'Regex', original: 'a', replacement: 'b' },
    ...{ status: 'Killed', isStatic: false, isAccepted: false },
  } as const;
}

const MATERIAL: TestMaterial = {
  files: [],
  switches: { isOn: () => true, notes: [] },
  measured: {
    ...{ hasMatrix: false, withoutMatrix: ['src/b.ts'], unmeasured: [], assertions: null, compared: [] },
    survivors: new Set(),
    skipped: new Map(),
    mutants: new Map([
      ['a', aMutant('a', 'src/a.ts')],
      ['b', aMutant('b', 'src/b.ts')],
    ]),
    tests: [
      {
        ...{ id: 't', file: 't.test.ts', name: 't', line: 1, durationMs: 1 },
        ...{ covers: new Set(['a', 'b']), kills: new Map([['b', 'assertion' as const]]) },
      },
    ],
  },
};

test('narrowed to sources with a matrix, there is one, and nothing else is known', () => {
  const { measured } = narrowMaterial(MATERIAL, (source) => source === 'src/a.ts');
  expect(measured).toMatchObject({ hasMatrix: true, withoutMatrix: [], unmeasured: ['src/b.ts'] });
  expect([...measured.mutants.keys()]).toEqual(['a']);
  expect(measured.tests).toMatchObject([{ covers: new Set(['a']), kills: new Map() }]);
});

test('narrowed to a source without a matrix, or to none, there is none', () => {
  expect(narrowMaterial(MATERIAL, () => true).measured.hasMatrix).toBe(false);
  expect(narrowMaterial(MATERIAL, () => false).measured.hasMatrix).toBe(false);
});

test('a test that kills only in a source that is left out is not convicted for it', () => {
  const text = aText('t', { file: 't.test.ts', line: 1, flags: [aFlag('no-assertion', { file: 't.test.ts' })] });
  const files = [aFile([text], { file: 't.test.ts' })];
  const measured = { ...MATERIAL.measured, hasMatrix: true, withoutMatrix: [] };
  const verdictOf = (material: TestMaterial) => judgeMaterial(material).tests.map(({ verdict }) => verdict);
  expect(verdictOf({ ...MATERIAL, files, measured })).toEqual(['cleared']);
  expect(verdictOf(narrowMaterial({ ...MATERIAL, files, measured }, (source) => source === 'src/a.ts'))).toEqual(['suspect']);
});

test('a rule that is off convicts nobody, whatever the values under mutants show', () => {
  const at = { file: 't.test.ts', line: 1, column: 3 };
  const text = aText('t', { file: 't.test.ts', line: 1, mayCompareItself: [aFlag('tautology', at)] });
  const tests = MATERIAL.measured.tests.map((each) => ({ ...each, kills: new Map([['b', 'crash' as const]]) }));
  const compared = [{ ...at, test: 't', changed: 3, together: 3 }];
  const material = {
    ...{ ...MATERIAL, files: [aFile([text], { file: 't.test.ts' })] },
    measured: { ...MATERIAL.measured, hasMatrix: true, withoutMatrix: [], tests, compared },
  };
  const verdictOf = (given: TestMaterial) => judgeMaterial(given).tests.map(({ verdict }) => verdict);
  expect(verdictOf(material)).toEqual(['confirmed-tautology']);
  expect(verdictOf({ ...material, switches: { isOn: (rule: string) => rule !== 'tautology', notes: [] } })).not.toContain(
    'confirmed-tautology',
  );
});
