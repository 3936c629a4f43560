/** One mutant as some engine measured it, comparable between engines: told by file, place, mutator and replacement. */
import type { RunDocument } from '@killrate/shared/document';

export interface MeasuredMutant {
  /** The same in every engine. */
  identity: string;
  /** `src/a.ts:3:5` */
  place: string;
  mutator: string;
  replacement: string;
  /** Null where the engine gave none. */
  status: string | null;
  reason: string | null;
}

interface Position {
  line: number;
  column: number;
}

/** As much of the mutation testing report schema as is read here. */
export interface ElementsReport {
  files: Record<
    string,
    {
      mutants: {
        location: { start: Position; end: Position };
        mutatorName: string;
        replacement?: string;
        status: string;
        statusReason?: string;
      }[];
    }
  >;
}

/** The mutants of a report by Stryker itself. */
export function mutantsOfReport(report: ElementsReport): MeasuredMutant[] {
  return numberAlike(
    Object.entries(report.files).flatMap(([file, { mutants }]) =>
      mutants.map(({ location: { start, end }, mutatorName, replacement = '', status, statusReason = null }) =>
        describe(file, start, end, mutatorName, replacement, status, statusReason),
      ),
    ),
  );
}

/** The mutants of what `killrate run --json` printed. */
export function mutantsOfDocument(document: RunDocument): MeasuredMutant[] {
  return numberAlike(
    document.mutants.map(({ file, line, column, endLine, endColumn, mutator, replacement, status, reason }) =>
      describe(file, { line, column }, { line: endLine, column: endColumn }, mutator, replacement, status, reason),
    ),
  );
}

function describe(
  file: string,
  start: Position,
  end: Position,
  mutator: string,
  replacement: string,
  status: string | null,
  reason: string | null,
): MeasuredMutant {
  const place = `${file}:${start.line}:${start.column}`;
  return {
    identity: `${place}-${end.line}:${end.column} ${mutator} ${replacement}`,
    place,
    mutator,
    replacement,
    status,
    reason,
  };
}

/** Two mutants may be alike in everything that is seen of them. */
function numberAlike(mutants: readonly MeasuredMutant[]): MeasuredMutant[] {
  const counts = new Map<string, number>();
  return mutants.map((mutant) => {
    const count = (counts.get(mutant.identity) ?? 0) + 1;
    counts.set(mutant.identity, count);
    return count === 1 ? mutant : { ...mutant, identity: `${mutant.identity} #${count}` };
  });
}

/** A mutant that is not the same in all of several measurements: in each, `absent` where it was not found, `unresolved` without a status. */
export interface Difference {
  mutant: MeasuredMutant;
  statuses: string[];
  /** Each measurement's reason. */
  reasons: (string | null)[];
}

/** What is not the same in all measurements, in order of the first to tell of it. */
export function findDifferences(measurements: readonly (readonly MeasuredMutant[])[]): Difference[] {
  const found = measurements.map((mutants) => new Map(mutants.map((mutant) => [mutant.identity, mutant])));
  const all = new Map(measurements.flatMap((mutants) => mutants.map((mutant) => [mutant.identity, mutant] as const)));
  return [...all.values()].flatMap((mutant) => {
    const each = found.map((measurement) => measurement.get(mutant.identity));
    const statuses = each.map((one) => (one === undefined ? 'absent' : (one.status ?? 'unresolved')));
    const reasons = each.map((one) => one?.reason ?? null);
    return new Set(statuses).size === 1 ? [] : [{ mutant, statuses, reasons }];
  });
}
