/** The answers of a server, made from an exported report: its lists filtered, put in order and paged here. */
import {
  CompareQuery,
  type Comparison,
  type ExportedMutant,
  type ExportedReport,
  type Fate,
  type FileList,
  type FilePage,
  FileQuery,
  FilesQuery,
  type MutantItem,
  type MutantList,
  type MutantPage,
  MutantsQuery,
  type RunList,
  RunsQuery,
  SearchQuery,
  type SearchReply,
  type TestList,
  type TestPage,
  TestQuery,
  TestsQuery,
  type TestView,
} from '@killrate/shared/api';
import { briefOf, contextOf } from '@killrate/shared/brief';
import type { MutantStatus, Test } from '@killrate/shared/model';
import type { z } from 'zod';
import { comparePlace } from './pages/walk.ts';
import { standingOf } from './words.ts';

/** Answers the address of a query; null where nothing is there. Throws what the contract's schema throws on a bad query. */
export type Answer = (url: string) => unknown;

const FOUND_OF_EACH = 10;

/** Puts the report in order once, so that each question is quick. */
export function createAnswers(report: ExportedReport): Answer {
  const lines = new Map(Object.entries(report.sources).map(([file, text]) => [file, text.split(/\r?\n/)]));
  const mutantOf = new Map(report.mutants.map((mutant) => [mutant.key, mutant]));
  const testOf = new Map(report.tests.map((test) => [test.id, test]));
  const items = new Map(report.mutants.map((mutant) => [mutant.key, toItem(mutant, lines.get(mutant.file) ?? null)]));
  const byWorth = [...items.values()];
  const byPlace = byWorth.toSorted((a, b) => compareText(a.file, b.file) || comparePlace(a, b));
  const views = viewTests(report);
  const itemsOf = (keys: readonly string[]) => keys.flatMap((key) => items.get(key) ?? []);

  function answerMutants(query: MutantsQuery): MutantList {
    const { status, module, mutator, file, order } = query;
    const wanted = new Set<string>(status);
    const found = (order === 'place' ? byPlace : byWorth).filter(
      (item) =>
        wanted.has(standingOf(item)) &&
        (module === undefined || item.module === module) &&
        (mutator === undefined || item.mutator === mutator) &&
        (file === undefined || matchesFile(item.file, file)),
    );
    return { total: found.length, ...pageOf(found, query) };
  }

  function answerMutant(key: string): MutantPage | null {
    const exported = mutantOf.get(key);
    if (exported === undefined) return null;
    const { module, history, feedback, ...mutant } = exported;
    const source = report.sources[mutant.file] ?? null;
    const context = source === null ? null : contextOf(source, mutant);
    const kills = new Map(mutant.killedBy.map(({ test, kind }) => [test, kind]));
    const tests = mutant.coveredBy.flatMap((id) => testOf.get(id) ?? []);
    return {
      mutant,
      module,
      contextLine: context?.line ?? 1,
      context: context?.lines ?? null,
      tests: tests.map((test) => ({ ...test, kill: kills.get(test.id) ?? null })),
      history,
      feedback,
      brief: briefOf({ mutant, module, source, tests }),
    };
  }

  function answerFile(path: string): FilePage | null {
    const file = report.files.find((one) => one.file === path);
    if (file === undefined) return null;
    const source = file.isStale ? null : (report.sources[path] ?? null);
    return { ...file, source, mutants: byPlace.filter((item) => item.file === path) };
  }

  function answerTests(query: z.infer<typeof TestsQuery>): TestList {
    const found = [...views.values()].filter(
      ({ view }) => (query.file === undefined || view.file === query.file) && hasVerdict(view, query.verdict),
    );
    const ordered =
      query.order === 'place'
        ? found
        : found.toSorted((a, b) => TEST_VALUE[query.order](b.view) - TEST_VALUE[query.order](a.view));
    const killsNothing = [...views.values()].filter(({ view }) => hasVerdict(view, 'kills-nothing')).length;
    const page = pageOf(ordered, query);
    return { total: found.length, killsNothing, isMatrix: report.isMatrix, ...page, items: page.items.map(({ view }) => view) };
  }

  function answerTest(id: string): TestPage | null {
    const test = views.get(id);
    if (test === undefined) return null;
    const killed = new Set(test.killed);
    const notKilled = test.covered.filter((key) => !killed.has(key));
    return {
      test: test.view,
      source: report.sources[test.view.file] ?? null,
      killed: itemsOf(test.killed),
      notKilled: itemsOf(notKilled),
    };
  }

  function answerCompare(query: z.infer<typeof CompareQuery>): Comparison | null {
    const [from, to] = [query.from, query.to].map((id) => report.runs.find(({ run }) => run.id === id));
    if (from === undefined || to === undefined) return null;
    const counts: Record<Fate, number> = { new: 0, fixed: 0, persistent: 0, gone: 0 };
    const found: Comparison['items'] = [];
    let common = 0;
    for (const { key, history } of report.mutants) {
      const [before, after] = [from, to].map(({ run }) => history.find(({ runId }) => runId === run.id));
      if (before === undefined || after === undefined) continue;
      common += 1;
      const fate = fateOf(before.status, after.status);
      if (fate === null) continue;
      counts[fate] += 1;
      const item = items.get(key);
      if (fate === query.fate && item !== undefined) found.push({ mutant: item, from: before.status, to: after.status });
    }
    const targets = to.modules.flatMap(({ name, target }) => {
      const before = from.modules.find((module) => module.name === name)?.target ?? null;
      return before === target ? [] : [{ module: name, from: before, to: target }];
    });
    return { from: from.run, to: to.run, common, counts, targets, ...pageOf(found, query) };
  }

  function answerSearch(text: string): SearchReply {
    const wanted = text.toLowerCase();
    const has = (...texts: string[]) => texts.some((one) => one.toLowerCase().includes(wanted));
    return {
      files: report.files
        .map(({ file }) => file)
        .filter((file) => has(file))
        .slice(0, FOUND_OF_EACH),
      tests: report.tests
        .filter(({ file, name }) => has(name, file))
        .slice(0, FOUND_OF_EACH)
        .map(({ id, file, name }) => ({ id, file, name })),
      mutants: byWorth.filter(({ key }) => key.startsWith(wanted)).slice(0, FOUND_OF_EACH),
    };
  }

  return (url) => {
    const [path = '', search] = url.split('?');
    const query = Object.fromEntries(new URLSearchParams(search));
    const [, mutant] = /^\/api\/mutants\/([^/]+)$/.exec(path) ?? [];
    if (mutant !== undefined) return answerMutant(decodeURIComponent(mutant));
    const [, run] = /^\/api\/runs\/([^/]+)$/.exec(path) ?? [];
    if (run !== undefined) return report.runs.find((one) => one.run.id === decodeURIComponent(run)) ?? null;
    switch (path) {
      case '/api/project':
        return report.project;
      case '/api/overview':
        return report.overview;
      case '/api/files':
        return answerFiles(report, FilesQuery.parse(query));
      case '/api/file':
        return answerFile(FileQuery.parse(query).path);
      case '/api/mutants':
        return answerMutants(MutantsQuery.parse(query));
      case '/api/tests':
        return answerTests(TestsQuery.parse(query));
      case '/api/test':
        return answerTest(TestQuery.parse(query).id);
      case '/api/runs':
        return answerRuns(report, RunsQuery.parse(query));
      case '/api/compare':
        return answerCompare(CompareQuery.parse(query));
      case '/api/search':
        return answerSearch(SearchQuery.parse(query).q);
      default:
        return null;
    }
  };
}

