/** Keeps a thread as it was when it was new: puts back what a test file or a mutant changed, and says what it cannot put back. */
import Module from 'node:module';
import type { TimerLog } from './timer-log.ts';

export interface Guard {
  /** Puts everything back; what could not be, in words, or null where the thread is as it was. */
  restore(): string | null;
}

/** Names that Vitest keeps among the globals for itself, and our own. */
const NOT_OURS = /^__(?:vitest|vite)|^__killrate__$|^__stryker/;

/** A thread's resources that belong to no test: its channel to the host, its output, and what Node opens for itself. */
const OWN_RESOURCES = new Set(['MessagePort', 'TTYWrap', 'PipeWrap', 'Immediate', 'CloseReq', 'FSReqPromise', 'FSReqCallback']);

/** Takes down what a thread looks like now. `inspected` are objects beside the globals whose own properties are kept. */
export function createGuard(timers: TimerLog, inspected: readonly object[]): Guard {
  const records = [...new Set([globalThis, ...intrinsics(), ...inspected])].map(record);
  const env = { ...process.env };
  const listeners = listenersOf(process);
  const resources = countResources();
  const cached = new Set(Object.keys(cacheOf(Module)));

  return {
    restore() {
      timers.clear();
      const residues = records.map(restoreRecord);
      restoreEnvironment(env);
      restoreListeners(listeners);
      dropCached(cached);
      return residues.find((residue) => residue !== null) ?? extraResource(resources);
    },
  };
}

interface Record_ {
  object: object;
  keys: PropertyKey[];
  values: unknown[];
  descriptors: PropertyDescriptor[];
  prototype: object | null;
}

function record(object: object): Record_ {
  const keys = Reflect.ownKeys(object).filter((key) => !isExempt(object, key));
  const descriptors = keys.map((key) => Reflect.getOwnPropertyDescriptor(object, key) as PropertyDescriptor);
  return { object, keys, descriptors, values: descriptors.map(({ value }) => value), prototype: Reflect.getPrototypeOf(object) };
}

function isExempt(object: object, key: PropertyKey): boolean {
  return object === globalThis && typeof key === 'string' && NOT_OURS.test(key);
}

/** Puts the own properties of one object back; what cannot be put back, in words, or null. */
function restoreRecord({ object, keys, values, descriptors, prototype }: Record_): string | null {
  let residue: string | null = null;
  const target = object as Record<PropertyKey, unknown>;
  for (let index = 0; index < keys.length; index += 1) {
    const key = keys[index] as PropertyKey;
    const kept = descriptors[index] as PropertyDescriptor;
    if (isUnchanged(target, key, kept, values[index])) continue;
    if (!redefine(object, key, kept)) residue = `${String(key)} was replaced for good`;
  }
  const present = Reflect.ownKeys(object);
  if (present.length !== keys.length) {
    const known = new Set(keys);
    for (const key of present)
      if (!known.has(key) && !isExempt(object, key) && !Reflect.deleteProperty(object, key))
        residue = `${String(key)} was added for good`;
  }
  if (Reflect.getPrototypeOf(object) !== prototype && !Reflect.setPrototypeOf(object, prototype))
    residue = 'a prototype was replaced';
  if (!Object.isExtensible(object) && object !== globalThis && residue === null) residue = frozenResidue(object);
  return residue;
}

const frozenFromTheStart = new WeakSet<object>();

function frozenResidue(object: object): string | null {
  return frozenFromTheStart.has(object) ? null : 'a built-in object was frozen';
}

function isUnchanged(target: Record<PropertyKey, unknown>, key: PropertyKey, kept: PropertyDescriptor, value: unknown): boolean {
  if (kept.get === undefined && kept.set === undefined) {
    // Reading a data property is far cheaper than its descriptor; an accessor in its place gives another value or none.
    return Object.is(target[key], value) && Object.hasOwn(target, key);
  }
  const now = Reflect.getOwnPropertyDescriptor(target, key);
  return now !== undefined && now.get === kept.get && now.set === kept.set;
}

function redefine(object: object, key: PropertyKey, descriptor: PropertyDescriptor): boolean {
  return Reflect.defineProperty(object, key, descriptor);
}

