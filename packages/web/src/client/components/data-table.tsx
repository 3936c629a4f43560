/** A table with a head that stays in sight and can put its rows in order; wide ones scroll by themselves. */
import { Fragment, type ReactNode } from 'react';
import { Link } from '../router.tsx';
import styles from './data-table.module.css';

export interface Column<Row> {
  id: string;
  head: ReactNode;
  /** What the head means, on hover. */
  title?: string;
  cell: (row: Row) => ReactNode;
  isNumber?: boolean;
  /** The row's name: a header cell. The first column where none is marked. */
  isName?: boolean;
  /** Takes what room is left, and breaks its lines. */
  isWide?: boolean;
  /** Holds a bar: as wide as there is room, up to a point. */
  isBar?: boolean;
  /** Left out where there is little room: under 64 rem, or under 44. */
  leavesFirst?: 'wide' | 'narrow';
  /** Can be put in order by; the first press gives this direction. */
  sorts?: 'ascending' | 'descending';
}

export interface Sort {
  column: string;
  direction: 'ascending' | 'descending';
}

interface DataTableProps<Row> {
  /** What the table holds; for a screen reader, unless `hasCaption`. */
  caption: string;
  hasCaption?: boolean;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  sort?: Sort | null;
  onSort?: (sort: Sort) => void;
  isChosen?: (row: Row) => boolean;
  /** The id of a row's element, so that it can be found and brought into sight. */
  rowId?: (row: Row) => string;
  /** What stands beneath a row that is open, over all columns; null where it is closed. */
  detail?: (row: Row) => ReactNode;
}

export function DataTable<Row>(props: DataTableProps<Row>): ReactNode {
  const { caption, hasCaption = false, columns, rows, rowKey, sort = null, onSort, isChosen, rowId, detail } = props;
  const nameId = columns.find(({ isName }) => isName)?.id ?? columns[0]?.id;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section className={styles.scroller} aria-label={caption} tabIndex={0}>
      <table className={styles.table}>
        <caption className={hasCaption ? styles.caption : styles.spoken}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.id}
                scope="col"
                className={classOf(column)}
                title={column.title}
                aria-sort={column.sorts === undefined ? undefined : sort?.column === column.id ? sort.direction : 'none'}
              >
                {column.sorts === undefined || onSort === undefined ? (
                  column.head
                ) : (
                  <SortButton column={column} sort={sort} onSort={onSort} />
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const opened = detail?.(row) ?? null;
            const isOpen = opened !== null;
            return (
              <Fragment key={rowKey(row)}>
                <tr id={rowId?.(row)} className={rowClass(isChosen?.(row) === true, isOpen)}>
                  {columns.map((column) =>
                    column.id === nameId ? (
                      <th key={column.id} scope="row" className={classOf(column)}>
                        {column.cell(row)}
                      </th>
                    ) : (
                      <td key={column.id} className={classOf(column)}>
                        {column.cell(row)}
                      </td>
                    ),
                  )}
                </tr>
                {isOpen && (
                  <tr className={styles.detail}>
                    <td colSpan={columns.length}>{opened}</td>
                  </tr>
                )}
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function rowClass(isChosen: boolean, isOpen: boolean): string | undefined {
  return [isChosen && styles.chosen, isOpen && styles.open].filter(Boolean).join(' ') || undefined;
}

function SortButton<Row>({
  column,
  sort,
  onSort,
}: {
  column: Column<Row>;
  sort: Sort | null;
  onSort: (sort: Sort) => void;
}): ReactNode {
  const isSorted = sort?.column === column.id;
  function press(): void {
    const first = column.sorts ?? 'ascending';
    const other = first === 'ascending' ? 'descending' : 'ascending';
    onSort({ column: column.id, direction: isSorted && sort.direction === first ? other : first });
  }
  return (
    <button type="button" className={styles.sort} onClick={press}>
      {column.head}
      <span className={styles.arrow} aria-hidden="true">
        {isSorted ? (sort.direction === 'ascending' ? '▲' : '▼') : ''}
      </span>
    </button>
  );
}

/** Rows in the order of a column's `value`; what has none (null) comes last either way. */
export function sortRows<Row>(
  rows: readonly Row[],
  value: (row: Row) => string | number | null,
  direction: Sort['direction'],
): Row[] {
  const sign = direction === 'ascending' ? 1 : -1;
  return rows.toSorted((left, right) => {
    const [a, b] = [value(left), value(right)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return sign * (typeof a === 'string' && typeof b === 'string' ? a.localeCompare(b) : Number(a) - Number(b));
  });
}

/** A link that makes its whole row pressable. */
export function RowLink({ to, children }: { to: string; children: ReactNode }): ReactNode {
  return (
    <Link to={to} className={styles.rowLink}>
      {children}
    </Link>
  );
}

const LEAVES = { wide: styles.leavesWide, narrow: styles.leavesNarrow };

function classOf<Row>({ isNumber, isWide, isBar, leavesFirst }: Column<Row>): string {
  const names = [
    isNumber && styles.number,
    isWide && styles.wide,
    isBar && styles.bar,
    leavesFirst !== undefined && LEAVES[leavesFirst],
  ];
  return names.filter(Boolean).join(' ');
}
