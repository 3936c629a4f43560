/** The verdict on a project state and on a change: every check with what was expected and what is, and why the gate is not green. */
import { formatCount, plural } from '../count.ts';
import type { Gate, GateChange, GateCheck, GateLevel, NewSurvivor } from '../document.ts';
import type { Mutant } from '../model.ts';
import { formatPercent } from '../rate.ts';
import { bucketOf, type Totals, tally } from '../score.ts';
import { describeStale, type StaleEntry } from './acceptance.ts';
import { type BaseMutant, isUndetected, newSurvivors } from './new-survivors.ts';
import type { Floors } from './ratchet.ts';
import { describeReceipt, writeReceipt } from './receipt.ts';
import {
  describeLimit,
  describeMetric,
  isMet,
  judgedCount,
  METRIC_NAMES,
  metricRange,
  missingKills,
  openCount,
  type Requirement,
} from './requirement.ts';

/** A module with everything that belongs to it now, measured or not. */
export interface JudgedModule {
  name: string;
  requirements: readonly Requirement[];
  files: readonly string[];
}

/** What git and the base's results say of a change. */
export interface JudgedChange extends Pick<GateChange, 'base' | 'mergeBase' | 'files' | 'lines'> {
  /** The mutants of the base by their present file; a file without an entry has no base results. */
  baseMutants: ReadonlyMap<string, readonly BaseMutant[]>;
  /** Files whose mutants no reviewer can act on, with the reason. */
  notSurfaced: ReadonlyMap<string, string>;
  /** What sources were called before the change moved them or took them away, each with the module that it was of. */
  gone: ReadonlyMap<string, string>;
  /** Whether what the change did to tests, helpers or config is why a file is judged: its sources alone do not say it all. */
  isTestChange: (file: string) => boolean;
}

/** Something that a reviewer should see: the change asks for less, or leaves something out. */
export interface Notice {
  name: string;
  kind: 'loosened' | 'listed';
  level: GateLevel;
  items: readonly string[];
}

export interface GateInput {
  modules: readonly JudgedModule[];
  /** The mutants of all files that have a result for their present state, acceptances applied; the most worth a test first. */
  mutants: readonly Mutant[];
  /** Files without such a result, and why. */
  missing: ReadonlyMap<string, string>;
  /** The content of each file, as a hash. */
  contents: ReadonlyMap<string, string>;
  change: JudgedChange | null;
  stale: readonly StaleEntry[];
  staleLevel: GateLevel;
  floors: Floors;
  notices: readonly Notice[];
  /** A change of fewer mutants than this is judged by its survivors, not by its rate. */
  smallChange: number;
  /** Whether mutants that the change brought must not survive either, whatever rate they reach together. */
  isStrict: boolean;
  isEmptyAllowed: boolean;
}

/** One reason for the gate not to be green; which exit code it stands for is the command's to say. */
export interface GateReason {
  kind: 'failed' | 'incomplete' | 'empty';
  message: string;
}

export interface GateVerdict {
  gate: Gate;
  reasons: GateReason[];
}

/** Judges. With a change, only the change and the modules it touches can fail; without one, every module and its completeness. */
export function judge(given: GateInput): GateVerdict {
  const scope = scopeOf(given);
  const input = { ...given, missing: missingOf(given, scope) };
  const receipt = writeReceipt(scope.files, scope.mutants, input.missing, input.contents);
  const judged = input.change === null ? null : judgeChange(input, input.change, scope);
  const checks = [
    checkCompleteness(input, scope),
    ...scope.modules.flatMap((module) => checkModule(input, module)),
    ...checkStrayFloors(input),
    ...(judged?.checks ?? []),
    ...checkStale(input, scope),
    ...checkNotices(input),
  ];
  const reasons = reasonsOf(input, scope, checks);
  const gate = { passed: reasons.length === 0, checks, receipt, change: judged?.change ?? null };
  return { gate, reasons };
}

/** What a verdict must speak of: all files, or those that the change touches, and the modules these belong to. */
interface Scope {
  files: readonly string[];
  modules: readonly JudgedModule[];
  mutants: readonly Mutant[];
}

function scopeOf({ change, modules, mutants }: GateInput): Scope {
  const files = change === null ? modules.flatMap((module) => module.files) : change.files.map(({ file }) => file);
  const isInScope = setTest(files);
  return {
    files,
    // Without a change every module is asked, one without files too: what cannot be measured must not pass unseen.
    modules: change === null ? modules : modules.filter((module) => module.files.some(isInScope) || hasLost(change, module)),
    mutants: mutants.filter(({ file }) => isInScope(file)),
  };
}

