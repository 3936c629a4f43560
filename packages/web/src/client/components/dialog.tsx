/** A modal dialog over the page: the browser keeps the focus in it and gives it back; Escape and a press beside it close it. */
import { type MouseEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { useKeys } from '../keys.ts';
import styles from './dialog.module.css';
import { Button } from './field.tsx';

interface DialogProps {
  title: string;
  close: () => void;
  children: ReactNode;
  /** The title is for a screen reader only: the dialog speaks for itself. */
  isBare?: boolean;
}

export function Dialog({ title, close, children, isBare = false }: DialogProps): ReactNode {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useKeys('list', {}, { isModal: true });
  useEffect(() => {
    const dialog = ref.current;
    const before = document.activeElement;
    dialog?.showModal();
    // What is to be typed into has the focus at once, and not the button that closes.
    dialog?.querySelector<HTMLElement>('[data-first]')?.focus();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, []);
  function pressBeside(event: MouseEvent): void {
    if (event.target === ref.current) close();
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape is the key for it, which the browser tells by onCancel
    <dialog
      ref={ref}
      className={styles.dialog}
      aria-labelledby={titleId}
      onClick={pressBeside}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      <div className={styles.body}>
        <div className={isBare ? styles.spoken : styles.head}>
          <h2 id={titleId} className={styles.title}>
            {title}
          </h2>
          {!isBare && (
            <Button onClick={close} isQuiet hint="Escape">
              Close
            </Button>
          )}
        </div>
        {children}
      </div>
    </dialog>
  );
}
