/** The help: every key there is, by place. */
import type { ReactNode } from 'react';
import { Dialog } from '../components/dialog.tsx';
import { KeyHint } from '../components/key-hint.tsx';
import { Spoken } from '../components/spoken.tsx';
import { KEYS } from '../keys.ts';
import styles from './help.module.css';

export default function HelpDialog({ close }: { close: () => void }): ReactNode {
  return (
    <Dialog title="Keys" close={close}>
      <div className={styles.places}>
        {Object.entries(KEYS).map(([place, { title, deeds }]) => (
          <section key={place} className={styles.place}>
            <h3 className={styles.title}>{title}</h3>
            <dl className={styles.deeds}>
              {Object.entries(deeds).map(([deed, { keys, does }]) => (
                <div key={deed} className={styles.deed}>
                  <dt>
                    {keys.map((key: string) => (
                      <KeyHint key={key} keys={key} />
                    ))}
                    <Spoken>{keys.join(' or ')}</Spoken>
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
