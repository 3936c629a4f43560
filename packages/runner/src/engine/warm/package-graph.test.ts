import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { aFolder } from '../../folder.fixture.ts';
import { PackageGraph } from './package-graph.ts';
import type { PackageLoads } from './package-loads.ts';

const STATE = 'export const all = [];';
const NONE = 'export const one = 1;';

/** Files of `node_modules` by their paths there, and what was loaded of them. */
function aGraph(files: Record<string, string>, loads: Partial<PackageLoads>) {
  const root = aFolder(Object.fromEntries(Object.entries(files).map(([path, text]) => [`node_modules/${path}`, text])));
  const urlOf = (path: string) => pathToFileURL(join(root, 'node_modules', path)).href;
  const urls = (paths: readonly string[] = []) => paths.map(urlOf);
  const graph = new PackageGraph();
  graph.add({
    requested: urls(loads.requested),
    links: (loads.links ?? []).map(([parent, child]) => [urlOf(parent), urlOf(child)] as const),
    early: urls(loads.early),
    adopted: urls(loads.adopted),
  });
  return { graph, urlOf, renewed: [...graph.renewed].sort(), urls: (...paths: string[]) => urls(paths).sort() };
}

describe('what is evaluated anew', () => {
  test('is what may remember, and all that loads it', () => {
    const files = { 'a/index.js': NONE, 'a/beside.js': NONE, 'b/index.js': NONE, 'b/state.js': STATE };
    const { renewed, urls, graph, urlOf } = aGraph(files, {
      requested: ['a/index.js'],
      links: [
        ['a/index.js', 'a/beside.js'],
        ['a/index.js', 'b/index.js'],
        ['b/index.js', 'b/state.js'],
      ],
    });
    expect(renewed).toEqual(urls('a/index.js', 'b/index.js', 'b/state.js'));
    expect(graph.remembers([urlOf('a/index.js')])).toBe(false);
  });

  test('is nothing where nothing may remember', () => {
    expect(aGraph({ 'a/index.js': NONE }, { requested: ['a/index.js'] }).renewed).toEqual([]);
  });

  test('is nothing that only a quiet package loads', () => {
    const files = { 'react/index.js': NONE, 'b/state.js': STATE };
    const { renewed, graph, urlOf } = aGraph(files, {
      requested: ['react/index.js'],
      links: [['react/index.js', 'b/state.js']],
    });
    expect(renewed).toEqual([]);
    expect(graph.remembers([urlOf('react/index.js')])).toBe(false);
  });
});

describe('a package stays, and remembers,', () => {
  const files = { 'a/index.js': NONE, 'b/state.js': STATE, 'react/index.js': NONE };
  const links = [['a/index.js', 'b/state.js'] as const];
  test.each<[string, Partial<PackageLoads>]>([
    ['where it was there before any test', { links, early: ['b/state.js'] }],
    ['where who loads it was there before any test', { links, early: ['a/index.js'] }],
    ['where it changes something on loading', { links, adopted: ['a/index.js'] }],
    ['where a quiet package shares it', { links: [...links, ['react/index.js', 'b/state.js']] }],
  ])('%s', (_, loads) => {
    const { renewed, graph, urlOf } = aGraph(files, { requested: ['a/index.js', 'react/index.js'], ...loads });
    expect(renewed).toEqual([]);
    expect(graph.remembers([urlOf('a/index.js')])).toBe(true);
    expect(graph.remembers([urlOf('react/index.js'), 'node:fs'])).toBe(false);
  });

  test('where evaluating all that loads it would take too long', () => {
    const names = Array.from({ length: 260 }, (__, index) => `a/${index}.js`);
    const { renewed, graph, urlOf } = aGraph(
      { 'b/state.js': STATE, ...Object.fromEntries(names.map((name) => [name, NONE])) },
      { requested: names, links: names.map((name) => [name, 'b/state.js'] as const) },
    );
    expect(renewed).toEqual([]);
    expect(graph.remembers([urlOf('a/7.js')])).toBe(true);
  });
});

test('what is heard of later counts too', () => {
  const { graph, urlOf, renewed } = aGraph({ 'a/index.js': NONE, 'b/state.js': STATE }, { requested: ['a/index.js'] });
  expect(renewed).toEqual([]);
  graph.add({ requested: [], links: [[urlOf('a/index.js'), urlOf('b/state.js')]], early: [], adopted: [] });
  expect([...graph.renewed].sort()).toEqual([urlOf('a/index.js'), urlOf('b/state.js')]);
});
