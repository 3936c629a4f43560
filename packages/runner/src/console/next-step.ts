/** The one command that helps most after a run. */
import type { RunDocument } from '@killrate/shared/document';
import type { Palette } from './paint.ts';
import { mostWorthATest, notCoveredOf, worstFirst } from './ranking.ts';
import type { Terminal } from './terminal.ts';

/** A command and why; null where nothing is left to do. */
export function nextStep(document: RunDocument): { readonly command: string; readonly why: string } | null {
  const status = document.run?.status ?? 'completed';
  switch (status) {
    case 'baseline-failed':
      return { command: 'npx vitest run', why: 'the suite must pass before mutants say anything' };
    case 'empty':
      return { command: 'killrate doctor', why: 'nothing was measured' };
    case 'failed':
      return { command: 'killrate doctor', why: 'the run failed' };
    case 'interrupted':
      return { command: 'killrate run', why: 'goes on where it stopped, with the same arguments' };
    case 'running':
    case 'completed':
    case 'incomplete':
      return afterMeasuring(document);
    default:
      return status satisfies never;
  }
}

function afterMeasuring(document: RunDocument): { command: string; why: string } | null {
  const [survivor] = mostWorthATest(document);
  if (survivor) return { command: `killrate show ${survivor.key}`, why: 'write its test, then killrate retry' };
  const [notCovered] = worstFirst(document, notCoveredOf(document));
  if (notCovered) return { command: `killrate show ${notCovered.key}`, why: 'no test runs it' };
  if (document.totals.unresolved > 0) return { command: 'killrate retry', why: 'measures the unresolved again' };
  if (document.totals.killRate === null) return { command: 'killrate doctor', why: 'no valid mutant was measured' };
  return null;
}

/** `next: COMMAND  (why)`; a command is never cut, the reason is left out where it does not fit. */
export function nextLine(command: string, why: string, terminal: Terminal, palette: Palette): string[] {
  const isRoom = `next: ${command}  (${why})`.length <= terminal.width;
  return [`next: ${palette.accent(command)}${isRoom ? palette.dim(`  (${why})`) : ''}`];
}
