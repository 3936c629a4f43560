/** Sets of functions by their numbers, as one text that can be told on and kept: bits in base64. */

/** A set that holds the numbers at which `flags` is not 0. */
export function packFunctions(flags: Uint8Array): string {
  const bytes = Buffer.alloc(Math.ceil(flags.length / 8));
  for (let number = 0; number < flags.length; number += 1)
    if (flags[number] !== 0) bytes[number >> 3] = (bytes[number >> 3] ?? 0) | (1 << (number & 7));
  return bytes.toString('base64');
}

/** The numbers in a set, in ascending order. */
export function unpackFunctions(packed: string): number[] {
  const bytes = Buffer.from(packed, 'base64');
  return [...bytes].flatMap((byte, index) => BITS.filter((bit) => (byte & (1 << bit)) !== 0).map((bit) => index * 8 + bit));
}

const BITS = [0, 1, 2, 3, 4, 5, 6, 7];

/** What is in one or the other. */
export function uniteFunctions(one: string, other: string): string {
  if (one === other) return one;
  const [shorter, longer] = [Buffer.from(one, 'base64'), Buffer.from(other, 'base64')].sort((a, b) => a.length - b.length);
  if (shorter === undefined || longer === undefined) return one;
  for (const [index, byte] of shorter.entries()) longer[index] = (longer[index] ?? 0) | byte;
  return longer.toString('base64');
}
