/** The page for a path where there is none. */
import type { ReactNode } from 'react';
import { EmptyState } from '../components/states.tsx';
import { Link, paths } from '../router.tsx';
import { useTitle } from '../title.ts';

export default function NotFoundPage(): ReactNode {
  useTitle('Not found');
  return (
    <EmptyState title="There is no such page" isPage>
      <p>
        Go to the <Link to={paths.overview}>overview</Link>, or to the <Link to={paths.survivors()}>survivors</Link>.
      </p>
    </EmptyState>
  );
}
