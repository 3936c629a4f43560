/** What a page shows in place of its content: nothing there, an error, or not yet; and a command to mend it. */
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { copyText } from '../clipboard.ts';
import { Button } from './field.tsx';
import styles from './states.module.css';

/** Nothing to show, why, and what to do about it. `command` is what mends it, to be typed in a terminal. */
export function EmptyState({
  title,
  children,
  command,
  action,
  isPage = false,
}: {
  title: string;
  children?: ReactNode;
  command?: string;
  action?: ReactNode;
  /** It is all there is on the page: its title is the page's. */
  isPage?: boolean;
}): ReactNode {
  const Title = isPage ? 'h1' : 'h2';
  return (
    <div className={styles.state}>
      <Title className={styles.title}>{title}</Title>
      {children !== undefined && <div className={styles.text}>{children}</div>}
      {command !== undefined && <Command text={command} />}
      {action}
    </div>
  );
}

/** Something could not be read. `isUnreachable`: the server is gone, and asked again by itself. */
export function ErrorState({
  message,
  retry,
  isUnreachable = false,
}: {
  message: string;
  retry: () => void;
  isUnreachable?: boolean;
}): ReactNode {
  return (
    <div className={styles.state} role="alert">
      <h2 className={styles.title}>{isUnreachable ? 'The server does not answer' : 'This could not be loaded'}</h2>
      <p className={styles.text}>
        {isUnreachable ? 'Is killrate serve still running? The page comes back by itself as soon as it does.' : message}
      </p>
      <Button onClick={retry}>Try again</Button>
    </div>
  );
}

const PATIENCE_MS = 150;

/** Grey lines while something is on its way; they show only after a moment, in the room that `rows` will take. */
export function Loading({ rows = 6, label = 'Loading' }: { rows?: number; label?: string }): ReactNode {
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={styles.loading} role="status">
      <span className={styles.spoken}>{label}</span>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
        <span key={row} className={isShown ? styles.line : styles.room} />
      ))}
    </div>
  );
}

/** A command in a box, with a button that copies it. */
export function Command({ text }: { text: string }): ReactNode {
  const [copied, setCopied] = useState<'no' | 'yes' | 'failed'>('no');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  async function copy(): Promise<void> {
    setCopied((await copyText(text)) ? 'yes' : 'failed');
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setCopied('no'), 2_000);
  }
  return (
    <div className={styles.command}>
      <code>{text}</code>
      <Button onClick={copy} isQuiet label={`Copy the command ${text}`}>
        {{ no: 'Copy', yes: 'Copied', failed: 'Select it' }[copied]}
      </Button>
    </div>
  );
}

/** One line above the content that says what is not as it should be. */
export function Notice({ kind = 'information', children }: { kind?: 'information' | 'alarm'; children: ReactNode }): ReactNode {
  return (
    <div className={kind === 'alarm' ? styles.alarm : styles.notice} role={kind === 'alarm' ? 'alert' : 'note'}>
      {children}
    </div>
  );
}
