/** What is held against a test, opened in its row: its findings, one below the other, with what can be said of them. */
import type { ReactNode } from 'react';
import { ErrorState, Loading } from '../components/states.tsx';
import { useKeys } from '../keys.ts';
import { projectQuery, testQuery, useQuery } from '../queries.ts';
import { go, Link, paths } from '../router.tsx';
import { Finding } from './finding.tsx';
import { useSpeakOfFinding } from './finding-deeds.ts';
import styles from './tests.module.css';

export function TestDetail({ id }: { id: string }): ReactNode {
  const { data, error, isUnreachable, retry } = useQuery(testQuery(id));
  const canWrite = useQuery(projectQuery()).data?.abilities.write === true;
  const speak = useSpeakOfFinding(id);
  const [first] = data?.findings ?? [];
  const isOn = canWrite && first !== undefined;
  useKeys(
    'test',
    {
      ...(isOn && { useful: () => speak(first.key, 'useful'), notProblem: () => speak(first.key, 'not-useful') }),
      openPage: () => go(paths.test(id)),
    },
    { isOn: data !== null },
  );
  if (data === null)
    return error === null ? <Loading rows={4} /> : <ErrorState message={error} isUnreachable={isUnreachable} retry={retry} />;
  return (
    <div className={styles.detail}>
      {data.findings.map((finding) => (
        <Finding
          key={finding.key}
          finding={finding}
          notKilled={data.notKilled}
          speak={canWrite ? (verdict) => speak(finding.key, verdict) : null}
          hasKeys={finding === first}
        />
      ))}
      {data.findings.length === 0 && <p>Nothing is held against this test any more.</p>}
      <p>
        <Link to={paths.test(id)}>The test with its source, and every mutant that it runs</Link>
      </p>
    </div>
  );
}
