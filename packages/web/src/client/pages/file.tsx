/** One source file: its text with a mark for each mutant, opened at its worst survivor, and the open mutant as a diff in place. */
import type { FilePage as FileData } from '@killrate/shared/api';
import { plural } from '@killrate/shared/count';
import { type ReactNode, useMemo } from 'react';
import { PageHead } from '../components/page-head.tsx';
import { RateOf } from '../components/rate.tsx';
import { RunNow } from '../components/run-now.tsx';
import { EmptyState, ErrorState, Loading, Notice } from '../components/states.tsx';
import { Time } from '../components/time.tsx';
import { formatPercent } from '../format.ts';
import { useKeys } from '../keys.ts';
import { ROOMY, useMedia } from '../media.ts';
import { fileQuery, mutantsQuery, useQuery } from '../queries.ts';
import { Link, paths, usePlace } from '../router.tsx';
import { useTitle } from '../title.ts';
import styles from './file.module.css';
import { FileList } from './file-list.tsx';
import { useFileMutants } from './file-mutants.ts';
import { FileSource } from './file-source.tsx';
import { FileToolbar } from './file-toolbar.tsx';
import { MutantPanel } from './mutant-panel.tsx';

export default function FilePage(): ReactNode {
  const path = usePlace().query.get('path');
  if (path === null || path === '') {
    return (
      <EmptyState title="No file is named">
        <p>
          The address names none. Choose one of <Link to={paths.files()}>the files</Link>.
        </p>
      </EmptyState>
    );
  }
  return <FileAt key={path} path={path} />;
}

function FileAt({ path }: { path: string }): ReactNode {
  const { data, error, isUnreachable, retry } = useQuery(fileQuery(path));
  const isNamed = usePlace().query.has('mutant');
  const worst = useQuery(isNamed ? null : mutantsQuery({ file: path, status: 'Survived', order: 'worth', limit: '1' }));
  if (data === null) {
    return (
      <>
        <PageHead title={path} heading={<Path path={path} />}>
          {' '}
        </PageHead>
        {error === null ? (
          <Loading rows={16} label="Loading the file" />
        ) : (
          <ErrorState message={error} retry={retry} isUnreachable={isUnreachable} />
        )}
      </>
    );
  }
  const worstKey = worst.data === null && worst.error === null && !isNamed ? 'unknown' : (worst.data?.items[0]?.key ?? 'first');
  return <FileView page={data} worstKey={worstKey} />;
}

function FileView({ page, worstKey }: { page: FileData; worstKey: string }): ReactNode {
  const mutants = useFileMutants(page, worstKey);
  const { open, openMutant, step } = mutants;
  const isRoomy = useMedia(ROOMY);
  const close = () => openMutant(null);
  useKeys('file', { next: () => step(1), previous: () => step(-1), close });

  // The same element as long as the same mutant is open: the source is not drawn again for its sake.
  const panel = useMemo(
    () => open !== null && <MutantPanel key={open.key} mutantKey={open.key} item={open} place="file" />,
    [open],
  );
  return (
    <>
      <div className={styles.sticky}>
        <FileHead page={page} />
        {page.mutants.length > 0 && <FileToolbar mutants={mutants} />}
        {open !== null && mutants.formerLine !== null && (
          <Notice>
            In that run, this mutant stood at line {mutants.formerLine}; the file has changed, and it is at line {open.line} now.
          </Notice>
        )}
      </div>
      {page.mutants.length === 0 ? (
        <EmptyState title="No mutants in this file" command={`npx killrate run ${page.file}`}>
          <p>Either nothing in it can be changed in a way that a test should notice, or it was not measured yet.</p>
        </EmptyState>
      ) : (
        <>
          {mutants.missingKey !== null && (
            <Notice>
              This file has no mutant {mutants.missingKey} any more; the code that it changed was edited or is gone.
            </Notice>
          )}
          {page.source === null && (
            <Notice>
              <p>
                The source is not shown: {page.file} changed since these mutants were measured, or it is gone. To measure it as it
                is now: <code>npx killrate run {page.file}</code>
              </p>
              <RunNow body={{ scope: 'files', files: [page.file] }} what={page.file}>
                Run
              </RunNow>
            </Notice>
          )}
          <div className={isRoomy && open !== null ? styles.beside : styles.alone}>
            {page.source === null ? (
              <FileList mutants={mutants} panel={isRoomy ? null : panel} />
            ) : (
              <FileSource
                file={page.file}
                source={page.source}
                all={page.mutants}
                mutants={mutants}
                panel={isRoomy ? null : panel}
              />
            )}
            {isRoomy && open !== null && (
              <aside className={styles.side} aria-label="The open mutant">
                {panel}
              </aside>
            )}
          </div>
        </>
      )}
    </>
  );
}

/** Stays in sight, as the page opens far down: which file this is, how it stands, and the way to measure it. */
function FileHead({ page }: { page: FileData }): ReactNode {
  useTitle(page.file);
  return (
    <header className={styles.head}>
      <h1 className={styles.heading}>
        <Path path={page.file} />
      </h1>
      <span className={styles.rate}>
        <FileRate page={page} />
      </span>
      <span className={styles.about}>
        {plural(page.mutants.length, 'mutant')}, module <Link to={paths.files(page.module)}>{page.module}</Link>
      </span>
      <span className={styles.about}>
        measured <Time date={page.lastMeasuredAt} />
        {page.measurement === 'older' && ', before its tests or settings changed'}
      </span>
      {page.source !== null && page.mutants.length > 0 && <LineKey />}
      <RunNow body={{ scope: 'files', files: [page.file] }} what={page.file}>
        <span>
          Run<span className={styles.more}> this file</span>
        </span>
      </RunNow>
    </header>
  );
}

/** What the bars beside the lines say; the marks of mutants are told by the filters. */
function LineKey(): ReactNode {
  return (
    <span className={styles.key}>
      Mutants of a line:
      <span className={styles.proven}>all killed</span>
      <span className={styles.mixed}>some</span>
      <span className={styles.unproven}>none</span>
    </span>
  );
}

/** What counts; of a file that changed, how it was before. */
function FileRate({ page: { totals, formerTotals, measurement } }: { page: FileData }): ReactNode {
  if (formerTotals !== null) {
    const former = formerTotals.killRate === null ? '' : `: ${formatPercent(formerTotals.killRate)} before`;
    return <span>changed since it was measured{former}</span>;
  }
  if (totals.mutants === 0 && measurement !== 'unmeasured') return <span>no mutants</span>;
  return <RateOf totals={totals} />;
}

/** The folders quietly, then the file's own name. */
function Path({ path }: { path: string }): ReactNode {
  const slash = path.lastIndexOf('/') + 1;
  return (
    <span className={styles.path}>
      <span className={styles.folder}>{path.slice(0, slash)}</span>
      {path.slice(slash)}
    </span>
  );
}
