/** What a run tells while it goes on, for whoever draws its progress. */
import type { Mutant } from '@killrate/shared/model';

export interface RunListener {
  onPhase(phase: 'prepare' | 'dry-run' | 'mutants'): void;
  /** The plan stands: so many jobs, so many mutants that still have no verdict. */
  onPlanned(plan: { jobs: number; mutants: number }): void;
  /** `decided` are mutants of the file that have their status already: not covered, ignored, or taken over. */
  onJobStarted(file: string, decided: readonly Pick<Mutant, 'status' | 'acceptance'>[]): void;
  onVerdict(status: Mutant['status']): void;
  onJobEnded(job: { file: string; durationMs: number }): void;
  onNote(note: string): void;
  /** A part of the work took so long; the same part may be told many times. */
  onTiming(part: string, durationMs: number, count?: number): void;
}
