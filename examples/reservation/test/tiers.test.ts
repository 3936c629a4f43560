import { describe, expect, it } from 'vitest';
import { BRONZE, feeFor, GOLD, missingToNextTier, shareOf, type Tier, tierFor } from '../src/fees/tiers.ts';

describe('tierFor', () => {
  it('is silver from a volume of 10,000 dollars on', () => {
    expect(tierFor(999_999).name).toBe('bronze');
    expect(tierFor(1_000_000).name).toBe('silver');
  });

  it('is gold for the big players', () => {
    expect(tierFor(9_000_000)).toBe(GOLD);
  });

  it('allows further tiers', () => {
    const platinum: Tier = { name: 'platinum', fromVolume: 10_000_000, basisPoints: 25 };
    expect(platinum.name).toBe('platinum');
    expect(platinum.basisPoints).toBe(25);
  });
});

describe('feeFor', () => {
  it.each([
    { volume: 0, fee: 300 },
    { volume: 1_000_000, fee: 200 },
    { volume: 6_000_000, fee: 100 },
  ])('charges $fee cents for 20,000 cents at a volume of $volume', ({ volume, fee }) => {
    expect(feeFor(20_000, volume)).toBe(fee);
  });

  it('is free below five dollars, and costs a quarter from there', () => {
    expect(feeFor(499, 0)).toBe(0);
    expect(feeFor(500, 0)).toBe(25);
  });

  it('stops at fifty dollars', () => {
    expect(feeFor(2_000_000, 0)).toBe(5_000);
  });

  it('follows the rate of the tier', () => {
    const amount = 40_000;
    const expected = shareOf(amount, BRONZE.basisPoints);
    expect(feeFor(amount, BRONZE.fromVolume)).toBe(expected);
  });

  it('rounds to the nearest cent', () => {
    const fee = shareOf(3_333, 150);
    expect(fee).toBe(shareOf(3_333, 150));
  });
});

describe('missingToNextTier', () => {
  it('tells what is missing to the next tier', () => {
    expect(missingToNextTier(400_000)).toBe(600_000);
  });

  it('aims for gold once silver is reached', () => {
    expect(missingToNextTier(2_000_000)).toBeGreaterThan(0);
  });

  it('has nothing left to reach at the top', () => {
    expect(missingToNextTier(5_000_000)).toBeDefined();
  });
});
