/** The verdict on a project state and on a change: every check with what was expected and what is, and why the gate is not green. */
import { formatCount, listSome, plural } from '../count.ts';
import type { Gate, GateCheck, GateLevel } from '../document.ts';
import type { Mutant } from '../model.ts';
import { tally } from '../score.ts';
import { describeStale, type StaleEntry } from './acceptance.ts';
import { keysOf, setTest, toCheck } from './check.ts';
import type { GateInput, JudgedChange, JudgedModule, Scope } from './gate-input.ts';
import { judgeChange, lineTest, surfacedOf } from './judge-change.ts';
import { checkFindings } from './judge-findings.ts';
import { checkModule, checkStrayFloors } from './judge-module.ts';
import { describeReceipt, writeReceipt } from './receipt.ts';
import { judgedCount, openCount } from './requirement.ts';

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
    ...checkFindings(input.findings),
    ...checkStale(input, scope),
    ...checkNotices(input),
  ];
  const reasons = reasonsOf(input, scope, checks);
  const gate = { passed: reasons.length === 0, checks, receipt, change: judged?.change ?? null };
  return { gate, reasons };
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
  const reasons: GateReason[] = checks.filter(isOwedFindings).map(({ name, message }) => ({
    kind: 'incomplete',
    message: `incomplete: ${name} were not judged: ${message}`,
  }));
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
  return checks.some((check) => check.outcome !== 'not-judged' && (JUDGING.has(check.kind) || isAskedFindings(check)));
}

/** By default findings only warn: that there are none is not enough for a pass on its own. */
function isAskedFindings({ kind, level }: GateCheck): boolean {
  return kind === 'findings' && level === 'error';
}

/** Findings that were asked for, and of which nobody knows whether there are any. */
function isOwedFindings(check: GateCheck): boolean {
  return isAskedFindings(check) && check.outcome === 'not-judged';
}

const JUDGING: ReadonlySet<GateCheck['kind']> = new Set(['module', 'floor', 'change', 'new-survivors']);
