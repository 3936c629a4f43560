/** The colours of a source for a component: loaded and parsed after the plain text is there. */
import { useEffect, useState } from 'react';
import type { Syntax } from './highlight.ts';

/** Null until the colours are known, and where there are none. `lines` must be the same array as long as they are the same. */
export function useSyntax(lines: readonly string[], file: string): Syntax | null {
  const [known, setKnown] = useState<{ lines: readonly string[]; file: string; syntax: Syntax } | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    import('./highlight.ts')
      .then(({ parseSource }) => parseSource(lines.join('\n'), file, abort.signal))
      .then((syntax) => {
        if (syntax !== null && !abort.signal.aborted) setKnown({ lines, file, syntax });
      })
      // Without colours the source reads as well.
      .catch(() => {});
    return () => abort.abort();
  }, [lines, file]);
  return known !== null && known.lines === lines && known.file === file ? known.syntax : null;
}
