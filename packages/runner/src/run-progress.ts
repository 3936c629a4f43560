/** From what a run tells to the progress that is drawn of it. */
import type { Mutant } from '@killrate/shared/model';
import { tally } from '@killrate/shared/score';
import { createProgress, type OutputSink } from './console/progress.ts';
import type { Terminal } from './console/terminal.ts';
import type { RunListener } from './run-listener.ts';

/** A listener that draws on the stream for people; `end` clears what it drew. */
export function drawProgress(io: { stream: OutputSink; terminal: Terminal }): RunListener & { end: () => void } {
  const progress = createProgress(io.stream, io.terminal, () => performance.now());
  const jobs = { done: 0, total: 0 };
  const mutants = { done: 0, total: 0 };
  let killed = 0;
  let survived = 0;
  let phase: 'prepare' | 'dry-run' | 'mutants' = 'prepare';
  let currentFile: string | null = null;
  let ofJob: Pick<Mutant, 'status' | 'acceptance'>[] = [];
  const draw = (finishedJob?: { file: string; durationMs: number }) =>
    progress.update({
      phase,
      jobs: { ...jobs },
      mutants: { ...mutants },
      killed,
      survived,
      currentFile,
      ...(finishedJob && { finishedJob: { ...finishedJob, totals: tally(ofJob) } }),
    });
  return {
    onPhase: (next) => {
      phase = next;
      draw();
    },
    onPlanned: (plan) => {
      jobs.total = plan.jobs;
      mutants.total = plan.mutants;
      draw();
    },
    onJobStarted: (file, decided) => {
      currentFile = file;
      ofJob = [...decided];
      draw();
    },
    onVerdict: (status) => {
      ofJob.push({ status, acceptance: null });
      mutants.done += 1;
      if (status === 'Killed' || status === 'Timeout') killed += 1;
      if (status === 'Survived') survived += 1;
      draw();
    },
    onJobEnded: (job) => {
      jobs.done += 1;
      draw(job);
    },
    onNote: (note) => progress.note(note),
    onTiming: () => undefined,
    end: () => progress.end(),
  };
}
