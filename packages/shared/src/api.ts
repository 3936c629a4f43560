/** The HTTP contract between the dashboard's server and its client: a schema for every query, body and reply. */
import { z } from 'zod';
import { Finding, FindingVerdict, Gate, NextTest } from './document.ts';
import { ACCEPTANCE_CATEGORIES } from './gate/acceptance.ts';
import { Acceptance, Job, KillKind, Mutant, MutantStatus, Run, Test } from './model.ts';
import { Totals } from './score.ts';

const Count = z.int().nonnegative();
const Percent = z.number().min(0).max(100);

/** `GET /healthz` */
export const Health = z.strictObject({ status: z.literal('ok'), store: z.enum(['ready', 'missing']) });
export type Health = z.infer<typeof Health>;

/** Every error reply: one line for people. */
export const ApiError = z.strictObject({ error: z.string() });
export type ApiError = z.infer<typeof ApiError>;

/** Which part of a list is asked for: `cursor` is the `nextCursor` of the reply before. */
const Page = { cursor: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(500).default(100) };

/** What the run at work has done so far; `killed` and `survived` are of this run. */
export const Progress = z.strictObject({
  runId: z.string(),
  startedAt: z.string(),
  done: Count,
  total: Count,
  killed: Count,
  survived: Count,
  file: z.string().nullable(),
});
export type Progress = z.infer<typeof Progress>;

/** `GET /api/project`: what every page needs to know. `revision` changes whenever the store does. */
export const ProjectView = z.strictObject({
  name: z.string(),
  version: z.string(),
  /** `missing`: no store; `empty`: one without a run; `newer` and `broken` are told by `storeMessage`. */
  store: z.enum(['ready', 'missing', 'empty', 'newer', 'broken']),
  storeMessage: z.string().nullable(),
  revision: z.string(),
  latestRun: Run.nullable(),
  progress: Progress.nullable(),
  modules: z.array(z.string()),
  mutators: z.array(z.string()),
  counts: z.strictObject({ survivors: Count, tests: Count, runs: Count }),
  /** What the server can do beside showing. */
  abilities: z.strictObject({ write: z.boolean(), run: z.boolean(), openEditor: z.boolean() }),
  /** What else should be known, one line each: files that changed, a config or a ledger that cannot be read. */
  notes: z.array(z.string()).optional(),
});
export type ProjectView = z.infer<typeof ProjectView>;

/** A rate at one run, for trends; null where the run did not measure it. */
export const TrendPoint = z.strictObject({ runId: z.string(), at: z.string(), killRate: Percent.nullable() });
export type TrendPoint = z.infer<typeof TrendPoint>;

/** One module as it stands now. `interval` is Wilson's at 95 %, null where nothing is valid. */
export const ModuleView = z.strictObject({
  name: z.string(),
  target: Percent.nullable(),
  totals: Totals,
  interval: z.strictObject({ low: Percent, high: Percent }).nullable(),
  files: Count,
  /** Files that changed since they were measured. */
  staleFiles: Count,
  /** Files without a result. */
  unmeasuredFiles: Count,
  /** Null where tests were not looked into. */
  findings: Count.nullable(),
  lastMeasuredAt: z.string().nullable(),
  trend: z.array(TrendPoint),
});
export type ModuleView = z.infer<typeof ModuleView>;

/** How the gate ended, as the terminal says it: of what could not be judged it neither passed nor failed. */
export const GateOutcome = z.enum(['passed', 'failed', 'incomplete', 'baseline-failed', 'nothing']);
export type GateOutcome = z.infer<typeof GateOutcome>;

/** What the gate last said. `reason`: why it did not pass, in one sentence. */
export const LastVerdict = z.strictObject({
  at: z.string(),
  gate: Gate,
  outcome: GateOutcome,
  reason: z.string().nullable(),
  /** Whether something was measured or changed since, as far as is known: then it does not speak of the project as it is. */
  isOutdated: z.boolean(),
});
export type LastVerdict = z.infer<typeof LastVerdict>;

