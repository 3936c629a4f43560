/** Whether there is room for two columns: source, and the open mutant beside it. */
import { useSyncExternalStore } from 'react';

const ROOMY = window.matchMedia('(min-width: 76rem)');

export function useIsRoomy(): boolean {
  return useSyncExternalStore(subscribe, () => ROOMY.matches);
}

function subscribe(listener: () => void): () => void {
  ROOMY.addEventListener('change', listener);
  return () => ROOMY.removeEventListener('change', listener);
}
