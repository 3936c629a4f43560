/** What a round of a watch found that the one before did not. */
import { formatCount, plural } from '@killrate/shared/count';
import type { RunDocument } from '@killrate/shared/document';
import type { Mutant } from '@killrate/shared/model';
import { bucketOf } from '@killrate/shared/score';
import { wrap } from './fit.ts';
import { createPalette, type Paint } from './paint.ts';
import { worstFirst } from './ranking.ts';
import { renderMutants } from './summary.ts';
import type { Terminal } from './terminal.ts';

/** So many mutants of each kind are listed. */
const MOST_LISTED = 5;

/**
 * Lines about the mutants that were open (survived, or run by no test) and are killed now, that are open now and were not, and that went with
 * the code; files that the round before did not know are left out, and so are those that are part of a change no more. None for the first round.
 */
export function renderRound(before: RunDocument | null, after: RunDocument, terminal: Terminal): string[] {
  if (before === null || after.mutants.length === 0) return [];
  const palette = createPalette(terminal);
  const wereOpen = new Set(before.mutants.filter(isOpen).map(({ key }) => key));
  const files = new Set(before.mutants.map(({ file }) => file));
  const killed = after.mutants.filter((mutant) => isDetected(mutant) && wereOpen.has(mutant.key));
  const opened = after.mutants.filter((mutant) => isOpen(mutant) && files.has(mutant.file) && !wereOpen.has(mutant.key));
  const present = new Set(after.mutants.map(({ key }) => key));
  const planned = after.run?.scope === 'since' ? new Set(after.mutants.map(({ file }) => file)) : files;
  const gone = before.mutants.filter(({ key, file }) => wereOpen.has(key) && planned.has(file) && !present.has(key)).length;
  const counts = [
    ...(killed.length === 0 ? [] : [`${formatCount(killed.length)} killed that lived`]),
    ...(opened.length === 0 ? [] : [plural(opened.length, 'new survivor')]),
    ...(gone === 0 ? [] : [`${plural(gone, 'survivor')} gone with the code`]),
  ];
  const list = (title: string, mutants: readonly Mutant[], paint: Paint): string[] => {
    const rest = mutants.length - MOST_LISTED;
    if (mutants.length === 0) return [];
    return [
      paint(title),
      ...renderMutants(worstFirst(after, mutants).slice(0, MOST_LISTED), terminal),
      ...(rest > 0 ? [palette.dim(`  and ${formatCount(rest)} more`)] : []),
    ];
  };
  return [
    ...list('killed now', killed, palette.killed),
    ...list('new survivors', opened, palette.survived),
    ...wrap(`since the round before: ${counts.join(', ') || 'no verdict changed'}`, terminal.width, 2),
  ];
}

/** What somebody has to do something about. */
function isOpen(mutant: Mutant): boolean {
  const bucket = bucketOf(mutant);
  return bucket === 'survived' || bucket === 'noCoverage';
}

function isDetected(mutant: Mutant): boolean {
  const bucket = bucketOf(mutant);
  return bucket === 'killed' || bucket === 'timeout';
}
