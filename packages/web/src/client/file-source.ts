/** An exported report as a source: read only, from what came with the page. */
import type { ExportedReport } from '@killrate/shared/api';
import { PackedReport, unpackReport } from '@killrate/shared/packed-report';
import { createAnswers } from './exported-report.ts';
import type { Source } from './source.ts';

const SERVE = 'Open it with: npx killrate serve';

/** Answers from the report. */
export function createFileSource(report: ExportedReport): Source {
  const answer = createAnswers(report);
  return {
    kind: 'file',
    async read(url) {
      const body = answer(url);
      if (body === null || body === undefined) throw new Error(`This exported report does not hold that page. ${SERVE}`);
      return { kind: 'fresh', body, tag: null };
    },
    write: () => Promise.reject(new Error(`An exported report cannot be changed. ${SERVE}`)),
    listen(listener) {
      queueMicrotask(() => listener.onOpen());
      return () => {};
    },
  };
}

declare global {
  interface Window {
    /** Set by the `data.js` of an exported report. */
    killrateData?: unknown;
  }
}

/** The report that came with the page: in it, or in the script beside it. Null where the page came from a server. */
export function findReport(page: Pick<Document, 'getElementById'>, beside: unknown): ExportedReport | null {
  const inPage = page.getElementById('killrate-data')?.textContent ?? null;
  const found: unknown = inPage === null ? beside : JSON.parse(inPage);
  if (found === undefined || found === null) return null;
  const report = PackedReport.safeParse(found);
  if (report.success) return unpackReport(report.data);
  throw new Error('This report was exported by another version of killrate than its page.', { cause: report.error });
}
