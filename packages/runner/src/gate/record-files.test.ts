import { chmodSync, readdirSync } from 'node:fs';
import type { LedgerEntry } from '@killrate/shared/gate/acceptance';
import { expect, test } from 'vitest';
import { UserError } from '../errors.ts';
import { aFolder } from '../folder.fixture.ts';
import { parseFloors, parseLedger, readFloors, readLedger, renderLedger, writeFloors, writeLedger } from './record-files.ts';

const anEntry = (key: string, given: Partial<LedgerEntry> = {}): LedgerEntry => ({
  ...{ key, file: 'src/pay.ts', mutator: 'ArithmeticOperator', original: 'a + 1', replacement: 'a - 1' },
  ...{ category: 'glue', reason: 'so', author: null, date: '2026-01-02', expires: null },
  ...given,
});

test('a ledger that is written is read as it was, sorted by file and key', () => {
  const root = aFolder();
  const entries = [
    anEntry('b'),
    anEntry('c', { file: 'src/http.ts' }),
    anEntry('a', { expires: '2027-01-01', reason: '"\n\\ ü 😀' }),
  ];
  writeLedger(root, entries);
  expect(readLedger(root)).toEqual([entries[1], entries[2], entries[0]]);
  expect(readdirSync(root)).toEqual(['killrate.accepted.json']);
});

test('an entry is one line, whose order of fields does not depend on who made it', () => {
  const { key, ...rest } = anEntry('a');
  expect(renderLedger([{ ...rest, key }])).toBe(
    '[ {"killrate":"accepted survivors","schemaVersion":1}\n' +
      ', {"key":"a","file":"src/pay.ts","mutator":"ArithmeticOperator","original":"a + 1","replacement":"a - 1","category":"glue","reason":"so","author":null,"date":"2026-01-02","expires":null}\n' +
      ']\n',
  );
});

test('the lines that two branches add merge into a ledger that can be read', () => {
  const [one, other] = [renderLedger([anEntry('a'), anEntry('x')]), renderLedger([anEntry('a'), anEntry('m')])];
  const lines = [...new Set([...one.split('\n').slice(0, -2), ...other.split('\n').slice(1, -2)])];
  expect(parseLedger(`${lines.join('\n')}\n]\n`, 'it').map(({ key }) => key)).toEqual(['a', 'x', 'm']);
});

test('an empty ledger can be written and read', () => {
  expect(parseLedger(renderLedger([]), 'it')).toEqual([]);
});

test('a project without records has no acceptance and no floors', () => {
  const root = aFolder();
  expect([readLedger(root), readFloors(root)]).toEqual([[], null]);
});

test('floors that are written are read as they were, sorted by module', () => {
  const root = aFolder();
  writeFloors(
    root,
    new Map([
      ['pay', 80.5],
      ['http', 0],
    ]),
  );
  expect([...(readFloors(root) ?? [])]).toEqual([
    ['http', 0],
    ['pay', 80.5],
  ]);
});

test('a text that only looks like the marks of a conflict is none', () => {
  expect(parseLedger(renderLedger([anEntry('a', { original: '=======', reason: '<<<<<<< HEAD' })]), 'it')).toHaveLength(1);
  expect(() => parseFloors('{}\n||||||| merged\n', 'it')).toThrow(/^it:2 holds the marks/);
});

test('a record that is a folder cannot be read, and one in a folder without leave not be written', () => {
  expect(() => readLedger(aFolder({ 'killrate.accepted.json/x': '' }))).toThrow(UserError);
  const root = aFolder();
  chmodSync(root, 0o500);
  if (process.getuid?.() !== 0) expect(() => writeLedger(root, [])).toThrow(/^killrate\.accepted\.json cannot be written: /);
  chmodSync(root, 0o700);
});
