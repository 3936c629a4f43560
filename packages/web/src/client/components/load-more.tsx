/** How much of a list is on show, and a button for the next part of it, which also loads by itself when it comes into view. */
import { formatCount } from '@killrate/shared/count';
import { type ReactNode, useEffect, useRef } from 'react';
import { Button } from './field.tsx';
import styles from './load-more.module.css';

interface LoadMoreProps {
  shown: number;
  total: number | null;
  hasMore: boolean;
  isFetching: boolean;
  more: () => void;
  /** False keeps it to the button. */
  isAutomatic?: boolean;
}

export function LoadMore({ shown, total, hasMore, isFetching, more, isAutomatic = true }: LoadMoreProps): ReactNode {
  const edge = useRef<HTMLDivElement>(null);
  const isReady = hasMore && !isFetching && isAutomatic;
  useEffect(() => {
    if (!isReady || edge.current === null) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) more();
      },
      { rootMargin: '600px' },
    );
    observer.observe(edge.current);
    return () => observer.disconnect();
  }, [isReady, more]);

  if (!hasMore) return null;
  return (
    <div ref={edge} className={styles.edge}>
      <span>
        {formatCount(shown)}
        {total !== null && ` of ${formatCount(total)}`}
      </span>
      <Button onClick={more} isDisabled={isFetching}>
        {isFetching ? 'Loading' : 'More'}
      </Button>
    </div>
  );
}
