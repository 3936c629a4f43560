/** One mutant with everything known of it and everything that can be done with it; in the queue of survivors and in its file. */
import type { AcceptBody, MutantItem } from '@killrate/shared/api';
import { type ReactNode, useId, useState } from 'react';
import { Button } from '../components/field.tsx';
import { ErrorState, Loading } from '../components/states.tsx';
import { StatusMark } from '../components/status-mark.tsx';
import { keyOf, useKeys } from '../keys.ts';
import { later, useLater } from '../later.ts';
import { nameOfMutator, wordsOfMutator } from '../mutators.ts';
import { mutantQuery, projectQuery, useQuery } from '../queries.ts';
import { go, Link, paths, setParams } from '../router.tsx';
import { sentenceOf } from '../standing-sentence.ts';
import { type Standing, standingOf } from '../words.ts';
import { useMutantDeeds } from './mutant-deeds.ts';
import { MutantDiff } from './mutant-diff.tsx';
import { MutantFacts } from './mutant-facts.tsx';
import styles from './mutant-panel.module.css';

const ACCEPT_DIALOG = later(() => import('./accept-dialog.tsx'));

/** What StrykerJS writes where a string or an array was empty. */
const PLACEHOLDER = 'Stryker was here';

interface MutantPanelProps {
  mutantKey: string;
  /** What a list already knows of it, shown until the rest is here. */
  item?: MutantItem | null;
  /** In its file, neither the diff nor the way there is needed: the source around it says both. */
  place?: 'queue' | 'file';
  /** Told as soon as the mutant is accepted (true), and when that is taken back (false). */
  onDecided?: (key: string, isAccepted: boolean) => void;
  /** Told before something is done that the reader wants to see the end of, or come back to: this is the one to stay at. */
  onKept?: (key: string) => void;
}

export function MutantPanel({ mutantKey, item = null, place = 'queue', onDecided, onKept }: MutantPanelProps): ReactNode {
  const { data: page, error, isUnreachable, retry } = useQuery(mutantQuery(mutantKey));
  const titleId = useId();
  const known = page?.mutant ?? item;
  if (known === null) {
    return error === null ? <Loading rows={8} /> : <ErrorState message={error} isUnreachable={isUnreachable} retry={retry} />;
  }
  const words = wordsOfMutator(known.mutator);
  const standing = standingOf(known);
  const isOpen = isUndetected(standing);
  return (
    <article className={styles.panel} aria-labelledby={titleId}>
      <header className={styles.head}>
        <h2 id={titleId} className={styles.title}>
          <StatusMark status={known.status} acceptance={known.acceptance} />
          <Link to={paths.file(known.file, known.key)} className={styles.place}>
            {known.file}:{known.line}
          </Link>
        </h2>
        <p className={styles.about}>
          {page !== null && <span>{page.module}</span>}
          <span title={known.mutator}>{nameOfMutator(known.mutator)}</span>
          {known.symbol !== '' && (
            <span>
              in <code>{known.symbol}</code>
            </span>
          )}
        </p>
      </header>
      {place === 'queue' && <MutantDiff item={known} page={page} />}
      <Actions
        target={known}
        standing={standing}
        place={place}
        isStale={page !== null && page.context === null}
        onDecided={onDecided}
        onKept={onKept}
        feedback={page?.feedback ?? null}
      />
      <div className={styles.sentence}>
        {page === null ? <p className={styles.room}>&nbsp;</p> : <p>{sentenceOf(page)}</p>}
        <p>
          This mutant {words.does}.{isOpen && <> To kill it: {lowerFirst(words.observe)}</>}
        </p>
        {known.replacement.includes(PLACEHOLDER) && (
          <p>
            <q>{PLACEHOLDER}</q> is only the text that the mutator writes where there was none.
          </p>
        )}
      </div>
      {page !== null && <MutantFacts page={page} place={place} onDecided={onDecided} />}
      {page === null && error !== null && <ErrorState message={error} isUnreachable={isUnreachable} retry={retry} />}
    </article>
  );
}

