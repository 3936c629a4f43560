/** The checks of one module: each metric of its target, and its floor. */
import { formatCount, listSome } from '../count.ts';
import type { GateCheck } from '../document.ts';
import type { Mutant } from '../model.ts';
import { formatPercent } from '../rate.ts';
import { bucketOf, type Totals, tally } from '../score.ts';
import { keysOf, notJudged, setTest, toCheck } from './check.ts';
import type { GateInput, JudgedModule } from './gate-input.ts';
import { isUndetected } from './new-survivors.ts';
import {
  describeLimit,
  describeMetric,
  isMet,
  judgedCount,
  METRIC_NAMES,
  metricRange,
  missingKills,
  type Requirement,
} from './requirement.ts';

export function checkModule(input: GateInput, module: JudgedModule): GateCheck[] {
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

export function describeMiss(requirement: Requirement, totals: Totals, worst: number | null): string {
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
export function checkStrayFloors({ floors, modules }: GateInput): GateCheck[] {
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

function mutantsOf({ mutants }: GateInput, { files }: JudgedModule): Mutant[] {
  const isOwn = setTest(files);
  return mutants.filter(({ file }) => isOwn(file));
}

function lackingOf({ missing }: GateInput, { files }: JudgedModule): string[] {
  return files.filter((file) => missing.has(file));
}
