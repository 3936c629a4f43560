/** The tests of the text and the tests of the runs, put together by file and name. */
import { formatCount, listSome, plural } from '@killrate/shared/count';
import type { StaticFile, StaticTest } from './flag.ts';
import type { Measured, MeasuredTest } from './measured.ts';

/** One call of `test`: what its text says, and what runs know of it and of all its cases. */
export interface MatchedTest {
  file: string;
  line: number;
  /** Titles joined with ` > `; of a computed title that of the first case. */
  name: string;
  /** Null where its file was not read, or does not hold it any more. */
  text: StaticTest | null;
  /** Empty where no run knows it. */
  cases: readonly MeasuredTest[];
}

/**
 * Matches every test that the text or a run knows, in order of file and line. What fits nowhere is said: once a file, and once for all
 * files of which no run had any test, which may be many where they belong to another config.
 */
export function matchTests(
  files: readonly StaticFile[],
  measured: Pick<Measured, 'tests'>,
): { tests: MatchedTest[]; notes: string[] } {
  const ranByFile = Map.groupBy(measured.tests, ({ file }) => file);
  const read = new Set(files.map(({ file }) => file));
  const matched = files.map((file) => matchFile(file, ranByFile.get(file.file) ?? []));
  const unread = [...ranByFile].filter(([file]) => !read.has(file)).flatMap(([, ran]) => withoutText(ran));
  const tests = [...matched.flatMap((each) => each.tests), ...unread];
  return {
    tests: tests.sort((one, other) => (one.file < other.file ? -1 : one.file > other.file ? 1 : one.line - other.line)),
    notes: measured.tests.length === 0 ? [] : [...describeUnrun(matched), ...matched.flatMap(({ note }) => note ?? [])],
  };
}

interface MatchedFile {
  file: string;
  tests: MatchedTest[];
  /** Whether it has tests, and no run had any of them. */
  isUnrun: boolean;
  note: string | null;
}

function describeUnrun(matched: readonly MatchedFile[]): string[] {
  const unrun = matched.filter(({ isUnrun }) => isUnrun).map(({ file }) => file);
  return unrun.length === 0 ? [] : [`no run that holds had a test of ${listSome(unrun)}: killrate run --kill-matrix`];
}

function matchFile({ file, tests, unknown }: StaticFile, ran: readonly MeasuredTest[]): MatchedFile {
  const casesOf = new Map<StaticTest, MeasuredTest[]>(tests.map((test) => [test, []]));
  const left: MeasuredTest[] = [];
  for (const test of ran) {
    const text = findText(test, tests);
    if (text === null) left.push(test);
    else casesOf.get(text)?.push(test);
  }
  const known = [...casesOf].map(([text, cases]) => fromText(text, cases));
  // Of a file that could not be read nothing is known, and of its tests nothing is missing.
  const isRead = tests.length > 0 || unknown.length === 0;
  const isUnrun = ran.length === 0 && known.length > 0;
  const note = isRead && !isUnrun ? describeRest(file, known, left) : null;
  return { file, tests: [...known, ...withoutText(left)], isUnrun, note };
}

/**
 * The test that a name stands for: one with just this title before those with a computed one, the one at its line before all. Of a
 * computed title that is empty or all blanks nothing is left in the name: there the line alone tells.
 */
function findText({ name, line }: MeasuredTest, tests: readonly StaticTest[]): StaticTest | null {
  const named = tests.filter((test) => test.isNamed(name));
  const certain = named.filter((test) => test.name !== null);
  const candidates = certain.length > 0 ? certain : named;
  const isHere = (test: StaticTest) => line !== null && test.line <= line && line <= test.endLine;
  const here = candidates.length > 0 ? candidates.filter(isHere) : tests.filter((test) => test.name === null && isHere(test));
  if (here.length > 0) return here.toSorted((one, other) => other.line - one.line)[0] ?? null;
  return candidates.length === 1 ? (candidates[0] ?? null) : null;
}

function fromText(text: StaticTest, cases: readonly MeasuredTest[]): MatchedTest {
  const { file, line } = text;
  return { file, line, name: text.name ?? cases[0]?.name ?? '', text, cases };
}

/** Tests that stand at one line are the cases of one. */
function withoutText(ran: readonly MeasuredTest[]): MatchedTest[] {
  const calls = Map.groupBy(ran, ({ file, line, id }) => (line === null ? id : `${file}:${line}`));
  return [...calls.values()].map((cases) => {
    const [{ file, line, name }] = cases as [MeasuredTest, ...MeasuredTest[]];
    return { file, line: line ?? 1, name, text: null, cases };
  });
}

function describeRest(file: string, known: readonly MatchedTest[], left: readonly MeasuredTest[]): string | null {
  const fresh = known.filter(({ cases }) => cases.length === 0).length;
  const parts = [
    ...(fresh > 0 ? [`${formatCount(fresh)} of its tests took part in no run`] : []),
    ...(left.length > 0 ? [`${plural(left.length, 'test')} of the runs could not be found in it`] : []),
  ];
  return parts.length === 0 ? null : `${file}: ${parts.join(', ')}: killrate run --kill-matrix says what holds now`;
}
