import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { aFolder, type Entries } from '../../folder.fixture.ts';
import { isQuiet, keepsState } from './package-state.ts';

function keeps(entry: string, files: Entries): boolean {
  return keepsState(join(aFolder(files), entry));
}

describe('a file may remember', () => {
  test.each([
    ['a collection in a constant', 'const seen = new Map(); export const has = (key) => seen.has(key);'],
    ['a variable', 'let count = 0; export const next = () => ++count;'],
    ['a variable of old code', 'var count = 0; exports.next = function () { return (count += 1); };'],
    ['a variable without a value', 'var last; export const set = (value) => { last = value; };'],
    ['variables of a pattern', 'let a, b; export function set(pair) { [a, b] = pair; }'],
    ['a part of an object', 'const state = { count: 0 }; export const next = () => state.count++;'],
    ['a list that grows', "const names = ['a']; export const add = (name) => names.push(name);"],
    ['what can be taken out', 'const known = { a: 1 }; export const drop = (key) => delete known[key];'],
    ['a property of a function', 'export function next() { return (next.count = (next.count ?? 0) + 1); }'],
    ['a property that a class has', 'export class Id { static last = new Map(); }'],
    ['a list that a class makes as it is loaded', 'export class Id { static { this.all = []; } }'],
    ['what it gives to others', 'exports.next = () => { exports.last = 1; };'],
    ['an empty list', 'export const log = [];'],
    ['an empty object, given to others by CommonJS', 'module.exports = { registry: {} };'],
    ['an instance that it exports as it makes it', "module.exports.bus = new (require('node:events'))();"],
    ['a collection in a function that is called at once', '(function (root) { var all = []; root.all = all; })(exports);'],
    ['a collection in a function that it hands over', "define(['exports'], function (exports) { exports.all = new Set(); });"],
    ['what cannot be parsed', 'export const = 1;'],
  ])('%s', (_, source) => {
    expect(keeps('index.js', { 'index.js': source })).toBe(true);
  });

  test('where it is not there, or is no script', () => {
    expect(keeps('gone.js', {})).toBe(true);
    expect(keeps('addon.node', { 'addon.node': '' })).toBe(true);
  });
});

describe('a file remembers nothing', () => {
  test.each([
    [
      'functions and what they make when they are called',
      'export function make() { const all = []; let n = 0; n += 1; return new Map([[1, all]]); }',
    ],
    ['classes', 'export class Counter { count = 0; seen = new Set(); static of() { return new Counter(); } }'],
    [
      'constants',
      "const limit = 3; const pattern = new RegExp('a'); export const names = ['a', 'b']; export { limit, pattern };",
    ],
    ['a variable that only loading sets', 'let kind = 1; kind = 2; export const tell = () => kind;'],
    ['what it loads', "import { join } from 'node:path'; export * from './other.js'; export { join };"],
  ])('%s', (_, source) => {
    expect(keeps('index.js', { 'index.js': source })).toBe(false);
  });

  test('where it is data', () => {
    expect(keeps('data.json', { 'data.json': '{}' })).toBe(false);
  });
});

test('what is quiet is known by its package', () => {
  expect(isQuiet('/p/node_modules/.pnpm/react@19.0.0/node_modules/react/index.js')).toBe(true);
  expect(isQuiet('/p/node_modules/react-hot/index.js')).toBe(false);
});
