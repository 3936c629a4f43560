import { expect, test } from 'vitest';
import { packFunctions, uniteFunctions, unpackFunctions } from './function-set.ts';

function pack(...numbers: number[]): string {
  const flags = new Uint8Array(20);
  for (const number of numbers) flags[number] = 1;
  return packFunctions(flags);
}

test('what is packed is unpacked as it was', () => {
  expect(unpackFunctions(pack(0, 7, 8, 19))).toEqual([0, 7, 8, 19]);
  expect(unpackFunctions(pack())).toEqual([]);
  expect(unpackFunctions('')).toEqual([]);
});

test('two sets together hold what is in one or the other, whichever is the shorter text', () => {
  expect(unpackFunctions(uniteFunctions(pack(1, 8), pack(1, 19)))).toEqual([1, 8, 19]);
  expect(unpackFunctions(uniteFunctions('', pack(3)))).toEqual([3]);
  expect(unpackFunctions(uniteFunctions(pack(3), ''))).toEqual([3]);
});
