/** The colours of a source for a component: loaded and parsed after the plain text is there. */
import { useEffect, useState } from 'react';
import type { Syntax } from './highlight.ts';

/** Null until the colours are known, and where there are none. */
export function useSyntax(text: string | null, file: string): Syntax | null {
  const [known, setKnown] = useState<{ text: string; file: string; syntax: Syntax } | null>(null);
  useEffect(() => {
    if (text === null) return;
    const abort = new AbortController();
    import('./highlight.ts')
      .then(({ parseSource }) => parseSource(text, file, abort.signal))
      .then((syntax) => {
        if (syntax !== null && !abort.signal.aborted) setKnown({ text, file, syntax });
      })
      // Without colours the source reads as well.
      .catch(() => {});
    return () => abort.abort();
  }, [text, file]);
  return known !== null && known.text === text && known.file === file ? known.syntax : null;
}
