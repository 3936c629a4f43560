/** Why there is nothing to show of this project, and the command that mends it. */
import type { ProjectView } from '@killrate/shared/api';
import type { ReactNode } from 'react';
import { useTitle } from '../title.ts';
import { RunNow } from './run-now.tsx';
import { EmptyState } from './states.tsx';

interface StoreStateProps {
  store: Exclude<ProjectView['store'], 'ready'>;
  message: string | null;
  project: ProjectView;
}

export function StoreState({ store, message, project }: StoreStateProps): ReactNode {
  useTitle('Nothing to show yet');
  const action = <RunNow body={{ scope: 'all' }} what="the whole project" isPrimary />;
  switch (store) {
    case 'missing':
    case 'empty':
      return (
        <EmptyState
          isPage
          title={project.progress === null ? 'Nothing was measured yet' : 'The first run is at work'}
          command="npx killrate run"
          action={action}
        >
          <p>
            {store === 'missing' ? 'This project has no results yet.' : 'This project has a store of results, but no run in it.'}{' '}
            A run changes the code in small ways, one at a time, and sees whether a test notices. This page fills as its results
            arrive.
          </p>
        </EmptyState>
      );
    case 'newer':
      return (
        <EmptyState isPage title="The results are of a newer killrate" command="npm install --save-dev killrate@latest">
          <p>{message === null ? 'This killrate cannot read them: update it, and start the dashboard again' : message}.</p>
        </EmptyState>
      );
    case 'broken':
      return (
        <EmptyState isPage title="The results cannot be read" command="npx killrate doctor">
          <p>{message === null ? 'The store is damaged' : message}.</p>
        </EmptyState>
      );
    default:
      return store satisfies never;
  }
}
