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

const PASSED = { gate: GATE, outcome: 'passed', reason: null, stateMark: 'mark' } as const;

test('a gate that never judged said nothing', () => {
  expect(readLastGate(newStore())).toBeNull();
});

test('what the gate said last is what it said', () => {
  const database = newStore();
  const failed = { gate: { ...GATE, passed: false }, outcome: 'failed', reason: 'too low', stateMark: 'later' } as const;

  keepGate(database, PASSED, '2026-11-20T10:00:00.000Z');
  expect(readLastGate(database)).toEqual({ at: '2026-11-20T10:00:00.000Z', ...PASSED });
  keepGate(database, failed, '2026-11-21T10:00:00.000Z');

  expect(readLastGate(database)).toEqual({ at: '2026-11-21T10:00:00.000Z', ...failed });
});

test.each(['{"verdict":"fine"}', JSON.stringify(GATE)])('words of another killrate are not read', (words) => {
  const database = newStore();
  keepGate(database, PASSED, '2026-11-20T10:00:00.000Z');
  database.prepare('UPDATE last_gate SET gate = ?').run(words);

  expect(readLastGate(database)).toBeNull();
});

test('a judgement with a word more is of another killrate', () => {
  const database = newStore();
  keepGate(database, { ...PASSED, surplus: 1 } as typeof PASSED, '2026-11-20T10:00:00.000Z');

  expect(readLastGate(database)).toBeNull();
});
