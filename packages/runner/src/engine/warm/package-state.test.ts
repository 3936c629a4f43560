import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { aFolder, type Entries } from '../../folder.fixture.ts';
import { mayKeepState } from './package-state.ts';

function mayKeep(entry: string, files: Entries): boolean {
  return mayKeepState(join(aFolder(files), entry));
}

describe('a package may remember', () => {
  test.each([
    ['a collection in a constant', 'const seen = new Map(); export const has = (key) => seen.has(key);'],
    ['a variable', 'let count = 0; export const next = () => ++count;'],
    ['a variable without a value', 'var last; export const set = (value) => { last = value; };'],
    ['an empty list', 'export const log = [];'],
    ['an empty object, given to others by CommonJS', 'module.exports = { registry: {} };'],
    ['an instance that it exports as it makes it', "module.exports.bus = new (require('node:events'))();"],
    ['something in a file that it loads', "export * from './other.js';"],
    ['something in another package that it loads', "import other from 'other'; export default other;"],
    ['what cannot be parsed', 'export const = 1;'],
  ])('%s', (_, source) => {
    expect(mayKeep('index.js', { 'index.js': source, 'other.js': 'export const all = new Set();' })).toBe(true);
  });

  test('where its file is not there, or is no script', () => {
    expect(mayKeep('gone.js', {})).toBe(true);
    expect(mayKeep('addon.node', { 'addon.node': '' })).toBe(true);
  });
});

describe('a package remembers nothing', () => {
  test.each([
    [
      'functions and what they make when they are called',
      'export function make() { const all = []; return new Map([[1, all]]); }',
    ],
    ['classes', 'export class Counter { count = 0; seen = new Set(); }'],
    [
      'constants',
      "const limit = 3; const pattern = new RegExp('a'); export const names = ['a', 'b']; export { limit, pattern };",
    ],
    ['modules of Node', "import { join } from 'node:path'; export { join };"],
    ['its own files that do not either', "export { add } from './add.js'; const other = require('./add.js');"],
    ['data', "import data from './data.json'; export default data;"],
  ])('%s', (_, source) => {
    expect(mayKeep('index.js', { 'index.js': source, 'add.js': 'export const add = (a, b) => a + b;', 'data.json': '{}' })).toBe(
      false,
    );
  });

  test('built into Node, or one whose state ends with each test', () => {
    expect(mayKeepState('node:fs')).toBe(false);
    expect(mayKeep('node_modules/react/index.js', { 'node_modules/react/index.js': 'let current = null;' })).toBe(false);
  });
});
