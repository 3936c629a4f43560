/** Saying why a suite cannot be a baseline. */
import { type DryRun, OUTSIDE } from './engine/engine.ts';

/** How many failing tests are named. */
const NAMED_FAILURES = 5;

/** The files of failing tests as a list that can be copied into a config. */
function filesOf(failures: readonly { test: string }[]): string {
  const files = failures.flatMap(({ test }) => (test === OUTSIDE ? [] : [test.split(' > ')[0] as string]));
  const named = [...new Set(files)].slice(0, NAMED_FAILURES).map((file) => `'${file}'`);
  return `[${named.length === 0 ? "'GLOB'" : named.join(', ')}]`;
}

/** What went wrong and what to do, the main thing on the first line. */
export function describeFailure(dryRun: Exclude<DryRun, { kind: 'green' | 'aborted' }>): string {
  switch (dryRun.kind) {
    case 'red': {
      const named = dryRun.failures.slice(0, NAMED_FAILURES).map(({ test, message }) => `  ${test}: ${message.split('\n')[0]}`);
      const more = dryRun.failures.length - named.length;
      const count = dryRun.failures.length === 1 ? '1 test fails' : `${dryRun.failures.length} tests fail`;
      return [
        `${count} without any mutant, so nothing can be measured: mend the suite first`,
        ...named,
        ...(more > 0 ? [`  and ${more} more`] : []),
        `a test that passes elsewhere and fails here, as one that measures the size of the sources, can be left out, under killrate in the config: excludeTests: ${filesOf(dryRun.failures)}`,
      ].join('\n');
    }
    case 'hung':
      return `the suite did not end within ${Math.round(dryRun.afterMs / 1_000)} s without any mutant${dryRun.files.length === 0 ? '' : `: still running were ${dryRun.files.join(', ')}`}`;
    case 'no-tests':
      return 'Vitest finds no test that runs: write one, or look at `include` in the Vitest config';
    case 'options-error':
      return dryRun.message;
    case 'crashed':
      return `the suite could not be run: ${dryRun.message}\n${dryRun.log}`;
    default:
      return dryRun satisfies never;
  }
}
