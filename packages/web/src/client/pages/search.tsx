/** The search: files, tests and mutants by what is typed, by the keyboard alone; what was gone to before comes first. */
import type { SearchReply } from '@killrate/shared/api';
import { plural } from '@killrate/shared/count';
import { type KeyboardEvent, type ReactNode, useDeferredValue, useEffect, useId, useRef, useState } from 'react';
import { Dialog } from '../components/dialog.tsx';
import { Spoken } from '../components/spoken.tsx';
import { projectQuery, searchQuery, useQuery } from '../queries.ts';
import { type Found, keepRecent, readRecent } from '../recent.ts';
import { go, paths } from '../router.tsx';
import { STANDING_WORD, standingOf } from '../words.ts';
import styles from './search.module.css';

const TYPING_MS = 80;

export default function SearchDialog({ close }: { close: () => void }): ReactNode {
  const project = useQuery(projectQuery()).data?.name ?? '';
  const [text, setText] = useState('');
  const asked = useSettled(text.trim());
  const { data, error, isFetching, isPrevious } = useQuery(asked === '' ? null : searchQuery(asked), { keepsPrevious: true });
  const [recent] = useState(() => readRecent(project));
  const found = useDeferredValue(asked === '' ? recent : data === null ? [] : foundIn(data));
  const [active, setActive] = useState(0);
  const index = Math.min(active, found.length - 1);
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another text begins at the top
  useEffect(() => setActive(0), [asked]);
  useEffect(() => {
    list.current?.children[index]?.scrollIntoView({ block: 'nearest' });
  }, [index]);

  function open(chosen: Found | undefined): void {
    if (chosen === undefined) return;
    keepRecent(project, chosen);
    close();
    go(chosen.to);
  }
  function onKeyDown(event: KeyboardEvent): void {
    const step = stepOf(event);
    if (event.key === 'Enter') open(found[index]);
    else if (step !== 0 && found.length > 0) setActive((index + step + found.length) % found.length);
    else return;
    event.preventDefault();
  }
  const state =
    asked === '' ? null : error !== null ? error : data === null ? null : found.length === 0 ? 'Nothing is found.' : null;
  return (
    <Dialog title="Search" close={close} isBare>
      <input
        data-first=""
        className={styles.input}
        type="text"
        role="combobox"
        aria-label="Search files, tests and mutant keys"
        aria-expanded={found.length > 0}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={found.length > 0 ? `${listId}-${index}` : undefined}
        placeholder="Files, tests, mutant keys"
        value={text}
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {asked === '' && (
        <p className={styles.note}>{recent.length > 0 ? 'Recent' : 'Type a part of a name; arrows move, Enter opens.'}</p>
      )}
      {state !== null && <p className={styles.note}>{state}</p>}
      <div ref={list} id={listId} role="listbox" aria-label="Found" className={styles.list} aria-busy={isPrevious}>
        {found.map((one, at) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field above
          <div
            key={one.to}
            id={`${listId}-${at}`}
            role="option"
            tabIndex={-1}
            aria-selected={at === index}
            className={styles.option}
            onClick={() => open(one)}
            onPointerMove={() => setActive(at)}
          >
            <span className={styles.kind}>{one.kind}</span>
            <span className={styles.text}>{one.text}</span>
            <span className={styles.about}>{one.note}</span>
          </div>
        ))}
      </div>
      <Spoken>
        <span role="status">{asked !== '' && !isFetching ? `${plural(found.length, 'result')}` : ''}</span>
      </Spoken>
    </Dialog>
  );
}

/** 1 for the next one, -1 for the one before. */
function stepOf({ key, ctrlKey }: KeyboardEvent): number {
  if (key === 'ArrowDown' || (ctrlKey && key === 'n')) return 1;
  if (key === 'ArrowUp' || (ctrlKey && key === 'p')) return -1;
  return 0;
}

function foundIn({ files, tests, mutants }: SearchReply): Found[] {
  return [
    ...files.map((file): Found => ({ kind: 'file', text: file, note: '', to: paths.file(file) })),
    ...mutants.map(
      (mutant): Found => ({
        kind: 'mutant',
        text: mutant.excerpt ?? mutant.original,
        note: `${mutant.key}, ${mutant.file}:${mutant.line}, ${STANDING_WORD[standingOf(mutant)].toLowerCase()}`,
        to: paths.file(mutant.file, mutant.key),
      }),
    ),
    ...tests.map((test): Found => ({ kind: 'test', text: test.name, note: test.file, to: paths.test(test.id) })),
  ];
}

/** The text when the reader stops typing for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
