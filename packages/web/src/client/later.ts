/** Components whose code is loaded when it is first needed, without Suspense: that keeps what is ready back for 300 ms once it drew a fallback. */
import { type ComponentType, startTransition, useEffect, useState } from 'react';

/** A component that comes later. */
export interface Later<Props extends object> {
  /** Null until its code is there. */
  readonly component: ComponentType<Props> | null;
  /** Whether all else on the page comes first. */
  readonly isLast: boolean;
  /** Loads the code; tried again by the next call where it failed. */
  load(): Promise<void>;
}

/**
 * `ask` imports the module of which the component is the default export. With `isLast` it waits until the browser has nothing
 * better to do, and is drawn in small steps.
 */
export function later<Props extends object>(
  ask: () => Promise<{ default: ComponentType<Props> }>,
  { isLast = false }: { isLast?: boolean } = {},
): Later<Props> {
  let component: ComponentType<Props> | null = null;
  let loading: Promise<void> | null = null;
  return {
    get component() {
      return component;
    },
    isLast,
    load() {
      loading ??= ask().then(
        (module) => {
          component = module.default;
        },
        (error: unknown) => {
          loading = null;
          throw error;
        },
      );
      return loading;
    },
  };
}

/** The component once it may be drawn, null until then; null for null. Throws what kept its code from being loaded. */
export function useLater<Props extends object>(wanted: Later<Props> | null): ComponentType<Props> | null {
  const [settled, setSettled] = useState<{ of: Later<Props>; failure: unknown } | null>(null);
  useEffect(() => {
    if (wanted === null || (wanted.component !== null && !wanted.isLast)) return;
    let isWanted = true;
    const settle = (failure: unknown) => isWanted && setSettled({ of: wanted, failure });
    (wanted.isLast ? whenIdle().then(wanted.load) : wanted.load()).then(
      () => (wanted.isLast ? startTransition(() => void settle(null)) : settle(null)),
      (error: unknown) => settle(error ?? new Error('it could not be loaded')),
    );
    return () => {
      isWanted = false;
    };
  }, [wanted]);
  const isSettled = settled !== null && settled.of === wanted;
  if (isSettled && settled.failure !== null) throw settled.failure;
  return wanted === null || (wanted.isLast && !isSettled) ? null : wanted.component;
}

const LONGEST_WAIT_MS = 1_000;

function whenIdle(): Promise<void> {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in window) requestIdleCallback(() => resolve(), { timeout: LONGEST_WAIT_MS });
    else setTimeout(resolve);
  });
}
