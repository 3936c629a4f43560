/** A concern: a mutant that no test notices, how much it matters to the gate, and the words in which every report tells it. */
import { formatCount, plural } from '@killrate/shared/count';
import type { GateCheck, NewSurvivor, RunDocument } from '@killrate/shared/document';
import { isUndetected } from '@killrate/shared/gate/new-survivors';
import type { Mutant } from '@killrate/shared/model';
import { cutEnd } from '../console/fit.ts';
import { printable } from '../console/printable.ts';
import { mostWorthATest, notCoveredOf, worstFirst } from '../console/ranking.ts';
import { placeOfTest, type TestIndex } from '../console/test-index.ts';

export interface Concern {
  readonly mutant: Mutant;
  /** The gate failed because of it. */
  readonly isBlocking: boolean;
  /** It belongs to the change under judgement, or, without one, speaks against a check that failed. */
  readonly isSurfaced: boolean;
  /** What it was at the base, where it is a new survivor. */
  readonly former: NewSurvivor | null;
}

/** Code longer than this is cut: a message is a line or two. */
const CODE_COLUMNS = 80;
const NAME_COLUMNS = 160;

/** Every undetected mutant of a document: the blocking ones first, then the surfaced, new survivors before others, the most worth a test first. */
export function concernsOf(document: RunDocument): Concern[] {
  const failed = failedChecks(document);
  const blocking = new Set(failed.filter(({ level }) => level === 'error').flatMap(({ mutants }) => mutants));
  const change = document.gate?.change ?? null;
  const former = new Map(change?.newSurvivors.map((survivor) => [survivor.key, survivor]));
  const surfaced = new Set(change === null ? failed.flatMap(({ mutants }) => mutants) : [...change.mutants, ...former.keys()]);
  const hidden = new Set(change?.notSurfaced.map(({ file }) => file));
  return [...mostWorthATest(document), ...worstFirst(document, notCoveredOf(document))]
    .filter(isUndetected)
    .map((mutant) => ({
      mutant,
      isBlocking: blocking.has(mutant.key),
      isSurfaced: surfaced.has(mutant.key) && !hidden.has(mutant.file),
      former: former.get(mutant.key) ?? null,
    }))
    .sort((one, other) => rankOf(one) - rankOf(other));
}

function rankOf({ isBlocking, isSurfaced, former }: Concern): number {
  return (isBlocking ? 0 : 4) + (isSurfaced ? 0 : 2) + (former === null ? 1 : 0);
}

export function failedChecks({ gate }: Pick<RunDocument, 'gate'>): GateCheck[] {
  return (gate?.checks ?? []).filter(({ outcome }) => outcome === 'failed');
}

/** Why the command did not end well, where no failed check says so already: a run that broke off, nothing to judge. */
export function otherReasons(document: Pick<RunDocument, 'gate' | 'exit'>): string[] {
  if (document.exit.code === 0 || failedChecks(document).some(({ level }) => level === 'error')) return [];
  return document.exit.reasons.map(({ message }) => message);
}

/** The concern as sentences of plain text on one line: the change to the code, who runs it, what it was before. */
export function describeConcern({ mutant, former }: Concern, tests: TestIndex): string {
  const change = `No test notices this change: ${quote(mutant.original)} became ${quote(mutant.replacement)}.`;
  return [change, describeTests(mutant, tests), former === null ? null : `${describeFormer(former)}.`]
    .filter((sentence) => sentence !== null)
    .join(' ');
}

function describeTests(mutant: Mutant, tests: TestIndex): string | null {
  if (mutant.status === 'NoCoverage') return 'No test runs it.';
  const [nearest] = tests.coveringTests(mutant);
  if (nearest === undefined) return null;
  const count = mutant.coveredBy.length;
  return `${plural(count, 'test')} ${count === 1 ? 'runs it' : 'run it, nearest'}: ${nameOf(`${placeOfTest(nearest)} ${nearest.name}`)}.`;
}

/** What a new survivor was at the base, without a full stop; `format` is how a test's id is set. */
export function describeFormer({ was, killedBy }: NewSurvivor, format: (id: string) => string = nameOf): string {
  if (was === null) return 'It did not exist at the base';
  if (was === 'Timeout') return 'It timed out before';
  const [killer, ...others] = killedBy;
  if (was !== 'Killed') return `Its status was ${was} before`;
  if (killer === undefined) return 'It was killed before';
  return `It was killed by ${format(killer)}${others.length === 0 ? '' : ` and ${formatCount(others.length)} more`} before`;
}

function nameOf(text: string): string {
  return cutEnd(printable(text), NAME_COLUMNS, '...');
}

function quote(code: string): string {
  const text = cutEnd(printable(code), CODE_COLUMNS, '...');
  return text === '' ? 'nothing' : `\`${text}\``;
}
