import { expect, test } from 'vitest';
import type { Observation } from '../engine.ts';
import { decodeObservation, encodeObservation } from './protocol.ts';

test.each<[what: string, observation: Observation]>([
  [
    'a run',
    {
      ...{
        kind: 'ran',
        executed: 2,
        missing: ['a'],
        hits: null,
        outside: ['line\nline'],
        isHitLimitReached: false,
        durationMs: 1.5,
      },
      kills: [{ test: 'größe > 😀 \u2028 "x"', kind: 'assertion', message: 'killrate: \\ \u0001' }],
    },
  ],
  ['the end of its time', { kind: 'timed-out', durationMs: null }],
  ['a crash', { kind: 'runner-crashed', message: '' }],
  ['a compile error', { kind: 'compile-error', message: 'TS1' }],
])('%s comes through the one string that Stryker hands on', (_, observation) => {
  expect(decodeObservation(encodeObservation(observation))).toEqual(observation);
});

test.each([undefined, '', 'Error: something', 'see killrate: {"kind":"ran"}', '{"kind":"ran"}'])(
  'what Stryker itself wrote is no observation: %j',
  (text) => {
    expect(decodeObservation(text)).toBeNull();
  },
);
