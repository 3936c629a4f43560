/** An exported report as it is written: what many mutants share is there once, and tests and runs are numbers. */
import { z } from 'zod';
import { ExportedMutant, ExportedReport, type HistoryEntry } from './api.ts';
import { KillKind, type Mutant, MutantStatus } from './model.ts';

const Index = z.int().nonnegative();

/** A mutant whose lists are numbers; what is left out is null, false or empty. */
const PackedMutant = z.strictObject({
  ...ExportedMutant.shape,
  reason: ExportedMutant.shape.reason.optional(),
  acceptance: ExportedMutant.shape.acceptance.optional(),
  feedback: ExportedMutant.shape.feedback.optional(),
  isStatic: z.literal(true).optional(),
  isReused: z.literal(true).optional(),
  /** A number of `coverages`. */
  coveredBy: Index,
  /** Numbers of `testIds`, with how each of these tests killed. */
  killedBy: z.array(z.tuple([Index, KillKind])).optional(),
  /** A number of `histories`. */
  history: Index,
});
type PackedMutant = z.infer<typeof PackedMutant>;

/** One entry of a history: a number of `historyRuns`, the status there, and why it is none. */
const PackedEntry = z.union([
  z.tuple([Index, MutantStatus.nullable()]),
  z.tuple([Index, MutantStatus.nullable(), z.string().nullable()]),
]);
type PackedEntry = z.infer<typeof PackedEntry>;

/** `<script type="application/json" id="killrate-data">` of an exported report. */
export const PackedReport = z.strictObject({
  ...ExportedReport.shape,
  mutants: z.array(PackedMutant),
  formerMutants: z.array(PackedMutant),
  testIds: z.array(z.string()),
  /** Lists of tests, as numbers of `testIds`. */
  coverages: z.array(z.array(Index)),
  historyRuns: z.array(z.strictObject({ runId: z.string(), startedAt: z.string() })),
  histories: z.array(z.array(PackedEntry)),
});
export type PackedReport = z.infer<typeof PackedReport>;

/** Things that are there once each, by their number. */
interface Pool<Item> {
  items: Item[];
  /** The number of an item that is named so; it is made only where it is new. */
  numberOf(name: string, make: () => Item): number;
}

function createPool<Item>(): Pool<Item> {
  const items: Item[] = [];
  const numbers = new Map<string, number>();
  return {
    items,
    numberOf(name, make) {
      const known = numbers.get(name);
      if (known !== undefined) return known;
      numbers.set(name, items.length);
      return items.push(make()) - 1;
    },
  };
}

/** Packs a report; {@link unpackReport} gives back the same. */
export function packReport(report: ExportedReport): PackedReport {
  const testIds = createPool<string>();
  const coverages = createPool<number[]>();
  const runs = createPool<PackedReport['historyRuns'][number]>();
  const histories = createPool<PackedEntry[]>();
  const testNumber = (id: string) => testIds.numberOf(id, () => id);
  const packEntry = ({ runId, startedAt, status, reason }: HistoryEntry): PackedEntry => {
    const run = runs.numberOf(runId, () => ({ runId, startedAt }));
    return reason === null ? [run, status] : [run, status, reason];
  };

  function pack({ coveredBy, killedBy, history, reason, acceptance, feedback, isStatic, isReused, ...rest }: ExportedMutant) {
    const tests = coveredBy.map(testNumber);
    const entries = history.map(packEntry);
    return {
      ...rest,
      ...(reason !== null && { reason }),
      ...(acceptance !== null && { acceptance }),
      ...(feedback !== null && { feedback }),
      ...(isStatic && { isStatic }),
      ...(isReused && { isReused }),
      coveredBy: coverages.numberOf(tests.join(), () => tests),
      ...(killedBy.length > 0 && { killedBy: killedBy.map(({ test, kind }): [number, KillKind] => [testNumber(test), kind]) }),
      history: histories.numberOf(JSON.stringify(entries), () => entries),
    } satisfies PackedMutant;
  }

  const mutants = report.mutants.map(pack);
  const formerMutants = report.formerMutants.map(pack);
  return {
    ...{ ...report, mutants, formerMutants },
    ...{ testIds: testIds.items, coverages: coverages.items, historyRuns: runs.items, histories: histories.items },
  };
}

/** The report that was packed. Mutants that share a list share it here too: it is not to be changed. */
export function unpackReport(packed: PackedReport): ExportedReport {
  const { testIds, coverages, historyRuns, histories, ...report } = packed;
  const idOf = (number: number) => testIds[number] ?? '';
  const coverageOf = coverages.map((numbers) => numbers.map(idOf));
  const historyOf = histories.map((entries) =>
    entries.map(([run, status, reason = null]): HistoryEntry => ({ ...(historyRuns[run] ?? UNKNOWN_RUN), status, reason })),
  );
  const unpack = (mutant: PackedMutant): ExportedMutant => ({
    ...mutant,
    reason: mutant.reason ?? null,
    acceptance: mutant.acceptance ?? null,
    feedback: mutant.feedback ?? null,
    isStatic: mutant.isStatic ?? false,
    isReused: mutant.isReused ?? false,
    coveredBy: coverageOf[mutant.coveredBy] ?? [],
    killedBy: (mutant.killedBy ?? []).map(([test, kind]): Mutant['killedBy'][number] => ({ test: idOf(test), kind })),
    history: historyOf[mutant.history] ?? [],
  });
  return { ...report, mutants: report.mutants.map(unpack), formerMutants: report.formerMutants.map(unpack) };
}

const UNKNOWN_RUN = { runId: '', startedAt: '' };
