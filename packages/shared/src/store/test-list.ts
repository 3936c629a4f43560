/** What each test does to the mutants of the project state: counted once for a state, then listed a page at a time. */
import type { Database } from 'better-sqlite3';
import type { TestAssessment, TestOrder, TestStanding, TestStandings, TestView } from '../api.ts';
import { FindingVerdict } from '../document.ts';
import { indexHeld } from '../held.ts';
import type { KillKind } from '../model.ts';
import type { ListCursor, ListPage } from './mutant-list.ts';
import type { TestReference } from './mutant-row.ts';

const TABLE = `
  CREATE TEMP TABLE IF NOT EXISTS present_test (
    test_id INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    folded TEXT NOT NULL,             -- the id in lower case
    file TEXT NOT NULL,
    name TEXT NOT NULL,
    line INTEGER,
    duration_ms REAL NOT NULL,
    covers INTEGER NOT NULL,
    kills INTEGER NOT NULL,
    by_assertion INTEGER NOT NULL,
    only_it INTEGER NOT NULL,
    verdict TEXT,
    weight INTEGER NOT NULL,          -- of the verdict, the heaviest is 0
    lead_rule TEXT,                   -- of its gravest finding
    lead_message TEXT,
    lead_code TEXT,
    by_place INTEGER NOT NULL,
    by_verdict INTEGER NOT NULL,
    by_kills INTEGER NOT NULL,
    by_covers INTEGER NOT NULL,
    by_time INTEGER NOT NULL
  );
  CREATE INDEX IF NOT EXISTS temp.present_test_by_place ON present_test (by_place);
  CREATE INDEX IF NOT EXISTS temp.present_test_by_verdict ON present_test (by_verdict);
  CREATE INDEX IF NOT EXISTS temp.present_test_by_kills ON present_test (by_kills);
  CREATE INDEX IF NOT EXISTS temp.present_test_by_covers ON present_test (by_covers);
  CREATE INDEX IF NOT EXISTS temp.present_test_by_time ON present_test (by_time);
  CREATE INDEX IF NOT EXISTS temp.present_test_by_file ON present_test (file, by_place);
  CREATE TEMP TABLE IF NOT EXISTS present_finding (
    test_id INTEGER NOT NULL,
    rule TEXT NOT NULL,
    PRIMARY KEY (test_id, rule)
  ) WITHOUT ROWID;
  DELETE FROM temp.present_test;
  DELETE FROM temp.present_finding;
`;

/** Which mutants a test runs, and which of these it is known to kill, by their numbers. */
interface Deeds {
  covered: number[];
  killed: number[];
  byAssertion: number;
  onlyIt: number;
}

/** The deeds of every test in one state of the project. */
export interface TestDeeds {
  /** How many tests run mutants and are not known to kill any. */
  killsNothing: number;
  /** The numbers of the mutants that a test kills, and of those that it runs and is not known to kill. */
  of(testId: number): { killed: number[]; notKilled: number[] };
}

interface TestRow {
  test_id: number;
  id: string;
  file: string;
  name: string;
  line: number | null;
  duration_ms: number;
}

/** Counts what each test of the present state does, with what is held of it, and fills the tables that {@link listTests} reads. */
export function fillTests(database: Database, assessment: TestAssessment | null = null): TestDeeds {
  const deeds = readDeeds(database);
  const heldOf = indexHeld(assessment);
  database.exec(TABLE);
  const insert = database.prepare(
    'INSERT INTO temp.present_test VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, 0)',
  );
  const insertFinding = database.prepare('INSERT OR IGNORE INTO temp.present_finding VALUES (?, ?)');
  let killsNothing = 0;
  for (const test of presentTests(database)) {
    const own = deeds.get(test.test_id);
    const covers = own?.covered.length ?? 0;
    const kills = own?.killed.length ?? 0;
    if (covers > 0 && kills === 0) killsNothing += 1;
    const { verdict, weight, lead, rules } = heldOf(test.id);
    insert.run(
      ...[test.test_id, test.id, test.id.toLowerCase(), test.file, test.name, test.line, test.duration_ms],
      ...[covers, kills, own?.byAssertion ?? 0, own?.onlyIt ?? 0],
      ...[verdict, weight, lead?.rule ?? null, lead?.message ?? null, lead?.code ?? null],
    );
    for (const rule of rules) insertFinding.run(test.test_id, rule);
  }
  database.exec(`
    UPDATE temp.present_test SET by_place = ordered.by_place, by_verdict = ordered.by_verdict, by_kills = ordered.by_kills,
      by_covers = ordered.by_covers, by_time = ordered.by_time
    FROM (SELECT test_id, row_number() OVER (ORDER BY file, line, test_id) AS by_place,
            row_number() OVER (ORDER BY weight, file, line, test_id) AS by_verdict,
            row_number() OVER (ORDER BY kills DESC, file, line, test_id) AS by_kills,
            row_number() OVER (ORDER BY covers DESC, file, line, test_id) AS by_covers,
            row_number() OVER (ORDER BY duration_ms DESC, file, line, test_id) AS by_time
          FROM temp.present_test) AS ordered
    WHERE ordered.test_id = present_test.test_id`);
  return {
    killsNothing,
    of(testId) {
      const { covered, killed } = deeds.get(testId) ?? { covered: [], killed: [] };
      const isKilled = new Set(killed);
      return { killed, notKilled: covered.filter((mutantId) => !isKilled.has(mutantId)) };
    },
  };
}

