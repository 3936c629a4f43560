/** One finding about a test: the code, what is wrong with it, what shows it, what would make it bite, and what people say of it. */
import type { FeedbackBody, FindingView, MutantItem } from '@killrate/shared/api';
import { formatCount, plural } from '@killrate/shared/count';
import { type FindingEvidence, readEvidence } from '@killrate/shared/evidence';
import { ruleNamed } from '@killrate/shared/rules';
import type { ReactNode } from 'react';
import { Button } from '../components/field.tsx';
import { Prose } from '../components/prose.tsx';
import { VerdictMark } from '../components/verdict-mark.tsx';
import { keyOf } from '../keys.ts';
import { Link, paths } from '../router.tsx';
import styles from './finding.module.css';

interface FindingProps {
  finding: FindingView;
  /** The mutants that the test runs and does not kill, as far as they are at hand. */
  notKilled: readonly MutantItem[];
  /** Null where nothing can be written. */
  speak: ((verdict: FeedbackBody['verdict']) => void) | null;
  /** Whether its buttons show their keys: those of the first finding. */
  hasKeys?: boolean;
}

export function Finding({ finding, notKilled, speak, hasKeys = false }: FindingProps): ReactNode {
  const evidence = readEvidence(finding);
  const rule = ruleNamed(finding.rule);
  return (
    <article className={styles.finding} aria-label={`${finding.rule} in line ${finding.line}`}>
      <header className={styles.head}>
        <VerdictMark verdict={finding.verdict} />
        <strong title={rule?.says}>{finding.rule}</strong>
        <span className={styles.muted}>
          {finding.file}:{finding.line}
        </span>
      </header>
      {evidence.code !== undefined && evidence.code !== '' && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
        <pre className={styles.code} tabIndex={0}>
          <code>{evidence.code}</code>
        </pre>
      )}
      <p>
        <Prose text={sentence(finding.message)} />
      </p>
      <dl className={styles.facts}>
        <Facts evidence={evidence} notKilled={notKilled} />
        <div>
          <dt>To mend it</dt>
          <dd>
            <Prose text={evidence.bite ?? rule?.mends ?? 'Look at what it asserts.'} />
          </dd>
        </div>
      </dl>
      {speak !== null && <Sayings finding={finding} speak={speak} hasKeys={hasKeys} />}
    </article>
  );
}

const MOST_MUTANTS = 5;

function Facts({ evidence, notKilled }: { evidence: FindingEvidence; notKilled: readonly MutantItem[] }): ReactNode {
  const { compared, places = [], mutants } = evidence;
  const byKey = new Map(notKilled.map((mutant) => [mutant.key, mutant]));
  const named = (mutants?.notKilled ?? []).flatMap((key) => byKey.get(key) ?? []);
  const shown = named.slice(0, MOST_MUTANTS);
  return (
    <>
      {compared !== undefined && (
        <div>
          <dt>Compares</dt>
          <dd>
            <code>{compared[0]}</code> with <code>{compared[1]}</code>
          </dd>
        </div>
      )}
      {places.length > 0 && (
        <div>
          <dt>See also</dt>
          <dd>{places.join(', ')}</dd>
        </div>
      )}
      {mutants?.covered !== undefined && (
        <div>
          <dt>Mutants</dt>
          <dd>
            runs {formatCount(mutants.covered)}, kills {formatCount(mutants.killed ?? 0)},{' '}
            {formatCount(mutants.killedByAssertion ?? 0)} by an assertion
          </dd>
        </div>
      )}
      {shown.length > 0 && (
        <div>
          <dt>Goes unnoticed</dt>
          <dd>
            <ul className={styles.mutants}>
              {shown.map(({ key, file, line, original, replacement }) => (
                <li key={key}>
                  <Link to={paths.file(file, key)}>
                    {file}:{line}
                  </Link>{' '}
                  <code>{oneLine(original)}</code> becomes <code>{oneLine(replacement)}</code>
                </li>
              ))}
              {notKilled.length > shown.length && (
                <li className={styles.muted}>and {plural(notKilled.length - shown.length, 'other mutant')}</li>
              )}
            </ul>
          </dd>
        </div>
      )}
    </>
  );
}

interface SayingsProps {
  finding: FindingView;
  speak: (verdict: FeedbackBody['verdict']) => void;
  hasKeys: boolean;
}

/** A rule that is often no problem goes off: what is said here decides it. */
function Sayings({ finding, speak, hasKeys }: SayingsProps): ReactNode {
  const hint = (deed: 'useful' | 'notProblem') => (hasKeys ? { hint: keyOf('test', deed) } : {});
  return (
    <div className={styles.sayings}>
      <Button onClick={() => speak('useful')} isPressed={finding.feedback === 'useful'} {...hint('useful')}>
        Useful
      </Button>
      <Button
        onClick={() => speak('not-useful')}
        isPressed={finding.feedback === 'not-useful'}
        title="A rule whose findings are often no problem goes off by itself"
        {...hint('notProblem')}
      >
        Not a problem
      </Button>
    </div>
  );
}

const LONGEST_CODE = 80;

function oneLine(code: string): string {
  const line = code.trim().replaceAll(/\s+/g, ' ');
  return line.length > LONGEST_CODE ? `${line.slice(0, LONGEST_CODE - 1)}…` : line || '(nothing)';
}

/** As a sentence: with a capital, and a full stop. */
function sentence(message: string): string {
  const text = message.charAt(0).toUpperCase() + message.slice(1);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