function answerFiles(report: ExportedReport, query: z.infer<typeof FilesQuery>): FileList {
  const found = report.files.filter(({ module }) => query.module === undefined || module === query.module);
  return { total: found.length, ...pageOf(found, query) };
}

function answerRuns(report: ExportedReport, query: z.infer<typeof RunsQuery>): RunList {
  const runs = report.runs.map(({ run }) => run);
  return { total: runs.length, ...pageOf(runs, query) };
}

/** The part of a list that begins where the cursor, a number of items, says. */
export function pageOf<Item>(
  all: readonly Item[],
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): { items: Item[]; nextCursor: string | null } {
  const from = /^\d{1,9}$/.test(cursor ?? '') ? Number(cursor) : 0;
  const next = from + limit;
  return { items: all.slice(from, next), nextCursor: next < all.length ? String(next) : null };
}

/** A path, or with a `*` for anything, a part of one in whatever case. */
export function matchesFile(file: string, wanted: string): boolean {
  if (!wanted.includes('*')) return file === wanted;
  const pattern = wanted.split('*').map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${pattern.join('.*')}$`, 'is').test(file);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function toItem(exported: ExportedMutant, lines: readonly string[] | null): MutantItem {
  const { coveredBy, isReused: _1, killedBy: _2, durationMs: _3, history: _4, feedback: _5, ...item } = exported;
  return { ...item, coveredBy: coveredBy.length, excerpt: lines?.[item.line - 1]?.trim() ?? null };
}

interface ViewedTest {
  view: TestView;
  covered: string[];
  killed: string[];
}

function viewTests({ tests, mutants }: ExportedReport): Map<string, ViewedTest> {
  const views = new Map(tests.map((test): [string, ViewedTest] => [test.id, emptyView(test)]));
  for (const { key, coveredBy, killedBy } of mutants) {
    for (const id of coveredBy) views.get(id)?.covered.push(key);
    for (const { test, kind } of killedBy) {
      const viewed = views.get(test);
      if (viewed === undefined) continue;
      viewed.killed.push(key);
      if (kind === 'assertion') viewed.view.killsByAssertion += 1;
      if (killedBy.length === 1) viewed.view.uniqueKills += 1;
    }
  }
  for (const { view, covered, killed } of views.values()) {
    view.covers = covered.length;
    view.kills = killed.length;
  }
  return views;
}

function emptyView(test: Test): ViewedTest {
  return { view: { ...test, covers: 0, kills: 0, killsByAssertion: 0, uniqueKills: 0 }, covered: [], killed: [] };
}

const TEST_VALUE = {
  place: () => 0,
  kills: ({ kills }: TestView) => kills,
  covers: ({ covers }: TestView) => covers,
  time: ({ durationMs }: TestView) => durationMs,
};

function hasVerdict({ covers, kills, killsByAssertion }: TestView, verdict: z.infer<typeof TestsQuery>['verdict']): boolean {
  switch (verdict) {
    case 'all':
      return true;
    case 'kills-nothing':
      return covers > 0 && kills === 0;
    case 'crash-only':
      return kills > 0 && killsByAssertion === 0;
    case 'covers-nothing':
      return covers === 0;
    default:
      return verdict satisfies never;
  }
}

/** What became of a mutant; null where it was detected in both, or was not measured in one. */
function fateOf(from: MutantStatus | null, to: MutantStatus | null): Fate | null {
  const [before, after] = [from, to].map((status) => status === 'Survived' || status === 'NoCoverage');
  if (before && after) return 'persistent';
  if (after) return 'new';
  return before ? 'fixed' : null;
}
