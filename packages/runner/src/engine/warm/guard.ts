/** Keeps a thread as it was when it was new: puts back what a test file or a mutant changed, and says what it cannot put back. */
import Module from 'node:module';
import type { DomReset } from './dom.ts';
import type { TimerLog } from './timer-log.ts';

export interface Guard {
  /** Puts everything back; what could not be, in words, or null where the thread is as it was. */
  restore(): string | null;
  /**
   * Does what happens once in a thread's life, as loading a package: what it changes, any file finds changed from then on,
   * as it would find it in a new thread after loading the package. `isInert` where it changed nothing.
   */
  adopt<T>(load: () => Promise<T>): Promise<{ loaded: T; isInert: boolean }>;
}

/** Names that Vitest keeps among the globals for itself, and our own. */
const NOT_OURS = /^__(?:vitest|vite)|^__killrate__$|^__stryker/;

/** A thread's resources that belong to no test: its channel to the host, its output, and what Node opens for itself. */
const OWN_RESOURCES = new Set(['MessagePort', 'TTYWrap', 'PipeWrap', 'Immediate', 'CloseReq', 'FSReqPromise', 'FSReqCallback']);

/** Takes down what a thread looks like now. */
export function createGuard(timers: TimerLog, dom: DomReset | null): Guard {
  const records = [...new Set([globalThis, ...intrinsics(), ...(dom?.inspected ?? [])])].map(record);
  const env = { ...process.env };
  let listeners = listenersOf(process);
  let resources = countResources();
  const cached = new Set(Object.keys(cacheOf(Module)));
  const hidden = hiddenValues();

  return {
    restore() {
      timers.clear();
      const residues = records.map(restoreRecord);
      dom?.reset();
      restoreEnvironment(env);
      hidden.restore();
      restoreListeners(listeners);
      dropCached(cached);
      return residues.find((residue) => residue !== null) ?? extraResource(resources);
    },
    async adopt(load) {
      const before = records.map(changesOf);
      const listenersBefore = listenersOf(process);
      const resourcesBefore = countResources();
      const timersBefore = timers.mark();
      let isInert = true;
      const take = (): void => {
        const [listenersAfter, resourcesAfter] = [listenersOf(process), countResources()];
        for (const [index, snapshot] of records.entries())
          if (adoptChanges(snapshot, before[index] ?? new Map())) isInert = false;
        isInert &&= timers.mark() === timersBefore && !hasNewListener(listenersBefore, listenersAfter);
        listeners = withNew(listeners, listenersBefore, listenersAfter);
        resources = plus(resources, resourcesBefore, resourcesAfter);
        timers.keepSince(timersBefore);
      };
      try {
        const loaded = await load();
        take();
        return { loaded, isInert };
      } catch (error) {
        take();
        throw error;
      }
    },
  };
}

/** One object as it was: its own properties, and what it inherits from. */
interface Snapshot {
  object: object;
  keys: PropertyKey[];
  values: unknown[];
  descriptors: PropertyDescriptor[];
  prototype: object | null;
  wasExtensible: boolean;
}

/** Own properties that are not as they were; undefined for those that are gone. */
type Changes = Map<PropertyKey, PropertyDescriptor | undefined>;

function record(object: object): Snapshot {
  const keys = Reflect.ownKeys(object).filter((key) => !isExempt(object, key));
  const descriptors = keys.map((key) => Reflect.getOwnPropertyDescriptor(object, key) as PropertyDescriptor);
  const values = descriptors.map(({ value }) => value);
  const wasExtensible = Object.isExtensible(object);
  return { object, keys, descriptors, values, prototype: Reflect.getPrototypeOf(object), wasExtensible };
}

function isExempt(object: object, key: PropertyKey): boolean {
  return object === globalThis && typeof key === 'string' && NOT_OURS.test(key);
}

function changesOf({ object, keys, values, descriptors }: Snapshot): Changes {
  const changes: Changes = new Map();
  const target = object as Record<PropertyKey, unknown>;
  for (let index = 0; index < keys.length; index += 1) {
    const key = keys[index] as PropertyKey;
    if (!isUnchanged(target, key, descriptors[index] as PropertyDescriptor, values[index]))
      changes.set(key, Reflect.getOwnPropertyDescriptor(object, key));
  }
  const present = Reflect.ownKeys(object);
  // As many properties are the same ones only where none is gone.
  if (present.length !== keys.length || changes.size > 0) {
    const known = new Set(keys);
    for (const key of present)
      if (!known.has(key) && !isExempt(object, key)) changes.set(key, Reflect.getOwnPropertyDescriptor(object, key));
  }
  return changes;
}

