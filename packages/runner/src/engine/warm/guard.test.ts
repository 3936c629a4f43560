import { EventEmitter } from 'node:events';
import fs from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { countResources, createGuard, hasMore } from './guard.ts';
import type { TimerLog } from './timer-log.ts';

const NO_TIMERS = {
  clear: () => undefined,
  fireNext: () => false,
  mark: () => new Set(),
  keepSince: () => undefined,
} as unknown as TimerLog;
/** A document in which only these objects are looked at. */
const domOf = (...inspected: object[]) => ({ inspected, reset: () => undefined });
const globals = globalThis as unknown as Record<string, unknown>;
const listener = (): void => undefined;

afterEach(() => {
  process.removeListener('warning', listener);
});

describe('what was changed is put back', () => {
  it.each([
    ['a global that was added', () => Object.assign(globals, { leak: 1 }), () => 'leak' in globals],
    [
      'a global that was replaced',
      () => Object.assign(globals, { structuredClone: listener }),
      () => globals.structuredClone === listener,
    ],
    ['a global that was deleted', () => delete globals.queueMicrotask, () => !('queueMicrotask' in globals)],
    [
      'a method of a prototype',
      () => Object.assign(Array.prototype, { copyWithin: listener }),
      () => Array.prototype.copyWithin === (listener as unknown),
    ],
    [
      'a function of a module of Node',
      () => Object.assign(fs, { existsSync: listener }),
      () => fs.existsSync === (listener as unknown),
    ],
    [
      'an accessor where a value was',
      () => Object.defineProperty(Math, 'PHI', { get: () => 1, configurable: true }),
      () => 'PHI' in Math,
    ],
    ['a prototype that was exchanged', () => Object.setPrototypeOf(JSON, null), () => Object.getPrototypeOf(JSON) === null],
    ['a variable of the environment', () => Object.assign(process.env, { LEAK: '1' }), () => process.env.LEAK !== undefined],
    ['a listener of process', () => process.on('warning', listener), () => process.listeners('warning').includes(listener)],
  ])('%s', (_, change, isLeft) => {
    const guard = createGuard(NO_TIMERS, null);
    change();
    expect(isLeft()).toBe(true);
    expect(guard.restore()).toBe(null);
    expect(isLeft()).toBe(false);
  });

  it('the own properties of objects it was given', () => {
    const matchers: Record<string, unknown> = { toBe: 1 };
    const guard = createGuard(NO_TIMERS, domOf(matchers));
    Object.assign(matchers, { toBe: 2, toBeLow: 3 });
    guard.restore();
    expect(matchers).toEqual({ toBe: 1 });
  });

  it('a property in whose place an inherited one has the same value, and one in whose place another stands', () => {
    const matchers: Record<string, unknown> = Object.assign(Object.create({ toBe: 1 }), { toBe: 1, toBeLow: 2 });
    const guard = createGuard(NO_TIMERS, domOf(matchers));
    delete matchers.toBe;
    guard.restore();
    expect(Object.keys(matchers).sort()).toEqual(['toBe', 'toBeLow']);
    delete matchers.toBe;
    matchers.toBeHigh = 3;
    guard.restore();
    expect(Object.keys(matchers).sort()).toEqual(['toBe', 'toBeLow']);
  });

  it('again and again, also where the order of the properties is another than at first', () => {
    const matchers: Record<string, unknown> = { toBe: 1, toBeLow: 2 };
    const guard = createGuard(NO_TIMERS, domOf(matchers));
    for (const value of [5, 6, 7]) {
      delete matchers.toBe;
      guard.restore();
      matchers.toBe = value;
      guard.restore();
      expect(matchers).toEqual({ toBe: 1, toBeLow: 2 });
    }
  });
});

describe('what cannot be put back is said', () => {
  it('a property that was made final with another value', () => {
    const object = { word: 'first' };
    const guard = createGuard(NO_TIMERS, domOf(object));
    Object.defineProperty(object, 'word', { value: 'last', writable: false, configurable: false });
    expect(guard.restore()).toBe('word was changed for good');
  });

  it('a property that was added and cannot be deleted', () => {
    const object = {};
    const guard = createGuard(NO_TIMERS, domOf(object));
    Object.defineProperty(object, 'word', { value: 1, configurable: false });
    expect(guard.restore()).toBe('word was changed for good');
  });

  it('an object that was frozen, though all its values are the same', () => {
    const object = { word: 1 };
    const guard = createGuard(NO_TIMERS, domOf(object));
    Object.freeze(object);
    expect(guard.restore()).toBe('a built-in object was frozen');
  });

  it('nothing, where an object was frozen before', () => {
    expect(createGuard(NO_TIMERS, domOf(EventEmitter)).restore()).toBe(null);
  });
});

describe('timers', () => {
  it('are cleared before anything is put back: a timer must not find what a test replaced', () => {
    const order: string[] = [];
    const timers = { clear: () => order.push('leak' in globals ? 'cleared with the leak' : 'cleared after it') };
    const guard = createGuard({ ...NO_TIMERS, ...timers }, null);
    globals.leak = 1;
    guard.restore();
    expect(order).toEqual(['cleared with the leak']);
  });
});

describe('what a package does as it is loaded', () => {
  it('stays, and what a test changes afterwards does not', async () => {
    const object: Record<string, unknown> = { word: 'first' };
    const guard = createGuard(NO_TIMERS, domOf(object));
    await guard.adopt(async () => Object.assign(object, { word: 'of the package', more: 1 }));
    Object.assign(object, { word: 'of a test', most: 2 });
    expect(guard.restore()).toBe(null);
    expect(object).toEqual({ word: 'of the package', more: 1 });
  });

  it('keeps nothing of what a test had changed before', async () => {
    const object: Record<string, unknown> = { word: 'first' };
    const guard = createGuard(NO_TIMERS, domOf(object));
    object.word = 'of a test';
    await guard.adopt(async () => Object.assign(object, { more: 1 }));
    guard.restore();
    expect(object).toEqual({ word: 'first', more: 1 });
  });
});

it('a timer is on its way, unless it is one that is known of', () => {
  const before = countResources();
  const timer = setTimeout(() => undefined, 60_000);
  expect([hasMore(before, 0), hasMore(before, 1), hasMore(countResources(), 0)]).toEqual([true, false, false]);
  clearTimeout(timer);
});
