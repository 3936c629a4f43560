/** Whether a media query holds now. */
import { useCallback, useSyncExternalStore } from 'react';

/** Too little room for two columns. */
export const NARROW = '(max-width: 63.99rem)';

export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const media = window.matchMedia(query);
      media.addEventListener('change', listener);
      return () => media.removeEventListener('change', listener);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);
}
