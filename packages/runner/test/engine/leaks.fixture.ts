/** What a mutant can leave behind in a thread, one little module each: the leak, and what a test finds only where it stayed. */

/** A module whose mutant leaves something behind, and a test that fails where that is still there. */
export interface Leak {
  name: string;
  /** Import lines of the source and of the test. */
  imports?: string;
  /** A statement that leaves something behind. */
  leak: string;
  /** An expression that is true where nothing was left. */
  isPristine: string;
  /** A statement of the test file that makes up for the leak once it was seen, so that only the next mutant meets it. */
  heal?: string;
  /** Whether a fresh run may or may not see what comes after its last test: nothing is said of the mutant itself. */
  isOwnStatusOpen?: boolean;
}

export const LEAKS: readonly Leak[] = [
  { name: 'a global is added', leak: 'global.leak = 1', isPristine: "!('leak' in global)" },
  { name: 'a global is replaced', leak: 'global.structuredClone = () => 0', isPristine: 'structuredClone(1) === 1' },
  { name: 'a global is deleted', leak: 'delete global.queueMicrotask', isPristine: "typeof queueMicrotask === 'function'" },
  {
    name: 'a lazy global is replaced',
    leak: "Object.defineProperty(global, 'navigator', { value: 'leak' })",
    isPristine: "typeof navigator === 'object'",
  },
  { name: 'a prototype is patched', leak: 'Array.prototype.copyWithin = () => 0', isPristine: '[1].copyWithin(0) !== 0' },
  { name: 'a prototype grows', leak: 'String.prototype.leak = 1', isPristine: "!('leak' in String.prototype)" },
  {
    name: 'a prototype is patched for good',
    leak: "Object.defineProperty(Array.prototype, 'copyWithin', { value: () => 0, writable: false, configurable: false })",
    isPristine: '[1].copyWithin(0) !== 0',
  },
  { name: 'a built-in is frozen', leak: 'Object.freeze(Math)', isPristine: '!Object.isFrozen(Math)' },
  {
    name: 'a built-in property becomes read-only',
    leak: "Object.defineProperty(Math, 'abs', { writable: false })",
    isPristine: "Object.getOwnPropertyDescriptor(Math, 'abs').writable === true",
  },
  {
    name: 'a built-in property becomes enumerable',
    leak: "Object.defineProperty(Object.prototype, 'valueOf', { enumerable: true })",
    isPristine: "!Object.prototype.propertyIsEnumerable('valueOf')",
  },
  {
    name: 'Date is replaced',
    leak: 'global.Date = class extends Date { static now() { return 0; } }',
    isPristine: 'Date.now() > 0',
  },
  {
    name: 'Intl is patched below',
    leak: 'Intl.NumberFormat.prototype.resolvedOptions = () => ({})',
    isPristine: "'locale' in new Intl.NumberFormat().resolvedOptions()",
  },
  { name: 'performance is patched', leak: 'performance.now = () => -1', isPristine: 'performance.now() >= 0' },
  { name: 'crypto is patched', leak: "crypto.randomUUID = () => 'leak'", isPristine: "crypto.randomUUID() !== 'leak'" },
  { name: 'console is patched', leak: 'console.table = () => 1', isPristine: 'console.table([]) === undefined' },
  {
    name: 'a stream class is patched',
    imports: "import { PassThrough } from 'node:stream';",
    leak: 'PassThrough.prototype.leak = 1',
    isPristine: "!('leak' in PassThrough.prototype)",
  },
  {
    name: 'EventEmitter is patched',
    imports: "import { EventEmitter } from 'node:events';",
    leak: 'EventEmitter.prototype.leak = 1',
    isPristine: "!('leak' in EventEmitter.prototype)",
  },
  {
    name: 'a limit of EventEmitter is set',
    imports: "import { EventEmitter } from 'node:events';",
    leak: 'EventEmitter.defaultMaxListeners = 77',
    isPristine: 'EventEmitter.defaultMaxListeners !== 77',
  },
  {
    name: 'a module of Node is patched',
    imports: "import fs from 'node:fs';",
    leak: 'fs.existsSync = () => 0',
    isPristine: "fs.existsSync('/') === true",
  },
  {
    name: 'a rarer module of Node is patched',
    imports: "import zlib from 'node:zlib';",
    leak: 'zlib.crc32 = () => -1',
    isPristine: "zlib.crc32('a') > 0",
  },
  {
    name: 'options of util.inspect are set',
    imports: "import { inspect } from 'node:util';",
    leak: 'inspect.defaultOptions.depth = 77',
    isPristine: 'inspect.defaultOptions.depth !== 77',
  },
  {
    name: 'the agent of http is set',
    imports: "import http from 'node:http';",
    leak: 'http.globalAgent.maxSockets = 77',
    isPristine: 'http.globalAgent.maxSockets !== 77',
  },
  {
    name: 'the order of dns is set',
    imports: "import dns from 'node:dns';",
    leak: "dns.setDefaultResultOrder('ipv6first')",
    isPristine: "dns.getDefaultResultOrder() !== 'ipv6first'",
  },
  { name: 'stdout is patched', leak: 'process.stdout.write = () => 77', isPristine: "process.stdout.write('') !== 77" },
  { name: 'hrtime is patched', leak: 'process.hrtime.bigint = () => -1n', isPristine: 'process.hrtime.bigint() > 0n' },
  { name: 'the exit code is set', leak: 'process.exitCode = 77', isPristine: 'process.exitCode !== 77' },
  { name: 'a variable of the environment is set', leak: "process.env.LEAK = '1'", isPristine: "!('LEAK' in process.env)" },
  { name: 'a variable of the environment is taken away', leak: 'delete process.env.PATH', isPristine: "'PATH' in process.env" },
  {
    name: 'the environment is replaced',
    leak: "process.env = { LEAK: '1' }",
    isPristine: "!('LEAK' in process.env) && 'PATH' in process.env",
  },
  {
    name: 'a listener stays on process',
    leak: "process.on('leak', () => {})",
    isPristine: "process.listenerCount('leak') === 0",
  },
  {
    name: 'a mark stays in the timeline',
    leak: "performance.mark('leak')",
    isPristine: "performance.getEntriesByName('leak').length === 0",
  },
  {
    name: 'a channel keeps a subscriber',
    imports: "import channels from 'node:diagnostics_channel';",
    leak: "channels.subscribe('leak', () => {})",
    isPristine: "!channels.hasSubscribers('leak')",
  },
  { name: 'an interval runs on', leak: 'setInterval(() => { global.leak = 1; }, 1)', isPristine: "!('leak' in global)" },
  {
    name: 'an interval of node:timers runs on',
    imports: "import { setInterval as every } from 'node:timers';",
    leak: 'every(() => { global.leak = 1; }, 1).unref()',
    isPristine: "!('leak' in global)",
  },
  {
    name: 'a server stays open',
    imports: "import net from 'node:net';",
    leak: 'net.createServer().listen(0)',
    isPristine: "!process.getActiveResourcesInfo().includes('TCPServerWrap')",
  },
  {
    name: 'a child process lives on',
    imports: "import { spawn } from 'node:child_process';",
    leak: "spawn(process.execPath, ['-e', 'setTimeout(() => {}, 3000)'], { stdio: 'ignore' })",
    isPristine: "!process.getActiveResourcesInfo().includes('ProcessWrap')",
  },
  {
    name: 'a package keeps a value',
    imports: "import { box } from 'external';",
    leak: 'box.items.push(1)',
    isPristine: 'box.items.length === 0',
  },
  {
    name: 'a class of a package is patched',
    imports: "import { Greeter } from 'external';",
    leak: "Greeter.prototype.greet = () => 'leak'",
    isPristine: "new Greeter().greet() === 'hello'",
  },
  {
    name: 'a package of CommonJS keeps a value',
    imports: "import bag from 'external-cjs';",
    leak: 'bag.items.push(1)',
    isPristine: 'bag.items.length === 0',
  },
  {
    name: 'the loader of CommonJS is patched',
    imports: "import Module from 'node:module';",
    leak: "Module._extensions['.leak'] = () => {}",
    isPristine: "!('.leak' in Module._extensions)",
  },
];

