/** Everything about one mutant: its diff, its status and why, every test that covers it, and what earlier runs said. */

import { plural } from '@killrate/shared/count';
import type { RunDocument } from '@killrate/shared/document';
import { formatDuration } from '@killrate/shared/duration';
import type { Kill, Mutant, MutantStatus, Test } from '@killrate/shared/model';
import { diffOf } from './diff.ts';
import { renderDiff } from './diff-view.ts';
import { wrap } from './fit.ts';
import { nextLine } from './next-step.ts';
import { createPalette, type Palette, paintOfStatus } from './paint.ts';
import { printable } from './printable.ts';
import { moduleOfFile } from './ranking.ts';
import { flow, placeOf } from './survivor-view.ts';
import { type Cell, renderTable } from './table.ts';
import type { Terminal } from './terminal.ts';
import { indexTests, placeOfTest } from './test-index.ts';

const COVERS_IS_NO_VERDICT = '"covers" is no verdict: a run stops at the first kill, and later tests are not run';

const HOW_SENTENCES = {
  warm: 'measured in a worker that is kept, and was found clean after it',
  cold: 'measured in new workers, with nothing kept of any other mutant',
  stock: 'measured by StrykerJS',
} as const;

/** What one run said of a mutant. `startedAt` is ISO 8601 UTC; a null status is unresolved. */
export interface HistoryEntry {
  readonly runId: string;
  readonly startedAt: string;
  readonly status: MutantStatus | null;
  readonly reason: string | null;
}

