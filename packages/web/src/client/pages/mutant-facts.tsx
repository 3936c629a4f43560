/** What is known of a mutant beside its code: its tests, what each run said of it, the decision to live with it, its key. */
import type { CoveringTest, HistoryEntry, MutantPage, RunListItem } from '@killrate/shared/api';
import { plural } from '@killrate/shared/count';
import type { KillKind } from '@killrate/shared/model';
import { type ReactNode, useState } from 'react';
import { copyText } from '../clipboard.ts';
import { useAnnounce } from '../components/announcer.tsx';
import { Button } from '../components/field.tsx';
import { Prose } from '../components/prose.tsx';
import { RunNow } from '../components/run-now.tsx';
import { StatusMark } from '../components/status-mark.tsx';
import { Moment } from '../components/time.tsx';
import { VerdictMark } from '../components/verdict-mark.tsx';
import { projectQuery, runsQuery, useQuery } from '../queries.ts';
import { Link, paths } from '../router.tsx';
import { STANDING_WORD, standingOf } from '../words.ts';
import { type Deeds, useMutantDeeds } from './mutant-deeds.ts';
import styles from './mutant-facts.module.css';
import { Commit } from './runs-table.tsx';
import { formatTestTime } from './test-verdict.ts';

interface MutantFactsProps {
  page: MutantPage;
  /** In its file, the way to measure that anew stands above. */
  place: 'queue' | 'file';
  onDecided: ((key: string, isAccepted: boolean) => void) | undefined;
}

export function MutantFacts({ page, place, onDecided }: MutantFactsProps): ReactNode {
  const { mutant } = page;
  const deeds = useMutantDeeds(onDecided);
  const announce = useAnnounce();
  async function copyKey(): Promise<void> {
    announce((await copyText(mutant.key)) ? `Copied ${mutant.key}.` : 'The browser does not allow to copy.');
  }
  return (
    <dl className={styles.facts}>
      {mutant.acceptance !== null && <AcceptanceFact page={page} deeds={deeds} />}
      {page.context === null && (
        <Fact name="Stale">
          <p>The file changed since this was measured, or is gone: the lines around it cannot be shown.</p>
          {place === 'queue' && (
            <p>
              <RunNow body={{ scope: 'files', files: [mutant.file] }} what={mutant.file}>
                Run
              </RunNow>
            </p>
          )}
        </Fact>
      )}
      <NextTestFact page={page} />
      <Fact name={page.tests.length === 0 ? 'Tests' : `Tests (${page.tests.length})`}>
        <Tests tests={page.tests} isStatic={mutant.isStatic} />
      </Fact>
      {page.history.length > 0 && (
        <Fact name="History">
          <History history={page.history} />
        </Fact>
      )}
      <Fact name="Key">
        <span className={styles.row}>
          <code>{mutant.key}</code>
          <Button onClick={copyKey} isQuiet label={`Copy the key ${mutant.key}`}>
            Copy
          </Button>
        </span>
      </Fact>
    </dl>
  );
}

/** The test worth writing that would kill it, and the one that is the nearest to it: whether that one proves anything itself is told. */
function NextTestFact({ page: { mutant, next, tests } }: { page: MutantPage }): ReactNode {
  const isOpen = mutant.acceptance === null && (mutant.status === 'Survived' || mutant.status === 'NoCoverage');
  if (!isOpen || next === null) return null;
  const nearest = tests.find(({ id }) => id === next.nearestTest) ?? null;
  const others = next.mutants.length - 1;
  return (
    <Fact name="Next test">
      <p>
        <Prose text={next.sentence} />
      </p>
      {next.nearestTest !== null && (
        <p>
          Nearest: <Link to={paths.test(next.nearestTest)}>{nearest?.name ?? next.nearestTest}</Link>{' '}
          {nearest !== null && <Doubt verdict={nearest.verdict} />}
        </p>
      )}
      {others > 0 && <p className={styles.muted}>It would kill {plural(others, 'other survivor')} of this function too.</p>}
    </Fact>
  );
}

/** That a test is no good one to extend. */
function Doubt({ verdict }: { verdict: CoveringTest['verdict'] }): ReactNode {
  const isDoubted =
    verdict !== null && verdict !== 'cleared' && verdict !== 'not-assessable' && verdict !== 'redundant-candidate';
  return isDoubted ? <VerdictMark verdict={verdict} /> : null;
}

