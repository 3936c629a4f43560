/** What a mutant's status means to the reader, as a sentence. */
import type { MutantPage } from '@killrate/shared/api';
import { plural } from '@killrate/shared/count';
import { standingOf } from './words.ts';

/** One or two sentences, without the words of the mutator. */
export function sentenceOf({ mutant, tests }: Pick<MutantPage, 'mutant' | 'tests'>): string {
  const standing = standingOf(mutant);
  switch (standing) {
    case 'Survived':
      return survivedSentence(tests.length, mutant.isStatic);
    case 'NoCoverage':
      return 'No test runs this code: whatever it does goes unnoticed.';
    case 'Killed':
      return killedSentence(tests);
    case 'Timeout':
      return 'With this change the tests do not come to an end, which counts as noticed.';
    case 'CompileError':
      return 'With this change the code does not compile: there is nothing to measure, and it does not count.';
    case 'RuntimeError':
      return 'With this change the tests could not be run at all: it does not count.';
    case 'Ignored':
      return `It is left out${mutant.reason === null ? '' : `: ${mutant.reason}`}.`;
    case 'Pending':
      return 'It was not measured yet.';
    case 'Accepted':
      return 'No test notices it, and somebody decided to live with that: it does not count against the kill rate.';
    case 'unresolved':
      return `What was measured cannot be trusted${mutant.reason === null ? '' : ` (${mutant.reason})`}: it counts neither as killed nor as survived. Run it again.`;
    default:
      return standing satisfies never;
  }
}

function survivedSentence(tests: number, isStatic: boolean): string {
  const loads = isStatic ? ' It is run when its file is loaded, so every test of the file could notice it.' : '';
  if (tests === 0) return `No test fails with this change.${loads}`;
  if (tests === 1) return `1 test runs this code and passes all the same: it does not tell the two apart.${loads}`;
  return `${plural(tests, 'test')} run this code and pass all the same: none tells the two apart.${loads}`;
}

function killedSentence(tests: MutantPage['tests']): string {
  const kills = tests.flatMap(({ kill }) => (kill === null ? [] : [kill]));
  if (kills.length === 0) return 'A test fails with this change: it is noticed.';
  const who = plural(kills.length, 'test');
  const verb = kills.length === 1 ? 'fails' : 'fail';
  if (kills.includes('assertion')) return `${who} ${verb} with this change: it is noticed by an assertion.`;
  const how = kills.includes('crash') ? 'by a crash' : 'by not ending in time';
  return `${who} ${verb} with this change, but only ${how}: no assertion looks at it.`;
}
