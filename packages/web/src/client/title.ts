/** The title of the browser's tab: what is shown, of which project. */
import { useEffect } from 'react';
import { projectQuery, useQuery } from './queries.ts';

/** Sets the title to "what - project - killrate" while the component is there. */
export function useTitle(what: string): void {
  const project = useQuery(projectQuery()).data?.name ?? '';
  useEffect(() => {
    document.title = [what, project, 'killrate'].filter(Boolean).join(' - ');
  }, [what, project]);
}
