/** The globals and modules of the platform whose calls assert nothing. */
import { isBuiltin } from 'node:module';

/** Names that the running Node has as globals, and those of a browser that tests meet. */
const GLOBALS: ReadonlySet<string> = new Set([
  ...Object.getOwnPropertyNames(globalThis),
  ...[
    'window',
    'document',
    'self',
    'globalThis',
    'localStorage',
    'sessionStorage',
    'location',
    'history',
    'navigator',
    'require',
    'module',
  ],
  ...[
    'exports',
    '__dirname',
    '__filename',
    'requestAnimationFrame',
    'cancelAnimationFrame',
    'requestIdleCallback',
    'getComputedStyle',
  ],
  ...[
    'HTMLElement',
    'Element',
    'Node',
    'KeyboardEvent',
    'MouseEvent',
    'PointerEvent',
    'InputEvent',
    'FocusEvent',
    'StorageEvent',
    'DOMParser',
  ],
  ...[
    'XMLHttpRequest',
    'FileReader',
    'Image',
    'MutationObserver',
    'ResizeObserver',
    'IntersectionObserver',
    'matchMedia',
    'scrollTo',
    'alert',
  ],
  ...[
    'arguments',
    'undefined',
    'NaN',
    'Infinity',
    'gc',
    'Deno',
    'Bun',
    'File',
    'WebSocket',
    'EventSource',
    'Worker',
    'CustomEvent',
    'Storage',
  ],
]);

/** Methods of the language's own values; on a value that nobody knows they assert nothing either. */
const METHODS: ReadonlySet<string> = new Set(
  [Array, String, Number, Object, Function, Map, Set, WeakMap, Promise, RegExp, Date, Symbol, ArrayBuffer, Uint8Array]
    .flatMap((type) => Object.getOwnPropertyNames(type.prototype))
    .filter((name) => name !== 'constructor'),
);

export function isBuiltinGlobal(name: string): boolean {
  return GLOBALS.has(name);
}

export function isBuiltinMethod(name: string): boolean {
  return METHODS.has(name);
}

/** Modules that check, or run programs that may have checks of their own. */
const SPEAKING = /^(?:node:)?(?:assert(?:\/strict)?|test|child_process|worker_threads|cluster|vm)$/;

/** Whether a module belongs to the platform and asserts nothing: `node:fs`, and not `node:assert`. */
export function isSilentModule(specifier: string): boolean {
  return isBuiltin(specifier) && !SPEAKING.test(specifier);
}

/** Whether a global runs programs that may have checks of their own. */
export function isRunner(name: string): boolean {
  return /^(?:Worker|SharedWorker|Bun|Deno)$/.test(name);
}
