/** The line at the foot of the window: the run at work, why one failed, and whether the server is there at all. */

import type { Progress } from '@killrate/shared/api';
import { formatCount, plural } from '@killrate/shared/count';
import { formatDuration } from '@killrate/shared/duration';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useLive } from '../live.ts';
import { cancelRun, projectQuery, useCache, useQuery } from '../queries.ts';
import { useAnnounce } from './announcer.tsx';
import { Button } from './field.tsx';
import styles from './foot.module.css';
import { endInWords } from './run-end.ts';

export function Foot(): ReactNode {
  const { connection, progress, failure, forgetFailure } = useLive();
  const project = useQuery(projectQuery()).data;
  const current = progress === 'unknown' ? (project?.progress ?? null) : progress;
  useEndAnnounced(current);
  const isShown = connection === 'lost' || failure !== null || current !== null;
  useEffect(() => {
    document.documentElement.toggleAttribute('data-foot', isShown);
  }, [isShown]);
  if (!isShown) return null;
  return (
    <section className={styles.foot} aria-label="What is going on">
      {connection === 'lost' && (
        <p className={styles.alarm} role="alert">
          The server does not answer: what you see may be out of date. Trying again by itself.
        </p>
      )}
      {failure !== null && (
        <div className={styles.alarm} role="alert">
          <span>The run failed: {failure}</span>
          <Button onClick={forgetFailure} isQuiet>
            Dismiss
          </Button>
        </div>
      )}
      {current !== null && connection !== 'lost' && <RunAtWork progress={current} canCancel={project?.abilities.run === true} />}
    </section>
  );
}

/** Says how the run went when it is over; the reader may have been elsewhere. */
function useEndAnnounced(current: Progress | null): void {
  const announce = useAnnounce();
  const before = useRef<Progress | null>(null);
  useEffect(() => {
    const ended = before.current;
    before.current = current;
    if (current !== null) return;
    const sentence = endInWords(ended);
    if (sentence !== null) announce(sentence);
  }, [announce, current]);
}

function RunAtWork({ progress, canCancel }: { progress: Progress; canCancel: boolean }): ReactNode {
  const { source } = useCache();
  const announce = useAnnounce();
  const [isCancelling, setCancelling] = useState(false);
  const { done, total, killed, survived, file } = progress;

  async function cancel(): Promise<void> {
    setCancelling(true);
    try {
      await cancelRun(source);
      announce('The run is being stopped. What it measured is kept.');
    } catch (error) {
      announce({ text: `The run was not stopped: ${error instanceof Error ? error.message : String(error)}`, isAlarm: true });
    } finally {
      setCancelling(false);
    }
  }
  return (
    <div className={styles.run}>
      <progress
        className={styles.bar}
        value={total === 0 ? undefined : done}
        max={total === 0 ? undefined : total}
        aria-label="The run at work"
      />
      <span className={styles.numbers}>
        <strong>{total === 0 ? 'Preparing' : `${formatCount(done)} of ${plural(total, 'mutant')}`}</strong>
        <span>{formatCount(killed)} killed</span>
        <span>{formatCount(survived)} survived</span>
        <Elapsed since={progress.startedAt} />
        {file !== null && <span className={styles.file}>{file}</span>}
      </span>
      {canCancel && (
        <Button onClick={cancel} isDisabled={isCancelling}>
          Cancel
        </Button>
      )}
    </div>
  );
}

/** How long the run is at work, every second. */
function Elapsed({ since }: { since: string }): ReactNode {
  const [nowMs, setNowMs] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  const passedMs = Math.max(0, nowMs - Date.parse(since));
  const seconds = Math.floor(passedMs / 1_000);
  return <span>{seconds < 10 ? `${seconds} s` : formatDuration(seconds * 1_000)}</span>;
}
