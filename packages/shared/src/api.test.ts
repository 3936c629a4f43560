import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { EXAMPLES, misshapen, PROJECT, TREND_POINT } from './api.fixture.ts';
import {
  AcceptBody,
  CompareQuery,
  EditorBody,
  ExportedMutant,
  ExportedReport,
  Fate,
  FeedbackBody,
  FileQuery,
  FilesQuery,
  FindingView,
  GateOutcome,
  Health,
  Measurement,
  MutantPage,
  MutantsQuery,
  ProjectView,
  RunsQuery,
  SearchQuery,
  StartRunBody,
  StatusFilter,
  TestQuery,
  TestsQuery,
  TrendPoint,
} from './api.ts';
import { FindingVerdict } from './document.ts';
import { MutantStatus } from './model.ts';

function accepts(schema: z.ZodType, value: unknown): boolean {
  return schema.safeParse(value).success;
}

describe.each(EXAMPLES)('%s', (_, schema, example) => {
  test('travels as it is', () => {
    expect(schema.parse(structuredClone(example))).toEqual(example);
  });

  test('has every one of its fields and no other, to its very depth', () => {
    // What may be left out has a default.
    const mayLack = schema === AcceptBody ? ['less expires'] : [];
    const wrong = misshapen(example).filter(([, copy]) => accepts(schema, copy));

    expect(wrong.map(([change]) => change)).toEqual(mayLack);
  });
});

test('notes are the only thing that a project may be told without', () => {
  expect(accepts(ProjectView, { ...PROJECT, notes: ['the ledger cannot be read'] })).toBe(true);
});

describe('words', () => {
  const STORES = ['ready', 'missing', 'empty', 'newer', 'broken'];
  const feedbackOf = (schema: typeof MutantPage | typeof ExportedMutant | typeof FindingView) => schema.shape.feedback.unwrap();

  test.each<[string, z.ZodType, string[]]>([
    ['the health of a store', Health.shape.store, ['ready', 'missing']],
    ['the state of a store', ProjectView.shape.store, STORES],
    ['an order of mutants', MutantsQuery.shape.order, ['worth', 'place']],
    ['a filter of statuses', StatusFilter, [...MutantStatus.options, 'unresolved', 'Accepted']],
    [
      'a verdict on tests',
      TestsQuery.shape.verdict,
      ['all', ...FindingVerdict.options, 'kills-nothing', 'crash-only', 'covers-nothing'],
    ],
    ['an order of tests', TestsQuery.shape.order, ['place', 'verdict', 'kills', 'covers', 'time']],
    ['a fate', Fate, ['new', 'fixed', 'persistent', 'gone']],
    ['how the gate ended', GateOutcome, ['passed', 'failed', 'incomplete', 'baseline-failed', 'nothing']],
    ['how a file holds', Measurement, ['current', 'older', 'changed', 'unmeasured']],
    ['what is said of a mutant', FeedbackBody.shape.verdict, ['useful', 'not-useful']],
    ['what was said of a mutant', feedbackOf(MutantPage), ['useful', 'not-useful']],
    ['what was said of an exported one', feedbackOf(ExportedMutant), ['useful', 'not-useful']],
    ['what was said of a finding', feedbackOf(FindingView), ['useful', 'not-useful']],
    ['what was said of an exported finding', ExportedReport.shape.findingFeedback.valueType, ['useful', 'not-useful']],
  ])('%s is one of its words', (_, schema, words) => {
    expect(words.filter((word) => !accepts(schema, word))).toEqual([]);
    expect([accepts(schema, 'another'), accepts(schema, '')]).toEqual([false, false]);
  });
});

describe('queries', () => {
  test.each<[string, z.ZodType, object, object]>([
    ['mutants', MutantsQuery, {}, { status: ['Survived', 'NoCoverage'], order: 'worth', limit: 100 }],
    ['mutants of some statuses', MutantsQuery, { status: ',Killed,,unresolved,' }, { status: ['Killed', 'unresolved'] }],
    ['files', FilesQuery, {}, { limit: 2_000 }],
    ['tests', TestsQuery, {}, { verdict: 'all', order: 'verdict', limit: 100 }],
    ['runs', RunsQuery, { limit: '7', cursor: 'more' }, { limit: 7, cursor: 'more' }],
    ['two runs', CompareQuery, { from: 'a', to: 'b' }, { from: 'a', to: 'b', fate: 'new', limit: 100 }],
  ])('for %s say what was left out', (_, schema, query, asked) => {
    expect(schema.parse(query)).toMatchObject(asked);
  });

  test.each<[string, z.ZodType]>([
    ['mutants', MutantsQuery],
    ['files', FilesQuery],
    ['tests', TestsQuery],
    ['runs', RunsQuery],
  ])('for %s with a filter that there is not are refused', (_, schema) => {
    expect([accepts(schema, {}), accepts(schema, { modul: 'shop' })]).toEqual([true, false]);
  });

  test('with a status that there is not are refused', () => {
    expect(accepts(MutantsQuery, { status: 'Survived,Dead' })).toBe(false);
  });
});