/** Leaks that only the mutant that follows meets: its own run makes up for them, and a later look finds nothing. */
export const HEALING_LEAKS: readonly Leak[] = [
  {
    name: 'a package keeps a value until the next run',
    imports: "import { box } from 'external';",
    leak: 'box.late.push(1)',
    isPristine: 'box.late.length === 0',
    heal: 'if (box.late.length > 0) healLater(() => { box.late.length = 0; });',
  },
  {
    name: 'a timer of node:timers throws later',
    imports: "import { setTimeout as later } from 'node:timers';",
    leak: "later(() => { throw new Error('late'); }, 4).unref()",
    isPristine: 'true',
    isOwnStatusOpen: true,
  },
  {
    name: 'a signal of a time-out fires later',
    leak: "AbortSignal.timeout(4).addEventListener('abort', () => { throw new Error('late'); })",
    isPristine: 'true',
    isOwnStatusOpen: true,
  },
  {
    name: 'a file that is not there is read and not waited for',
    imports: "import { readFile } from 'node:fs/promises';",
    leak: "void readFile('/nowhere')",
    isPristine: 'true',
    isOwnStatusOpen: true,
  },
  {
    name: 'a message arrives later',
    leak: "{ const { port1, port2 } = new MessageChannel(); port1.onmessage = () => { throw new Error('late'); }; port1.unref(); port2.postMessage(1); }",
    isPristine: 'true',
    isOwnStatusOpen: true,
  },
];

