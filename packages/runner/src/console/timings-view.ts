/** The table of --timings. */
import type { Timing } from '@killrate/shared/document';
import { formatDuration } from '@killrate/shared/duration';
import { pad } from './fit.ts';

/** One line a part; what several workers did side by side is added up over them, and so may be longer than the run. */
export function renderTimings(timings: readonly Timing[]): string {
  const width = Math.max(0, ...timings.map(({ part }) => part.length));
  const lines = timings.map(({ part, count, durationMs }) => {
    const each = count > 1 ? `  ${count.toLocaleString('en-US')} times, ${formatDuration(durationMs / count)} each` : '';
    return `  ${pad(part, width, 'left')}  ${formatDuration(durationMs).padStart(9)}${each}`;
  });
  return ['time, added up over workers', ...lines, ''].join('\n');
}
