/** All that the dashboard shows, as one value: what an exported report holds beside the client. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ExportedMutant, ExportedReport, TestAssessment } from '@killrate/shared/api';
import type { LedgerEntry } from '@killrate/shared/gate/acceptance';
import type { Test } from '@killrate/shared/model';
import { allFeedback } from '@killrate/shared/store/feedback';
import type { Database } from '@killrate/shared/store/open';
import { listRuns } from '@killrate/shared/store/runs';
import { listTests } from '@killrate/shared/store/test-list';
import { formerWholeMutants, presentWholeMutants, type WholeMutant } from '@killrate/shared/store/whole-mutants';
import { acceptanceOf, measuredSource } from './items.ts';
import { createView } from './reader.ts';
import { overviewOf } from './routes/overview.ts';
import { countProject } from './routes/project.ts';
import { receiptOf } from './routes/runs.ts';
import { isMatrixOf } from './routes/tests.ts';
import { type Snapshot, takeSnapshot } from './snapshot.ts';
import { createSources, type Sources } from './sources.ts';
import type { ProjectFacts } from './workbench.ts';

/** What a report is made from. */
export interface ExportParts {
  /** Absolute root of the measured project. */
  project: string;
  name: string;
  version: string;
  database: Database;
  facts: ProjectFacts;
  ledger: readonly LedgerEntry[];
  /** What is held of the tests; null where they were not looked into. */
  assessment: TestAssessment | null;
}

/** Each run has a line for each of its files: the newest ones have to do. */
const MOST_RUNS = 50;
const ALL = Number.MAX_SAFE_INTEGER - 1;

/** Reads what holds of the project now. The connection's tables of the project state are filled anew. */
export function readReport({ project, name, version, database, facts, ledger, assessment }: ExportParts): ExportedReport {
  return database.transaction(() => {
    const exportedAt = new Date().toISOString();
    const snapshot = takeSnapshot(database, facts, ledger, exportedAt, assessment);
    const view = createView(database, snapshot, null);
    const sources = createSources(project);
    const runs = listRuns(database, MOST_RUNS).flatMap(({ id }) => receiptOf(view, id) ?? []);
    view.tests();
    const tests = listTests(database, { file: null, verdict: 'all', rule: null }, 'place', null, ALL).items.map(
      ({ id, file, name, line, durationMs }): Test => ({ id, file, name, line, durationMs }),
    );
    const texts = readTexts(snapshot, tests, sources);
    const known = countProject(view);
    const toMutant = (whole: WholeMutant) => completeMutant(whole, snapshot);
    return {
      schemaVersion: 1 as const,
      exportedAt,
      project: {
        ...{ name, version, revision: exportedAt, ...known, progress: null },
        notes: [
          `Exported on ${sayMinute(exportedAt)}, and as it was then: npx killrate serve shows what holds now`,
          ...facts.notes,
        ],
        counts: { ...known.counts, runs: runs.length },
        abilities: { write: false, run: false, openEditor: false },
      },
      overview: overviewOf(view),
      files: snapshot.files.map(({ view: file, measuredHash }) => ({
        ...file,
        // Its text may have changed since the project was looked at.
        isStale: file.isStale || (measuredHash !== null && !texts.has(file.file)),
      })),
      mutants: presentWholeMutants(database).map(toMutant),
      formerMutants: formerWholeMutants(
        database,
        runs.map(({ run }) => run.id),
      ).map(toMutant),
      changedFiles: snapshot.files.filter(({ source }) => source.kind === 'changed').map(({ source }) => source.file),
      tests,
      ...{ isMatrix: isMatrixOf(view), assessment },
      findingFeedback: Object.fromEntries(allFeedback(database, 'finding')),
      runs,
      sources: Object.fromEntries(texts),
    };
  })();
}

/** A date as people read it, to the minute. */
function sayMinute(at: string): string {
  return `${at.slice(0, 10)} at ${at.slice(11, 16)} UTC`;
}

function completeMutant({ mutant, ...rest }: WholeMutant, snapshot: Snapshot): ExportedMutant {
  return { ...mutant, acceptance: acceptanceOf(mutant, snapshot), ...rest };
}

/** The texts of files as they were measured, and of tests as they are. */
function readTexts(snapshot: Snapshot, tests: readonly Test[], sources: Sources): Map<string, string> {
  const measured = snapshot.files.map(({ source }) => [source.file, measuredSource(source.file, snapshot, sources)] as const);
  const ofTests = [...new Set(tests.map(({ file }) => file))].map((file) => [file, sources.read(file)] as const);
  return new Map([...ofTests, ...measured].flatMap(([file, found]) => (found === null ? [] : [[file, found.text] as const])));
}

/** The client as an exported report holds it: one classic script, one style sheet, the icon. */
export interface ReportClient {
  script: string;
  style: string;
  icon: string;
}

/** Reads the client. @throws where it was not built. */
export function readReportClient(): ReportClient {
  const read = (path: string) => readFileSync(fileURLToPath(new URL(`../../dist/${path}`, import.meta.url)), 'utf8');
  return { script: read('report/report.js'), style: read('report/report.css'), icon: read('client/icon.svg') };
}
