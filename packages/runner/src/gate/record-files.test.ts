import { readdirSync } from 'node:fs';
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

const HEADER = { killrate: 'accepted survivors', schemaVersion: 1 };
const ledgerOf = (...rows: unknown[]) => JSON.stringify([HEADER, ...rows]);

test.each([
  ['no list', '{}', 'it must hold a list, as killrate accept writes it'],
  ['an empty list', '[]', `it must begin with ${JSON.stringify(HEADER)}, as killrate accept writes it`],
  ['another header', '[{ "schemaVersion": 1 }]', `it must begin with ${JSON.stringify(HEADER)}, as killrate accept writes it`],
  [
    'the header of a newer killrate',
    JSON.stringify([{ ...HEADER, schemaVersion: 2 }]),
    'it was written by a newer killrate (version 2): update killrate',
  ],
  [
    'a version that is no number',
    JSON.stringify([{ ...HEADER, schemaVersion: '2' }]),
    `it must begin with ${JSON.stringify(HEADER)}, as killrate accept writes it`,
  ],
  [
    'one mutant twice, in different words',
    ledgerOf(anEntry('a'), anEntry('a', { reason: 'else' })),
    'it accepts mutant a twice, in different words: keep one of the two lines',
  ],
  [
    'a key that is not known',
    ledgerOf({ ...anEntry('a'), expire: null }),
    'it: the entry of a has no key "expire" (did you mean expires?)',
  ],
  [
    'an entry that lacks a field',
    ledgerOf(anEntry('a'), { ...anEntry('b'), reason: undefined }),
    'it: the entry of b: reason invalid input: expected string, received undefined',
  ],
  [
    'an entry without a key',
    ledgerOf({ ...anEntry('a'), key: 3 }),
    'it: entry 1: key invalid input: expected string, received number',
  ],
  ['nothing in place of an entry', ledgerOf(anEntry('a'), null), 'it: entry 2: invalid input: expected object, received null'],
])('a ledger with %s is refused in one line', (_, text, message) => {
  expect(() => parseLedger(text, 'it')).toThrow(new UserError(message));
});

test('one line twice, as a merge leaves it, is one acceptance', () => {
  expect(parseLedger(ledgerOf(anEntry('a'), anEntry('a')), 'it')).toEqual([anEntry('a')]);
});

test.each([
  ['without floors', '{}', 'it must hold { "floors": { MODULE: PERCENTAGE } }, which floors does not fit'],
  ['of something else', '3', 'it must hold { "floors": { MODULE: PERCENTAGE } }'],
  [
    'above 100',
    '{ "floors": { "pay": 101 } }',
    'it must hold { "floors": { MODULE: PERCENTAGE } }, which floors.pay does not fit',
  ],
])('floors %s are refused in one line', (_, text, message) => {
  expect(() => parseFloors(text, 'it')).toThrow(new UserError(message));
});

test('what is no JSON is refused in one line, though it has several', () => {
  const refused = () => parseFloors('{\n\n  "floors": x\n}', 'it');
  expect(refused).toThrow(UserError);
  expect(refused).toThrow(/^it is not valid JSON: Unexpected token[^\n]*$/);
});

test('a mark of a byte order before a record is no part of it', () => {
  expect([...parseFloors('\uFEFF{ "floors": { "pay": 80 } }', 'it')]).toEqual([['pay', 80]]);
});

test.each(['<<<<<<< HEAD', '=======', '>>>>>>> other', '||||||| merged'])('%s is the mark of a conflict', (mark) => {
  expect(() => parseFloors(`${mark}\n{}\n`, 'it')).toThrow(/^it:1 holds the marks/);
  expect(() => parseFloors(`{\r\n${mark}\r\n}`, 'it')).toThrow(/^it:2 holds the marks/);
});

test.each(['<', '=', '>', '|', '=========', ' ======='])('%s alone is no mark of a conflict', (text) => {
  expect(() => parseFloors(`${text}\n{}\n`, 'it')).toThrow('it is not valid JSON');
});

test('a record that is a folder cannot be read, and not be written, and no draft is left of it', () => {
  const root = aFolder({ 'killrate.accepted.json/x': '' });
  expect(() => readLedger(root)).toThrow(/^killrate\.accepted\.json cannot be read: /);
  expect(() => writeLedger(root, [])).toThrow(UserError);
  expect(() => writeLedger(root, [])).toThrow(/^killrate\.accepted\.json cannot be written: /);
  expect(readdirSync(root)).toEqual(['killrate.accepted.json']);
});
