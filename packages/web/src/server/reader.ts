/** The store as the server reads it: one connection kept open, the project state kept up to date with it, one revision for both. */
import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import type { Run } from '@killrate/shared/model';
import { type RunColumn, readRunColumn } from '@killrate/shared/store/comparison';
import { StoreError, toStoreError } from '@killrate/shared/store/errors';
import { MIGRATIONS, versionOf } from '@killrate/shared/store/migrations';
import { type Database, openDatabase } from '@killrate/shared/store/open';
import { countJobs, type JobCounts } from '@killrate/shared/store/run-counts';
import { fillTests, type TestDeeds } from '@killrate/shared/store/test-list';
import { factsOfStore, type Snapshot, takeSnapshot } from './snapshot.ts';
import type { Workbench } from './workbench.ts';

/** The open store with the project state as of one revision. */
export interface View {
  database: Database;
  snapshot: Snapshot;
  /** What the tests of the state do, counted when it is first asked for. */
  tests(): TestDeeds;
  /** The jobs of a run with their counts. */
  jobsOf(run: Run): readonly JobCounts[];
  /** The statuses of a run's mutants. */
  columnOf(run: Run): RunColumn;
  /** Something that is made once for runs that are over: what they found does not change. */
  onceForRuns<Value>(name: string, runs: readonly Run[], make: () => Value): Value;
  /** Something that is made once for a revision, by name. */
  once<Value>(name: string, make: () => Value): Value;
}

export interface Reader {
  /** Lends the store; null where nothing was measured yet. @throws StoreError where there is a store that cannot be used. */
  read<Result>(read: (view: View) => Result): Result | null;
  /** What names all that is known now; it changes whenever anything does. */
  revision(): string;
  /** Looks whether anything changed; `isUrgent` takes a new snapshot even where the last one is young. True where the revision changed. */
  look(isUrgent?: boolean): boolean;
  close(): void;
}

/** A snapshot that took long to make is not made anew for this many times as long. */
const REST_FACTOR = 8;
const LONGEST_REST_MS = 1_000;
const KEPT_RUNS = 400;
const KEPT_COLUMNS = 100;
const KEPT_OTHERS = 400;

interface Open {
  database: Database;
  inode: number;
  dataVersion: number;
  view: View | null;
}

/** A reader of the store at `path`; `workbench` knows of the project beside it, where there is one. */
export function createReader(path: string, workbench: Workbench | null): Reader {
  const boot = randomBytes(4).toString('hex');
  let count = 0;
  let open: Open | null = null;
  let isDirty = true;
  let failure: string | null = null;
  let ledger: unknown = null;
  let takenAtMs = 0;
  let tookMs = 0;
  workbench?.onFacts(() => {
    isDirty = true;
  });

  function nextRevision(): string {
    count += 1;
    return `${boot}-${count}`;
  }

  function close(): void {
    open?.database.close();
    open = null;
  }

  /** Opens the store, or again where the file is another one now; null where there is none. */
  function connect(): Open | null {
    const inode = statSync(path, { throwIfNoEntry: false })?.ino ?? null;
    if (open !== null && open.inode === inode && !isOutgrown(open)) return open;
    if (open !== null) isDirty = true;
    close();
    if (inode === null) return null;
    const database = openIfWritten(path);
    if (database === null) return null;
    isDirty = true;
    open = { database, inode, dataVersion: -1, view: null };
    return open;
  }

  function notice(current: Open): void {
    const dataVersion = current.database.pragma('data_version', { simple: true }) as number;
    const present = workbench?.ledger() ?? null;
    if (dataVersion !== current.dataVersion) workbench?.wake('store-changed');
    if (dataVersion !== current.dataVersion || present !== ledger) isDirty = true;
    current.dataVersion = dataVersion;
    ledger = present;
  }

  function refresh(isUrgent: boolean): Open | null {
    const current = connect();
    if (current === null) {
      if (isDirty || failure !== null) nextRevision();
      isDirty = false;
      failure = null;
      return null;
    }
    notice(current);
    const isRested = performance.now() - takenAtMs >= Math.min(LONGEST_REST_MS, tookMs * REST_FACTOR);
    if (current.view !== null && (!isDirty || !(isUrgent || isRested))) return current;
    const startedAtMs = performance.now();
    const { database } = current;
    const facts = workbench?.facts() ?? null;
    const entries = workbench?.ledger().entries ?? [];
    const snapshot = database.transaction(() =>
      takeSnapshot(database, facts ?? factsOfStore(database), entries, nextRevision(), workbench?.assessment() ?? null),
    )();
    current.view = createView(database, snapshot, current.view);
    isDirty = false;
    failure = null;
    takenAtMs = performance.now();
    tookMs = takenAtMs - startedAtMs;
    return current;
  }

  return {
    read(read) {
      try {
        const current = refresh(false);
        if (current?.view === null || current === null) return null;
        const { database, view } = current;
        return database.transaction(() => read(view))();
      } catch (error) {
        throw toStoreError(error, path);
      }
    },
    revision: () => `${boot}-${count}`,
    look(isUrgent = false) {
      const before = count;
      try {
        refresh(isUrgent);
      } catch (error) {
        const known = toStoreError(error, path);
        if (!(known instanceof StoreError)) throw known;
        if (failure !== known.message) nextRevision();
        failure = known.message;
      }
      return count !== before;
    },
    close,
  };
}

