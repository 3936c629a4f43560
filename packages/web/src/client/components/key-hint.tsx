/** A key to press, small, beside what it does; hidden where there is no keyboard to speak of. */
import type { ReactNode } from 'react';
import styles from './key-hint.module.css';

const WRITTEN: Record<string, string> = { Enter: '↵', Escape: 'Esc', 'Control+Enter': 'Ctrl ↵' };

/** `keys` as in the table of keys: one, or two pressed in turn with a space between. */
export function KeyHint({ keys }: { keys: string }): ReactNode {
  return (
    <span className={styles.keys} aria-hidden="true">
      {keys.split(' ').map((key, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the order is what they are
        <kbd key={index} className={styles.key}>
          {WRITTEN[key] ?? key}
        </kbd>
      ))}
    </span>
  );
}