/** One mutant as text, without a line break at its end. `source` is its file's text, null where it is not at hand. */
export function renderMutant(
  document: RunDocument,
  mutant: Mutant,
  source: string | null,
  history: readonly HistoryEntry[],
  terminal: Terminal,
  reuse: string | null = null,
): string {
  const palette = createPalette(terminal);
  const diff = diffOf(mutant, source, 3);
  const stale = diff.isPlaced ? [] : ['  the source is missing or has changed since: only the mutant itself is shown'];
  const sections = [
    renderHead(document, mutant, terminal, palette, reuse),
    [...renderDiff(diff, terminal), ...stale.map(palette.dim)],
    renderTests(document, mutant, terminal, palette),
    renderHistory(history, terminal, palette),
    renderNext(mutant, terminal, palette),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

/** The status in words. */
function wordOf(status: MutantStatus | null): string {
  return status ?? 'Unresolved';
}

function renderHead(document: RunDocument, mutant: Mutant, terminal: Terminal, palette: Palette, reuse: string | null): string[] {
  const module = moduleOfFile(document)(mutant.file);
  const dim = (text: string) => ({ text, paint: palette.dim });
  const { acceptance } = mutant;
  const accepted =
    acceptance === null
      ? null
      : `accepted ${acceptance.date.slice(0, 10)}${acceptance.author === null ? '' : ` by ${acceptance.author}`}` +
        `${acceptance.expires === null ? '' : ` until ${acceptance.expires.slice(0, 10)}`} (${acceptance.category}): ${acceptance.reason}`;
  const remarks = [
    mutant.reason,
    accepted,
    mutant.isStatic ? 'static: evaluated when its module is loaded, not when a test calls it' : null,
    mutant.how === undefined ? null : HOW_SENTENCES[mutant.how],
    mutant.isReused ? 'reused from an earlier run: nothing it depended on had changed' : null,
    reuse,
  ].filter((remark) => remark !== null);
  return [
    ...flow(
      [
        { text: mutant.key, paint: palette.accent },
        { text: wordOf(mutant.status), paint: (text) => paintOfStatus(mutant.status, palette)(palette.strong(text)) },
        dim(mutant.mutator),
        ...(mutant.durationMs === null ? [] : [dim(formatDuration(mutant.durationMs))]),
      ],
      terminal,
      0,
    ),
    ...flow(
      [
        { text: placeOf(mutant), paint: palette.strong },
        ...(mutant.symbol === '' ? [] : [dim(`in ${printable(mutant.symbol)}`)]),
        ...(module === null ? [] : [dim(`module ${printable(module)}`)]),
      ],
      terminal,
      0,
    ),
    ...remarks.flatMap((remark) => wrap(printable(remark), terminal.width, 2)),
  ];
}

function renderTests(document: RunDocument, mutant: Mutant, terminal: Terminal, palette: Palette): string[] {
  const kills = new Map(mutant.killedBy.map((kill) => [kill.test, kill]));
  const unlisted = mutant.killedBy.map(({ test }) => test).filter((id) => !mutant.coveredBy.includes(id));
  const covering = indexTests(document).coveringTests({ coveredBy: [...mutant.coveredBy, ...unlisted] });
  if (covering.length === 0) return mutant.status === 'NoCoverage' ? ['no test runs this'] : [];
  const tests = [...covering.filter(({ id }) => kills.has(id)), ...covering.filter(({ id }) => !kills.has(id))];
  const left = (importance: number, cut: 'middle' | null) =>
    ({ title: '', align: 'left', importance, cut: cut && { where: cut, atLeast: 16 } }) as const;
  const isInDoubt = kills.size > 0 && kills.size < tests.length;
  return [
    headOfTests(mutant, tests.length, kills.size),
    ...renderTable(
      [left(3, null), left(2, 'middle'), left(1, 'middle')],
      tests.map((test) => [
        markOf(mutant, kills.get(test.id), palette),
        { text: printable(test.name) },
        placeCell(test, palette),
      ]),
      terminal,
      { indent: 2 },
    ),
    ...(isInDoubt ? wrap(COVERS_IS_NO_VERDICT, terminal.width - 2, 0).map((line) => palette.dim(`  ${line}`)) : []),
  ];
}

function headOfTests(mutant: Mutant, tests: number, kills: number): string {
  const covered = `covered by ${plural(tests, 'test')}`;
  if (mutant.status === 'Survived') return `${covered}, and ${tests === 1 ? 'it passes' : 'all of them pass'}`;
  return kills === 0 ? covered : `${covered}, killed by ${kills}`;
}

function placeCell(test: Test, palette: Palette): Cell {
  return { text: printable(placeOfTest(test)), paint: palette.dim };
}

/** What a test did to the mutant. Only of a survivor is it known that every covering test ran, and passed. */
function markOf(mutant: Mutant, kill: Kill | undefined, palette: Palette): Cell {
  if (kill !== undefined) {
    const by = kill.kind === 'assertion' ? 'by assertion' : kill.kind === 'crash' ? 'by crash' : 'by timeout';
    return { text: `kills ${by}`, paint: kill.kind === 'assertion' ? palette.killed : palette.unsure };
  }
  return mutant.status === 'Survived' ? { text: 'passes', paint: palette.survived } : { text: 'covers', paint: palette.dim };
}

function renderHistory(history: readonly HistoryEntry[], terminal: Terminal, palette: Palette): string[] {
  if (history.length === 0) return [];
  const left = (importance: number, cut: 'end' | null) =>
    ({ title: '', align: 'left', importance, cut: cut && { where: cut, atLeast: 24 } }) as const;
  return [
    'history',
    ...renderTable(
      [left(4, null), left(3, null), left(1, null), left(2, 'end')],
      history.map(({ runId, startedAt, status, reason }) => [
        { text: startedAt.slice(0, 16).replace('T', ' ') },
        { text: wordOf(status), paint: paintOfStatus(status, palette) },
        { text: `run ${printable(runId)}`, paint: palette.dim },
        { text: printable(reason ?? '') },
      ]),
      terminal,
      { indent: 2 },
    ),
  ];
}

function renderNext(mutant: Mutant, terminal: Terminal, palette: Palette): string[] {
  const isUndetected = mutant.status === 'Survived' || mutant.status === 'NoCoverage';
  if (mutant.status === null) return nextLine(`killrate retry ${mutant.key}`, 'measures it again', terminal, palette);
  if (!isUndetected || mutant.acceptance !== null) return [];
  const accept = `or:   ${palette.accent(`killrate accept ${mutant.key} --reason ...`)}`;
  return [...nextLine(`killrate retry ${mutant.key}`, 'once a test fails on the + line', terminal, palette), accept];
}
