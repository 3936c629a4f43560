/** Chance that can be had again: a seed, and all that is drawn from it. */
import { randomInt } from 'node:crypto';

export interface Random {
  readonly seed: number;
  /** From 0 on, below 1. */
  next(): number;
  /** One of them; null where there is none. */
  pick<T>(items: readonly T[]): T | null;
  /** `count` of them in an order of chance, each at most once. */
  sample<T>(items: readonly T[], count: number): T[];
}

/** A generator of its own for each seed (mulberry32); a fresh seed where none is given. */
export function createRandom(seed: number = randomInt(2 ** 31)): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const pick = <T>(items: readonly T[]): T | null => items[Math.floor(next() * items.length)] ?? null;
  const sample = <T>(items: readonly T[], count: number): T[] => {
    const left = [...items];
    const drawn: T[] = [];
    while (drawn.length < count && left.length > 0) drawn.push(...left.splice(Math.floor(next() * left.length), 1));
    return drawn;
  };
  return { seed, next, pick, sample };
}
