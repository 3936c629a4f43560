/** How sure a rate is that comes from few mutants. */

/** The quantile of the normal distribution that leaves 2.5 % on either side. */
const Z = 1.959963984540054;

/**
 * The Wilson score interval at 95 % of `part` of `whole`, as percentages (E. B. Wilson, 1927: Probable inference, the
 * law of succession, and statistical inference); null where the whole is empty.
 */
export function wilsonInterval(part: number, whole: number): { low: number; high: number } | null {
  if (whole === 0) return null;
  const share = part / whole;
  const square = Z ** 2 / whole;
  const centre = share + square / 2;
  const spread = Z * Math.sqrt((share * (1 - share)) / whole + square / (4 * whole));
  const low = (100 * (centre - spread)) / (1 + square);
  const high = (100 * (centre + spread)) / (1 + square);
  // Where nothing or everything was found the ends are exact; rounding would leave them off by a hair.
  return { low: part === 0 ? 0 : low, high: part === whole ? 100 : high };
}
