/** One test: its source with its assertions marked, the mutants it kills, and those it runs without killing them. */
import type { TestPage as TestData, TestView } from '@killrate/shared/api';
import { formatCount, plural } from '@killrate/shared/count';
import { type ReactNode, useMemo, useState } from 'react';
import { Button } from '../components/field.tsx';
import { PageHead } from '../components/page-head.tsx';
import { Prose } from '../components/prose.tsx';
import { type Dress, SourceView } from '../components/source-view.tsx';
import { EmptyState, ErrorState, Loading, Notice } from '../components/states.tsx';
import { VerdictMark } from '../components/verdict-mark.tsx';
import { linesOf } from '../lines.ts';
import { projectQuery, testQuery, useQuery } from '../queries.ts';
import { Link, paths, usePlace } from '../router.tsx';
import { useSyntax } from '../syntax.ts';
import { Finding } from './finding.tsx';
import { useSpeakOfFinding } from './finding-deeds.ts';
import { MutantTable } from './mutant-table.tsx';
import styles from './test.module.css';
import { extentOf, isAsserting } from './test-source.ts';
import { formatTestTime, nameParts, TEST_VERDICT_WORD, verdictOf } from './test-verdict.ts';

export default function TestPage(): ReactNode {
  const id = usePlace().query.get('id');
  if (id === null || id === '') {
    return (
      <EmptyState title="No test is named">
        <p>
          The address names none. Choose one of <Link to={paths.tests()}>the tests</Link>.
        </p>
      </EmptyState>
    );
  }
  return <TestAt key={id} id={id} />;
}

function TestAt({ id }: { id: string }): ReactNode {
  const { data, error, isUnreachable, retry } = useQuery(testQuery(id));
  if (data !== null) return <Content page={data} />;
  return (
    <>
      <PageHead title={nameParts(id).name}> </PageHead>
      {error === null ? (
        <Loading rows={14} label="Loading the test" />
      ) : (
        <ErrorState message={error} retry={retry} isUnreachable={isUnreachable} />
      )}
    </>
  );
}

function Content({ page }: { page: TestData }): ReactNode {
  const { test, killed, notKilled, source, isMatrix } = page;
  return (
    <>
      <TestHead test={test} isMatrix={isMatrix} />
      {page.findings.length > 0 && <Findings page={page} />}
      {source === null ? (
        <Notice>{test.file} is gone, or changed so that it cannot be read: its source is not shown.</Notice>
      ) : (
        <TestSource test={test} source={source} />
      )}
      {page.nextTests.length > 0 && <NextTests tests={page.nextTests} />}
      <section className={styles.section}>
        <h2 className={styles.title}>
          Kills <span className={styles.count}>{formatCount(killed.length)}</span>
        </h2>
        {killed.length === 0 ? (
          <p className={styles.note}>No mutant is known to be killed by this test.</p>
        ) : (
          <MutantTable caption="Mutants it kills" mutants={killed} />
        )}
      </section>
      <section className={styles.section}>
        <h2 className={styles.title}>
          {isMatrix ? 'Runs without killing' : 'Runs, not known to kill'}{' '}
          <span className={styles.count}>{formatCount(notKilled.length)}</span>
        </h2>
        {!isMatrix && notKilled.length > 0 && (
          <p className={styles.note}>
            The last run stopped at the first test that killed each mutant, and another one may have come first.
          </p>
        )}
        {notKilled.length === 0 ? (
          <p className={styles.note}>Every mutant that this test runs dies of it.</p>
        ) : (
          <MutantTable caption="Mutants it runs without killing them" mutants={notKilled} />
        )}
      </section>
    </>
  );
}

/** What is held against it. */
function Findings({ page }: { page: TestData }): ReactNode {
  const canWrite = useQuery(projectQuery()).data?.abilities.write === true;
  const speak = useSpeakOfFinding(page.test.id);
  return (
    <section aria-label="What is held against it">
      {page.findings.map((finding) => (
        <Finding
          key={finding.key}
          finding={finding}
          notKilled={page.notKilled}
          speak={canWrite ? (verdict) => speak(finding.key, verdict) : null}
        />
      ))}
    </section>
  );
}

