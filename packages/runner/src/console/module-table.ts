/** The table of modules with their files: kill rates against targets, and what keeps them down. */

import { formatCount, plural } from '@killrate/shared/count';
import type { ModuleTotals, RunDocument } from '@killrate/shared/document';
import { formatDuration } from '@killrate/shared/duration';
import type { Job, Mutant } from '@killrate/shared/model';
import { formatRate, formatTarget, formatToGo } from '@killrate/shared/rate';
import { type Totals, tally } from '@killrate/shared/score';
import { modulesWorstFirst } from '@killrate/shared/worth';
import { type Glyphs, glyphsOf } from './glyphs.ts';
import { createPalette, type Paint, type Palette } from './paint.ts';
import { printable } from './printable.ts';
import { moduleOfFile } from './ranking.ts';
import { type Cell, type Column, renderTable } from './table.ts';
import type { Terminal } from './terminal.ts';
import { compareText } from './test-index.ts';

/** Files of one module in which nothing is left to do are counted, not listed, where there are more than this. */
const MOST_CLEAN_FILES = 5;

/** The importance of a column that holds only zeros or dashes: the first to go where room is short. */
const NOTHING_IN_IT = 0;

interface Line {
  readonly name: string;
  /** Null on the line that only counts files. */
  readonly totals: Totals | null;
  readonly target: number | null;
  readonly isModule: boolean;
  readonly time: string;
}

type Field = Column & { readonly cell: (line: Line) => Cell };

/** Modules worst first, each with its files by name. `isWhole` lists every file. */
export function renderModuleTable(document: RunDocument, terminal: Terminal, isWhole: boolean): string[] {
  const palette = createPalette(terminal);
  const lines = linesOf(document, isWhole);
  if (lines.length === 0) return [];
  const fields = fieldsOf(
    palette,
    glyphsOf(terminal),
    document.totals,
    document.modules.some(({ target }) => target !== null),
  );
  const rows = lines.map((line) => fields.map((field) => field.cell(line)));
  return renderTable(fields, rows, terminal, { paintTitle: palette.dim });
}

function linesOf(document: RunDocument, isWhole: boolean): Line[] {
  const moduleOf = moduleOfFile(document);
  const jobs = new Map(document.jobs.map((job) => [job.file, job]));
  const mutants = mutantsByFile(document);
  const files = [...new Set([...jobs.keys(), ...mutants.keys()])].sort(compareText);
  const lineOf = (file: string, target: number | null): Line => ({
    name: `  ${printable(file)}`,
    totals: tally(mutants.get(file) ?? []),
    target,
    isModule: false,
    time: timeOf(jobs.get(file)),
  });
  const ofModule = (module: ModuleTotals): Line[] => {
    const own = files.filter((file) => moduleOf(file) === module.name);
    const head: Line = {
      name: printable(module.name),
      totals: module,
      target: module.target,
      isModule: true,
      time: sumOf(own, jobs),
    };
    return [
      head,
      ...fold(
        own.map((file) => lineOf(file, module.target)),
        isWhole,
      ),
    ];
  };
  const strays = files.filter((file) => !document.modules.some(({ name }) => name === moduleOf(file)));
  return [...modulesWorstFirst(document.modules).flatMap(ofModule), ...strays.map((file) => lineOf(file, null))];
}

function fold(lines: Line[], isWhole: boolean): Line[] {
  const clean = new Set(lines.filter(({ totals }) => isClean(totals)));
  if (isWhole || clean.size <= MOST_CLEAN_FILES) return lines;
  const name = `  and ${plural(clean.size, 'clean file')}`;
  return [...lines.filter((line) => !clean.has(line)), { name, totals: null, target: null, isModule: false, time: '' }];
}

function isClean(totals: Totals | null): boolean {
  return totals !== null && totals.survived + totals.noCoverage + totals.unresolved + totals.pending === 0;
}

