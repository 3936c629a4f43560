/** What stands around every page: the head with its links, the run at work at the foot, and the states that no page can mend. */
import { type ReactNode, useEffect, useState } from 'react';
import { useKeys } from '../keys.ts';
import { later, useLater } from '../later.ts';
import { useLive } from '../live.ts';
import { pageAt, preloadPages } from '../pages.ts';
import { projectQuery, useQuery } from '../queries.ts';
import { go, paths, usePlace } from '../router.tsx';
import { useTheme } from '../theme.ts';
import { Boundary } from './boundary.tsx';
import { Foot } from './foot.tsx';
import { Head } from './head.tsx';
import styles from './shell.module.css';
import { ErrorState, Loading } from './states.tsx';
import { StoreState } from './store-state.tsx';

const SEARCH = later(() => import('../pages/search.tsx'));
const HELP = later(() => import('../pages/help.tsx'));

/** Soon enough not to be waited for, late enough not to be in the way of the page. */
const PRELOAD_MS = 1_000;

export function Shell(): ReactNode {
  const [dialog, setDialog] = useState<'search' | 'help' | null>(null);
  const { theme, toggle } = useTheme();
  const { path } = usePlace();
  const Dialog = useLater(dialog === null ? null : dialog === 'search' ? SEARCH : HELP);
  const close = () => setDialog(null);
  useEffect(() => {
    const timer = setTimeout(() => {
      preloadPages();
      for (const each of [SEARCH, HELP]) each.load().catch(() => {});
    }, PRELOAD_MS);
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => focusMainAfter(path), [path]);
  useKeys('everywhere', {
    search: () => setDialog('search'),
    help: () => setDialog('help'),
    overview: () => go(paths.overview),
    survivors: () => go(paths.survivors()),
    files: () => go(paths.files()),
    tests: () => go(paths.tests()),
    runs: () => go(paths.runs),
    theme: toggle,
  });
  return (
    <>
      <button type="button" className={styles.skip} onClick={focusMain}>
        Skip to the page
      </button>
      <Head
        path={path}
        theme={theme}
        toggleTheme={toggle}
        openSearch={() => setDialog('search')}
        openHelp={() => setDialog('help')}
      />
      <main id="main" className={styles.main} tabIndex={-1}>
        <Page path={path} />
      </main>
      <Foot />
      {Dialog !== null && <Dialog close={close} />}
    </>
  );
}

/** The page at the path, or why no page can show anything. */
function Page({ path }: { path: string }): ReactNode {
  const { data: project, error, isUnreachable, retry } = useQuery(projectQuery());
  const { connection } = useLive();
  useEffect(() => {
    // The server came back: what failed while it was gone is asked again.
    if (connection === 'open' && isUnreachable) retry();
  }, [connection, isUnreachable, retry]);

  if (project === null) {
    if (error !== null) return <ErrorState message={error} isUnreachable={isUnreachable} retry={retry} />;
    return <Loading rows={8} />;
  }
  if (project.store !== 'ready') return <StoreState store={project.store} message={project.storeMessage} project={project} />;
  return (
    <Boundary place={path} isConnected={connection === 'open'}>
      <Content path={path} />
    </Boundary>
  );
}

function Content({ path }: { path: string }): ReactNode {
  const PageHere = useLater(pageAt(path));
  return PageHere === null ? <Loading rows={8} /> : <PageHere />;
}

let pathBefore: string | null = null;

/** On another page, the focus does not stay where the reader came from: the next Tab leads into the page. */
function focusMainAfter(path: string): void {
  const isOther = pathBefore !== null && pathBefore !== path;
  pathBefore = path;
  if (isOther && !document.activeElement?.closest('dialog')) document.getElementById('main')?.focus({ preventScroll: true });
}

/** A button and not a link: in an exported report the hash is the place. */
function focusMain(): void {
  document.getElementById('main')?.focus();
}
