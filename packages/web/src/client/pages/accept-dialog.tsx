/** The dialog in which a survivor is accepted: why, in which category, and until when. */
import type { AcceptBody } from '@killrate/shared/api';
import { ACCEPTANCE_CATEGORIES } from '@killrate/shared/gate/acceptance';
import { type FormEvent, type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { Dialog } from '../components/dialog.tsx';
import { Button, Select, TextField } from '../components/field.tsx';
import { nameOfMutator } from '../mutators.ts';
import styles from './accept-dialog.module.css';
import type { DeedTarget } from './mutant-deeds.ts';

type Category = AcceptBody['category'];

const CATEGORY_WORDS: Record<Category, string> = {
  equivalent: 'Equivalent: no test can tell it apart',
  logging: 'Logging: what it changes is only logged',
  glue: 'Glue: the code only hands over to tested code',
  'will-not-fix': 'Will not fix: a test would not be worth it',
};

/** People who accept several mutants in a row mostly do so for one reason. */
let lastCategory: Category = 'equivalent';

interface AcceptDialogProps {
  target: DeedTarget & { mutator: string };
  accept: (body: AcceptBody) => void;
  close: () => void;
}

export default function AcceptDialog({ target, accept, close }: AcceptDialogProps): ReactNode {
  const [category, setCategory] = useState<Category>(lastCategory);
  const [reason, setReason] = useState('');
  const [expires, setExpires] = useState('');
  const [error, setError] = useState<string | null>(null);
  const form = useRef<HTMLFormElement>(null);

  function submit(event?: FormEvent): void {
    event?.preventDefault();
    if (reason.trim() === '') {
      setError('A reason is needed: whoever reads this next wants to know why.');
      // What lacks is typed at once, wherever the reader was.
      form.current?.querySelector<HTMLElement>('[data-first]')?.focus();
      return;
    }
    lastCategory = category;
    accept({ category, reason: reason.trim(), expires: expires === '' ? null : expires });
    close();
  }
  function submitByKey(event: KeyboardEvent): void {
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) submit();
  }
  return (
    <Dialog title="Accept this mutant" close={close}>
      <p className={styles.intro}>
        The {nameOfMutator(target.mutator)} at {target.file}:{target.line} will not count against the kill rate any more. The
        decision is written to <code>killrate.accepted.json</code>, which is checked in.
      </p>
      <form ref={form} className={styles.form} onSubmit={submit} onKeyDown={submitByKey} noValidate>
        <TextField
          label="Reason"
          value={reason}
          onChange={(text) => {
            setReason(text);
            setError(null);
          }}
          isRequired
          isMultiline
          hasFocus
          maxLength={2_000}
          error={error}
        />
        <Select
          label="Category"
          value={category}
          options={ACCEPTANCE_CATEGORIES.map((value) => ({ value, text: CATEGORY_WORDS[value] }))}
          onChange={(value) => setCategory(value as Category)}
        />
        <TextField
          label="Until (optional)"
          type="date"
          value={expires}
          onChange={setExpires}
          min={new Date().toISOString().slice(0, 10)}
          hint="After this day it counts again."
        />
        <div className={styles.end}>
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" isPrimary>
            Accept
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