/** `GET /api/overview`. Modules come with those first that need work most. */
export const Overview = z.strictObject({
  totals: Totals,
  /**
   * The state now against the latest earlier run that measured the same files whole; null where there is none. All of it is over the
   * `mutants` that have a verdict both there and now, accepted ones among them: `killRate` then, `killRateNow`, and what makes up the
   * difference. `toRunId`: the run that the state now is of, null where it is of several.
   */
  since: z
    .strictObject({
      runId: z.string(),
      at: z.string(),
      toRunId: z.string().nullable(),
      mutants: Count,
      killRate: Percent.nullable(),
      killRateNow: Percent.nullable(),
      newSurvivors: Count,
      fixed: Count,
    })
    .nullable(),
  modules: z.array(ModuleView),
  trend: z.array(TrendPoint),
  /** What the gate last said in this store, null where it never judged. */
  gate: LastVerdict.nullable(),
  staleFiles: z.array(z.string()),
  /** Those of them that count nowhere until they are measured again: their own content changed. */
  changedFiles: z.array(z.string()),
});
export type Overview = z.infer<typeof Overview>;

/**
 * Whether a file's results hold. `older`: they are of its present content, but something else changed since: they count still.
 * `changed`: they are of another content, and count nowhere. `unmeasured`: there are none.
 */
export const Measurement = z.enum(['current', 'older', 'changed', 'unmeasured']);
export type Measurement = z.infer<typeof Measurement>;

/** One file as it stands now. `totals` are what counts, and add up to those of the project. */
export const FileView = z.strictObject({
  file: z.string(),
  module: z.string(),
  measurement: Measurement,
  totals: Totals,
  /** Of a file that changed since it was measured, what its former content counted; null of others. */
  formerTotals: Totals.nullable(),
  isStale: z.boolean(),
  lastMeasuredAt: z.string().nullable(),
});
export type FileView = z.infer<typeof FileView>;

export const FilesQuery = z.strictObject({
  module: z.string().max(500).optional(),
  ...Page,
  limit: z.coerce.number().int().min(1).max(5_000).default(2_000),
});
export type FilesQuery = z.infer<typeof FilesQuery>;

/** `GET /api/files`, by path. */
export const FileList = z.strictObject({ total: Count, items: z.array(FileView), nextCursor: z.string().nullable() });
export type FileList = z.infer<typeof FileList>;

/** A mutant in a list: enough to show it in one line, or drawn into its source. `coveredBy` is a count here. */
export const MutantItem = z.strictObject({
  ...Mutant.pick({
    key: true,
    file: true,
    line: true,
    column: true,
    endLine: true,
    endColumn: true,
    symbol: true,
    mutator: true,
    original: true,
    replacement: true,
    status: true,
    reason: true,
    isStatic: true,
    acceptance: true,
  }).shape,
  module: z.string(),
  coveredBy: Count,
  /** The line of the source that it begins on, trimmed; null where the source changed or is gone. */
  excerpt: z.string().nullable(),
});
export type MutantItem = z.infer<typeof MutantItem>;

/** How a list of mutants can be put in order: by what is most worth a test, or by place. */
export const MutantOrder = z.enum(['worth', 'place']);
export type MutantOrder = z.infer<typeof MutantOrder>;

/** `status` holds statuses joined by commas; `unresolved` and `Accepted` are among them. */
export const StatusFilter = z.enum([...MutantStatus.options, 'unresolved', 'Accepted']);
export type StatusFilter = z.infer<typeof StatusFilter>;

const Statuses = z
  .string()
  .max(200)
  .transform((text) => text.split(',').filter(Boolean))
  .pipe(z.array(StatusFilter));

export const MutantsQuery = z.strictObject({
  status: Statuses.default(['Survived', 'NoCoverage']),
  module: z.string().max(500).optional(),
  mutator: z.string().max(100).optional(),
  /** A path, or with a `*` for anything, a part of one in whatever case. */
  file: z.string().max(2_000).optional(),
  order: MutantOrder.default('worth'),
  ...Page,
});
export type MutantsQuery = z.infer<typeof MutantsQuery>;

/** `GET /api/mutants` */
export const MutantList = z.strictObject({ total: Count, items: z.array(MutantItem), nextCursor: z.string().nullable() });
export type MutantList = z.infer<typeof MutantList>;

export const FileQuery = z.strictObject({ path: z.string().min(1).max(2_000) });

