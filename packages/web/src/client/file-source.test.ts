import { packReport } from '@killrate/shared/packed-report';
import { expect, test } from 'vitest';
import { exportedReport } from './exported-report.fixture.ts';
import { createFileSource, findReport } from './file-source.ts';

const SIGNAL = new AbortController().signal;
const REPORT = exportedReport();

function pageWith(text: string | null): Pick<Document, 'getElementById'> {
  return { getElementById: () => (text === null ? null : ({ textContent: text } as HTMLElement)) };
}

test('what is asked of it is answered from the report', async () => {
  await expect(createFileSource(REPORT).read('/api/project', null, SIGNAL)).resolves.toEqual({
    kind: 'fresh',
    body: REPORT.project,
    tag: null,
  });
});

test('what is not in the report is told with the command that shows it', async () => {
  await expect(createFileSource(REPORT).read('/api/mutants/none', null, SIGNAL)).rejects.toThrow('npx killrate serve');
});

test('nothing can be written', async () => {
  await expect(createFileSource(REPORT).write('POST', '/api/run', {})).rejects.toThrow('cannot be changed');
});

test('the report is found in the page, or beside it', () => {
  const packed = packReport(REPORT);

  expect(findReport(pageWith(JSON.stringify(packed)), undefined)).toEqual(REPORT);
  expect(findReport(pageWith(null), packed)).toEqual(REPORT);
  expect(findReport(pageWith(null), undefined)).toBeNull();
});

test('a report of another version is told as that', () => {
  expect(() => findReport(pageWith(null), { ...packReport(REPORT), schemaVersion: 2 })).toThrow('another version of killrate');
});
