/** The dialog in which a survivor is accepted: why, in which category, and until when. */
import type { AcceptBody } from '@killrate/shared/api';
import { ACCEPTANCE_CATEGORIES } from '@killrate/shared/gate/acceptance';
import { type FormEvent, type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react';
import { Dialog } from '../components/dialog.tsx';
import { Button, TextField } from '../components/field.tsx';
import { KeyHint } from '../components/key-hint.tsx';
import { nameOfMutator } from '../mutators.ts';
import styles from './accept-dialog.module.css';
import type { DeedTarget } from './mutant-deeds.ts';

type Category = AcceptBody['category'];

/** None is chosen for the reader: what is written down is a claim, and equivalence a strong one. */
const CATEGORIES: Record<Category, { key: string; word: string; means: string }> = {
  equivalent: { key: 'e', word: 'Equivalent', means: 'no test can tell it apart' },
  logging: { key: 'l', word: 'Logging', means: 'what it changes is only logged' },
  glue: { key: 'g', word: 'Glue', means: 'the code only hands over to tested code' },
  'will-not-fix': { key: 'w', word: 'Will not fix', means: 'a test would not be worth it' },
};

interface AcceptDialogProps {
  target: DeedTarget & { mutator: string };
  accept: (body: AcceptBody) => void;
  close: () => void;
}

export default function AcceptDialog({ target, accept, close }: AcceptDialogProps): ReactNode {
  const [category, setCategory] = useState<Category | null>(null);
  const [reason, setReason] = useState('');
  const [expires, setExpires] = useState('');
  const [isSent, setSent] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const hasReason = reason.trim() !== '';

  function focus(selector: string): void {
    form.current?.querySelector<HTMLElement>(selector)?.focus();
  }

  function submit(event?: FormEvent): void {
    event?.preventDefault();
    setSent(true);
    if (category === null || !hasReason) {
      // What lacks is given at once, wherever the reader was.
      focus(category === null ? 'input[type="radio"]' : 'textarea');
      return;
    }
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
        <Categories
          chosen={category}
          isLacking={isSent && category === null}
          choose={setCategory}
          chooseByKey={(value) => {
            setCategory(value);
            focus('textarea');
          }}
        />
        <TextField
          label="Reason"
          value={reason}
          onChange={setReason}
          isRequired
          isMultiline
          maxLength={2_000}
          error={isSent && !hasReason ? 'A reason is needed: whoever reads this next wants to know why.' : null}
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
          <Button type="submit" isPrimary hint="Control+Enter">
            Accept
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface CategoriesProps {
  chosen: Category | null;
  isLacking: boolean;
  choose: (category: Category) => void;
  chooseByKey: (category: Category) => void;
}

/** One must be chosen; while the focus is in here, each has its key, which leads on to the reason. */
function Categories({ chosen, isLacking, choose, chooseByKey }: CategoriesProps): ReactNode {
  const errorId = useId();
  function press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const pressed = ACCEPTANCE_CATEGORIES.find((value) => CATEGORIES[value].key === event.key);
    if (pressed === undefined) return;
    event.preventDefault();
    chooseByKey(pressed);
  }
  return (
    <fieldset className={styles.categories} onKeyDown={press} aria-describedby={isLacking ? errorId : undefined}>
      <legend>Category</legend>
      {ACCEPTANCE_CATEGORIES.map((value, index) => (
        <label key={value} className={styles.category}>
          <input
            type="radio"
            name="category"
            value={value}
            required
            checked={chosen === value}
            onChange={() => choose(value)}
            data-first={index === 0 ? '' : undefined}
          />
          <span>
            {CATEGORIES[value].word} <span className={styles.means}>{CATEGORIES[value].means}</span>
          </span>
          <KeyHint keys={CATEGORIES[value].key} />
        </label>
      ))}
      {isLacking && (
        <span id={errorId} className={styles.lacking}>
          A category is needed: it says what kind of a decision this is.
        </span>
      )}
    </fieldset>
  );
}
