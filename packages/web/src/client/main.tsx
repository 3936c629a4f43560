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
import { createHttpSource } from './source.ts';
import { applyStoredTheme } from './theme.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

applyStoredTheme();
const source = createHttpSource();
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
