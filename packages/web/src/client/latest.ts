/** A function for parts that must not be drawn again because another one came: it stays the same, and does what the latest does. */
import { useCallback, useEffect, useRef } from 'react';

export function useLatest<Arguments extends unknown[]>(act: (...given: Arguments) => void): (...given: Arguments) => void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  return useCallback((...given: Arguments) => latest.current(...given), []);
}