interface ActionsProps {
  target: MutantItem | { key: string; file: string; line: number; mutator: string };
  standing: Standing;
  place: 'queue' | 'file';
  /** It is of another content of its file: only the file can be measured. */
  isStale: boolean;
  feedback: 'useful' | 'not-useful' | null;
  onDecided: MutantPanelProps['onDecided'];
  onKept: MutantPanelProps['onKept'];
}

/** The deeds, each with its key; those that the server cannot do are not there. */
function Actions({ target, standing, place, isStale, feedback, onDecided, onKept }: ActionsProps): ReactNode {
  const abilities = useQuery(projectQuery()).data?.abilities ?? { write: false, run: false, openEditor: false };
  const deeds = useMutantDeeds(onDecided);
  const [isAccepting, setAccepting] = useState(false);
  const AcceptDialog = useLater(isAccepting ? ACCEPT_DIALOG : null);
  const canAccept = abilities.write && isUndetected(standing);
  const hasBrief = isUndetected(standing) || standing === 'unresolved';
  function runAgain(): void {
    onKept?.(target.key);
    void deeds.runAgain(target);
  }
  function openFile(): void {
    // The way back leads to this one, also where the address has not followed yet.
    setParams({ mutant: target.key });
    go(paths.file(target.file, target.key));
  }
  const acts = {
    accept: canAccept ? () => setAccepting(true) : undefined,
    useful: abilities.write ? () => void deeds.judge(target, 'useful') : undefined,
    notUseful: abilities.write ? () => void deeds.judge(target, 'not-useful') : undefined,
    runAgain: abilities.run && !isStale ? runAgain : undefined,
    // A brief is for whoever writes a test that lacks.
    copyBrief: hasBrief ? () => void deeds.copyBrief(target) : undefined,
    openEditor: abilities.openEditor ? () => void deeds.openEditor(target) : undefined,
    openFile: place === 'queue' ? openFile : undefined,
  };
  useKeys('mutant', withoutMissing(acts));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a row everywhere
    <div className={styles.actions} role="group" aria-label="What to do with this mutant">
      <Act
        act={acts.copyBrief}
        deed="copyBrief"
        text="Copy brief"
        title="Copies what a test must observe, for whoever writes it"
      />
      <Act act={acts.accept} deed="accept" text="Accept…" title="Live with it, for a reason" />
      <Act act={acts.runAgain} deed="runAgain" text="Run again" title="Measures this mutant once more" />
      <Act act={acts.openEditor} deed="openEditor" text="Editor" title="Opens the editor at this line" />
      <Act act={acts.openFile} deed="openFile" text="File" title="Shows it in its file" />
      <Act act={acts.useful} deed="useful" text="Useful" title="Worth a test" isPressed={feedback === 'useful'} />
      <Act
        act={acts.notUseful}
        deed="notUseful"
        text="Not useful"
        title="Mutants like this one come later in the list"
        isPressed={feedback === 'not-useful'}
      />
      {AcceptDialog !== null && (
        <AcceptDialog
          target={target}
          accept={(body: AcceptBody) => void deeds.accept(target, body)}
          close={() => setAccepting(false)}
        />
      )}
    </div>
  );
}

interface ActProps {
  act: (() => void) | undefined;
  deed: Parameters<typeof keyOf<'mutant'>>[1];
  text: string;
  title: string;
  isPressed?: boolean;
}

function Act({ act, deed, text, title, isPressed }: ActProps): ReactNode {
  if (act === undefined) return null;
  return (
    <Button onClick={act} hint={keyOf('mutant', deed)} title={title} {...(isPressed !== undefined && { isPressed })}>
      {text}
    </Button>
  );
}

function withoutMissing<Acts extends Record<string, (() => void) | undefined>>(
  acts: Acts,
): { [Deed in keyof Acts]?: () => void } {
  return Object.fromEntries(Object.entries(acts).filter(([, act]) => act !== undefined)) as { [Deed in keyof Acts]?: () => void };
}

function isUndetected(standing: Standing): boolean {
  return standing === 'Survived' || standing === 'NoCoverage';
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
