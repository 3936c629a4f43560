import { expect, test } from 'vitest';
import { aFolder } from '../../../folder.fixture.ts';
import { createStaticProject } from '../project.ts';
import { isPure } from './purity.ts';
import { findExported } from './source-definition.ts';

/** Whether the export `f` of a source is found to be pure. */
function isPureIn(text: string): boolean {
  const root = aFolder({
    'f.ts': text,
    'other.ts':
      'export const LIMIT = 3;\nexport let open = 1;\nexport function reopen() { open++; }\nexport function half(x) { return x / 2; }\n',
  });
  const project = createStaticProject(root);
  const found = findExported(project, 'f.ts', 'f');
  if (found === null) throw new Error('no function');
  return isPure(project, found as never);
}

test.each([
  'export function f(a, b) { return a + b; }',
  'export const f = (text) => text.trim().split(",").map((part) => part.length);',
  'export function f(list) { let sum = 0; for (const x of list) sum += x; return sum; }',
  'export function f(list) { const out = []; for (const x of list) out.push(x); return out.sort(); }',
  'export function f(text) { const parts = text.split("/"); parts.reverse(); return parts.join("/"); }',
  'const RATES = { EUR: 1 }; export function f(name) { return RATES[name]; }',
  'const NAMES = new Set(["a"]); export function f(name) { return NAMES.has(name); }',
  'import { half, LIMIT } from "./other"; export function f(x) { return half(x) + LIMIT; }',
  'function g(n) { return n < 1 ? 0 : f(n - 1); } export function f(n) { return g(n); }',
  'export function f(x) { if (x < 0) throw new RangeError("no"); return Math.sqrt(x); }',
  'export function f(iso) { return new Date(iso).getTime(); }',
  'const WORD = /\\w/g; export function f(text) { return text.replace(WORD, "x"); }',
])('%s is pure', (text) => {
  expect(isPureIn(text)).toBe(true);
});

test.each([
  'let n = 0; export function f() { return n++; }',
  'let n = 0; export function f() { return n; } export function g() { n = 1; }',
  'const cache = {}; export function f(x) { return (cache[x] ??= x * 2); }',
  'const cache = new Map(); export function f(x) { cache.set(x, 1); return cache.get(x); }',
  'export function f() { return Math.random(); }',
  'export function f() { return Date.now(); }',
  'export function f() { return new Date(); }',
  'export function f(list) { list.push(1); return list; }',
  'export function f(object) { object.done = true; return object; }',
  'export function f(callback) { return callback(); }',
  'export function f() { return this.x; }',
  'export function f() { return process.env.HOME; }',
  'export function* f() { yield 1; }',
  'import { reopen } from "./other"; export function f() { reopen(); return 1; }',
  'import { open } from "./other"; export function f() { return open; }',
  'import fs from "node:fs"; export function f(path) { return fs.readFileSync(path); }',
  'const WORD = /\\w/g; export function f(text) { return WORD.test(text); }',
  'const kept = []; export function f(x) { keep(kept, x); return kept.length; } function keep(list, x) { list.push(x); }',
])('%s is not', (text) => {
  expect(isPureIn(text)).toBe(false);
});