/** `GET /api/file?path=`: the source as it was measured, or null where it changed since or is gone, with all of its mutants by place. */
export const FilePage = z.strictObject({
  ...FileView.shape,
  source: z.string().nullable(),
  mutants: z.array(MutantItem),
});
export type FilePage = z.infer<typeof FilePage>;

/** A test that runs a mutant, whether it killed it, and what is held of the test. */
export const CoveringTest = z.strictObject({ ...Test.shape, kill: KillKind.nullable(), verdict: FindingVerdict.nullable() });
export type CoveringTest = z.infer<typeof CoveringTest>;

/** What one run said of a mutant. */
export const HistoryEntry = z.strictObject({
  runId: z.string(),
  startedAt: z.string(),
  status: MutantStatus.nullable(),
  reason: z.string().nullable(),
});
export type HistoryEntry = z.infer<typeof HistoryEntry>;

/** `GET /api/mutants/:key`. `next` is the test worth writing that would kill it, with others. `context` are lines of the source around it, from `contextLine` on; `brief` is text for whoever writes the test. */
export const MutantPage = z.strictObject({
  mutant: Mutant,
  module: z.string(),
  contextLine: z.int().positive(),
  context: z.array(z.string()).nullable(),
  tests: z.array(CoveringTest),
  next: NextTest.nullable(),
  history: z.array(HistoryEntry),
  feedback: z.enum(['useful', 'not-useful']).nullable(),
  brief: z.string(),
});
export type MutantPage = z.infer<typeof MutantPage>;

/** `POST /api/mutants/:key/acceptance`; `DELETE` takes it back. */
export const AcceptBody = z.strictObject({
  category: z.enum(ACCEPTANCE_CATEGORIES),
  reason: z.string().trim().min(1).max(2_000),
  expires: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .nullable()
    .default(null),
});
export type AcceptBody = z.infer<typeof AcceptBody>;

/** Reply to a changed acceptance. */
export const AcceptReply = z.strictObject({ acceptance: Acceptance.nullable() });
export type AcceptReply = z.infer<typeof AcceptReply>;

/** `POST /api/mutants/:key/feedback`, and of findings `POST /api/findings/:key/feedback` */
export const FeedbackBody = z.strictObject({ verdict: z.enum(['useful', 'not-useful']) });
export type FeedbackBody = z.infer<typeof FeedbackBody>;

/** `POST /api/editor`: opens a file of the project at a line, in the editor of whoever started the server. */
export const EditorBody = z.strictObject({ file: z.string().min(1).max(2_000), line: z.int().positive() });
export type EditorBody = z.infer<typeof EditorBody>;

/** Reply to whatever has nothing else to say. */
export const Done = z.strictObject({ done: z.literal(true) });
export type Done = z.infer<typeof Done>;

/** What one test does to the mutants it runs, as far as runs that stop at the first kill tell it, and what is held of it. */
export const TestView = z.strictObject({
  ...Test.shape,
  covers: Count,
  kills: Count,
  /** Kills by a failed assertion, not by any other throw or a timeout. */
  killsByAssertion: Count,
  /** Mutants that only this test is known to kill. */
  uniqueKills: Count,
  verdict: FindingVerdict.nullable(),
  /** Of its findings the gravest; null where it has none. */
  lead: z.strictObject({ rule: z.string(), message: z.string(), code: z.string().nullable() }).nullable(),
});
export type TestView = z.infer<typeof TestView>;

export const TestOrder = z.enum(['place', 'verdict', 'kills', 'covers', 'time']);
export type TestOrder = z.infer<typeof TestOrder>;

/**
 * What a list of tests is narrowed to: a verdict; `kills-nothing`: tests that run mutants and are not known to kill any; `crash-only`:
 * tests that never kill by an assertion; `covers-nothing`: tests that run no mutant.
 */
export const TestStanding = z.enum(['all', ...FindingVerdict.options, 'kills-nothing', 'crash-only', 'covers-nothing']);
export type TestStanding = z.infer<typeof TestStanding>;

