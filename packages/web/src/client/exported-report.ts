/** The answers of a server, made from an exported report: its lists filtered, put in order and paged here. */
import {
  CompareQuery,
  type Comparison,
  type ExportedMutant,
  type ExportedReport,
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
} from '@killrate/shared/api';
import { briefOf, contextOf } from '@killrate/shared/brief';
import type { z } from 'zod';
import { compareRuns } from './exported-runs.ts';
import { countStandings, findingsOf, hasStanding, narrowestFirst, TEST_VALUE, viewTests } from './exported-tests.ts';
import { comparePlace } from './pages/walk.ts';
import { standingOf } from './words.ts';

/** Answers the address of a query; null where nothing is there. Throws what the contract's schema throws on a bad query. */
export type Answer = (url: string) => unknown;

const FOUND_OF_EACH = 10;
const LINE_BREAK = /\r\n|[\n\r\u2028\u2029]/;
const LONGEST_EXCERPT = 300;

/** Puts the report in order once, so that each question is quick. */
export function createAnswers(report: ExportedReport): Answer {
  const changed = new Set(report.changedFiles);
  const linesOf = readLines(report.sources);
  const everyMutant = [...report.mutants, ...report.formerMutants];
  const mutantOf = new Map(everyMutant.map((mutant) => [mutant.key, mutant]));
  const items = new Map(report.mutants.map((mutant) => [mutant.key, toItem(mutant, linesOf(mutant.file))]));
  const byWorth = [...items.values()].filter(({ file }) => !changed.has(file));
  const byPlace = byWorth.toSorted(inOrderOfPlace);
  const byFile = Map.groupBy(items.values(), ({ file }) => file);
  const views = viewTests(report, changed);
  const itemsOf = (keys: readonly string[]) => keys.flatMap((key) => items.get(key) ?? []).sort(inOrderOfPlace);
  const sourceOf = (file: string) => (Object.hasOwn(report.sources, file) ? (report.sources[file] ?? null) : null);

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
    const source = items.has(key) ? sourceOf(mutant.file) : null;
    const context = source === null ? null : contextOf(source, mutant);
    const tests = narrowestFirst(mutant, views);
    return {
      mutant,
      module,
      contextLine: context?.line ?? mutant.line,
      context: context?.lines ?? null,
      tests,
      next: report.assessment?.nextTests.find(({ mutants }) => mutants.includes(key)) ?? null,
      history,
      feedback,
      brief: briefOf({ mutant, module, source, tests }),
    };
  }

  function answerFile(path: string): FilePage | null {
    const file = report.files.find((one) => one.file === path);
    if (file === undefined) return null;
    return { ...file, source: sourceOf(path), mutants: (byFile.get(path) ?? []).toSorted(inOrderOfPlace) };
  }

  function answerTests(query: z.infer<typeof TestsQuery>): TestList {
    const { file, rule, verdict, order } = query;
    const found = [...views.values()].filter(
      ({ view, held }) =>
        (file === undefined || view.file === file) &&
        (rule === undefined || held.rules.includes(rule)) &&
        hasStanding(view, verdict),
    );
    const value = TEST_VALUE[order];
    const page = pageOf(order === 'place' ? found : found.toSorted((a, b) => value(b) - value(a)), query);
    return {
      total: found.length,
      killsNothing: [...views.values()].filter(({ view }) => hasStanding(view, 'kills-nothing')).length,
      ...{ isMatrix: report.isMatrix, standings: countStandings(report, views) },
      ...{ ...page, items: page.items.map(({ view }) => view) },
    };
  }

  function answerTest(id: string): TestPage | null {
    const test = views.get(id);
    if (test === undefined) return null;
    const killed = new Set(test.killed);
    const notKilled = test.covered.filter((key) => !killed.has(key));
    return {
      test: test.view,
      source: sourceOf(test.view.file),
      ...{ isMatrix: report.isMatrix, findings: findingsOf(report, id) },
      nextTests: report.assessment?.nextTests.filter(({ nearestTest }) => nearestTest === id) ?? [],
      killed: itemsOf(test.killed),
      notKilled: itemsOf(notKilled),
    };
  }

  function answerCompare(query: z.infer<typeof CompareQuery>): Comparison | null {
    const [from, to] = [query.from, query.to].map((id) => report.runs.find(({ run }) => run.id === id));
    if (from === undefined || to === undefined) return null;
    const { common, rates, fated } = compareRuns(everyMutant, from, to);
    const former = new Map(from.modules.map(({ name, target }) => [name, target]));
    const found = fated[query.fate].map(({ mutant, ...statuses }) => ({
      mutant: items.get(mutant.key) ?? toItem(mutant, null),
      ...statuses,
    }));
    const page = pageOf(
      found.sort((one, other) => inOrderOfPlace(one.mutant, other.mutant)),
      query,
    );
    return {
      ...{ from: from.run, to: to.run, common, commonRates: rates },
      counts: {
        ...{ new: fated.new.length, fixed: fated.fixed.length },
        ...{ persistent: fated.persistent.length, gone: fated.gone.length },
      },
      // A module that one of the runs had nothing to do with tells no target of that time.
      targets: to.modules
        .filter(({ name }) => former.has(name))
        .map(({ name, target }) => ({ module: name, from: former.get(name) ?? null, to: target })),
      ...page,
      // Either run may have known it by another status than the last one.
      items: page.items.map((item) => ({
        ...item,
        mutant: { ...item.mutant, status: query.fate === 'gone' ? item.from : item.to },
      })),
    };
  }

  function answerSearch(text: string): SearchReply {
    const wanted = text.trim().toLowerCase();
    const has = (...texts: string[]) => texts.some((one) => one.toLowerCase().includes(wanted));
    return {
      files: report.files
        .map(({ file }) => file)
        .filter((file) => has(file))
        .sort((one, other) => one.length - other.length || compareText(one, other))
        .slice(0, FOUND_OF_EACH),
      tests: report.tests
        .filter(({ id, file, name }) => has(id, name, file))
        .slice(0, FOUND_OF_EACH)
        .map(({ id, file, name }) => ({ id, file, name })),
      mutants: [...items.values()]
        .filter(({ key }) => key.startsWith(wanted))
        .sort((one, other) => compareText(one.key, other.key))
        .slice(0, FOUND_OF_EACH),
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

function inOrderOfPlace(one: MutantItem, other: MutantItem): number {
  return compareText(one.file, other.file) || comparePlace(one, other);
}

/** The lines of a source, split when they are first asked for. */
function readLines(sources: Readonly<Record<string, string>>): (file: string) => readonly string[] | null {
  const known = new Map<string, readonly string[] | null>();
  return (file) => {
    if (!known.has(file)) known.set(file, Object.hasOwn(sources, file) ? (sources[file]?.split(LINE_BREAK) ?? null) : null);
    return known.get(file) ?? null;
  };
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function toItem(exported: ExportedMutant, lines: readonly string[] | null): MutantItem {
  const { coveredBy, isReused: _1, killedBy: _2, durationMs: _3, history: _4, feedback: _5, how: _6, ...item } = exported;
  return { ...item, coveredBy: coveredBy.length, excerpt: lines?.[item.line - 1]?.trim().slice(0, LONGEST_EXCERPT) ?? null };
}
