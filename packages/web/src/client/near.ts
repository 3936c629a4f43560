/** Whether an element is on the screen or near it, so that what is far away need not be drawn in full. */
import { type RefObject, useEffect, useState } from 'react';

const MARGIN = '1200px 0px';
const watched = new WeakMap<Element, (isNear: boolean) => void>();
let observer: IntersectionObserver | null = null;

/** `isNearAtFirst` holds until the browser has looked. */
export function useIsNear(element: RefObject<Element | null>, isNearAtFirst: boolean): boolean {
  const [isNear, setNear] = useState(isNearAtFirst);
  useEffect(() => {
    const target = element.current;
    if (target === null) return;
    observer ??= new IntersectionObserver(tell, { rootMargin: MARGIN });
    watched.set(target, setNear);
    observer.observe(target);
    return () => {
      observer?.unobserve(target);
      watched.delete(target);
    };
  }, [element]);
  return isNear;
}

function tell(entries: IntersectionObserverEntry[]): void {
  for (const { target, isIntersecting } of entries) watched.get(target)?.(isIntersecting);
}
