/** The help: every key that does something here, by place. */
import type { ProjectView } from '@killrate/shared/api';
import type { ReactNode } from 'react';
import { Dialog } from '../components/dialog.tsx';
import { KeyHint } from '../components/key-hint.tsx';
import { Spoken } from '../components/spoken.tsx';
import { KEYS } from '../keys.ts';
import { projectQuery, useQuery } from '../queries.ts';
import styles from './help.module.css';

/** What each of these keys asks of the server. */
const NEEDS: Record<string, keyof ProjectView['abilities']> = {
  accept: 'write',
  useful: 'write',
  notUseful: 'write',
  runAgain: 'run',
  openEditor: 'openEditor',
};

export default function HelpDialog({ close }: { close: () => void }): ReactNode {
  const abilities = useQuery(projectQuery()).data?.abilities ?? null;
  const isOffered = (deed: string) => NEEDS[deed] === undefined || abilities === null || abilities[NEEDS[deed]];
  return (
    <Dialog title="Keys" close={close}>
      <div className={styles.places}>
        {Object.entries(KEYS).map(([place, { title, deeds }]) => (
          <section key={place} className={styles.place}>
            <h3 className={styles.title}>{title}</h3>
            <dl className={styles.deeds}>
              {Object.entries(deeds)
                .filter(([deed]) => isOffered(deed))
                .map(([deed, { keys, does }]) => (
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
