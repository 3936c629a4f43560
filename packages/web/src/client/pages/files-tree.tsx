/** The tree of files on the screen: a tree grid that is walked with the arrow keys, and draws only the rows in sight. */
import { formatCount } from '@killrate/shared/count';
import { type CSSProperties, type KeyboardEvent, memo, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { Rate } from '../components/rate.tsx';
import { RateBar } from '../components/rate-bar.tsx';
import { RunNow } from '../components/run-now.tsx';
import { Dash, Spoken } from '../components/spoken.tsx';
import { Time } from '../components/time.tsx';
import { countValid, formatPercent } from '../format.ts';
import { useLatest } from '../latest.ts';
import { go, Link, paths } from '../router.tsx';
import { rowsOf, stepOf, type TreeNode, type TreeRow } from './file-tree.ts';
import styles from './files-tree.module.css';

interface FileTreeProps {
  tree: readonly TreeNode[];
  open: ReadonlySet<string>;
  onOpen: (open: ReadonlySet<string>) => void;
  actions: ReactNode;
}

export function FileTree({ tree, open, onOpen, actions }: FileTreeProps): ReactNode {
  const rows = useMemo(() => rowsOf(tree, open), [tree, open]);
  const [chosen, setChosen] = useState<string | null>(null);
  const current = rows.some(({ node }) => node.id === chosen) ? chosen : (rows[0]?.node.id ?? null);
  const [pointed, setPointed] = useState<string | null>(null);
  const grid = useRef<HTMLTableElement>(null);
  const isMoving = useRef(false);
  useEffect(() => {
    if (!isMoving.current || current === null) return;
    isMoving.current = false;
    grid.current?.querySelector<HTMLElement>(`[data-id="${CSS.escape(current)}"]`)?.focus();
  }, [current]);

  const toggle = useLatest((id: string, isOpen: boolean) => {
    const next = new Set(open);
    if (isOpen) next.add(id);
    else next.delete(id);
    onOpen(next);
  });
  function press(event: KeyboardEvent): void {
    if (current === null || event.ctrlKey || event.metaKey || event.altKey) return;
    // A button in a row has its own Enter.
    if (event.target instanceof Element && event.target.closest('button')) return;
    const row = rows.find(({ node }) => node.id === current);
    if (event.key === 'Enter' || event.key === ' ') {
      if (row?.node.kind === 'file' && row.node.path !== null) go(paths.file(row.node.path));
      else if (row !== undefined) toggle(row.node.id, !row.isOpen);
      event.preventDefault();
      return;
    }
    const step = stepOf(rows, current, event.key);
    if (step === null) return;
    event.preventDefault();
    if (step.kind === 'focus') {
      isMoving.current = true;
      setChosen(step.id);
    } else toggle(step.id, step.kind === 'open');
  }

  return (
    <div className={styles.frame}>
      <div className={styles.actions}>{actions}</div>
      <table
        ref={grid}
        className={styles.grid}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a tree in columns is a table that keys walk through
        role="treegrid"
        aria-label="Files"
        aria-rowcount={rows.length + 1}
        onKeyDown={press}
      >
        <Heads />
        <tbody onPointerOver={(event) => setPointed(rowIdOf(event.target))} onPointerLeave={() => setPointed(null)}>
          {rows.map((row) => (
            <Row
              key={row.node.id}
              row={row}
              isCurrent={row.node.id === current}
              isPointed={row.node.id === pointed}
              onToggle={toggle}
              onFocus={setChosen}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function rowIdOf(target: EventTarget): string | null {
  return target instanceof Element ? (target.closest('tr')?.getAttribute('data-id') ?? null) : null;
}

function Heads(): ReactNode {
  return (
    <thead>
      <tr className={styles.heads}>
        <th scope="col">File</th>
        <th scope="col" className={styles.bar}>
          <Spoken>Kill rate as a bar</Spoken>
        </th>
        <th scope="col" className={styles.number}>
          Kill rate
        </th>
        <th scope="col" className={styles.number}>
          Mutants
        </th>
        <th scope="col" className={styles.number}>
          Survivors
        </th>
        <th scope="col" className={styles.number} title="No test runs them">
          No coverage
        </th>
        <th scope="col" className={styles.unresolved} title="No trustworthy result">
          Unresolved
        </th>
        <th scope="col" className={styles.measured}>
          Measured
        </th>
        <th scope="col" className={styles.run}>
          <Spoken>Run</Spoken>
        </th>
      </tr>
    </thead>
  );
}

interface RowProps {
  row: TreeRow;
  isCurrent: boolean;
  /** The pointer is over it. */
  isPointed: boolean;
  onToggle: (id: string, isOpen: boolean) => void;
  onFocus: (id: string) => void;
}

const Row = memo(
  function Row({ row, isCurrent, isPointed, onToggle, onFocus }: RowProps): ReactNode {
    const { node, level, position, siblings, isOpen } = row;
    const isBranch = node.children.length > 0;
    const { totals } = node;
    const isMeasured = totals.mutants > 0 || hasNoMutants(node);
    return (
      <tr
        className={`${styles.row} ${styles[node.kind]}`}
        data-id={node.id}
        tabIndex={isCurrent ? 0 : -1}
        aria-level={level}
        aria-posinset={position}
        aria-setsize={siblings}
        aria-expanded={isBranch ? isOpen : undefined}
        onFocus={() => onFocus(node.id)}
        onClick={(event) => {
          if (isBranch && !(event.target instanceof Element && event.target.closest('a, button'))) onToggle(node.id, !isOpen);
        }}
      >
        <th scope="row" className={styles.name} style={{ '--level': level - 1 } as CSSProperties}>
          <span className={styles.twist} aria-hidden="true">
            {isBranch && (isOpen ? '▾' : '▸')}
          </span>
          <Name node={node} />
        </th>
        <td className={styles.bar}>{totals.mutants > 0 && <RateBar rate={totals.killRate} />}</td>
        <td className={styles.number}>
          <NodeRate node={node} />
        </td>
        <td className={styles.number} title={`${formatCount(countValid(totals))} of them count`}>
          {isMeasured ? formatCount(totals.mutants) : <Dash meaning="not measured" />}
        </td>
        <Count count={totals.survived} isAlarming isMeasured={isMeasured} />
        <Count count={totals.noCoverage} isMeasured={isMeasured} />
        <Count count={totals.unresolved} isMeasured={isMeasured} className={styles.unresolved} />
        <td className={styles.measured}>
          <Time date={node.lastMeasuredAt} />
        </td>
        {/* Drawn where it can be seen only: there may be thousands. */}
        <td className={styles.run}>{(isCurrent || isPointed) && <RunNode node={node} />}</td>
      </tr>
    );
  },
  (before, after) =>
    before.isCurrent === after.isCurrent &&
    before.isPointed === after.isPointed &&
    before.onToggle === after.onToggle &&
    before.row.node === after.row.node &&
    before.row.isOpen === after.row.isOpen &&
    before.row.position === after.row.position,
);

/** Seen while the pointer is over its row, or the focus in it. */
function RunNode({ node }: { node: TreeNode }): ReactNode {
  if (node.kind === 'module') {
    return (
      <RunNow body={{ scope: 'module', module: node.module }} what={`the module ${node.module}`}>
        Run
      </RunNow>
    );
  }
  if (node.kind === 'folder' || node.path === null) return null;
  return (
    <RunNow body={{ scope: 'files', files: [node.path] }} what={node.path}>
      Run
    </RunNow>
  );
}

/** Measured, and nothing in it can be changed in a way that a test should notice. */
function hasNoMutants({ totals, measurement, staleFiles, unmeasuredFiles }: TreeNode): boolean {
  return totals.mutants === 0 && unmeasuredFiles === 0 && (staleFiles === 0 || measurement === 'older');
}

/** What counts; of a file that changed, how it was, quietly. */
function NodeRate({ node }: { node: TreeNode }): ReactNode {
  if (node.formerTotals !== null && node.formerTotals.killRate !== null) {
    return (
      <span className={styles.former} title="Before it changed; this counts nowhere">
        was {formatPercent(node.formerTotals.killRate)}
      </span>
    );
  }
  return hasNoMutants(node) ? <span className={styles.former}>no mutants</span> : <Rate rate={node.totals.killRate} />;
}

function Name({ node }: { node: TreeNode }): ReactNode {
  const stale = node.staleFiles > 0 && <Stale node={node} />;
  if (node.kind === 'file' && node.path !== null) {
    return (
      <span>
        {/* The row has the focus; the link is for the pointer. */}
        <Link to={paths.file(node.path)} className={styles.link} tabIndex={-1}>
          {node.name}
        </Link>
        {stale}
      </span>
    );
  }
  return (
    <span>
      {node.kind === 'folder' ? `${node.name}/` : node.name}
      <span className={styles.files}> {formatCount(node.files)}</span>
      {stale}
    </span>
  );
}

/** In a word that the results do not hold, or not quite; on hover, what that means. */
function Stale({ node }: { node: TreeNode }): ReactNode {
  const { said, means } = staleWords(node);
  return (
    <span className={styles.stale} title={means}>
      {' '}
      {said}
    </span>
  );
}

function staleWords({ measurement, staleFiles }: TreeNode): { said: string; means: string } {
  if (measurement === 'older')
    return { said: 'tests changed', means: 'Measured before its tests or settings changed; it still counts' };
  if (measurement !== null)
    return { said: 'changed', means: 'Since it was measured; it counts nowhere until it is measured again' };
  return {
    said: `${formatCount(staleFiles)} out of date`,
    means: 'These files, or their tests, changed since they were measured',
  };
}

interface CountProps {
  count: number;
  isMeasured: boolean;
  isAlarming?: boolean;
  className?: string | undefined;
}

function Count({ count, isMeasured, isAlarming = false, className = styles.number }: CountProps): ReactNode {
  const look = count === 0 ? styles.zero : isAlarming ? styles.alarming : undefined;
  return (
    <td className={className}>
      {isMeasured ? <span className={look}>{formatCount(count)}</span> : <Dash meaning="not measured" />}
    </td>
  );
}
