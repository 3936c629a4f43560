/** A hash of a value by its structure, made without running any code of the value: no getter, no trap of a proxy. */
import { hash } from 'node:crypto';
import { types } from 'node:util';

const DEEPEST = 24;
const MOST_NODES = 5_000;
const MOST_CHARACTERS = 200_000;

// As they are before a test can replace them.
const { getOwnPropertyDescriptor, getPrototypeOf, ownKeys } = Reflect;
const timeOf = uncurry<Date, number>(Date.prototype.getTime);
const sourceOf = uncurry<RegExp, string>(getterOf(RegExp.prototype, 'source'));
const flagsOf = uncurry<RegExp, string>(getterOf(RegExp.prototype, 'flags'));
const kindOf = uncurry<object, string>(getterOf(getPrototypeOf(Uint8Array.prototype) ?? {}, Symbol.toStringTag));
const eachOfMap = Map.prototype.forEach;
const eachOfSet = Set.prototype.forEach;
const PLAIN: ReadonlySet<object | null> = new Set([null, Object.prototype, Array.prototype]);

/**
 * Equal for values of one structure; null where a value holds what has none (functions, promises, proxies, getters, what is
 * hidden in an object), or too much.
 */
export function structuralHash(value: unknown): string | null {
  try {
    const writer = new Writer();
    writer.write(value);
    return hash('sha1', writer.text, 'base64').slice(0, 16);
  } catch (error) {
    if (error === UNKNOWN) return null;
    throw error;
  }
}

/** Thrown where a value has no structure that can be told. */
const UNKNOWN = Symbol('unknown');

function uncurry<This, Value>(method: (this: This) => Value): (self: This) => Value {
  const { call } = Function.prototype;
  return call.bind(method as never) as unknown as (self: This) => Value;
}

function getterOf<This, Value>(object: object, key: PropertyKey): (this: This) => Value {
  return getOwnPropertyDescriptor(object, key)?.get as (this: This) => Value;
}

class Writer {
  text = '';
  #nodes = 0;
  /** The objects that hold the present one. */
  readonly #path: object[] = [];

  write(value: unknown): void {
    this.#nodes += 1;
    if (this.#nodes > MOST_NODES || this.text.length > MOST_CHARACTERS) throw UNKNOWN;
    switch (typeof value) {
      case 'string':
        this.text += `${JSON.stringify(value)};`;
        return;
      case 'number':
        this.text += Object.is(value, -0) ? '-0;' : `${value};`;
        return;
      case 'bigint':
        this.text += `${value}n;`;
        return;
      case 'boolean':
      case 'undefined':
        this.text += `${value};`;
        return;
      case 'object':
        if (value === null) this.text += 'null;';
        else this.#writeObject(value);
        return;
      default:
        throw UNKNOWN;
    }
  }

  #writeObject(object: object): void {
    if (types.isProxy(object) || this.#path.length > DEEPEST) throw UNKNOWN;
    const around = this.#path.indexOf(object);
    if (around >= 0) {
      this.text += `#${around};`;
      return;
    }
    this.#path.push(object);
    if (types.isDate(object)) this.text += `date ${timeOf(object)};`;
    else if (types.isRegExp(object)) this.#writeRegExp(object);
    else if (ArrayBuffer.isView(object)) this.#writeBytes(object);
    else if (types.isMap(object)) {
      this.text += `map ${nameOf(object)}(`;
      eachOfMap.call(object, (item, key) => {
        this.write(key);
        this.write(item);
      });
      this.text += ')';
    } else if (types.isSet(object)) {
      this.text += `set ${nameOf(object)}(`;
      eachOfSet.call(object, (item) => this.write(item));
      this.text += ')';
    } else this.#writeProperties(object);
    this.#path.pop();
  }

  #writeRegExp(object: RegExp): void {
    // Its flags are read off properties that an instance can hide.
    if (getPrototypeOf(object) !== RegExp.prototype || ownKeys(object).length !== 1) throw UNKNOWN;
    this.text += `/${sourceOf(object)}/${flagsOf(object)};`;
  }

  #writeBytes(view: ArrayBufferView): void {
    if (!types.isTypedArray(view)) throw UNKNOWN;
    if (view.byteLength > MOST_CHARACTERS) throw UNKNOWN;
    this.text += `${kindOf(view)} ${Buffer.from(view.buffer, view.byteOffset, view.byteLength).toString('base64')};`;
  }

  #writeProperties(object: object): void {
    if (HIDING.some((isHiding) => isHiding(object))) throw UNKNOWN;
    const isError = types.isNativeError(object);
    const isList = Array.isArray(object);
    // The stack of an error is made when it is looked at, by code that anybody can replace.
    const keys = ownKeys(object).filter((key) => !(isError && key === 'stack') && !(isList && key === 'length'));
    const isOwnClass = !PLAIN.has(getPrototypeOf(object));
    // An instance that shows nothing hides all it has.
    if (keys.length === 0 && isOwnClass && !isError) throw UNKNOWN;
    this.text += `${isList ? `list ${(object as unknown[]).length}` : ''}${isOwnClass ? nameOf(object) : ''}{`;
    for (const key of isList ? keys : keys.sort(byName)) this.#writeProperty(object, key, isError);
    this.text += '}';
  }

  #writeProperty(object: object, key: string | symbol, isHiddenToo: boolean): void {
    const descriptor = getOwnPropertyDescriptor(object, key);
    if (descriptor === undefined || (descriptor.enumerable !== true && !isHiddenToo)) return;
    if (typeof key === 'symbol' || !('value' in descriptor)) throw UNKNOWN;
    this.text += `${JSON.stringify(key)}:`;
    this.write(descriptor.value);
  }
}

/** Objects that hold what no property shows. */
const HIDING: readonly ((object: unknown) => boolean)[] = [
  ...[
    types.isPromise,
    types.isWeakMap,
    types.isWeakSet,
    types.isGeneratorObject,
    types.isModuleNamespaceObject,
    types.isExternal,
  ],
  ...[types.isBoxedPrimitive, types.isAnyArrayBuffer, types.isMapIterator, types.isSetIterator],
];

function byName(one: string | symbol, other: string | symbol): number {
  return String(one) < String(other) ? -1 : 1;
}

/** The name of an object's class, as its prototype has it. */
function nameOf(object: object): string {
  const prototype = getPrototypeOf(object);
  if (prototype === null) return '';
  if (types.isProxy(prototype)) throw UNKNOWN;
  const itsClass = getOwnPropertyDescriptor(prototype, 'constructor')?.value;
  if (typeof itsClass !== 'function' || types.isProxy(itsClass)) return '';
  const name = getOwnPropertyDescriptor(itsClass, 'name')?.value;
  return typeof name === 'string' ? name : '';
}