function readDeeds(database: Database): Map<TestReference, Deeds> {
  const deeds = new Map<TestReference, Deeds>();
  const of = (testId: TestReference): Deeds => {
    const known = deeds.get(testId) ?? { covered: [], killed: [], byAssertion: 0, onlyIt: 0 };
    deeds.set(testId, known);
    return known;
  };
  const rows = database
    .prepare(
      `SELECT present.mutant_id, covered_by, killed_by FROM temp.present
       JOIN result ON result.run_id = present.run_id AND result.mutant_id = present.mutant_id WHERE is_counted = 1`,
    )
    .raw()
    .iterate() as IterableIterator<[number, string, string]>;
  for (const [mutantId, coveredBy, killedBy] of rows) {
    const kills = JSON.parse(killedBy) as [TestReference, KillKind][];
    // A test that kills a mutant runs it, whatever the dry run saw.
    const covering = JSON.parse(coveredBy) as TestReference[];
    for (const test of new Set([...covering, ...kills.map(([test]) => test)])) of(test).covered.push(mutantId);
    for (const [test, kind] of kills) {
      const own = of(test);
      own.killed.push(mutantId);
      if (kind === 'assertion') own.byAssertion += 1;
      if (kills.length === 1) own.onlyIt += 1;
    }
  }
  return deeds;
}

/** The tests of the runs that the state speaks of, each as the newest of these knew it. */
function presentTests(database: Database): TestRow[] {
  return database
    .prepare(
      `SELECT test.id AS test_id, name_id AS id, test.file AS file, name, line, duration_ms FROM (
         SELECT test_id, line, duration_ms, row_number() OVER (PARTITION BY test_id ORDER BY started_at DESC, run.id DESC) AS age
         FROM run_test JOIN run ON run.id = run_id WHERE run_id IN (SELECT DISTINCT run_id FROM temp.present))
       JOIN test ON test.id = test_id WHERE age = 1`,
    )
    .all() as TestRow[];
}

const RANK_OF_ORDER = {
  place: 'by_place',
  verdict: 'by_verdict',
  kills: 'by_kills',
  covers: 'by_covers',
  time: 'by_time',
} as const satisfies Record<TestOrder, string>;

const CONDITION_OF_STANDING: Readonly<Record<TestStanding, string>> = {
  ...Object.fromEntries(FindingVerdict.options.map((verdict) => [verdict, `verdict = '${verdict}'`])),
  all: '1',
  'kills-nothing': 'covers > 0 AND kills = 0',
  'crash-only': 'kills > 0 AND by_assertion = 0',
  'covers-nothing': 'covers = 0',
} as Record<TestStanding, string>;

const VIEW = `id, file, name, line, duration_ms AS durationMs, covers, kills, by_assertion AS killsByAssertion, only_it AS uniqueKills,
  verdict, lead_rule AS leadRule, lead_message AS leadMessage, lead_code AS leadCode`;

type ViewRow = Omit<TestView, 'lead'> &
  ({ leadRule: string; leadMessage: string; leadCode: string | null } | { leadRule: null; leadMessage: null; leadCode: null });

function toView({ leadRule, leadMessage, leadCode, ...test }: ViewRow): TestView {
  return { ...test, lead: leadRule === null ? null : { rule: leadRule, message: leadMessage, code: leadCode } };
}

/** What a list of tests is narrowed to. */
export interface TestFilter {
  file: string | null;
  verdict: TestStanding;
  rule: string | null;
}

