import { EventEmitter } from 'node:events';
import fs from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { createGuard } from './guard.ts';

const NO_TIMERS = { clear: () => undefined } as unknown as Parameters<typeof createGuard>[0];
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
    const guard = createGuard(NO_TIMERS, []);
    change();
    expect(isLeft()).toBe(true);
    expect(guard.restore()).toBe(null);
    expect(isLeft()).toBe(false);
  });

  it('the own properties of objects it was given', () => {
    const matchers: Record<string, unknown> = { toBe: 1 };
    const guard = createGuard(NO_TIMERS, [matchers]);
    Object.assign(matchers, { toBe: 2, toBeLow: 3 });
    guard.restore();
    expect(matchers).toEqual({ toBe: 1 });
  });
});

describe('what cannot be put back is said', () => {
  it('a property that was made final with another value', () => {
    const object = { word: 'first' };
    const guard = createGuard(NO_TIMERS, [object]);
    Object.defineProperty(object, 'word', { value: 'last', writable: false, configurable: false });
    expect(guard.restore()).toBe('word was replaced for good');
  });

  it('a property that was added and cannot be deleted', () => {
    const object = {};
    const guard = createGuard(NO_TIMERS, [object]);
    Object.defineProperty(object, 'word', { value: 1, configurable: false });
    expect(guard.restore()).toBe('word was added for good');
  });

  it('an object that was frozen, though all its values are the same', () => {
    const object = { word: 1 };
    const guard = createGuard(NO_TIMERS, [object]);
    Object.freeze(object);
    expect(guard.restore()).toBe('a built-in object was frozen');
  });

  it('nothing, where an object was frozen before', () => {
    expect(createGuard(NO_TIMERS, [EventEmitter]).restore()).toBe(null);
  });
});

describe('timers', () => {
  it('are cleared before anything is put back: a timer must not find what a test replaced', () => {
    const order: string[] = [];
    const timers = { clear: () => order.push('leak' in globals ? 'cleared with the leak' : 'cleared after it') };
    const guard = createGuard(timers as unknown as Parameters<typeof createGuard>[0], []);
    globals.leak = 1;
    guard.restore();
    expect(order).toEqual(['cleared with the leak']);
  });
});