/** Work whose result stays: an earlier run's would satisfy the test of a mutant that no longer does the work. */
export interface Trace {
  name: string;
  imports?: string;
  /** A statement whose result a test looks for. */
  work: string;
  /** What the test does before; as a spy that nobody takes off. */
  before?: string;
  /** An expression that is true where the work was done. */
  isDone: string;
}

export const TRACES: readonly Trace[] = [
  {
    name: 'a package remembers',
    imports: "import { box } from 'external';",
    work: "box.known.add('a')",
    isDone: "box.known.has('a')",
  },
  {
    name: 'a package of CommonJS remembers',
    imports: "import bag from 'external-cjs';",
    work: "bag.known.add('a')",
    isDone: "bag.known.has('a')",
  },
  { name: 'a global remembers', work: 'global.done = true', isDone: 'global.done === true' },
  { name: 'the environment remembers', work: "process.env.DONE = '1'", isDone: "process.env.DONE === '1'" },
  {
    name: 'the exit code remembers',
    work: 'process.exitCode = 3',
    isDone: 'process.exitCode === 3',
  },
  {
    name: 'a limit of EventEmitter remembers',
    imports: "import { EventEmitter } from 'node:events';",
    work: 'EventEmitter.defaultMaxListeners = 55',
    isDone: 'EventEmitter.defaultMaxListeners === 55',
  },
  {
    name: 'the timeline remembers',
    work: "performance.mark('done')",
    isDone: "performance.getEntriesByName('done').length > 0",
  },
  {
    name: 'the order of dns remembers',
    imports: "import dns from 'node:dns';",
    work: "dns.setDefaultResultOrder('ipv4first')",
    isDone: "dns.getDefaultResultOrder() === 'ipv4first'",
  },
  {
    name: 'a spy on a package is left on',
    imports: "import { mailer } from 'external';",
    work: 'mailer.send()',
    before: "const spy = vi.spyOn(mailer, 'send')",
    isDone: 'spy.mock.calls.length > 0',
  },
  {
    name: 'a spy on stdout is left on',
    work: "process.stdout.write('done')",
    before: "const spy = vi.spyOn(process.stdout, 'write').mockReturnValue(true)",
    isDone: 'spy.mock.calls.length > 0',
  },
  {
    name: 'a spy on console is left on',
    work: "console.info('done')",
    before: "const spy = vi.spyOn(console, 'info').mockReturnValue()",
    isDone: 'spy.mock.calls.length > 0',
  },
  {
    name: 'a spy on performance is left on',
    work: 'performance.now()',
    before: "const spy = vi.spyOn(performance, 'now')",
    isDone: 'spy.mock.calls.length > 0',
  },
  {
    name: 'a spy on a module of Node is left on',
    imports: "import zlib from 'node:zlib';",
    work: "zlib.crc32('a')",
    before: "const spy = vi.spyOn(zlib, 'crc32')",
    isDone: 'spy.mock.calls.length > 0',
  },
  {
    name: 'a spy on a prototype of Intl is left on',
    work: 'new Intl.NumberFormat().resolvedOptions()',
    before: "const spy = vi.spyOn(Intl.NumberFormat.prototype, 'resolvedOptions')",
    isDone: 'spy.mock.calls.length > 0',
  },
  {
    name: 'a listener of process remembers',
    work: "process.on('SIGUSR2', () => {})",
    isDone: "process.listenerCount('SIGUSR2') > 0",
  },
];

