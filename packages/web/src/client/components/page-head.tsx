/** The head of a page: its name for the eye and for the browser's tab, what it says in one line, and what can be done there. */
import type { ReactNode } from 'react';
import { useTitle } from '../title.ts';
import styles from './page-head.module.css';

interface PageHeadProps {
  /** What the tab says, before the project's name. */
  title: string;
  /** What the page says of itself, where that is more than `title`. */
  heading?: ReactNode;
  /** One line beneath. */
  children?: ReactNode;
  actions?: ReactNode;
}

export function PageHead({ title, heading = title, children, actions }: PageHeadProps): ReactNode {
  useTitle(title);
  return (
    <div className={styles.head}>
      <div className={styles.words}>
        <h1 className={styles.heading}>{heading}</h1>
        {children !== undefined && <div className={styles.summary}>{children}</div>}
      </div>
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
