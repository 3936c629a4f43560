/** Something the page asks the server for, and how far it got. */
import { useEffect, useState } from 'react';

export type Resource<Value> = { kind: 'loading' } | { kind: 'failed'; message: string } | { kind: 'ready'; value: Value };

/** Fetches when the component appears, and again on `retry`. `fetchValue` must be the same function at every render. */
export function useResource<Value>(fetchValue: (signal: AbortSignal) => Promise<Value>): {
  resource: Resource<Value>;
  retry: () => void;
} {
  const [resource, setResource] = useState<Resource<Value>>({ kind: 'loading' });
  const [attempt, setAttempt] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt is what fetches again
  useEffect(() => {
    const abort = new AbortController();
    setResource({ kind: 'loading' });
    fetchValue(abort.signal).then(
      (value) => setResource({ kind: 'ready', value }),
      (error: unknown) => {
        if (!abort.signal.aborted)
          setResource({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
      },
    );
    return () => abort.abort();
  }, [fetchValue, attempt]);

  return { resource, retry: () => setAttempt((count) => count + 1) };
}
