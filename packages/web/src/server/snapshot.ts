/** The project state as of one moment, added up: what most replies are made from. */

import type { FileView, ModuleView } from '@killrate/shared/api';
import type { LedgerEntry } from '@killrate/shared/gate/acceptance';
import type { Acceptance, ModuleTarget } from '@killrate/shared/model';
import { addTotals, type Totals } from '@killrate/shared/score';
import { countFeedback } from '@killrate/shared/store/feedback';
import type { Database } from '@killrate/shared/store/open';
import {
  contentSince,
  countPresent,
  fillPresent,
  latest,
  orderPresent,
  type PresentCount,
  totalsByFile,
  undetectedMutants,
} from '@killrate/shared/store/present';
import { measuredFiles } from '@killrate/shared/store/results';
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
  notes: readonly string[];
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
  };
}

/** Fills the connection's tables of the project state, and adds them up. */
export function takeSnapshot(
  database: Database,
  facts: ProjectFacts,
  ledger: readonly LedgerEntry[],
  revision: string,
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
  const counted = totalsByFile(database);
  const files = facts.files.map((source): SnapshotFile => {
    const own = counted.get(source.file);
    return {
      source,
      measuredHash: own === undefined && !measured.has(source.file) ? null : hashOf(source),
      view: {
        ...{ file: source.file, module: source.module },
        totals: own?.totals ?? addTotals([]),
        isStale: source.kind === 'changed' || source.kind === 'older',
        lastMeasuredAt: own?.lastMeasuredAt ?? null,
      },
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
    totals: addTotals(files.filter(({ source }) => isCounted(source)).map(({ view }) => view.totals)),
    counts: countPresent(database),
    acceptances,
    notes: facts.notes,
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
      totals: addTotals(own.filter(({ source }) => isCounted(source)).map(({ view }) => view.totals)),
      files: own.length,
      staleFiles: own.filter(({ view }) => view.isStale).length,
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