function Fact({ name, children }: { name: string; children: ReactNode }): ReactNode {
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function AcceptanceFact({ page: { mutant }, deeds }: { page: MutantPage; deeds: Deeds }): ReactNode {
  const canWrite = useQuery(projectQuery()).data?.abilities.write === true;
  const { acceptance } = mutant;
  if (acceptance === null) return null;
  const { category, reason, author, date, expires } = acceptance;
  return (
    <Fact name="Accepted">
      <p className={styles.reason}>{reason}</p>
      <p className={styles.row}>
        <span className={styles.muted}>
          {category}, {author === null ? '' : `${author}, `}
          {date}
          {expires !== null && `, until ${expires}`}
        </span>
        {canWrite && <Button onClick={() => void deeds.takeBack(mutant)}>Take back</Button>}
      </p>
    </Fact>
  );
}

const KILL_WORD: Record<KillKind, string> = {
  assertion: 'kills it by an assertion',
  crash: 'kills it by a crash',
  timeout: 'kills it by not ending in time',
};
const FIRST_SHOWN = 5;

function Tests({ tests, isStatic }: { tests: CoveringTest[]; isStatic: boolean }): ReactNode {
  const [isWhole, setWhole] = useState(false);
  if (tests.length === 0) {
    return isStatic ? 'It is run when its file is loaded, not by one test.' : 'No test runs it.';
  }
  const sorted = tests.toSorted((a, b) => Number(b.kill !== null) - Number(a.kill !== null));
  const shown = isWhole ? sorted : sorted.slice(0, FIRST_SHOWN);
  return (
    <>
      <ul className={styles.tests}>
        {shown.map(({ id, name, file, line, kill, durationMs, verdict }) => (
          <li key={id} title={name}>
            <Link to={paths.test(id)}>{name}</Link>{' '}
            <span className={styles.muted}>
              {file}
              {line === null ? '' : `:${line}`}
              {kill === null ? '' : `, ${KILL_WORD[kill]}`}, {formatTestTime(durationMs)}
            </span>{' '}
            <Doubt verdict={verdict} />
          </li>
        ))}
      </ul>
      {sorted.length > FIRST_SHOWN && (
        <Button onClick={() => setWhole(!isWhole)} isQuiet isExpanded={isWhole}>
          {isWhole ? 'Show fewer' : `Show all ${sorted.length}`}
        </Button>
      )}
    </>
  );
}

/** Newest first, as the server sends it; how often in a row it stood as it does now is told first. */
function History({ history }: { history: HistoryEntry[] }): ReactNode {
  const runs = useQuery(runsQuery()).data?.items ?? [];
  const sorted = history.toSorted((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
  const newest = sorted[0];
  if (newest === undefined) return null;
  const changed = sorted.findIndex(({ status }) => status !== newest.status);
  const inARow = changed === -1 ? sorted.length : changed;
  const first = sorted[inARow - 1] ?? newest;
  const word = STANDING_WORD[standingOf({ status: newest.status, acceptance: null })].toLowerCase();
  return (
    <>
      <p>
        {inARow === 1 ? `${capital(word)} in the last run` : `${capital(word)} in the last ${plural(inARow, 'run')}`}, since{' '}
        <Moment date={first.startedAt} />.
      </p>
      <ol className={styles.history} reversed>
        {sorted.slice(0, 12).map(({ runId, startedAt, status, reason }) => (
          <li key={runId}>
            <Link to={paths.run(runId)}>
              <Moment date={startedAt} />
            </Link>{' '}
            <StatusMark status={status} /> <Revision run={runs.find(({ id }) => id === runId)} />
            {reason !== null && (
              <span className={styles.muted} title={reason}>
                {' '}
                {reason}
              </span>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}

/** The branch and the commit of a run, as far as the newest part of the list of runs knows it. */
function Revision({ run }: { run: RunListItem | undefined }): ReactNode {
  if (run === undefined || run.commit === null) return null;
  return (
    <span className={styles.muted}>
      <Commit commit={run.commit} branch={run.branch} />
    </span>
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
