/** `GET /api/files` and `GET /api/file`: the sources with what they count up to, and one with all of its mutants. */
import { FileList, FilePage, FileQuery, FilesQuery } from '@killrate/shared/api';
import { mutantsOfPresentFile } from '@killrate/shared/store/mutant-list';
import type { App } from '../contract.ts';
import { readListCursor, writeCursor } from '../cursor.ts';
import type { Dashboard } from '../dashboard.ts';
import { measuredSource, toItems } from '../items.ts';
import type { View } from '../reader.ts';
import { addRead, NotFound } from './route.ts';

export function addFileRoutes(app: App, dashboard: Dashboard): void {
  addRead(app, dashboard, {
    url: '/api/files',
    summary: 'The source files by path',
    query: FilesQuery,
    reply: FileList,
    empty: () => ({ total: 0, items: [], nextCursor: null }),
    answer: (view, { query }) => listFiles(view, query),
  });
  addRead(app, dashboard, {
    url: '/api/file',
    summary: 'One source file with all of its mutants by place',
    query: FileQuery,
    reply: FilePage,
    dependsOn: (_view, { query }) => dashboard.sources.read(query.path)?.hash ?? 'gone',
    empty: ({ query }) => unknownFile(query.path),
    answer: (view, { query }) => pageOf(dashboard, view, query.path),
  });
}

function listFiles({ snapshot }: View, { module, cursor, limit }: FilesQuery): FileList {
  const after = readListCursor(cursor)?.key ?? '';
  const all = snapshot.files.filter(({ source }) => module === undefined || source.module === module);
  const rest = all.filter(({ source }) => source.file > after);
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return {
    total: all.length,
    items: page.map(({ view }) => view),
    nextCursor: writeCursor(rest.length > limit && last !== undefined ? [0, last.source.file] : null),
  };
}

function pageOf({ sources }: Dashboard, { database, snapshot }: View, path: string): FilePage | NotFound {
  const file = snapshot.fileByPath.get(path);
  if (file === undefined) return unknownFile(path);
  const source = file.measuredHash === null ? sources.read(path) : measuredSource(path, snapshot, sources);
  return {
    ...file.view,
    // Its text may have changed since the project was looked at.
    isStale: file.view.isStale || source === null,
    source: source?.text ?? null,
    mutants: toItems(mutantsOfPresentFile(database, path), snapshot, sources),
  };
}

function unknownFile(path: string): NotFound {
  return new NotFound(`${path.slice(0, 200)} is no source file that killrate measures here`);
}
