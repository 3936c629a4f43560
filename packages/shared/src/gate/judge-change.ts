/** The checks of a change: the mutants on its lines, and those that no test notices any more. */
import { formatCount, listSome, plural } from '../count.ts';
import type { GateChange, GateCheck, NewSurvivor } from '../document.ts';
import type { Mutant } from '../model.ts';
import { type Totals, tally } from '../score.ts';
import { keysOf, notJudged, setTest, toCheck } from './check.ts';
import type { GateInput, JudgedChange, Scope } from './gate-input.ts';
import { describeMiss } from './judge-module.ts';
import { isUndetected, newSurvivors } from './new-survivors.ts';
import { describeLimit, describeMetric, isMet, judgedCount, metricRange, openCount } from './requirement.ts';

interface ChangeJudgement {
  change: GateChange;
  checks: GateCheck[];
}

/** A mutant that no test notices any more. */
interface Regression {
  mutant: Mutant;
  fresh: NewSurvivor;
}

export function judgeChange(input: GateInput, change: JudgedChange, scope: Scope): ChangeJudgement {
  const surfaced = surfacedOf(change, scope);
  const own = surfaced.filter(lineTest(change.lines));
  const comparison = compare(input, change, surfaced);
  return {
    change: {
      base: change.base,
      mergeBase: change.mergeBase,
      files: change.files,
      lines: change.lines,
      mutants: keysOf(own),
      newSurvivors: comparison.regressions.map(({ fresh }) => fresh),
      notSurfaced: [...change.notSurfaced].map(([file, reason]) => ({
        file,
        reason,
        mutants: scope.mutants.filter((mutant) => mutant.file === file && isUndetected(mutant)).length,
      })),
    },
    checks: [...checkLines(input, own), checkNewSurvivors(change, comparison)],
  };
}

export function surfacedOf({ notSurfaced }: JudgedChange, { mutants }: Scope): Mutant[] {
  return mutants.filter(({ file }) => !notSurfaced.has(file));
}

/** What holding the mutants of now against those of the base gave. */
interface Comparison {
  /** How many files have results of both. */
  files: number;
  /** Whether these have a mutant that the base could speak of. */
  hasMutants: boolean;
  regressions: readonly Regression[];
}

function compare({ missing, isStrict }: GateInput, change: JudgedChange, surfaced: readonly Mutant[]): Comparison {
  const isOnLines = lineTest(change.lines);
  const isElsewhere = (mutant: Mutant) => !isStrict && isOnLines(mutant);
  const compared = change.files.flatMap(({ file }) => {
    const base = change.baseMutants.get(file);
    return base === undefined || missing.has(file) ? [] : [{ base, present: surfaced.filter((mutant) => mutant.file === file) }];
  });
  const known = compared.flatMap(({ base, present }) => {
    const isOfBase = setTest(keysOf(base));
    return present.filter((mutant) => isOfBase(mutant.key) || !isElsewhere(mutant));
  });
  const fresh = compared.flatMap(({ base, present }) => newSurvivors(present, base, isElsewhere));
  const freshOf = new Map(fresh.map((survivor) => [survivor.key, survivor]));
  const regressions = surfaced.flatMap((mutant) => {
    const own = freshOf.get(mutant.key);
    return own === undefined ? [] : [{ mutant, fresh: own }];
  });
  return { files: compared.length, hasMutants: judgedCount(tally(known)) > 0, regressions };
}

