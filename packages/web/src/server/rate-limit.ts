/** How often one address may ask: a bucket of tokens that refills with time. */

/** `burst` requests at once, then `perSecond`. */
export interface Rate {
  burst: number;
  perSecond: number;
}

export interface RateLimit {
  /** Whether one more request is fine now; `nowMs` of a clock that never goes back. */
  take(address: string, nowMs: number): boolean;
}

const MOST_ADDRESSES = 10_000;

interface Bucket {
  tokens: number;
  atMs: number;
}

/** A limit for each address by itself. */
export function createRateLimit({ burst, perSecond }: Rate): RateLimit {
  const buckets = new Map<string, Bucket>();
  return {
    take(address, nowMs) {
      const known = buckets.get(address) ?? { tokens: burst, atMs: nowMs };
      const tokens = Math.min(burst, known.tokens + ((nowMs - known.atMs) / 1_000) * perSecond);
      const isFine = tokens >= 1;
      buckets.delete(address);
      buckets.set(address, { tokens: isFine ? tokens - 1 : tokens, atMs: nowMs });
      // The one that was heard of longest ago has a full bucket anyway.
      const oldest = buckets.keys().next().value;
      if (buckets.size > MOST_ADDRESSES && oldest !== undefined) buckets.delete(oldest);
      return isFine;
    },
  };
}
