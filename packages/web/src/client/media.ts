/** What the window has room for, where the style sheet alone cannot tell. */
import { useCallback, useSyncExternalStore } from 'react';

/** Room for two columns: source, and the open mutant beside it. */
export const ROOMY = '(min-width: 76rem)';
/** Room for little more than the source itself. */
export const NARROW = '(max-width: 44rem)';

/** Whether the media query matches; the component is drawn again when that changes. */
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
