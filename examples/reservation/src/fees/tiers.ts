/** What a transfer costs: the more a player has sent this month, the lower the rate. Cents throughout. */
export type Tier = { readonly name: string; readonly fromVolume: number; readonly basisPoints: number };

export const BRONZE: Tier = { name: 'bronze', fromVolume: 0, basisPoints: 150 };
const SILVER: Tier = { name: 'silver', fromVolume: 1_000_000, basisPoints: 100 };
export const GOLD: Tier = { name: 'gold', fromVolume: 5_000_000, basisPoints: 50 };

const FREE_BELOW = 500;
const SMALLEST_FEE = 25;
const LARGEST_FEE = 5_000;

/** The tier of a player who has sent this much in the month. */
export function tierFor(monthlyVolume: number): Tier {
  if (monthlyVolume >= GOLD.fromVolume) return GOLD;
  if (monthlyVolume >= SILVER.fromVolume) return SILVER;
  return BRONZE;
}

/** The share of an amount in hundredths of a percent, rounded to the nearest cent, halves up. */
export function shareOf(amount: number, basisPoints: number): number {
  const whole = Math.floor((amount * basisPoints) / 10_000);
  const rest = (amount * basisPoints) % 10_000;
  return rest >= 5_000 ? whole + 1 : whole;
}

/** The fee for one transfer: nothing for pocket money, else the tier's share within the two limits. */
export function feeFor(amount: number, monthlyVolume: number): number {
  if (amount < FREE_BELOW) return 0;
  const fee = shareOf(amount, tierFor(monthlyVolume).basisPoints);
  return Math.min(Math.max(fee, SMALLEST_FEE), LARGEST_FEE);
}

/** How much more must be sent to reach the next tier; null at the top. */
export function missingToNextTier(monthlyVolume: number): number | null {
  if (monthlyVolume >= GOLD.fromVolume) return null;
  const next = monthlyVolume >= SILVER.fromVolume ? GOLD : SILVER;
  return next.fromVolume - monthlyVolume;
}