const EXTERNAL = `export const box = { items: [], late: [], known: new Set() };
export class Greeter { greet() { return 'hello'; } }
export const mailer = { send() { return 'sent'; } };
const memo = new Map();
export function remember(key, make) { if (!memo.has(key)) memo.set(key, make()); return memo.get(key); }
`;

/** Packages as they are installed: loaded by Node itself, once for as long as a thread lives. */
export const EXTERNAL_PACKAGES: Readonly<Record<string, string>> = {
  'node_modules/external/package.json': '{ "name": "external", "type": "module", "exports": "./index.js" }',
  'node_modules/external/index.js': EXTERNAL,
  'node_modules/external-cjs/package.json': '{ "name": "external-cjs", "main": "./index.js" }',
  'node_modules/external-cjs/index.js': 'module.exports = { items: [], known: new Set() };\n',
};

/** Only conditions are mutated: each becomes `true`, then `false`. */
export const ONLY_CONDITIONS = `export default { timeoutMS: 1500, mutator: { excludedMutations: ['ArithmeticOperator', 'ArrayDeclaration', 'ArrowFunction', 'AssignmentOperator',
  'BlockStatement', 'BooleanLiteral', 'CallExpression', 'EqualityOperator', 'LogicalOperator', 'MethodExpression', 'ObjectLiteral', 'Regex', 'StringLiteral', 'UnaryOperator'] } };
export const killrate = { logging: [] };
`;

/** Source and test of a leak. Its mutants are, in order: leaks, does not leak, gives the wrong grade, gives the right one. */
export function leakFiles({ imports = '', leak, isPristine, heal = '' }: Leak, index: number): Record<string, string> {
  return {
    [`src/leak-${index}.js`]: `${imports}
export function visit(isOdd) {
  if (isOdd) ${leak};
}
export function grade(points) {
  if (points > 3) return 'high';
  return 'low';
}
`,
    [`test/leak-${index}.test.js`]: `${imports}
import { afterAll, expect, it } from 'vitest';
import { grade, visit } from '../src/leak-${index}.js';
const healLater = (heal) => afterAll(heal);
${heal}
it('begins where nothing was left', () => { expect(${isPristine}).toBe(true); });
it('grades', () => { expect(grade(1)).toBe('low'); });
it('visits', () => { visit(false); });
`,
  };
}

/** Source and test of a trace. Its mutants are, in order: gives the wrong grade, the right one, does the work, does not do it. */
export function traceFiles({ imports = '', work, before = '', isDone }: Trace, index: number): Record<string, string> {
  return {
    [`src/trace-${index}.js`]: `${imports}
export function grade(points) {
  if (points > 3) return 'high';
  return 'low';
}
export function prepare(isWanted) {
  if (isWanted) ${work};
}
`,
    [`test/trace-${index}.test.js`]: `${imports}
import { expect, it, vi } from 'vitest';
import { grade, prepare } from '../src/trace-${index}.js';
it('grades', () => { expect(grade(1)).toBe('low'); });
it('prepares', () => { ${before}; prepare(true); expect(${isDone}).toBe(true); });
`,
  };
}
