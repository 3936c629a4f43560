/** Which engine is right where two say different things of a mutant: the whole suite, run fresh with it, decides. */
import { join } from 'node:path';
import type { Mutant } from '@killrate/shared/model';
import { UserError } from '../src/errors.ts';
import type { EngineRun } from './engine-run.ts';
import { print } from './figures.ts';
import { type Difference, mutantsOfDocument } from './measured-mutant.ts';
import { copyProject, type Subject, withScratch } from './project-copy.ts';
import { findBaseline } from './suite-run.ts';
import { judgeByTruth, tryMutants } from './truth-trial.ts';

/** Prints what the suite says of each mutant that killrate knows, as seen from killrate's last run. */
export async function judgeDifferences(
  subject: Subject,
  runs: readonly EngineRun[],
  differences: readonly Difference[],
  signal: AbortSignal,
): Promise<void> {
  const document = runs.findLast((run) => run.contender === 'warm')?.document;
  if (document === null || document === undefined || differences.length === 0) return;
  const wanted = new Set(differences.map(({ mutant }) => mutant.identity));
  const mutants = mutantsOfDocument(document).flatMap(({ identity }, at) =>
    wanted.has(identity) ? (document.mutants[at] ?? []) : [],
  );
  await withScratch(async (scratch) => {
    const root = copyProject(subject, join(scratch, 'judged'));
    const baseline = await findBaseline([root], signal);
    if (baseline === null) throw new UserError('the suite is not green twice without any mutant: nothing can be told from it');
    for (const trial of await tryMutants([root], mutants, baseline, signal)) {
      const { verdict, said } = judgeByTruth(trial);
      print(`  ${describePlace(trial.mutant)}: warm ${trial.mutant.status ?? 'unresolved'} ${verdict}: ${said}`);
    }
  });
}

function describePlace({ file, line, column, mutator }: Mutant): string {
  return `${file}:${line}:${column} ${mutator}`;
}