/** Whether the change took a source out of a module: what is left may miss the target. */
function hasLost({ gone }: JudgedChange, { name }: JudgedModule): boolean {
  return [...gone.values()].includes(name);
}

/** A file that no module holds would slip past every rate: its results do not count. */
function missingOf({ modules, missing }: GateInput, { files }: Scope): ReadonlyMap<string, string> {
  const isHeld = setTest(modules.flatMap((module) => module.files));
  return new Map([
    ...files.filter((file) => !isHeld(file)).map((file) => [file, 'it belongs to no module'] as const),
    ...missing,
  ]);
}

function checkCompleteness({ missing }: GateInput, { files, mutants }: Scope): GateCheck {
  const lacking = files.filter((file) => missing.has(file));
  const open = openCount(tally(mutants));
  const reasons = [...new Set(lacking.map((file) => `${missing.get(file)}`))];
  const complaints = [
    ...(lacking.length === 0 ? [] : [`${listSome(lacking)}: ${reasons.slice(0, 2).join('; ')}`]),
    ...(open === 0 ? [] : [`${plural(open, 'mutant')} without a status that can be trusted${firstReason(mutants)}`]),
  ];
  return toCheck({
    name: 'completeness',
    kind: 'completeness',
    isPassed: complaints.length === 0,
    expected: `${plural(files.length, 'file')} measured as they are now`,
    actual: describeReceipt(files.length - lacking.length, tally(mutants)),
    message: complaints.length === 0 ? 'every planned mutant has a status' : complaints.join('; '),
    mutants: keysOf(mutants.filter(({ status }) => status === null || status === 'Pending')),
  });
}

function firstReason(mutants: readonly Mutant[]): string {
  const reason = mutants.find(({ status, reason }) => status === null && reason !== null)?.reason;
  return reason === undefined ? '' : `, for one: ${reason}`;
}

function checkModule(input: GateInput, module: JudgedModule): GateCheck[] {
  const mutants = mutantsOf(input, module);
  const lacking = lackingOf(input, module);
  const floor = input.floors.get(module.name);
  return [
    ...module.requirements.map((requirement) => checkRequirement(module, requirement, mutants, lacking)),
    ...(floor === undefined ? [] : [checkFloor(module, floor, mutants, lacking)]),
  ];
}

function checkRequirement(
  module: JudgedModule,
  requirement: Requirement,
  mutants: readonly Mutant[],
  lacking: readonly string[],
): GateCheck {
  const totals = tally(mutants);
  const { worst } = metricRange(requirement.metric, totals);
  const common = {
    name: `${METRIC_NAMES[requirement.metric]} of ${module.name}`,
    kind: 'module' as const,
    module: module.name,
    level: requirement.level,
    expected: describeLimit(requirement),
    actual: describeMetric(requirement, totals),
  };
  if (lacking.length > 0) return notJudged(common, `not measured as they are now: ${listSome(lacking)}`);
  if (isEmptyFor(requirement, totals)) return notJudged(common, 'nothing to measure: the module has no valid mutant');
  const isPassed = isMet(requirement, worst);
  return toCheck({
    ...common,
    isPassed,
    message: isPassed ? 'reached' : describeMiss(requirement, totals, worst),
    mutants: isPassed ? [] : speakingAgainst(requirement, mutants),
  });
}

/** Without a valid mutant there is no rate; that nothing was accepted is true of nothing, too. */
function isEmptyFor({ metric }: Requirement, totals: Totals): boolean {
  return metric !== 'maxAccepted' && judgedCount(totals) === 0;
}

function describeMiss(requirement: Requirement, totals: Totals, worst: number | null): string {
  const { metric, limit } = requirement;
  if (worst === null) return 'no test runs any of its mutants';
  const missing = missingKills(requirement, totals);
  if (metric === 'killRate' || metric === 'testStrength') {
    return `${formatPercent(limit - worst)} below its target: ${formatCount(missing)} more of its mutants must be killed`;
  }
  if (metric === 'maxTimeoutShare') return 'more of its mutants time out than may';
  return `${formatCount(missing)} more than may ${metric === 'maxAccepted' ? 'be accepted' : 'survive'}`;
}

