/** The project state as of one moment, added up: what most replies are made from. */

import type { FileView, ModuleView, TestAssessment } from '@killrate/shared/api';
import type { LedgerEntry } from '@killrate/shared/gate/acceptance';
import type { Acceptance, ModuleTarget } from '@killrate/shared/model';
import { addTotals, type Totals } from '@killrate/shared/score';
import { countFeedback } from '@killrate/shared/store/feedback';
import type { Database } from '@killrate/shared/store/open';
import {
  contentSince,
  countPresent,
  type FileTotals,
  fillPresent,
  latest,
  orderPresent,
  type PresentCount,
  totalsByFile,
  undetectedMutants,
  wholeMeasuredAt,
} from '@killrate/shared/store/present';
import { measuredFiles } from '@killrate/shared/store/project-state';
import { listRuns, modulesOfRun } from '@killrate/shared/store/runs';
import { modulesWorstFirst, mostWorthFirst, usefulnessOf } from '@killrate/shared/worth';
import { dayOf } from './day.ts';
import type { ProjectFacts, SourceFile } from './workbench.ts';

/** A file as it is listed, and why its results do not hold. */
interface SnapshotFile {
  view: FileView;
  source: SourceFile;
  /** The content that its results are of; null where it was never measured. */
  measuredHash: string | null;
}

/** A module, added up. */
export type SnapshotModule = Omit<ModuleView, 'trend' | 'interval' | 'findings'>;

export interface Snapshot {
  revision: string;
  files: readonly SnapshotFile[];
  fileByPath: ReadonlyMap<string, SnapshotFile>;
  /** Those that need work most come first. */
  modules: readonly SnapshotModule[];
  totals: Totals;
  counts: readonly PresentCount[];
  acceptances: ReadonlyMap<string, Acceptance>;
  /** Every decision ever made, those that expired among them. */
  ledger: readonly LedgerEntry[];
  notes: readonly string[];
  /** Names the state of the project as the gate would judge it now; null where that is not known. */
  stateMark: string | null;
  /** What is held of the tests; null where they were not looked into. */
  assessment: TestAssessment | null;
}

/** What the store alone knows of the project: every measured file, as if nothing had changed since. */
export function factsOfStore(database: Database): ProjectFacts {
  const [latestRun] = listRuns(database, 1);
  return {
    files: measuredFiles(database).map(({ file, module, sourceHash }) => ({
      ...{ file, module, contentHash: sourceHash },
      ...{ kind: 'current', reason: null, recalledFrom: null },
    })),
    modules: latestRun === undefined ? [] : modulesOfRun(database, latestRun.id),
    notes: [],
    stateMark: null,
  };
}

/** Fills the connection's tables of the project state, and adds them up. */
export function takeSnapshot(
  database: Database,
  facts: ProjectFacts,
  ledger: readonly LedgerEntry[],
  revision: string,
  assessment: TestAssessment | null = null,
): Snapshot {
  const acceptances = liveAcceptances(ledger, dayOf(new Date()));
  const measured = new Map(measuredFiles(database).map(({ file, sourceHash }) => [file, sourceHash]));
  const hashOf = (source: SourceFile) => (source.kind === 'changed' ? measured.get(source.file) : source.contentHash) ?? '';
  fillPresent(
    database,
    facts.files.map((source) => ({
      ...{ file: source.file, module: source.module, sourceHash: hashOf(source), runId: source.recalledFrom },
      isCounted: isCounted(source),
    })),
    acceptances.keys(),
  );
  const found = totalsByFile(database);
  const wholeAt = wholeMeasuredAt(database);
  const files = facts.files.map((source): SnapshotFile => {
    const own = found.get(source.file);
    return {
      source,
      measuredHash: own === undefined && !measured.has(source.file) ? null : hashOf(source),
      view: viewOf(source, own ?? null, wholeAt.get(source.file) ?? null),
    };
  });
  const modules = modulesWorstFirst(
    modulesOf(facts.modules, files).map((module) => ({ ...module, killRate: module.totals.killRate })),
  );
  orderByWorth(
    database,
    modules.map(({ name }) => name),
    files,
  );
  return {
    revision,
    files,
    fileByPath: new Map(files.map((file) => [file.source.file, file])),
    modules: modules.map(({ killRate: _, ...module }) => module),
    totals: addTotals(files.map(({ view }) => view.totals)),
    counts: countPresent(database),
    acceptances,
    ledger,
    notes: facts.notes,
    stateMark: facts.stateMark,
    assessment,
  };
}

