/** Where the page starts: the parts are put together here. */
import './without-eval.ts';
import './tokens.css';

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createCache } from './cache.ts';
import { AnnouncerProvider } from './components/announcer.tsx';
import { Shell } from './components/shell.tsx';
import { startKeys } from './keys.ts';
import { LiveProvider, startLive } from './live.ts';
import { CacheProvider } from './queries.ts';
import { startRouter } from './router.tsx';
import { createHttpSource, type Source } from './source.ts';
import { applyStoredTheme } from './theme.ts';

/** The data of an exported report comes with the page; its reader is loaded only then. */
async function chooseSource(): Promise<Source> {
  if (document.getElementById('killrate-data') === null && window.killrateData === undefined) return createHttpSource();
  const { createFileSource, findReport } = await import('./file-source.ts');
  const report = findReport(document, window.killrateData);
  return report === null ? createHttpSource() : createFileSource(report);
}

function start(root: HTMLElement, source: Source): void {
  startRouter(source.kind === 'file' ? 'hash' : 'path');
  startKeys();
  const cache = createCache(source);
  const live = startLive(source, cache);
  createRoot(root).render(
    <StrictMode>
      <CacheProvider value={cache}>
        <LiveProvider value={live}>
          <AnnouncerProvider>
            <Shell />
          </AnnouncerProvider>
        </LiveProvider>
      </CacheProvider>
    </StrictMode>,
  );
}

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
applyStoredTheme();
chooseSource().then(
  (source) => start(root, source),
  (error: unknown) => {
    root.textContent = error instanceof Error ? error.message : String(error);
  },
);
