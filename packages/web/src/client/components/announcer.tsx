/** What just happened, said once: in a line at the foot of the page and to a screen reader, with a way to take it back. */
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import styles from './announcer.module.css';
import { Button } from './field.tsx';

interface Announcement {
  text: string;
  isAlarm?: boolean;
  undo?: () => void;
}

type Announce = (announcement: Announcement | string) => void;

const STAY_MS = 6_000;
const STAY_WITH_UNDO_MS = 12_000;
const AnnounceContext = createContext<Announce>(() => {});

/** Says something to the reader; what was said before makes room for it. */
export function useAnnounce(): Announce {
  return useContext(AnnounceContext);
}

export function AnnouncerProvider({ children }: { children: ReactNode }): ReactNode {
  const [said, setSaid] = useState<(Announcement & { id: number }) | null>(null);
  const announce = useCallback<Announce>((announcement) => {
    const next = typeof announcement === 'string' ? { text: announcement } : announcement;
    setSaid((before) => ({ ...next, id: (before?.id ?? 0) + 1 }));
  }, []);
  useEffect(() => {
    if (said === null) return;
    const timer = setTimeout(() => setSaid(null), said.undo === undefined ? STAY_MS : STAY_WITH_UNDO_MS);
    return () => clearTimeout(timer);
  }, [said]);
  const undo = useMemo(() => said?.undo, [said]);

  return (
    <AnnounceContext value={announce}>
      {children}
      <div className={styles.place}>
        <div role="status" aria-live="polite">
          {said !== null && (
            <p key={said.id} className={said.isAlarm === true ? styles.alarm : styles.line}>
              {said.text}
            </p>
          )}
        </div>
        {undo !== undefined && (
          <Button
            onClick={() => {
              setSaid(null);
              undo();
            }}
          >
            Undo
          </Button>
        )}
      </div>
    </AnnounceContext>
  );
}
