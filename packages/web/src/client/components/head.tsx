/** The head of every page: whose project, the pages with their numbers, search, keys and the theme. */
import type { ProjectView } from '@killrate/shared/api';
import { formatCount } from '@killrate/shared/count';
import type { ReactNode } from 'react';
import { preloadPage } from '../pages.ts';
import { projectQuery, useQuery } from '../queries.ts';
import { Link, paths } from '../router.tsx';
import type { Theme } from '../theme.ts';
import { Button } from './field.tsx';
import styles from './head.module.css';

interface HeadProps {
  path: string;
  theme: Theme;
  toggleTheme: () => void;
  openSearch: () => void;
  openHelp: () => void;
}

const THEME_WORD: Record<Theme, string> = { system: 'auto', light: 'light', dark: 'dark' };

export function Head({ path, theme, toggleTheme, openSearch, openHelp }: HeadProps): ReactNode {
  const project = useQuery(projectQuery()).data;
  return (
    <header className={styles.head}>
      <div className={styles.inner}>
        <span className={styles.brand}>
          <Link to={paths.overview} className={styles.name}>
            killrate
          </Link>
          {project !== null && <span className={styles.project}>{project.name}</span>}
        </span>
        <Pages path={path} counts={project?.store === 'ready' ? project.counts : null} />
        <span className={styles.tools}>
          <Button onClick={openSearch} hint="/" isQuiet label="Search">
            Search
          </Button>
          <span className={styles.keys}>
            <Button onClick={openHelp} hint="?" isQuiet label="Keys">
              Keys
            </Button>
          </span>
          <Button
            onClick={toggleTheme}
            isQuiet
            label={`Theme: ${THEME_WORD[theme]}. Change`}
            title="Light, dark, or as the system has it"
          >
            <span className={styles.theme}>
              <span className={styles.word}>Theme: </span>
              {THEME_WORD[theme]}
            </span>
          </Button>
        </span>
      </div>
    </header>
  );
}

function Pages({ path, counts }: { path: string; counts: ProjectView['counts'] | null }): ReactNode {
  const links = [
    { to: paths.overview, name: 'Overview', count: null, isHere: path === '/' },
    { to: paths.survivors(), name: 'Survivors', count: counts?.survivors ?? null, isHere: path === '/survivors' },
    { to: paths.files(), name: 'Files', count: null, isHere: path === '/files' || path === '/file' },
    { to: paths.tests(), name: 'Tests', count: counts?.tests ?? null, isHere: path === '/tests' || path === '/test' },
    { to: paths.runs, name: 'Runs', count: null, isHere: path.startsWith('/runs') || path === '/compare' },
  ];
  return (
    <nav className={styles.pages} aria-label="Pages">
      {links.map(({ to, name, count, isHere }) => (
        <Link
          key={name}
          to={to}
          className={styles.page}
          aria-current={isHere ? 'page' : undefined}
          onPointerEnter={() => preloadPage(to)}
          onFocus={() => preloadPage(to)}
        >
          {name}
          {count !== null && <span className={styles.count}> {formatCount(count)}</span>}
        </Link>
      ))}
    </nav>
  );
}