/** A file as every page shows it: what does not count is in no totals, so that all of them add up to the same. */
function viewOf(source: SourceFile, found: FileTotals | null, wholeAt: string | null): FileView {
  const { file, module, kind } = source;
  const isMeasured = kind !== 'unmeasured';
  return {
    ...{ file, module, measurement: kind },
    totals: isCounted(source) && found !== null ? found.totals : addTotals([]),
    formerTotals: kind === 'changed' ? (found?.totals ?? addTotals([])) : null,
    isStale: kind === 'changed' || kind === 'older',
    lastMeasuredAt: isMeasured ? (found?.lastMeasuredAt ?? wholeAt) : null,
  };
}

function isCounted({ kind }: SourceFile): boolean {
  return kind === 'current' || kind === 'older';
}

function liveAcceptances(ledger: readonly LedgerEntry[], today: string): Map<string, Acceptance> {
  return new Map(
    ledger
      .filter(({ expires }) => (expires ?? today) >= today)
      .map(({ key, category, reason, author, date, expires }) => [key, { category, reason, author, date, expires }]),
  );
}

function modulesOf(targets: readonly ModuleTarget[], files: readonly SnapshotFile[]): SnapshotModule[] {
  const ofModule = Map.groupBy(files, ({ source }) => source.module);
  const known = new Map(targets.map(({ name, target }) => [name, target]));
  const names = new Set([...known.keys(), ...ofModule.keys()]);
  return [...names].flatMap((name) => {
    const own = ofModule.get(name);
    if (own === undefined) return [];
    return {
      name,
      target: known.get(name) ?? null,
      totals: addTotals(own.map(({ view }) => view.totals)),
      files: own.length,
      staleFiles: own.filter(({ view }) => view.isStale).length,
      unmeasuredFiles: own.filter(({ source }) => source.kind === 'unmeasured').length,
      lastMeasuredAt: latest(own.map(({ view }) => view.lastMeasuredAt)),
    };
  });
}

const DAY_MS = 86_400_000;

function orderByWorth(database: Database, modules: readonly string[], files: readonly SnapshotFile[]): void {
  const rankOf = new Map(modules.map((name, index) => [name, index]));
  const moduleOf = new Map(files.map(({ source }) => [source.file, source.module]));
  const since = contentSince(database);
  const now = Date.now();
  const useful = new Map(
    countFeedback(database)
      .filter(({ kind }) => kind === 'mutant')
      .map(({ rule, useful, notUseful }) => [rule, usefulnessOf(useful, notUseful)]),
  );
  const undetected = undetectedMutants(database);
  const context = {
    rankOfModule: (file: string) => rankOf.get(moduleOf.get(file) ?? '') ?? rankOf.size,
    ageDays: (file: string) => {
      const at = since.get(file);
      return at === undefined ? null : (now - Date.parse(at)) / DAY_MS;
    },
    usefulness: (mutator: string) => useful.get(mutator) ?? 0,
  };
  const inOrder = (bucket: string) =>
    mostWorthFirst(
      undetected.filter((mutant) => mutant.bucket === bucket),
      context,
    ).map(({ mutantId }) => mutantId);
  orderPresent(database, [...inOrder('Survived'), ...inOrder('NoCoverage')]);
}
