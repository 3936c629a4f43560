import { createRequire } from 'node:module';
import type { Mutant } from '@killrate/shared/model';
import AjvDraft04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { aCheck, aDocument, aFinding, aGate, aJob, aMutant } from '../console/document.fixture.ts';
import { aChange } from './change.fixture.ts';
import { toSarif } from './sarif.ts';

// One pattern of the schema is no regular expression in Unicode mode.
const ajv = new AjvDraft04.default({ unicodeRegExp: false });
addFormats.default(ajv);
const isValid = ajv.compile(createRequire(import.meta.url)('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'));
const complaintsOf = (text: string) => (isValid(JSON.parse(text)) ? [] : isValid.errors);

const acceptance = { category: 'equivalent', reason: 'same for all numbers', author: 'mk', date: '2026-10-01', expires: null };
const mutants = [
  aMutant({ key: 'blocking', mutator: 'Conditional' }),
  aMutant({ key: 'warned' }),
  aMutant({ key: 'rest', status: 'NoCoverage' }),
  aMutant({ key: 'accepted', acceptance }),
  aMutant({ key: 'killed', status: 'Killed', mutator: 'Other' }),
];
const checks = [
  aCheck({ mutants: ['blocking'] }),
  aCheck({ level: 'warn', mutants: ['warned'] }),
  aCheck({ outcome: 'passed', passed: true }),
];
const full = aDocument({
  mutants,
  gate: aGate({ checks }),
  findings: [
    aFinding({ key: '0123456789ab', level: 'warning', verdict: 'suspect' }),
    aFinding({ rule: 'existence-only', level: 'information', verdict: 'suspect' }),
  ],
  notes: ['src/new.ts belongs to no module'],
  exit: { code: 2, reasons: [{ code: 2, message: 'gate: kill rate of payments' }] },
});

function runOf(document = full, prefix = '') {
  return JSON.parse(toSarif(document, prefix, '1.2.3')).runs[0];
}
const resultOf = (key: string, run = runOf()) =>
  run.results.find(
    (result: { partialFingerprints: Record<string, string> }) => result.partialFingerprints['killrateMutantKey/v1'] === key,
  );
const resultOfMutant = (mutant: Partial<Mutant>, prefix = '') =>
  runOf(aDocument({ mutants: [aMutant(mutant)] }), prefix).results[0];

