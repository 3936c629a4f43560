import { expect, test } from 'vitest';
import { whyTooOld } from './oldest-vitest.ts';

test.each(['4.0.0', '5.1.1', '10.0.0', '4.0.0-beta.3'])('Vitest %s takes a pool from outside', (version) => {
  expect(whyTooOld(version)).toBeNull();
});

test.each(['2.0.4', '3.2.6', 'of nobody'])('Vitest %s is too old, and that is said', (version) => {
  expect(whyTooOld(version)).toBe(`Vitest ${version} takes no pool from outside; 4.0 is the first that does`);
});
