/** Annotations on a pull request, as GitHub's workflow commands: one line of output each. */
import { plural } from '@killrate/shared/count';
import type { GateChange, RunDocument } from '@killrate/shared/document';
import type { Mutant } from '@killrate/shared/model';
import { wordOfVerdict } from '@killrate/shared/rules';
import { printable } from '../console/printable.ts';
import { indexTests } from '../console/test-index.ts';
import { type Concern, concernsOf, describeConcern, failedChecks, otherReasons } from './concern.ts';
import { describeFinding, findingConcernsOf } from './finding-concern.ts';
import { repositoryPath } from './repository-path.ts';

/** What reviewers still read (G. Petrovic and M. Ivankovic, 2018: State of mutation testing at Google). */
const MOST_PER_FILE = 7;

type Level = 'error' | 'warning' | 'notice';

interface Place {
  readonly line: number;
  readonly endLine: number;
  /** Null where the place is more than one line: GitHub refuses columns there. */
  readonly columns: readonly [start: number, end: number] | null;
}

/**
 * Failed checks first, then mutants, the most important first: GitHub shows ten errors and ten warnings of a step. At most one
 * mutant a line and seven a file; the others are counted in a notice. `prefix` is the project's path inside the repository with
 * a slash at its end, empty at the root. Empty where there is nothing to say, else with a line break at its end.
 */
export function toGithubAnnotations(document: RunDocument, prefix: string): string {
  const checks = failedChecks(document).map(({ name, level, message, expected, actual }) =>
    toCommand(
      level === 'error' ? 'error' : 'warning',
      { title: printable(`killrate: ${name}`) },
      `${message} (${actual}, expected ${expected})`,
    ),
  );
  const others = otherReasons(document).map((message) => toCommand('error', { title: 'killrate' }, message));
  const tests = indexTests(document);
  const surfaced = concernsOf(document).filter(({ isSurfaced }) => isSurfaced);
  const shown = pickPlaces(surfaced, document.gate?.change ?? null);
  const mutants = shown.map(({ concern, place }) =>
    toCommand(
      concern.isBlocking ? 'error' : 'warning',
      { file: repositoryPath(prefix, concern.mutant.file), ...propertiesOf(place), title: `killrate: ${titleOf(concern)}` },
      describeConcern(concern, tests),
    ),
  );
  const notice = noticeOf(surfaced, new Set(shown.map(({ concern }) => concern)));
  return [...checks, ...others, ...mutants, ...annotateFindings(document, prefix), ...notice]
    .map((command) => `${command}\n`)
    .join('');
}

/** One a line and {@link MOST_PER_FILE} a file, as mutants are; the others are counted. What is only information is left out. */
function annotateFindings(document: RunDocument, prefix: string): string[] {
  const surfaced = findingConcernsOf(document).filter(({ isSurfaced }) => isSurfaced);
  const taken = new Map<string, Set<number>>();
  const shown = surfaced.filter(({ finding: { file, line } }) => {
    const lines = taken.get(file) ?? new Set();
    if (lines.size >= MOST_PER_FILE || lines.has(line)) return false;
    taken.set(file, lines.add(line));
    return true;
  });
  const rest = surfaced.length - shown.length;
  return [
    ...shown.map(({ finding, isBlocking }) =>
      toCommand(
        isBlocking ? 'error' : 'warning',
        {
          file: repositoryPath(prefix, finding.file),
          ...{ line: String(finding.line), endLine: String(finding.line) },
          title: `killrate: ${wordOfVerdict(finding.verdict)}, ${finding.rule}`,
        },
        describeFinding(finding),
      ),
    ),
    ...(rest === 0
      ? []
      : [
          toCommand(
            'notice',
            { title: 'killrate' },
            `${plural(rest, 'more finding')} about tests, not annotated: killrate tests`,
          ),
        ]),
  ];
}

function titleOf({ mutant, former }: Concern): string {
  if (former !== null) return 'new survivor';
  return mutant.status === 'NoCoverage' ? 'not covered' : 'survivor';
}

function pickPlaces(concerns: readonly Concern[], change: GateChange | null): { concern: Concern; place: Place }[] {
  const taken = new Map<string, Set<number>>();
  return concerns.flatMap((concern) => {
    const { file } = concern.mutant;
    const place = placeOf(concern.mutant, change?.lines.filter((range) => range.file === file) ?? []);
    const lines = taken.get(file) ?? new Set();
    if (lines.size >= MOST_PER_FILE || lines.has(place.line)) return [];
    taken.set(file, lines.add(place.line));
    return [{ concern, place }];
  });
}

/** On the changed lines where the mutant overlaps them, since a reviewer sees these; else its own place. */
function placeOf(mutant: Mutant, changed: GateChange['lines']): Place {
  // The end is exclusive: a mutant that ends before the first column of a line has nothing on it.
  const lastLine = mutant.endColumn === 1 && mutant.endLine > mutant.line ? mutant.endLine - 1 : mutant.endLine;
  const [first] = changed
    .filter((range) => range.line <= lastLine && range.endLine >= mutant.line)
    .sort((one, other) => one.line - other.line);
  const line = Math.max(mutant.line, first?.line ?? 0);
  const endLine = Math.min(lastLine, first?.endLine ?? lastLine);
  const isWhole = mutant.line === mutant.endLine && mutant.endColumn > mutant.column;
  return { line, endLine, columns: isWhole ? [mutant.column, mutant.endColumn] : null };
}

function propertiesOf({ line, endLine, columns }: Place): Record<string, string> {
  const place = { line: String(line), endLine: String(endLine) };
  return columns === null ? place : { ...place, col: String(columns[0]), endColumn: String(columns[1]) };
}

function noticeOf(surfaced: readonly Concern[], shown: ReadonlySet<Concern>): string[] {
  const rest = surfaced.filter((concern) => !shown.has(concern));
  if (rest.length === 0) return [];
  const files = new Set(rest.map(({ mutant }) => mutant.file)).size;
  const message = `${plural(rest.length, 'more mutant')} in ${plural(files, 'file')} that no test notices, not annotated`;
  return [toCommand('notice', { title: 'killrate' }, message)];
}

/** The syntax and escapes of actions/toolkit, packages/core/src/command.ts. */
function toCommand(level: Level, properties: Readonly<Record<string, string>>, message: string): string {
  const set = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(value)}`);
  return `::${level} ${set.join(',')}::${escapeMessage(printable(message))}`;
}

function escapeMessage(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