describe('a page', () => {
  test.each<[string, z.ZodType, number]>([
    ['runs', RunsQuery, 500],
    ['files', FilesQuery, 5_000],
  ])('of %s has one item to %i', (_, schema, most) => {
    const fits = (limit: number) => accepts(schema, { limit: String(limit) });

    expect([fits(0), fits(1), fits(most), fits(most + 1), fits(1.5)]).toEqual([false, true, true, false, false]);
  });
});

describe('text', () => {
  type Of = (text: string) => object;
  const runs: Of = (from) => ({ from, to: 'b' });
  const files: Of = (file) => ({ scope: 'files', files: [file] });

  test.each<[string, z.ZodType, Of, number]>([
    ['a path', FileQuery, (path) => ({ path }), 2_000],
    ['the id of a test', TestQuery, (id) => ({ id }), 4_000],
    ['what is searched for', SearchQuery, (q) => ({ q }), 200],
    ['a run to compare', CompareQuery, runs, 200],
    ['a run to compare it with', CompareQuery, (to) => ({ from: 'a', to }), 200],
    ['why a survivor is lived with', AcceptBody, (reason) => ({ category: 'glue', reason }), 2_000],
    ['a file for the editor', EditorBody, (file) => ({ file, line: 1 }), 2_000],
    ['a file to measure', StartRunBody, files, 2_000],
    ['a module to measure', StartRunBody, (module) => ({ scope: 'module', module }), 500],
  ])('of %s has an end, and is not nothing', (_, schema, of, most) => {
    const fits = (length: number) => accepts(schema, of('x'.repeat(length)));

    expect([fits(0), fits(1), fits(most), fits(most + 1)]).toEqual([false, true, true, false]);
  });

  test.each<[string, z.ZodType, Of, number]>([
    ['a cursor', RunsQuery, (cursor) => ({ cursor }), 200],
    ['a module of files', FilesQuery, (module) => ({ module }), 500],
    ['a module of mutants', MutantsQuery, (module) => ({ module }), 500],
    ['a mutator', MutantsQuery, (mutator) => ({ mutator }), 100],
    ['a file of mutants', MutantsQuery, (file) => ({ file }), 2_000],
    ['a file of tests', TestsQuery, (file) => ({ file }), 2_000],
    ['a rule', TestsQuery, (rule) => ({ rule }), 100],
  ])('of %s has an end', (_, schema, of, most) => {
    const fits = (length: number) => accepts(schema, of('x'.repeat(length)));

    expect([fits(1), fits(most), fits(most + 1)]).toEqual([true, true, false]);
  });

  test('of statuses has an end', () => {
    const status = 'Killed,'.repeat(28);

    expect([accepts(MutantsQuery, { status: `${status},,,,` }), accepts(MutantsQuery, { status: `${status},,,,,` })]).toEqual([
      true,
      false,
    ]);
  });

  test('of a reason is more than blanks, and comes without those around it', () => {
    expect(AcceptBody.parse({ category: 'glue', reason: ' fine ' })).toEqual({ category: 'glue', reason: 'fine', expires: null });
    expect(accepts(AcceptBody, { category: 'glue', reason: ' \n ' })).toBe(false);
  });
});

test.each([
  ['2026-01-31', true],
  ['x2026-01-31', false],
  ['2026-01-31x', false],
  ['2026-1-31', false],
  ['2026-01-3', false],
  ['26-01-31', false],
])('%s is a day: %s', (expires, isDay) => {
  expect(accepts(AcceptBody, { category: 'glue', reason: 'fine', expires })).toBe(isDay);
});

test.each([
  ['0a1z', true],
  ['0'.repeat(64), true],
  ['abc', false],
  ['0'.repeat(65), false],
  ['-abcd', false],
  ['abcd-', false],
  ['ABCD', false],
  ['--cwd', false],
])('%s is a key to measure: %s', (key, isKey) => {
  expect(accepts(StartRunBody, { scope: 'mutants', keys: [key] })).toBe(isKey);
});

test.each([
  [0, false],
  [1, true],
  [100, true],
  [101, false],
])('%i files, or mutants, are measured at once: %s', (count, isFine) => {
  const many = Array.from({ length: count }, () => 'abcd');

  expect(accepts(StartRunBody, { scope: 'files', files: many })).toBe(isFine);
  expect(accepts(StartRunBody, { scope: 'mutants', keys: many })).toBe(isFine);
});

test.each([
  [-0.1, false],
  [0, true],
  [100, true],
  [100.1, false],
  [Number.NaN, false],
  [null, true],
])('%s is a kill rate: %s', (killRate, isRate) => {
  expect(accepts(TrendPoint, { ...TREND_POINT, killRate })).toBe(isRate);
});

test.each([-1, 0.5])('%s counts nothing', (survivors) => {
  expect(accepts(ProjectView, { ...PROJECT, counts: { ...PROJECT.counts, survivors } })).toBe(false);
});
