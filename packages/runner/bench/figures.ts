/** Figures as a bench prints them: medians, units and tables; a dash where nothing was measured. */

const DASH = '–';

/** The one in the middle, the mean of the two where there is none; null of nothing. */
export function median(values: readonly (number | null)[]): number | null {
  const sorted = values.filter((value) => value !== null).toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  if (upper === undefined) return null;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}

/** "1.24 s" */
export function seconds(durationMs: number | null): string {
  return durationMs === null ? DASH : `${(durationMs / 1_000).toFixed(2)} s`;
}

/** "512 MiB" */
export function mebibytes(bytes: number | null): string {
  return bytes === null ? DASH : `${Math.round(bytes / 2 ** 20)} MiB`;
}

/** "8.3", of one decimal place. */
export function decimal(value: number | null): string {
  return value === null || !Number.isFinite(value) ? DASH : value.toFixed(1);
}

/** "98.7 %" of a whole that may be nothing. */
export function share(part: number, whole: number): string {
  return whole === 0 ? DASH : `${((100 * part) / whole).toFixed(1)} %`;
}

/** Lines of a table: the first column to the left, figures to the right. */
export function tableLines(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((text, at) => (at === 0 ? text.padEnd(widths[at] ?? 0) : text.padStart(widths[at] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}

/** Writes lines where a bench reports. */
export function print(...lines: readonly string[]): void {
  process.stdout.write(lines.map((line) => `${line}\n`).join(''));
}
