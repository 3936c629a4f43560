/** The search: files, tests and mutants by what is typed, by the keyboard alone. */
import type { ReactNode } from 'react';
import { Dialog } from '../components/dialog.tsx';

export default function SearchDialog({ close }: { close: () => void }): ReactNode {
  return (
    <Dialog title="Search" close={close}>
      {null}
    </Dialog>
  );
}
