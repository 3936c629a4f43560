/** The longest task of a page's main thread, as Chromium traced it. */

/** How long a task took, and how much of that it had a processor: the rest it waited for one. */
export interface LongTask {
  wallMs: number;
  cpuMs: number;
}

/** What must be traced for {@link longestTaskOf}. */
export const TRACED = ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline'];

interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  dur?: number;
  tdur?: number;
  args: { name?: string };
}

/** Of the main threads of all pages in a trace, the longest times; they need not be of the same task. */
export function longestTaskOf(trace: Buffer): LongTask {
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] };
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`;
  const pages = new Set(
    traceEvents.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain').map(threadOf),
  );
  const longest: LongTask = { wallMs: 0, cpuMs: 0 };
  for (const event of traceEvents) {
    if (!event.name.endsWith('RunTask') || !pages.has(threadOf(event))) continue;
    longest.wallMs = Math.max(longest.wallMs, (event.dur ?? 0) / 1_000);
    longest.cpuMs = Math.max(longest.cpuMs, (event.tdur ?? 0) / 1_000);
  }
  return longest;
}