function speakingAgainst({ metric }: Requirement, mutants: readonly Mutant[]): string[] {
  const speaks = {
    killRate: isUndetected,
    testStrength: (mutant: Mutant) => bucketOf(mutant) === 'survived',
    maxSurvivors: isUndetected,
    maxTimeoutShare: (mutant: Mutant) => bucketOf(mutant) === 'timeout',
    maxAccepted: (mutant: Mutant) => bucketOf(mutant) === 'accepted',
  };
  return keysOf(mutants.filter(speaks[metric]));
}

function checkFloor(module: JudgedModule, floor: number, mutants: readonly Mutant[], lacking: readonly string[]): GateCheck {
  const check = checkRequirement(module, { metric: 'killRate', limit: floor, level: 'error' }, mutants, lacking);
  return { ...check, name: `floor of ${module.name}`, kind: 'floor', message: check.message.replace('its target', 'its floor') };
}

/** A module that was renamed or taken away must not slip out from under its floor. */
function checkStrayFloors({ floors, modules }: GateInput): GateCheck[] {
  const strays = [...floors.keys()].filter((name) => !modules.some((module) => module.name === name && module.files.length > 0));
  return strays.map((name) =>
    toCheck({
      name: `floor of ${name}`,
      kind: 'floor',
      module: name,
      isPassed: false,
      expected: `a module ${name}`,
      actual: 'no such module, or none with files',
      message: 'it has a floor and no files: take its line out of killrate.floors.json, where that is meant',
    }),
  );
}

interface ChangeJudgement {
  change: GateChange;
  checks: GateCheck[];
}

/** A mutant that no test notices any more. */
interface Regression {
  mutant: Mutant;
  fresh: NewSurvivor;
}