const MOST_NEXT = 5;

/** What a test like this one could notice beside. */
function NextTests({ tests }: { tests: TestData['nextTests'] }): ReactNode {
  return (
    <section className={styles.section}>
      <h2 className={styles.title}>Tests to write beside it</h2>
      <ul className={styles.next}>
        {tests.slice(0, MOST_NEXT).map((next) => (
          <li key={next.mutants[0]}>
            <Link to={paths.file(next.file, next.mutants[0])}>
              {next.file}:{next.line}
            </Link>{' '}
            <span className={styles.note}>
              {next.symbol !== '' && `in ${next.symbol}, `}
              {next.behaviour}, {plural(next.mutants.length, 'survivor')}
            </span>
            <p>
              <Prose text={next.sentence} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function TestHead({ test, isMatrix }: { test: TestView; isMatrix: boolean }): ReactNode {
  const { groups, name } = nameParts(test.name);
  const verdict = verdictOf(test);
  return (
    <PageHead
      title={name}
      heading={
        <>
          {groups !== '' && <span className={styles.groups}>{groups} › </span>}
          {name}
        </>
      }
    >
      <Link to={paths.tests({ file: test.file })}>
        {test.file}
        {test.line !== null && `:${test.line}`}
      </Link>
      <span>covers {plural(test.covers, 'mutant')}</span>
      <span>
        kills {formatCount(test.kills)}, {formatCount(test.killsByAssertion)} by assertion
      </span>
      {isMatrix && <span>{formatCount(test.uniqueKills)} that no other test kills</span>}
      <span>{formatTestTime(test.durationMs)}</span>
      {test.verdict !== null && <VerdictMark verdict={test.verdict} />}
      {test.verdict === null && verdict !== null && (
        <strong className={styles.verdict} title={TEST_VERDICT_WORD[verdict].means}>
          {isMatrix ? TEST_VERDICT_WORD[verdict].known : TEST_VERDICT_WORD[verdict].unsure}
        </strong>
      )}
    </PageHead>
  );
}

/** The lines of the test, or of its whole file. */
function TestSource({ test, source }: { test: TestView; source: string }): ReactNode {
  const [isWhole, setWhole] = useState(false);
  const lines = useMemo(() => linesOf(source), [source]);
  const syntax = useSyntax(lines, test.file);
  const extent = useMemo(
    () => (test.line === null || test.line > lines.length ? null : extentOf(lines, test.line)),
    [lines, test.line],
  );
  const assertions = useMemo(() => {
    if (extent === null) return new Set<number>();
    const own = Array.from({ length: extent.last - extent.first + 1 }, (_, index) => extent.first + index);
    return new Set(own.filter((line) => isAsserting(lines[line - 1] ?? '')));
  }, [lines, extent]);
  const dress = useMemo<Dress>(
    () => (line) => {
      if (assertions.has(line)) return { look: 'asserting', title: 'an assertion' };
      return isWhole && extent !== null && line >= extent.first && line <= extent.last ? { look: 'within' } : undefined;
    },
    [assertions, isWhole, extent],
  );
  const isPart = extent !== null && !isWhole;
  return (
    <>
      <div className={styles.bar}>
        <span>
          {extent === null
            ? 'Where the test begins is not known: this is its whole file.'
            : `Lines ${extent.first} to ${extent.last}, ${plural(assertions.size, 'line')} with an assertion`}
        </span>
        {extent !== null && (
          <Button isQuiet onClick={() => setWhole(!isWhole)}>
            {isWhole ? 'Only this test' : 'Whole file'}
          </Button>
        )}
      </div>
      <SourceView
        key={String(isWhole)}
        label={`Source of ${test.file}`}
        lines={lines}
        {...(isPart && { from: extent.first, to: extent.last })}
        syntax={syntax}
        dress={dress}
        marks={0}
        keeps={extent === null ? [] : [extent.first]}
      />
    </>
  );
}
