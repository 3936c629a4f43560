/** From a target as it is written in the config to what a module is asked to reach. */
import type { GateLevel } from '@killrate/shared/document';
import { Metric, type Requirement } from '@killrate/shared/gate/requirement';
import { resolveTarget } from '@killrate/shared/targets';
import type { Target, TargetSpec } from './config.ts';

/** Every metric with its limit; none where there is no target. A preset or a number is a kill rate. */
export function requirementsOf(target: Target | undefined): Requirement[] {
  if (target === undefined) return [];
  const spec: TargetSpec = typeof target === 'object' ? target : { killRate: target };
  return Metric.options.flatMap((metric) => {
    const asked = spec[metric];
    if (asked === undefined) return [];
    const { value, level } = typeof asked === 'object' ? asked : { value: asked, level: undefined };
    const whole: GateLevel = level ?? spec.level ?? 'error';
    return [{ metric, limit: resolveTarget(value), level: whole }];
  });
}

/** The kill rate that a target asks for, in percent; null where it asks for none. */
export function killRateTarget(target: Target | undefined): number | null {
  return requirementsOf(target).find(({ metric }) => metric === 'killRate')?.limit ?? null;
}
