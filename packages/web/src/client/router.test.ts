import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { parsePlace, withQuery } from './address.ts';
import { go, hrefOf, paths, setParams, startRouter } from './router.tsx';

let entries: string[];

/** An address bar, and a history that counts its entries. */
function openAt(address: string): void {
  const location = { pathname: '', search: '', hash: '' };
  const show = (url: string) => {
    const { pathname, search, hash } = new URL(url, 'http://localhost');
    Object.assign(location, { pathname, search, hash });
  };
  show(address);
  entries = [address];
  vi.stubGlobal('location', location);
  vi.stubGlobal('window', { addEventListener: () => {}, scrollTo: () => {} });
  vi.stubGlobal('history', {
    pushState: (_state: unknown, _title: string, url: string) => {
      entries.push(url);
      show(url);
    },
    replaceState: (_state: unknown, _title: string, url: string) => {
      entries[entries.length - 1] = url;
      show(url);
    },
  });
}

beforeEach(() => {
  openAt('/');
  startRouter('path');
});
afterEach(() => vi.unstubAllGlobals());

test('what is not there is left out of an address, and slashes and commas stay readable', () => {
  expect(withQuery('/file', { path: 'src/a b.ts', mutant: undefined, status: '' })).toBe('/file?path=src/a+b.ts');
  expect(paths.survivors({ status: 'Survived,NoCoverage' })).toBe('/survivors?status=Survived,NoCoverage');
  expect(paths.survivors()).toBe('/survivors');
});

test('what a path says is escaped', () => {
  expect(paths.run('a/b')).toBe('/runs/a%2Fb');
  expect(parsePlace(paths.test('a.ts > b&c=d?#'))).toMatchObject({ path: '/test' });
  expect(parsePlace(paths.test('a.ts > b&c=d?#')).query.get('id')).toBe('a.ts > b&c=d?#');
});

test('an empty address is the overview', () => {
  expect(parsePlace('').path).toBe('/');
});

test('going somewhere adds to the history, unless it replaces or is where the reader is', () => {
  go('/survivors');
  go('/survivors');
  go('/files', { replace: true });

  expect(entries).toEqual(['/', '/files']);
});

test('parameters are changed in place, and null takes one away', () => {
  openAt('/survivors?module=url&mutant=abc');

  setParams({ module: null, status: 'Timeout' });

  expect(entries).toEqual(['/survivors?mutant=abc&status=Timeout']);
});

test('an exported file keeps the place after the hash', () => {
  startRouter('hash');
  openAt('/report.html#/survivors?module=url');

  setParams({ mutant: 'abc' });

  expect(hrefOf('/files')).toBe('#/files');
  expect(entries).toEqual(['#/survivors?module=url&mutant=abc']);
});

test('a hash that is no place is the overview', () => {
  startRouter('hash');
  openAt('/report.html#somewhere');

  go('/files');

  expect(entries).toEqual(['/report.html#somewhere', '#/files']);
});
