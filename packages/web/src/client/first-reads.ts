/** What each page asks the server first, as addresses, so that it can be asked before the page's code is there. */
import { parsePlace, withQuery } from './address.ts';

/** How many survivors come at once. */
export const QUEUE_PART = '200';

type Read = (query: URLSearchParams) => string[];

/** The parameters of `query` with these names, those that are there. */
function picked(query: URLSearchParams, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (query.has(name) ? [[name, query.get(name) ?? '']] : [])));
}

const READS: Readonly<Record<string, Read>> = {
  '/': () => ['/api/overview'],
  '/survivors': (query) => {
    const file = query.get('file');
    const mutant = query.get('mutant');
    const list = withQuery('/api/mutants', {
      ...{ status: query.get('status') ?? 'Survived', ...picked(query, ['module', 'mutator']) },
      ...(file !== null && { file: `*${file}*` }),
      ...{ order: 'worth', limit: QUEUE_PART },
    });
    return mutant === null ? [list] : [list, mutantAt(mutant)];
  },
  '/files': (query) => [withQuery('/api/files', picked(query, ['module']))],
  '/file': (query) => {
    const path = query.get('path') ?? '';
    if (path === '') return [];
    const mutant = query.get('mutant');
    const worst = withQuery('/api/mutants', { file: path, status: 'Survived', order: 'worth', limit: '1' });
    return [withQuery('/api/file', { path }), mutant === null ? worst : mutantAt(mutant)];
  },
  '/tests': (query) => [
    withQuery('/api/tests', {
      ...{ verdict: query.get('verdict') ?? 'all', order: query.get('order') ?? 'verdict' },
      ...picked(query, ['file', 'rule']),
    }),
  ],
  '/test': (query) => {
    const id = query.get('id') ?? '';
    return id === '' ? [] : [withQuery('/api/test', { id })];
  },
  '/runs': () => ['/api/runs'],
  '/compare': () => ['/api/runs'],
};

function mutantAt(key: string): string {
  return `/api/mutants/${encodeURIComponent(key)}`;
}

/** The addresses of what the page at `address` asks first. */
export function firstReads(address: string): string[] {
  const { path, query } = parsePlace(address);
  const project = '/api/project';
  if (Object.hasOwn(READS, path)) return [project, ...(READS[path]?.(query) ?? [])];
  const [, run] = /^\/runs\/([^/]+)$/.exec(path) ?? [];
  return run === undefined ? [project] : [project, `/api/runs/${run}`];
}
