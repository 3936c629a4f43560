/** The reporter: passes on the dry run, the plan, and each mutant as it is tested. */
import type { MutantResult, MutantTestCoverage } from '@stryker-mutator/api/core';
import type { DryRunCompletedEvent, MutationTestingPlanReadyEvent, Reporter } from '@stryker-mutator/api/report';
import type { Observation } from '../engine.ts';
import { type Coverage, decodeObservation, type WireDryRun, type WireMutant } from './protocol.ts';
import { say } from './say.ts';

export class StreamingReporter implements Reporter {
  onDryRunCompleted(event: DryRunCompletedEvent): void {
    const { killrate, mutantCoverage } = event.result as typeof event.result & { killrate: WireDryRun };
    const coverage: Coverage = mutantCoverage ?? { static: {}, perTest: {} };
    say({ type: 'dry-run', dryRun: killrate, coverage });
  }

  onMutationTestingPlanReady(event: MutationTestingPlanReadyEvent): void {
    say({ type: 'plan', mutants: event.mutantPlans.map(({ mutant }) => fromPlan(mutant)) });
  }

  onMutantTested(result: Readonly<MutantResult>): void {
    const observation = observationOf(result);
    if (observation !== null) say({ type: 'tested', mutant: fromResult(result), observation });
  }
}

/**
 * The test runner puts what it saw into the message of an error; a status of another kind was given by Stryker's core
 * itself. NoCoverage and Ignored say nothing here: they are known from the dry run, or the mutant was not asked for.
 */
function observationOf(result: Readonly<MutantResult>): Observation | null {
  switch (result.status) {
    case 'RuntimeError':
      return (
        decodeObservation(result.statusReason) ?? {
          kind: 'runner-crashed',
          message: result.statusReason ?? 'no reason was given',
        }
      );
    case 'Timeout':
      return { kind: 'timed-out', durationMs: result.duration ?? null };
    case 'CompileError':
      return { kind: 'compile-error', message: result.statusReason ?? 'no reason was given' };
    default:
      return null;
  }
}

/** Plans count lines and columns from 0, results from 1. */
function fromPlan(mutant: MutantTestCoverage): WireMutant {
  const { start, end } = mutant.location;
  return {
    ...identityOf(mutant),
    line: start.line + 1,
    column: start.column + 1,
    endLine: end.line + 1,
    endColumn: end.column + 1,
    ignoreReason: mutant.status === 'Ignored' ? (mutant.statusReason ?? 'ignored') : null,
    isStatic: mutant.static ?? false,
    coveredBy: [...(mutant.coveredBy ?? [])],
  };
}

function fromResult(result: Readonly<MutantResult>): WireMutant {
  const { start, end } = result.location;
  return {
    ...identityOf(result),
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
    ignoreReason: null,
    isStatic: result.static ?? false,
    coveredBy: [...(result.coveredBy ?? [])],
  };
}

function identityOf(mutant: { id: string; fileName: string; mutatorName: string; replacement?: string }) {
  return { id: mutant.id, fileName: mutant.fileName, mutator: mutant.mutatorName, replacement: mutant.replacement ?? '' };
}
