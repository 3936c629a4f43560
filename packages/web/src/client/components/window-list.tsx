/** A list of any length in a box that scrolls: rows of one height, of which only those in sight are drawn. */
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import styles from './window-list.module.css';

interface WindowListProps<Item> {
  label: string;
  items: readonly Item[];
  /** How many there are with those not loaded yet. */
  total: number;
  keyOf: (item: Item) => string;
  row: (item: Item, index: number) => ReactNode;
  rowHeightRem: number;
  /** Kept in sight; -1 where none is. */
  chosen: number;
  /** Called when the last of the loaded rows come near. */
  onEnd: () => void;
  /** Stands beneath the rows. */
  end?: ReactNode;
}

/** Rows drawn above and below what is in sight. */
const OVERSCAN = 8;

export function WindowList<Item>(props: WindowListProps<Item>): ReactNode {
  const { label, items, total, keyOf, row, rowHeightRem, chosen, onEnd, end } = props;
  const box = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<View>({ top: 0, height: 1_200 });
  const rowHeight = rowHeightRem * rootFontSize();
  const first = Math.max(0, Math.floor(view.top / rowHeight) - OVERSCAN);
  const last = Math.min(items.length, Math.ceil((view.top + view.height) / rowHeight) + OVERSCAN);

  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const measure = () => setView((before) => viewOf(element, before));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useLayoutEffect(() => {
    const element = box.current;
    if (element === null || chosen < 0) return;
    const [top, bottom] = [chosen * rowHeight, (chosen + 1) * rowHeight];
    if (top < element.scrollTop) element.scrollTop = top;
    else if (bottom > element.scrollTop + element.clientHeight) element.scrollTop = bottom - element.clientHeight;
    setView((before) => viewOf(element, before));
  }, [chosen, rowHeight]);

  const isNearEnd = last >= items.length - OVERSCAN;
  useEffect(() => {
    if (isNearEnd) onEnd();
  }, [isNearEnd, onEnd]);

  return (
    <div ref={box} className={styles.box} onScroll={({ currentTarget }) => setView((before) => viewOf(currentTarget, before))}>
      <ol
        className={styles.rows}
        aria-label={label}
        style={{ paddingTop: first * rowHeight, paddingBottom: (items.length - last) * rowHeight }}
      >
        {items.slice(first, last).map((item, index) => (
          <li
            key={keyOf(item)}
            className={styles.row}
            style={{ height: rowHeight }}
            aria-setsize={total}
            aria-posinset={first + index + 1}
          >
            {row(item, first + index)}
          </li>
        ))}
      </ol>
      {end}
    </div>
  );
}

/** What is in sight of a list, in pixels. */
interface View {
  top: number;
  height: number;
}

/** What is in sight of `element` now; the same object where that is as before, so that nothing is drawn again. */
function viewOf({ scrollTop: top, clientHeight: height }: Element, before: View): View {
  return before.top === top && before.height === height ? before : { top, height };
}

let fontSizePx: number | null = null;

/** What a rem is, in pixels; it does not change while the page is open. */
function rootFontSize(): number {
  fontSizePx ??= Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return fontSizePx;
}