/** `rule`: only tests with a finding of it. */
export const TestsQuery = z.strictObject({
  file: z.string().max(2_000).optional(),
  verdict: TestStanding.default('all'),
  rule: z.string().max(100).optional(),
  order: TestOrder.default('verdict'),
  ...Page,
});
export type TestsQuery = z.infer<typeof TestsQuery>;

/** What is held of all tests: how many have each verdict, and findings of each rule; null where that is not known yet. */
export const TestStandings = z.strictObject({
  verdicts: z.partialRecord(FindingVerdict, Count),
  rules: z.array(z.strictObject({ rule: z.string(), tests: Count })),
  /** The time that candidates to go take, of that of all tests. */
  redundantMs: z.number().nonnegative(),
  totalMs: z.number().nonnegative(),
  /** Why the tests are not judged by evidence, with the command that mends it; null where they are. */
  whyNotJudged: z.string().nullable(),
  notes: z.array(z.string()),
});
export type TestStandings = z.infer<typeof TestStandings>;

/** `GET /api/tests`. `isMatrix`: whether every covering test of every mutant was run, so that what a test does not kill is known. */
export const TestList = z.strictObject({
  total: Count,
  killsNothing: Count,
  isMatrix: z.boolean(),
  standings: TestStandings.nullable(),
  items: z.array(TestView),
  nextCursor: z.string().nullable(),
});
export type TestList = z.infer<typeof TestList>;

export const TestQuery = z.strictObject({ id: z.string().min(1).max(4_000) });

/** A finding, and what was last said of it. */
export const FindingView = z.strictObject({ ...Finding.shape, feedback: z.enum(['useful', 'not-useful']).nullable() });
export type FindingView = z.infer<typeof FindingView>;

/**
 * `GET /api/test?id=`: the test, the text of its file (null where it is gone), what is found about it, the gravest first, the tests
 * worth writing that are like it, and the mutants it kills, or runs and does not kill.
 */
export const TestPage = z.strictObject({
  test: TestView,
  source: z.string().nullable(),
  isMatrix: z.boolean(),
  findings: z.array(FindingView),
  nextTests: z.array(NextTest),
  killed: z.array(MutantItem),
  notKilled: z.array(MutantItem),
});
export type TestPage = z.infer<typeof TestPage>;

/** What is held of the tests that runs know, as the server is told of it. `tests` are those of which anything is said. */
export const TestAssessment = z.strictObject({
  findings: z.array(Finding),
  tests: z.array(z.strictObject({ id: z.string(), verdict: FindingVerdict.nullable(), findings: z.array(z.string()) })),
  nextTests: z.array(NextTest),
  /** How many findings, beyond information, the tests of each module have; a test belongs to the module that it runs most of. */
  findingsOfModule: z.record(z.string(), Count),
  whyNotJudged: z.string().nullable(),
  notes: z.array(z.string()),
});
export type TestAssessment = z.infer<typeof TestAssessment>;

/** One line of the list of runs, newest first. A run that did not come to its end has counts, and no rates. */
export const RunListItem = z.strictObject({ ...Run.shape, totals: Totals });
export type RunListItem = z.infer<typeof RunListItem>;

export const RunsQuery = z.strictObject(Page);

/** `GET /api/runs` */
export const RunList = z.strictObject({ total: Count, items: z.array(RunListItem), nextCursor: z.string().nullable() });
export type RunList = z.infer<typeof RunList>;

/** `GET /api/runs/:id`: a run's receipt. */
export const RunPage = z.strictObject({
  run: RunListItem,
  modules: z.array(z.strictObject({ name: z.string(), target: Percent.nullable(), totals: Totals })),
  jobs: z.array(Job),
  planned: Count.nullable(),
  reused: Count,
});
export type RunPage = z.infer<typeof RunPage>;

/** What became of a mutant from one run to another. `persistent`: undetected in both; `gone`: undetected, and no longer there. */
export const Fate = z.enum(['new', 'fixed', 'persistent', 'gone']);
export type Fate = z.infer<typeof Fate>;

export const CompareQuery = z.strictObject({
  from: z.string().min(1).max(200),
  to: z.string().min(1).max(200),
  fate: Fate.default('new'),
  ...Page,
});
export type CompareQuery = z.infer<typeof CompareQuery>;