/** Whether a newer killrate changed the tables since the store was opened: opening it again says what to do. */
function isOutgrown({ database, dataVersion }: Open): boolean {
  return database.pragma('data_version', { simple: true }) !== dataVersion && versionOf(database) > MIGRATIONS.length;
}

/** The store, null where there is none or a process is just making it. */
function openIfWritten(path: string): Database | null {
  try {
    return openDatabase(path, 'read');
  } catch (error) {
    if (error instanceof StoreError && error.kind === 'missing') return null;
    throw error;
  }
}

/** A view of one snapshot; what runs that are over counted is taken along from the view before. */
export function createView(database: Database, snapshot: Snapshot, former: View | null): View {
  const kept: KeptOfRuns = (former === null ? undefined : KEPT.get(former)) ?? {
    jobs: new Map(),
    columns: new Map(),
    others: new Map(),
  };
  const made = new Map<string, unknown>();
  const view: View = {
    database,
    snapshot,
    tests: () => view.once('tests', () => fillTests(database, snapshot.assessment)),
    jobsOf: (run) => keepIn(kept.jobs, KEPT_RUNS, '', [run], () => countJobs(database, run.id)),
    columnOf: (run) => keepIn(kept.columns, KEPT_COLUMNS, '', [run], () => readRunColumn(database, run.id)),
    onceForRuns: (name, runs, make) => keepIn(kept.others, KEPT_OTHERS, name, runs, make) as ReturnType<typeof make>,
    once(name, make) {
      if (!made.has(name)) made.set(name, make());
      return made.get(name) as ReturnType<typeof make>;
    },
  };
  KEPT.set(view, kept);
  return view;
}

interface KeptOfRuns {
  jobs: Map<string, JobCounts[]>;
  columns: Map<string, RunColumn>;
  others: Map<string, unknown>;
}

const KEPT = new WeakMap<View, KeptOfRuns>();

/** What runs that are over found does not change; one that goes on later ends at another time. */
function keepIn<Value>(kept: Map<string, Value>, most: number, what: string, runs: readonly Run[], make: () => Value): Value {
  if (runs.some(({ finishedAt }) => finishedAt === null)) return make();
  const name = [what, ...runs.flatMap(({ id, finishedAt }) => [id, finishedAt])].join(' ');
  const known = kept.has(name) ? (kept.get(name) as Value) : make();
  kept.delete(name);
  kept.set(name, known);
  const oldest = kept.keys().next().value;
  if (kept.size > most && oldest !== undefined) kept.delete(oldest);
  return known;
}