/** The objects of the language itself that a test or a mutant can change for everybody. */
function intrinsics(): object[] {
  const found = new Set<object>();
  const add = (value: unknown): void => {
    if ((typeof value === 'object' || typeof value === 'function') && value !== null) found.add(value);
  };
  for (const name of BUILT_IN) {
    // What Node loads on first use is left alone: loading it all would cost each thread more than its first test file.
    const value = Reflect.getOwnPropertyDescriptor(globalThis, name)?.value as { prototype?: unknown } | undefined;
    add(value);
    if (typeof value === 'function') add(value.prototype);
  }
  for (const iterator of [[].values(), new Map().values(), new Set().values(), ''[Symbol.iterator](), ''.matchAll(/./g)])
    add(Object.getPrototypeOf(iterator));
  add(Object.getPrototypeOf(Object.getPrototypeOf([].values())));
  add(Object.getPrototypeOf(function* () {}));
  add(Object.getPrototypeOf(async () => {}));
  add(Object.getPrototypeOf(Int8Array));
  add(Object.getPrototypeOf(Int8Array.prototype));
  add(console);
  add(process);
  for (const name of NODE_MODULES) add(process.getBuiltinModule(name));
  for (const object of found) if (!Object.isExtensible(object)) frozenFromTheStart.add(object);
  return [...found];
}

const BUILT_IN = [
  ...['Object', 'Function', 'Array', 'String', 'Number', 'Boolean', 'Symbol', 'BigInt', 'Date', 'RegExp', 'Promise', 'Proxy'],
  ...['Map', 'Set', 'WeakMap', 'WeakSet', 'WeakRef', 'Math', 'JSON', 'Reflect', 'Intl', 'Atomics', 'ArrayBuffer', 'DataView'],
  ...['Error', 'TypeError', 'RangeError', 'SyntaxError', 'EvalError', 'ReferenceError', 'URIError', 'AggregateError'],
  ...['Uint8Array', 'Int8Array', 'Uint16Array', 'Int16Array', 'Uint32Array', 'Int32Array', 'Float32Array', 'Float64Array'],
  ...['URL', 'URLSearchParams', 'Headers', 'Request', 'Response', 'FormData', 'Blob', 'AbortController', 'AbortSignal'],
  ...['Event', 'EventTarget', 'TextEncoder', 'TextDecoder', 'Buffer', 'performance', 'crypto', 'Iterator'],
];

const NODE_MODULES = [
  ...['node:fs', 'node:fs/promises', 'node:path', 'node:os', 'node:util', 'node:events', 'node:timers', 'node:timers/promises'],
  ...['node:http', 'node:https', 'node:net', 'node:dns', 'node:crypto', 'node:child_process', 'node:url', 'node:querystring'],
];

function restoreEnvironment(kept: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(process.env)) if (!(name in kept)) delete process.env[name];
  for (const name in kept) if (process.env[name] !== kept[name]) process.env[name] = kept[name];
}

type Listeners = Map<string | symbol, readonly unknown[]>;

function listenersOf(emitter: NodeJS.EventEmitter): Listeners {
  return new Map(emitter.eventNames().map((name) => [name, emitter.rawListeners(name)]));
}

function restoreListeners(kept: Listeners): void {
  for (const name of process.eventNames()) {
    const known = kept.get(name) ?? [];
    for (const listener of process.rawListeners(name))
      if (!known.includes(listener)) process.removeListener(name as string, listener as (...args: unknown[]) => void);
  }
}

function countResources(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of process.getActiveResourcesInfo()) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

/** What is open now and was not before: it may call back into a later run. */
function extraResource(before: ReadonlyMap<string, number>): string | null {
  for (const [name, count] of countResources())
    if (!OWN_RESOURCES.has(name) && count > (before.get(name) ?? 0)) return `it left something open (${name})`;
  return null;
}

/** What the module system of CommonJS has loaded. */
function cacheOf(module: typeof Module): Record<string, unknown> {
  return (module as unknown as { _cache: Record<string, unknown> })._cache;
}

/** Modules of the project that were loaded with `require` are loaded anew; packages stay, as in any process. */
function dropCached(kept: ReadonlySet<string>): void {
  const cache = cacheOf(Module);
  for (const path of Object.keys(cache)) if (!kept.has(path) && !path.includes('node_modules')) delete cache[path];
}
