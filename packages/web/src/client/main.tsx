/** Where the page starts. */
import './without-eval.ts';
import './tokens.css';

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RunsPage } from './pages/runs.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <RunsPage />
  </StrictMode>,
);
