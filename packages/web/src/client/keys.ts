/** Every key of the dashboard in one table, which the help lists, and the hook that gives keys their deeds. */
import { useEffect, useRef } from 'react';

/** By place, then by deed: the keys that do it (the first one is shown beside buttons) and what people read in the help. */
export const KEYS = {
  everywhere: {
    title: 'Everywhere',
    deeds: {
      search: { keys: ['/'], does: 'Search files, tests and mutant keys' },
      help: { keys: ['?'], does: 'Show every key' },
      overview: { keys: ['g o'], does: 'Go to the overview' },
      survivors: { keys: ['g s'], does: 'Go to the survivors' },
      files: { keys: ['g f'], does: 'Go to the files' },
      tests: { keys: ['g t'], does: 'Go to the tests' },
      runs: { keys: ['g r'], does: 'Go to the runs' },
      theme: { keys: ['t'], does: 'Light, dark, or as the system has it' },
    },
  },
  list: {
    title: 'In a list',
    deeds: {
      next: { keys: ['j'], does: 'Next' },
      previous: { keys: ['k'], does: 'Previous' },
      first: { keys: ['g g'], does: 'First' },
      open: { keys: ['Enter'], does: 'Open' },
      close: { keys: ['Escape'], does: 'Back to the list, or close what is open' },
    },
  },
  file: {
    title: 'In a file',
    deeds: {
      next: { keys: ['n', 'j'], does: 'Next mutant on show, in order of place' },
      previous: { keys: ['p', 'k'], does: 'Previous mutant on show' },
      close: { keys: ['Escape'], does: 'Close the mutant' },
    },
  },
  test: {
    title: 'With a test that is open',
    deeds: {
      useful: { keys: ['u'], does: 'Its finding is useful' },
      notProblem: { keys: ['x'], does: 'Its finding is not a problem' },
      openPage: { keys: ['f'], does: 'Show it with its source' },
    },
  },
  mutant: {
    title: 'With a mutant',
    deeds: {
      accept: { keys: ['a'], does: 'Accept it: live with it, for a reason' },
      useful: { keys: ['u'], does: 'Useful: worth a test' },
      notUseful: { keys: ['x'], does: 'Not useful' },
      runAgain: { keys: ['r'], does: 'Run it again' },
      copyBrief: { keys: ['c'], does: 'Copy a brief for whoever writes the test' },
      openEditor: { keys: ['o'], does: 'Open the editor at its line' },
      openFile: { keys: ['f'], does: 'Show it in its file' },
    },
  },
} as const satisfies Record<string, { title: string; deeds: Record<string, { keys: readonly string[]; does: string }> }>;

export type KeyPlace = keyof typeof KEYS;
export type Deed<P extends KeyPlace> = keyof (typeof KEYS)[P]['deeds'] & string;

/** The key shown beside a button for a deed. */
export function keyOf<P extends KeyPlace>(place: P, deed: Deed<P>): string {
  const deeds: Record<string, { keys: readonly string[] }> = KEYS[place].deeds;
  return deeds[deed]?.keys[0] ?? '';
}

interface Layer {
  handle(key: string): boolean;
  isModal: boolean;
}

const layers: Layer[] = [];
let prefix: { key: string; atMs: number } | null = null;
const PREFIX_MS = 1_500;

/**
 * Gives the keys of `place` their deeds while the component is there. The component that came last is asked first; a `isModal`
 * layer hides the keys under it. Nothing happens while the reader types, or with Ctrl, Alt or Meta. Without `isOn`, the keys sleep.
 */
export function useKeys<P extends KeyPlace>(
  place: P,
  deeds: Partial<Record<Deed<P>, () => void>>,
  { isOn = true, isModal = false }: { isOn?: boolean; isModal?: boolean } = {},
): void {
  const latest = useRef(deeds);
  useEffect(() => {
    latest.current = deeds;
  });
  useEffect(() => {
    if (!isOn) return;
    const layer: Layer = {
      isModal,
      handle(key) {
        const table: Record<string, { keys: readonly string[] }> = KEYS[place].deeds;
        for (const [deed, act] of Object.entries(latest.current) as [string, (() => void) | undefined][]) {
          if (act === undefined || table[deed]?.keys.includes(key) !== true) continue;
          act();
          return true;
        }
        return false;
      },
    };
    layers.push(layer);
    return () => {
      layers.splice(layers.indexOf(layer), 1);
    };
  }, [place, isOn, isModal]);
}

/** Starts listening; called once. */
export function startKeys(): void {
  window.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
    const isRepeatable = event.key === 'j' || event.key === 'k' || event.key === 'n' || event.key === 'p';
    if (event.repeat && !isRepeatable) return;
    const pending = prefix !== null && event.timeStamp - prefix.atMs < PREFIX_MS ? prefix.key : null;
    prefix = null;
    const key = pending === null ? event.key : `${pending} ${event.key}`;
    if (press(key) || (pending !== null && press(event.key))) {
      event.preventDefault();
      return;
    }
    if (event.key === 'g') prefix = { key: 'g', atMs: event.timeStamp };
  });
}

/** Asks the layers, the last one first; true where one of them had something to do. */
function press(key: string): boolean {
  for (const layer of layers.toReversed()) {
    if (layer.handle(key)) return true;
    if (layer.isModal) return false;
  }
  return false;
}

/** Keys belong to a field while it has the focus, and Enter to a button or a link. */
function isTyping({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  if (target instanceof HTMLInputElement) return target.type !== 'checkbox' && target.type !== 'radio' && key !== 'Escape';
  const isPressable = target.closest('a, button, summary') !== null;
  return isPressable && (key === 'Enter' || key === ' ');
}