const RunRate = z.strictObject({ detected: Count, killRate: Percent.nullable() });

/** The kill rates of two runs over the `mutants` that have a verdict in both, accepted ones among them. */
export const CommonRates = z.strictObject({ mutants: Count, from: RunRate, to: RunRate });
export type CommonRates = z.infer<typeof CommonRates>;

/** `GET /api/compare`: two runs over what both measured; `items` are those of one fate. */
export const Comparison = z.strictObject({
  from: RunListItem,
  to: RunListItem,
  /** Mutants measured in both. */
  common: Count,
  commonRates: CommonRates,
  counts: z.record(Fate, Count),
  targets: z.array(z.strictObject({ module: z.string(), from: Percent.nullable(), to: Percent.nullable() })),
  items: z.array(z.strictObject({ mutant: MutantItem, from: MutantStatus.nullable(), to: MutantStatus.nullable() })),
  nextCursor: z.string().nullable(),
});
export type Comparison = z.infer<typeof Comparison>;

/** `POST /api/run`: measures files, a module, what survived, or these mutants. */
export const StartRunBody = z.discriminatedUnion('scope', [
  z.strictObject({ scope: z.literal('all') }),
  z.strictObject({ scope: z.literal('files'), files: z.array(z.string().min(1).max(2_000)).min(1).max(100) }),
  z.strictObject({ scope: z.literal('module'), module: z.string().min(1).max(500) }),
  z.strictObject({ scope: z.literal('survivors') }),
  z.strictObject({
    scope: z.literal('mutants'),
    keys: z
      .array(z.string().regex(/^[0-9a-z]{4,64}$/))
      .min(1)
      .max(100),
  }),
]);
export type StartRunBody = z.infer<typeof StartRunBody>;

export const SearchQuery = z.strictObject({ q: z.string().min(1).max(200) });

/** `GET /api/search?q=`: at most ten of each. */
export const SearchReply = z.strictObject({
  files: z.array(z.string()),
  tests: z.array(Test.pick({ id: true, file: true, name: true })),
  mutants: z.array(MutantItem),
});
export type SearchReply = z.infer<typeof SearchReply>;

/** One message of `GET /api/events`: something was stored, or the run at work went on, or it ended (null). */
export const ServerEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('changed'), revision: z.string() }),
  z.strictObject({ type: z.literal('progress'), progress: Progress.nullable() }),
  z.strictObject({ type: z.literal('run-failed'), message: z.string() }),
]);
export type ServerEvent = z.infer<typeof ServerEvent>;

/** A mutant in an exported report: whole, with what a page beside it would ask the store for. `history` is newest first. */
export const ExportedMutant = z.strictObject({
  ...Mutant.shape,
  module: z.string(),
  history: z.array(HistoryEntry),
  feedback: z.enum(['useful', 'not-useful']).nullable(),
});
export type ExportedMutant = z.infer<typeof ExportedMutant>;

/**
 * What an exported report holds beside the client: whole lists, which the client filters, sorts and pages by itself. It is written
 * packed, see `packed-report.ts`. `mutants` come with the most worth a test first; `tests` by place; `runs` newest first.
 * `sources` are those of files and of tests by path, as measured; what is not in it cannot be shown. In `project`, nothing can be
 * written, run or opened.
 */
export const ExportedReport = z.strictObject({
  schemaVersion: z.literal(1),
  exportedAt: z.string(),
  project: ProjectView,
  overview: Overview,
  files: z.array(FileView),
  mutants: z.array(ExportedMutant),
  /** Mutants that the project no longer has, as the last run that had them knew them: for comparisons. */
  formerMutants: z.array(ExportedMutant),
  /** Files that changed since they were measured: their mutants are shown with the file, and counted nowhere. */
  changedFiles: z.array(z.string()),
  tests: z.array(Test),
  isMatrix: z.boolean(),
  /** What is held of them, and what was said of findings by their keys; null where they were not looked into. */
  assessment: TestAssessment.nullable(),
  findingFeedback: z.record(z.string(), z.enum(['useful', 'not-useful'])),
  runs: z.array(RunPage),
  sources: z.record(z.string(), z.string()),
});
export type ExportedReport = z.infer<typeof ExportedReport>;