/** One page of the tests that pass the filter. */
export function listTests(
  database: Database,
  filter: TestFilter,
  order: TestOrder,
  cursor: ListCursor | null,
  limit: number,
): ListPage<TestView> {
  const rank = RANK_OF_ORDER[order];
  const after = cursor === null ? 0 : (rankOfTest(database, cursor.key, rank) ?? cursor.rank);
  const rows = database
    .prepare(
      `SELECT ${rank} AS rank, test_id AS number, ${VIEW} FROM temp.present_test WHERE ${conditionOf(filter)} AND ${rank} > @after
       ORDER BY ${rank} LIMIT @most`,
    )
    .all({ file: filter.file, rule: filter.rule, after, most: limit + 1 }) as (ViewRow & { rank: number; number: number })[];
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    items: page.map(({ rank: _, number: __, ...test }) => toView(test)),
    next: last === undefined ? null : { rank: last.rank, key: String(last.number) },
  };
}

/** How many tests pass the filter. */
export function countTests(database: Database, filter: TestFilter): number {
  return database
    .prepare(`SELECT count(*) FROM temp.present_test WHERE ${conditionOf(filter)}`)
    .pluck()
    .get({ file: filter.file, rule: filter.rule }) as number;
}

/** A test of the present state with its number; null where there is none with this id. */
export function findTest(database: Database, id: string): { number: number; test: TestView } | null {
  const row = database.prepare(`SELECT test_id AS number, ${VIEW} FROM temp.present_test WHERE id = ?`).get(id) as
    | (ViewRow & { number: number })
    | undefined;
  if (row === undefined) return null;
  const { number, ...test } = row;
  return { number, test: toView(test) };
}

function rankOfTest(database: Database, number: string, rank: string): number | undefined {
  return database.prepare(`SELECT ${rank} FROM temp.present_test WHERE test_id = ?`).pluck().get(number) as number | undefined;
}

function conditionOf({ file, verdict, rule }: TestFilter): string {
  const ofRule =
    rule === null
      ? '@rule IS NULL'
      : 'EXISTS (SELECT 1 FROM temp.present_finding AS found WHERE found.test_id = present_test.test_id AND found.rule = @rule)';
  return `${CONDITION_OF_STANDING[verdict]} AND ${file === null ? '@file IS NULL' : 'file = @file'} AND ${ofRule}`;
}

/** What is held of all tests together, of those that {@link fillTests} was told of. */
export function countStandings(database: Database): Pick<TestStandings, 'verdicts' | 'rules' | 'redundantMs' | 'totalMs'> {
  const verdicts = database
    .prepare('SELECT verdict, count(*) FROM temp.present_test WHERE verdict IS NOT NULL GROUP BY verdict')
    .raw()
    .all() as [FindingVerdict, number][];
  const rules = database
    .prepare('SELECT rule, count(*) AS tests FROM temp.present_finding GROUP BY rule ORDER BY tests DESC, rule')
    .all() as TestStandings['rules'];
  const times = database
    .prepare(
      `SELECT coalesce(sum(duration_ms), 0) AS totalMs, coalesce(sum(duration_ms) FILTER (WHERE verdict = 'redundant-candidate'
         OR test_id IN (SELECT test_id FROM temp.present_finding WHERE rule = 'redundant')), 0) AS redundantMs FROM temp.present_test`,
    )
    .get() as { totalMs: number; redundantMs: number };
  return { verdicts: Object.fromEntries(verdicts), rules, ...times };
}

/** Whether every covering test of each mutant that counts ran, so that what a test does not kill is known. */
export function hasKillMatrix(database: Database): boolean {
  const lacking = database.prepare(
    `SELECT 1 FROM (SELECT DISTINCT run_id FROM temp.present WHERE is_counted = 1) AS counted JOIN run ON run.id = counted.run_id
     WHERE has_kill_matrix = 0 LIMIT 1`,
  );
  const any = database.prepare('SELECT 1 FROM temp.present WHERE is_counted = 1 LIMIT 1');
  return lacking.get() === undefined && any.get() !== undefined;
}

/** How many mutants each of these tests runs, by id; a test that the state does not have is left out. */
export function breadthOfTests(database: Database, ids: readonly string[]): Map<string, number> {
  const rows = database
    .prepare(
      'SELECT present_test.id, covers FROM json_each(?) AS wanted CROSS JOIN temp.present_test ON present_test.id = wanted.value',
    )
    .raw()
    .all(JSON.stringify(ids)) as [string, number][];
  return new Map(rows);
}

/** How many tests took part in the runs that the present state speaks of. */
export function countPresentTests(database: Database): number {
  return database
    .prepare('SELECT count(DISTINCT test_id) FROM run_test WHERE run_id IN (SELECT DISTINCT run_id FROM temp.present)')
    .pluck()
    .get() as number;
}
