/** Counted things as people read them: `1 mutant`, `1,012 mutants`. */

const grouped = new Intl.NumberFormat('en-US');

/** Digits in groups of three: `1,012`. */
export function formatCount(count: number): string {
  return grouped.format(count);
}

/** The number with its noun, in the plural unless it is one. */
export function plural(count: number, noun: string, nouns = `${noun}s`): string {
  return `${formatCount(count)} ${count === 1 ? noun : nouns}`;
}

/** `src/a.ts, src/b.ts and 4 more`. */
export function listSome(names: readonly string[], most = 3): string {
  const rest = names.length - most;
  return rest > 0 ? `${names.slice(0, most).join(', ')} and ${formatCount(rest)} more` : names.join(', ');
}
