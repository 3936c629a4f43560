/** A button that starts a run, where the server can; it rests while another is at work. */
import type { StartRunBody } from '@killrate/shared/api';
import { type ReactNode, useState } from 'react';
import { useLive } from '../live.ts';
import { projectQuery, startRun, useCache, useQuery } from '../queries.ts';
import { useAnnounce } from './announcer.tsx';
import { Button } from './field.tsx';
import { Spoken } from './spoken.tsx';

interface RunNowProps {
  body: StartRunBody;
  /** What is measured, as it reads after "run": `the module url`. */
  what: string;
  children?: ReactNode;
  isPrimary?: boolean;
  isQuiet?: boolean;
}

export function RunNow({ body, what, children = 'Run now', isPrimary = false, isQuiet = false }: RunNowProps): ReactNode {
  const { source } = useCache();
  const project = useQuery(projectQuery()).data;
  const { progress } = useLive();
  const [isStarting, setStarting] = useState(false);
  const announce = useAnnounce();
  if (project?.abilities.run !== true) return null;
  const current = progress === 'unknown' ? project.progress : progress;

  async function start(): Promise<void> {
    setStarting(true);
    try {
      await startRun(source, body);
      announce(`A run of ${what} has begun.`);
    } catch (error) {
      announce({ text: `No run was started: ${messageOf(error)}`, isAlarm: true });
    } finally {
      setStarting(false);
    }
  }
  return (
    <Button
      onClick={start}
      isPrimary={isPrimary}
      isQuiet={isQuiet}
      isDisabled={isStarting || current !== null}
      title={current === null ? `Measures ${what} again` : 'A run is at work'}
    >
      {children}
      <Spoken>: {what}</Spoken>
    </Button>
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