function mutantsByFile(document: RunDocument): Map<string, Mutant[]> {
  const byFile = new Map<string, Mutant[]>();
  for (const mutant of document.mutants) {
    const mutants = byFile.get(mutant.file);
    if (mutants) mutants.push(mutant);
    else byFile.set(mutant.file, [mutant]);
  }
  return byFile;
}

function timeOf(job: Job | undefined): string {
  if (job === undefined) return '';
  if (job.status !== 'completed') return job.status;
  return job.durationMs === null ? '' : formatDuration(job.durationMs);
}

function sumOf(files: readonly string[], jobs: ReadonlyMap<string, Job>): string {
  const durations = files.map((file) => jobs.get(file)).filter((job) => job !== undefined && job.status !== 'reused');
  const known = durations.map((job) => job?.durationMs ?? null).filter((durationMs) => durationMs !== null);
  return known.length === 0 ? '' : formatDuration(known.reduce((sum, durationMs) => sum + durationMs, 0));
}

function fieldsOf(palette: Palette, glyphs: Glyphs, all: Totals, hasTargets: boolean): Field[] {
  const right = (title: string, importance: number, cell: (line: Line, totals: Totals) => Cell): Field => ({
    title,
    align: 'right',
    importance,
    cut: null,
    cell: (line) => (line.totals === null ? { text: '' } : cell(line, line.totals)),
  });
  const number = (title: string, importance: number, count: (totals: Totals) => number, paint: Paint): Field =>
    right(title, importance, (_, totals) => {
      const value = count(totals);
      return { text: formatCount(value), paint: value === 0 ? palette.dim : paint };
    });
  const rate = (title: string, importance: number, value: (totals: Totals) => number | null): Field =>
    right(title, importance, (_, totals) => ({ text: formatRate(value(totals), glyphs.dash), paint: palette.dim }));
  const ofModule = (title: string, importance: number, cell: (line: Line, totals: Totals) => Cell): Field =>
    right(title, hasTargets ? importance : NOTHING_IN_IT, (line, totals) => (line.isModule ? cell(line, totals) : { text: '' }));
  const unlessEmpty = (importance: number, count: number) => (count === 0 ? NOTHING_IN_IT : importance);
  return [
    {
      title: 'module',
      align: 'left',
      importance: 100,
      cut: { where: 'middle', atLeast: 20 },
      cell: (line) => ({
        text: line.name,
        paint: line.isModule ? palette.strong : line.totals === null ? palette.dim : palette.plain,
      }),
    },
    right('kill\nrate', 99, ({ isModule, target }, { killRate }) => ({
      text: formatRate(killRate, glyphs.dash, target),
      paint: isModule ? paintAgainst(target, killRate, palette) : palette.plain,
    })),
    ofModule('target', 97, ({ target }) => ({ text: formatTarget(target, glyphs.dash) })),
    ofModule('to\ngo', 98, ({ target }, { killRate }) => ({
      text: formatToGo(killRate, target, glyphs.dash),
      paint: paintAgainst(target, killRate, palette),
    })),
    number('mutants', 93, ({ mutants }) => mutants, palette.plain),
    number('killed', 60, ({ killed }) => killed, palette.plain),
    number('survived', 96, ({ survived }) => survived, palette.survived),
    number('no\ncov', unlessEmpty(95, all.noCoverage), ({ noCoverage }) => noCoverage, palette.noCoverage),
    number('timeout', unlessEmpty(91, all.timeout), ({ timeout }) => timeout, palette.unsure),
    number('unre-\nsolved', unlessEmpty(94, all.unresolved), ({ unresolved }) => unresolved, palette.unsure),
    rate('covered\n%', 55, ({ coverage }) => coverage),
    rate('test\nstrength', 92, ({ testStrength }) => testStrength),
    right('time', 70, ({ time }) => ({ text: time, paint: palette.dim })),
  ];
}

function paintAgainst(target: number | null, killRate: number | null, palette: Palette): Paint {
  if (target === null || killRate === null) return palette.plain;
  return killRate < target ? palette.survived : palette.killed;
}
