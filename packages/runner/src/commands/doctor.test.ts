import { expect, test } from 'vitest';
import { aFolder, PACKAGE } from '../folder.fixture.ts';
import { doctorCommand, type Observed } from './doctor.ts';

/** What is noted of the engine for a project without a source, which is looked at no further. */
async function notesWith(version: string): Promise<string[]> {
  const observed: Observed[] = [];
  const vitest = { 'node_modules/vitest/package.json': JSON.stringify({ version }) };
  await doctorCommand({
    cwd: aFolder({ ...PACKAGE, ...vitest }),
    deadlineMs: 1_000,
    signal: new AbortController().signal,
    tell: (each) => observed.push(each),
  });
  return observed.filter(({ name }) => name === 'engine').map(({ text }) => text);
}

test('a Vitest that only the stock engine can drive is noted, with the reason', async () => {
  expect(await notesWith('3.2.6')).toEqual([
    'stock, which is slower: Vitest 3.2.6 takes no pool from outside; 4.0 is the first that does',
  ]);
  expect(await notesWith('4.0.0')).toEqual([]);
});