/** The mutants on changed lines: few of them by their survivors, more of them by the rate of each module. */
function checkLines(input: GateInput, own: readonly Mutant[]): GateCheck[] {
  const totals = tally(own);
  const count = judgedCount(totals);
  if (count === 0) return [];
  if (count < input.smallChange) return [checkSmallChange(input, own, totals)];
  return input.modules.flatMap((module) => {
    const part = own.filter(({ file }) => module.files.includes(file));
    const partTotals = tally(part);
    if (judgedCount(partTotals) === 0) return [];
    const target = module.requirements.find(({ metric }) => metric === 'killRate');
    const common = { name: `changed lines in ${module.name}`, kind: 'change' as const, module: module.name };
    const asked = target ?? { metric: 'killRate' as const, limit: 0, level: 'error' as const };
    const actual = describeMetric(asked, partTotals);
    if (target === undefined)
      return [notJudged({ ...common, level: 'error', expected: 'no target', actual }, 'the module has no target')];
    const { worst } = metricRange('killRate', partTotals);
    const isPassed = isMet(target, worst);
    return [
      toCheck({
        ...common,
        level: target.level,
        isPassed,
        expected: describeLimit(target),
        actual,
        message: isPassed ? 'reached' : describeMiss(target, partTotals, worst).replace('its mutants', 'their mutants'),
        mutants: isPassed ? [] : keysOf(part.filter(isUndetected)),
      }),
    ];
  });
}

function checkSmallChange({ smallChange }: GateInput, own: readonly Mutant[], totals: Totals): GateCheck {
  const undetected = own.filter(isUndetected);
  const count = undetected.length + openCount(totals);
  return toCheck({
    name: 'changed lines',
    kind: 'change',
    isPassed: count === 0,
    expected: `no survivor, as there are fewer than ${plural(smallChange, 'mutant')}`,
    actual: `${formatCount(count)} of ${plural(judgedCount(totals), 'mutant')}`,
    message: count === 0 ? 'every mutant on them is killed' : `${plural(count, 'mutant')} on them that no test notices`,
    mutants: keysOf(undetected),
  });
}

function checkNewSurvivors(
  { files, mergeBase }: JudgedChange,
  { files: compared, hasMutants, regressions }: Comparison,
): GateCheck {
  const common = { name: 'new survivors', kind: 'new-survivors' as const, expected: `none beside those of ${mergeBase}` };
  if (!hasMutants) {
    const why = whyNotCompared(files.length, compared);
    return notJudged({ ...common, module: null, level: 'error', actual: 'not compared' }, why);
  }
  const without = files.filter(({ baseline }) => baseline === null).map(({ file }) => file);
  const partly = without.length === 0 ? '' : `; no base results for ${listSome(without)}`;
  const actual = `${formatCount(regressions.length)} in ${plural(compared, 'file')}${partly}`;
  const [first] = regressions;
  if (first === undefined) return toCheck({ ...common, isPassed: true, actual, message: `none${partly}` });
  const killed = regressions.filter(({ fresh }) => fresh.was === 'Killed' || fresh.was === 'Timeout').length;
  const before = killed === 0 ? '' : ` (${formatCount(killed)} killed before)`;
  return toCheck({
    ...common,
    isPassed: false,
    actual,
    message: `${plural(regressions.length, 'mutant')} that no test notices any more${before}, for one ${describeRegression(first)}`,
    mutants: regressions.map(({ mutant }) => mutant.key),
  });
}

function whyNotCompared(files: number, compared: number): string {
  if (files === 0) return 'no file is touched';
  return compared === 0
    ? 'there are no base results: only the changed lines are judged'
    : 'the base has no mutant to compare with: only the changed lines are judged';
}

function describeRegression({ mutant, fresh }: Regression): string {
  const [test] = fresh.killedBy;
  return `${mutant.file}:${mutant.line}${test === undefined ? '' : `, killed before by ${test}`}`;
}

/** Whether a mutant overlaps a changed line. */
export function lineTest(lines: GateChange['lines']): (mutant: Mutant) => boolean {
  const ofFile = Map.groupBy(lines, ({ file }) => file);
  return (mutant) =>
    ofFile.get(mutant.file)?.some(({ line, endLine }) => line <= lastLineOf(mutant) && mutant.line <= endLine) === true;
}

/** Ends are exclusive: a mutant that ends at the first column of a line has nothing on it. */
function lastLineOf({ line, endLine, endColumn }: Mutant): number {
  return endColumn === 1 && endLine > line ? endLine - 1 : endLine;
}