describe('toSarif', () => {
  test('is valid by the official schema, with and without anything in it', () => {
    expect(complaintsOf(toSarif(full, 'shop/', '1.2.3'))).toEqual([]);
    expect(complaintsOf(toSarif(aDocument({ run: null }), '', '1.2.3'))).toEqual([]);
    expect(complaintsOf(toSarif(full, '', '1.2.3').replace('"level": "error"', '"level": "fatal"'))).not.toEqual([]);
  });

  test('a mutant has its rule, its words, its place and its key', () => {
    expect(resultOf('blocking', runOf(full, 'shop/'))).toEqual({
      ruleId: 'mutant/Conditional',
      ruleIndex: 0,
      level: 'error',
      message: { text: 'No test notices this change: `a + b` became `a - b`.' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'shop/src/price.ts', uriBaseId: '%SRCROOT%' },
            region: { startLine: 2, startColumn: 10, endLine: 2, endColumn: 15 },
          },
        },
      ],
      partialFingerprints: { 'killrateMutantKey/v1': 'blocking' },
      suppressions: [],
      properties: { status: 'Survived', replacement: 'a - b', isOnChangedLine: false, isNewSurvivor: false },
    });
    expect(runOf().columnKind).toBe('utf16CodeUnits');
  });

  test('the level says what the gate made of it', () => {
    expect(['blocking', 'warned', 'rest', 'accepted'].map((key) => resultOf(key).level)).toEqual([
      'error',
      'warning',
      'note',
      'note',
    ]);
    expect(resultOf('killed')).toBeUndefined();
  });

  test('every result has a rule at its index, and no rule is there without a result or twice', () => {
    const { results, tool } = runOf();
    const { rules } = tool.driver;
    expect(rules.map(({ id }: { id: string }) => id)).toEqual([
      'mutant/Conditional',
      'mutant/ArithmeticOperator',
      'gate/module',
      'test/constant-assertion',
    ]);
    for (const { ruleId, ruleIndex } of results) expect(rules[ruleIndex].id).toBe(ruleId);
  });

  test('an accepted survivor is suppressed with its reason, and every other result says that it is not', () => {
    expect(resultOf('accepted').suppressions).toEqual([
      {
        kind: 'external',
        status: 'accepted',
        justification: 'same for all numbers',
        properties: { category: 'equivalent', author: 'mk', date: '2026-10-01' },
      },
    ]);
    const lengths = runOf().results.map(({ suppressions }: { suppressions: unknown[] }) => suppressions.length);
    expect(lengths).toEqual([0, 0, 0, 1, 0, 0, 0]);
  });

  test('what the change brought is told in the properties, and no result claims a baseline', () => {
    const change = aChange({ mutants: ['warned'], newSurvivors: [{ key: 'rest', was: 'Killed', killedBy: [] }] });
    const run = runOf(aDocument({ mutants, gate: aGate({ checks: [], change }) }));
    expect(resultOf('warned', run).properties).toMatchObject({ isOnChangedLine: true, isNewSurvivor: false });
    expect(resultOf('rest', run).properties).toMatchObject({ isOnChangedLine: false, isNewSurvivor: true, was: 'Killed' });
    expect(JSON.stringify(run)).not.toContain('baselineState');
  });

  test('a failed check is a result with a place: its first mutant, else a file of its module, else the project', () => {
    const check = (mutantKeys: string[], module: string | null) => aCheck({ mutants: mutantKeys, module, level: 'warn' });
    const gate = aGate({ checks: [check(['gone', 'rest'], null), check([], 'payments'), check([], null)] });
    const jobs = [aJob(), aJob({ file: 'src/pay.ts', module: 'payments' })];
    const results = runOf(aDocument({ mutants, jobs, gate }), 'shop/').results.slice(-3);
    const placeOf = ({ artifactLocation, region }: { artifactLocation: { uri: string }; region: { startLine: number } }) =>
      `${artifactLocation.uri}:${region.startLine}`;
    expect(
      results.map((result: { locations: [{ physicalLocation: never }] }) => placeOf(result.locations[0].physicalLocation)),
    ).toEqual(['shop/src/price.ts:2', 'shop/src/pay.ts:1', 'shop/package.json:1']);
    expect(results[0]).toMatchObject({
      ruleId: 'gate/module',
      level: 'warning',
      message: { text: 'kill rate of payments: 50.0, expected at least 90: kill 4 more' },
    });
  });

  test('a finding is a result on the line of its test, with a rule that says what is wrong and what would mend it', () => {
    const run = runOf();
    const result = run.results.at(-1);
    expect(result).toMatchObject({
      ruleId: 'test/constant-assertion',
      level: 'warning',
      message: { text: 'total > adds: Both sides are constants: `expect(true).toBe(true)`. Assert the sum.' },
      locations: [{ physicalLocation: { artifactLocation: { uri: 'test/price.test.ts' }, region: { startLine: 9 } } }],
      partialFingerprints: { 'killrateFindingKey/v1': '0123456789ab' },
      properties: { verdict: 'suspect', level: 'warning', test: 'total > adds', code: 'expect(true).toBe(true)' },
    });
    expect(run.tool.driver.rules[result.ruleIndex]).toMatchObject({
      shortDescription: { text: 'Both sides are constants: the outcome is known before the code runs.' },
      help: { text: expect.stringContaining('// killrate ignore-finding constant-assertion: reason') },
    });
  });

  test('what is only information is no result, unless the gate failed by it', () => {
    const findings = [aFinding({ level: 'information' })];
    expect(runOf(aDocument({ findings })).results).toEqual([]);
    const check = aCheck({ kind: 'findings', name: 'suspects', module: null, findings });
    const { results } = runOf(aDocument({ findings, gate: aGate({ checks: [check] }) }));
    expect(results.map(({ ruleId }: { ruleId: string }) => ruleId)).toEqual(['gate/findings', 'test/constant-assertion']);
  });

  test('a finding that fails the gate is an error, and one that does not is a warning', () => {
    const findings = [aFinding(), aFinding({ key: 'f2', level: 'warning', verdict: 'suspect' })];
    const check = aCheck({ kind: 'findings', name: 'confirmed findings', module: null, findings: [aFinding()] });
    const { results } = runOf(aDocument({ findings, gate: aGate({ checks: [check] }) }));
    const levels = results.map(({ ruleId, level }: { ruleId: string; level: string }) => [ruleId, level]);
    expect(levels).toEqual([
      ['gate/findings', 'error'],
      ['test/constant-assertion', 'error'],
      ['test/constant-assertion', 'warning'],
    ]);
    expect(results[0].locations[0].physicalLocation.artifactLocation.uri).toBe('test/price.test.ts');
  });

  test('a rule that this version does not know has a result all the same', () => {
    const document = aDocument({ findings: [aFinding({ rule: 'of-tomorrow' })] });
    expect(runOf(document).results[0].ruleId).toBe('test/of-tomorrow');
    expect(complaintsOf(toSarif(document, '', '1.2.3'))).toEqual([]);
  });

  test('a path is a URI, whatever is in it', () => {
    const { physicalLocation } = resultOfMutant({ file: 'src\\a b#[c]?%20:\ud800ü.ts' }, 'p/').locations[0];
    expect(physicalLocation.artifactLocation.uri).toBe('p/src/a%20b%23%5Bc%5D%3F%2520%3A%EF%BF%BD%C3%BC.ts');
  });

  test('code is no link and stays on a line', () => {
    expect(resultOfMutant({ original: 'on[0](1)\n;' }).message.text).toContain('`on[0] (1) ;`');
  });

  test('the invocation tells how the command ended, and what was not measured', () => {
    expect(runOf().invocations).toEqual([
      {
        executionSuccessful: true,
        exitCode: 2,
        exitCodeDescription: 'gate: kill rate of payments',
        startTimeUtc: '2026-11-21T10:00:00.000Z',
        endTimeUtc: '2026-11-21T10:00:23.000Z',
        toolExecutionNotifications: [{ level: 'note', message: { text: 'src/new.ts belongs to no module' } }],
      },
    ]);
    const receipt = { ...aGate().receipt, missing: [{ file: 'src/a.ts', reason: 'timed out' }] };
    const exit = { code: 5, reasons: [{ code: 5, message: 'incomplete' }] };
    const run = runOf(aDocument({ exit, gate: aGate({ checks: [], receipt }) }));
    expect(run.invocations[0]).toMatchObject({
      executionSuccessful: false,
      toolExecutionNotifications: [
        { level: 'error', message: { text: 'incomplete' } },
        { level: 'warning', message: { text: 'not measured: src/a.ts: timed out' } },
      ],
    });
  });

  test('the kill rate is there, null where there is none', () => {
    expect(runOf().properties).toEqual({ killRate: 25, gatePassed: false });
    expect(runOf(aDocument()).properties).toEqual({ killRate: null, gatePassed: null });
    expect(runOf().tool.driver).toMatchObject({ name: 'killrate', version: '1.2.3' });
  });
});
