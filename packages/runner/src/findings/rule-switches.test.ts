import { giveFeedback } from '@killrate/shared/store/feedback';
import { type Database, openDatabase } from '@killrate/shared/store/open';
import { expect, onTestFinished, test } from 'vitest';
import { aFolder } from '../folder.fixture.ts';
import { readRuleSwitches } from './rule-switches.ts';

/** A store in which people said this of findings of golden-value. */
function said(useful: number, notUseful: number, kind: 'mutant' | 'finding' = 'finding'): Database {
  const database = openDatabase(`${aFolder()}/store.db`, 'create');
  onTestFinished(() => {
    database.close();
  });
  for (let index = 0; index < useful + notUseful; index += 1)
    giveFeedback(database, { kind, subject: `k${index}`, rule: 'golden-value', isUseful: index < useful }, '2026-11-20');
  return database;
}

test('a rule is on until more than a tenth of twenty findings were no problem', () => {
  expect(readRuleSwitches(said(18, 2), { rules: {} }).isOn('golden-value')).toBe(true);
  const off = readRuleSwitches(said(17, 3), { rules: {} });
  expect(off.isOn('golden-value')).toBe(false);
  expect(off.isOn('tautology')).toBe(true);
  expect(off.notes).toEqual([
    "the rule golden-value is off: 3 of 20 findings that people spoke of were no problem; findings: { rules: { 'golden-value': 'on' } } in the config turns it on",
  ]);
});

test('the config turns it on again, and what it turns off itself needs no note', () => {
  expect(readRuleSwitches(said(0, 20), { rules: { 'golden-value': 'on' } })).toMatchObject({ notes: [] });
  expect(readRuleSwitches(said(0, 20), { rules: { 'golden-value': 'on' } }).isOn('golden-value')).toBe(true);
  const off = readRuleSwitches(said(0, 20), { rules: { 'golden-value': 'off', tautology: 'off' } });
  expect([off.isOn('golden-value'), off.isOn('tautology'), off.notes]).toEqual([false, false, []]);
});

test('what is said of mutants is not said of rules, and without a store nothing was said', () => {
  expect(readRuleSwitches(said(0, 30, 'mutant'), { rules: {} }).isOn('golden-value')).toBe(true);
  expect(readRuleSwitches(null, { rules: {} }).isOn('golden-value')).toBe(true);
});
