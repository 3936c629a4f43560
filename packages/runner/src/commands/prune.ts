/** `killrate prune`: keeps the store small. */
import { pruneRuns } from '@killrate/shared/store/runs';
import { openProject } from '../project/project.ts';
import { withProjectLock } from '../project-lock.ts';
import { withStore } from '../project-store.ts';

/** Removes all but the newest `keep` runs, and gives their space back; the project state stays. */
export async function pruneCommand(args: { cwd: string; keep: number }): Promise<{ removed: number }> {
  return await withStore(openProject(args.cwd), 'existing', (database) =>
    withProjectLock(database, () => {
      const removed = pruneRuns(database, args.keep);
      database.exec('VACUUM');
      return { removed };
    }),
  );
}
