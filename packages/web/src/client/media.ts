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
      const media = matching(query);
      media.addEventListener('change', listener);
      return () => media.removeEventListener('change', listener);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => matching(query).matches);
}

const known = new Map<string, MediaQueryList>();

/** Kept: it is asked each time that something is drawn. */
function matching(query: string): MediaQueryList {
  const media = known.get(query) ?? window.matchMedia(query);
  known.set(query, media);
  return media;
}