function judgeChange(input: GateInput, change: JudgedChange, scope: Scope): ChangeJudgement {
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

function surfacedOf({ notSurfaced }: JudgedChange, { mutants }: Scope): Mutant[] {
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

function checkStale({ stale, staleLevel, change }: GateInput, { files }: Scope): GateCheck[] {
  const isInScope = setTest(change === null ? files : [...files, ...change.gone.keys()]);
  // A day that passes must not fail a change that has nothing to do with it.
  const own = change === null ? stale : stale.filter(({ entry }) => isInScope(entry.file));
  const others = change === null ? [] : stale.filter(({ entry }) => !isInScope(entry.file));
  return [...staleCheck(own, staleLevel, 'acceptances'), ...staleCheck(others, 'warn', 'acceptances elsewhere')];
}

function staleCheck(stale: readonly StaleEntry[], level: GateLevel, name: string): GateCheck[] {
  if (stale.length === 0) return [];
  const told = stale.slice(0, 3).map((each) => `${each.entry.key} in ${each.entry.file}: ${describeStale(each)}`);
  const rest = stale.length - told.length;
  const more = rest === 0 ? '' : `; and ${formatCount(rest)} more`;
  return [
    toCheck({
      name,
      kind: 'acceptances',
      level,
      isPassed: false,
      expected: 'none stale',
      actual: `${formatCount(stale.length)} stale`,
      message: `${told.join('; ')}${more}: killrate accept --prune takes them out`,
      mutants: stale.map(({ entry }) => entry.key),
    }),
  ];
}

function checkNotices({ notices }: GateInput): GateCheck[] {
  return notices
    .filter(({ items }) => items.length > 0)
    .map(({ name, kind, level, items }) =>
      toCheck({
        ...{ name, kind, level },
        isPassed: false,
        expected: 'none',
        actual: formatCount(items.length),
        message: items.join('; '),
      }),
    );
}

function reasonsOf(input: GateInput, scope: Scope, checks: readonly GateCheck[]): GateReason[] {
  const reasons: GateReason[] = [];
  for (const { kind, name, level, outcome, actual, expected, message } of checks) {
    if (outcome !== 'failed' || level !== 'error') continue;
    if (kind === 'completeness') reasons.push({ kind: 'incomplete', message: `incomplete: ${message}` });
    else reasons.push({ kind: 'failed', message: `gate: ${name}: ${actual}, expected ${expected}: ${message}` });
  }
  if (reasons.some(({ kind }) => kind === 'incomplete')) return reasons;
  const empty = input.change === null ? whyEmptyProject(scope, checks) : whyEmptyChange(input, input.change, scope, checks);
  return empty === null ? reasons : [...reasons, { kind: 'empty', message: empty }];
}

/** Why there was nothing to judge a project by, null where there was: measuring nothing is never a pass. */
function whyEmptyProject({ mutants }: Scope, checks: readonly GateCheck[]): string | null {
  const open = checks.filter(({ outcome }) => outcome === 'not-judged');
  // What only warns may be empty beside what was judged, but is not enough for a pass on its own.
  const first = open.find(({ level }) => level === 'error') ?? (isAnyJudged(checks) ? undefined : open[0]);
  if (first !== undefined) return `nothing to measure: ${first.name}: ${first.message}`;
  if (judgedCount(tally(mutants)) === 0) return 'nothing to measure: the project has no valid mutant';
  return isAnyJudged(checks) ? null : 'nothing could be judged: no module has a target or a floor';
}

/** The same of a change. */
function whyEmptyChange(input: GateInput, change: JudgedChange, scope: Scope, checks: readonly GateCheck[]): string | null {
  if (isAnyJudged(checks) && judgedCount(tally(scope.mutants)) > 0) return null;
  const surfaced = surfacedOf(change, scope);
  const hasLines = judgedCount(tally(surfaced.filter(lineTest(change.lines)))) > 0;
  const hasTests = judgedCount(tally(surfaced.filter(({ file }) => change.isTestChange(file)))) > 0;
  if (hasLines || hasTests) {
    const why = hasLines ? 'no module that the change touches has a target' : 'tests changed';
    const isKnown = change.files.every(({ file }) => change.baseMutants.has(file));
    return `nothing could be judged: ${why}${isKnown ? '' : `, and there are no results of ${change.mergeBase} to compare with: keep the store between runs, or give --base-report`}`;
  }
  if (input.isEmptyAllowed) return null;
  const why = scope.files.length === 0 ? 'touches no code' : 'has no mutant on its lines';
  return `nothing to measure: the change since ${change.base} ${why}`;
}

function isAnyJudged(checks: readonly GateCheck[]): boolean {
  return checks.some(({ kind, outcome }) => JUDGING.has(kind) && outcome !== 'not-judged');
}

const JUDGING: ReadonlySet<GateCheck['kind']> = new Set(['module', 'floor', 'change', 'new-survivors']);

type Draft = Omit<GateCheck, 'outcome' | 'passed' | 'module' | 'level' | 'mutants'> & Partial<GateCheck> & { isPassed: boolean };

function toCheck({ isPassed, ...draft }: Draft): GateCheck {
  const outcome = isPassed ? 'passed' : 'failed';
  return { module: null, level: 'error', mutants: [], ...draft, outcome, passed: isPassed };
}

function notJudged(
  common: Pick<GateCheck, 'name' | 'kind' | 'module' | 'level' | 'expected' | 'actual'>,
  message: string,
): GateCheck {
  return { ...common, outcome: 'not-judged', passed: true, message, mutants: [] };
}

function mutantsOf({ mutants }: GateInput, { files }: JudgedModule): Mutant[] {
  const isOwn = setTest(files);
  return mutants.filter(({ file }) => isOwn(file));
}

function lackingOf({ missing }: GateInput, { files }: JudgedModule): string[] {
  return files.filter((file) => missing.has(file));
}

/** Whether a mutant overlaps a changed line. */
function lineTest(lines: GateChange['lines']): (mutant: Mutant) => boolean {
  const ofFile = Map.groupBy(lines, ({ file }) => file);
  return (mutant) =>
    ofFile.get(mutant.file)?.some(({ line, endLine }) => line <= lastLineOf(mutant) && mutant.line <= endLine) === true;
}

/** Ends are exclusive: a mutant that ends at the first column of a line has nothing on it. */
function lastLineOf({ line, endLine, endColumn }: Mutant): number {
  return endColumn === 1 && endLine > line ? endLine - 1 : endLine;
}

function setTest(files: readonly string[]): (file: string) => boolean {
  const set = new Set(files);
  return (file) => set.has(file);
}

function keysOf(mutants: readonly Pick<Mutant, 'key'>[]): string[] {
  return mutants.map(({ key }) => key);
}

/** `src/a.ts, src/b.ts and 4 more`. */
export function listSome(names: readonly string[], most = 3): string {
  const rest = names.length - most;
  return rest > 0 ? `${names.slice(0, most).join(', ')} and ${formatCount(rest)} more` : names.join(', ');
}