/** Puts the own properties of one object back; what cannot be put back, in words, or null. */
function restoreRecord(snapshot: Snapshot): string | null {
  const { object, keys, descriptors, prototype, wasExtensible } = snapshot;
  let residue: string | null = null;
  for (const key of changesOf(snapshot).keys()) {
    const index = keys.indexOf(key);
    const isBack =
      index < 0
        ? Reflect.deleteProperty(object, key)
        : Reflect.defineProperty(object, key, descriptors[index] as PropertyDescriptor);
    if (!isBack) residue = `${String(key)} was changed for good`;
  }
  if (Reflect.getPrototypeOf(object) !== prototype && !Reflect.setPrototypeOf(object, prototype))
    residue = 'a prototype was replaced';
  return wasExtensible && !Object.isExtensible(object) ? 'a built-in object was frozen' : residue;
}

/** Takes over into the snapshot what changed beyond `before`; whether there was anything. */
function adoptChanges(snapshot: Snapshot, before: Changes): boolean {
  let hasAny = false;
  for (const [key, descriptor] of changesOf(snapshot)) {
    if (before.has(key) && before.get(key)?.value === descriptor?.value && before.get(key)?.get === descriptor?.get) continue;
    hasAny = true;
    const index = snapshot.keys.indexOf(key);
    if (index >= 0) for (const list of [snapshot.keys, snapshot.descriptors, snapshot.values]) list.splice(index, 1);
    if (descriptor === undefined) continue;
    snapshot.keys.push(key);
    snapshot.descriptors.push(descriptor);
    snapshot.values.push(descriptor.value);
  }
  return hasAny;
}

function isUnchanged(target: Record<PropertyKey, unknown>, key: PropertyKey, kept: PropertyDescriptor, value: unknown): boolean {
  if (kept.get === undefined && kept.set === undefined) {
    // Reading a data property is far cheaper than its descriptor; an accessor in its place gives another value or none.
    return Object.is(target[key], value) && Object.hasOwn(target, key);
  }
  const now = Reflect.getOwnPropertyDescriptor(target, key);
  return now !== undefined && now.get === kept.get && now.set === kept.set;
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

/** What Node keeps behind accessors and functions. */
function hiddenValues(): { restore(): void } {
  const { exitCode } = process;
  const { EventEmitter } = process.getBuiltinModule('node:events');
  const dns = process.getBuiltinModule('node:dns');
  const { defaultMaxListeners } = EventEmitter;
  const order = dns.getDefaultResultOrder();
  return {
    restore() {
      process.exitCode = exitCode;
      EventEmitter.defaultMaxListeners = defaultMaxListeners;
      if (dns.getDefaultResultOrder() !== order) dns.setDefaultResultOrder(order);
      performance.clearMarks();
      performance.clearMeasures();
    },
  };
}

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
  for (const [name, listeners] of kept) {
    const present = process.rawListeners(name);
    for (const listener of listeners)
      if (!present.includes(listener as () => void)) process.on(name as string, listener as (...args: unknown[]) => void);
  }
}

/** The listeners that hold, with those that came between two looks. */
function withNew(held: Listeners, before: Listeners, after: Listeners): Listeners {
  const merged = new Map(held);
  for (const [name, listeners] of after) {
    const known = before.get(name) ?? [];
    merged.set(name, [...(held.get(name) ?? []), ...listeners.filter((listener) => !known.includes(listener))]);
  }
  return merged;
}

function hasNewListener(before: Listeners, after: Listeners): boolean {
  return [...after].some(([name, listeners]) => listeners.some((listener) => before.get(name)?.includes(listener) !== true));
}

/** The counts that hold, with what came between two looks. */
function plus(held: ReadonlyMap<string, number>, before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>) {
  const sums = new Map(held);
  for (const [name, count] of after) {
    const more = count - (before.get(name) ?? 0);
    if (more > 0) sums.set(name, (held.get(name) ?? 0) + more);
  }
  return sums;
}

/** What keeps the thread busy, counted by the name that Node gives it. */
export function countResources(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of process.getActiveResourcesInfo()) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

/**
 * Whether something is on its way that was not before: a file being read, a name being looked up, a process, a timer that is not
 * among the `timeouts` which are known of.
 */
export function hasMore(before: ReadonlyMap<string, number>, timeouts: number): boolean {
  for (const [name, count] of countResources()) {
    const known = (before.get(name) ?? 0) + (name === 'Timeout' ? timeouts : 0);
    if (name !== 'MessagePort' && count > known) return true;
  }
  return false;
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
