/** Above a file's source: which mutants are on show, where the reader is among them, and the ways on and back. */
import type { StatusFilter } from '@killrate/shared/api';
import { formatCount, plural } from '@killrate/shared/count';
import type { ReactNode } from 'react';
import { Button } from '../components/field.tsx';
import { Spoken } from '../components/spoken.tsx';
import { StandingShape } from '../components/status-mark.tsx';
import { keyOf } from '../keys.ts';
import { nameOfMutator } from '../mutators.ts';
import { LOOK, STANDING_WORD, standingOf } from '../words.ts';
import type { FileMutants } from './file-mutants.ts';
import styles from './file-toolbar.module.css';

export function FileToolbar({ mutants }: { mutants: FileMutants }): ReactNode {
  const { counts, filters, shown, open, position, step, toggle, showAll } = mutants;
  const isAll = [...counts.keys()].every((filter) => filters.has(filter));
  return (
    <div className={styles.toolbar}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as freely */}
      <div className={styles.filters} role="group" aria-label="Mutants on show, by status">
        {[...counts].map(([filter, count]) => (
          <Filter key={filter} filter={filter} count={count} isOn={filters.has(filter)} toggle={toggle} />
        ))}
        {counts.size > 1 && (
          <Button onClick={() => showAll(!isAll)} isQuiet>
            {isAll ? 'Unproven only' : 'All'}
          </Button>
        )}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      <div className={styles.walk} role="group" aria-label="From mutant to mutant">
        <span className={styles.position}>
          {position === null ? plural(shown.length, 'mutant') : `${formatCount(position)} of ${formatCount(shown.length)}`}
        </span>
        <Button onClick={() => step(-1)} isDisabled={shown.length === 0} hint={keyOf('file', 'previous')}>
          Previous
        </Button>
        <Button onClick={() => step(1)} isDisabled={shown.length === 0} hint={keyOf('file', 'next')}>
          Next
        </Button>
        <div role="status">
          <Spoken>
            {open === null
              ? ''
              : `Mutant ${position} of ${shown.length}: ${STANDING_WORD[standingOf(open)]}, ${nameOfMutator(open.mutator)}, line ${open.line}`}
          </Spoken>
        </div>
      </div>
    </div>
  );
}

interface FilterProps {
  filter: StatusFilter;
  count: number;
  isOn: boolean;
  toggle: (filter: StatusFilter) => void;
}

function Filter({ filter, count, isOn, toggle }: FilterProps): ReactNode {
  return (
    <button
      type="button"
      className={styles.filter}
      aria-pressed={isOn}
      title={STANDING_WORD[filter]}
      onClick={() => toggle(filter)}
    >
      <span className={`${styles.shape} ${styles[LOOK[filter]]}`}>
        <StandingShape standing={filter} />
      </span>
      <span className={styles.word}>{STANDING_WORD[filter]}</span> <span className={styles.count}>{formatCount(count)}</span>
    </button>
  );
}
