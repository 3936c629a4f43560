import { expect, test } from 'vitest';
import type { Gate } from '../document.ts';
import { keepGate, readLastGate } from './last-gate.ts';
import { newStore } from './store.fixture.ts';

const GATE: Gate = {
  passed: true,
  checks: [],
  receipt: { planHash: 'hash', files: 1, mutants: 2, buckets: { killed: 2 }, missing: [] },
  change: null,
};

test('a gate that never judged said nothing', () => {
  expect(readLastGate(newStore())).toBeNull();
});

test('what the gate said last is what it said', () => {
  const database = newStore();

  keepGate(database, GATE, '2026-11-20T10:00:00.000Z');
  keepGate(database, { ...GATE, passed: false }, '2026-11-21T10:00:00.000Z');

  expect(readLastGate(database)).toEqual({ at: '2026-11-21T10:00:00.000Z', gate: { ...GATE, passed: false } });
});

test('words of another killrate are not read', () => {
  const database = newStore();
  keepGate(database, GATE, '2026-11-20T10:00:00.000Z');
  database.exec(`UPDATE last_gate SET gate = '{"verdict":"fine"}'`);

  expect(readLastGate(database)).toBeNull();
});
