/** Floors that only rise: what each module has reached, and must keep. */

/** Percentages by module. */
export type Floors = ReadonlyMap<string, number>;

/**
 * Floors after a gate: a new module's is its rate rounded down to a whole number of steps; an old one rises by as many
 * whole steps as its rate allows, and never falls. `rates` are kill rates at their worst, of the modules that were measured
 * whole; a module that is not among them, or has no rate, keeps what it has.
 */
export function raiseFloors(floors: Floors, rates: ReadonlyMap<string, number | null>, step: number): Map<string, number> {
  const raised = new Map(floors);
  for (const [module, rate] of rates) {
    if (rate === null) continue;
    const floor = floors.get(module);
    const from = floor ?? 0;
    const near = Math.round((rate - from) / step);
    // Held against the rate as it will be written: a floor above what was reached would fail at once.
    const steps = withoutDust(from + near * step) <= rate ? near : near - 1;
    if (floor === undefined || steps > 0) raised.set(module, withoutDust(from + steps * step));
  }
  return raised;
}

/** 0.1 + 0.2 is 0.3 in a file that people read. */
function withoutDust(value: number): number {
  return Number(value.toFixed(6));
}
