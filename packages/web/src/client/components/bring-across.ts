/** Scrolls code sideways to what changes in it. */

/** `scroller` to `mark`, and back to its start where that is seen without; beneath `left`, a place on the screen, nothing is seen. */
export function bringAcross(scroller: Element, mark: Element | null, left: number): void {
  scroller.scrollLeft = 0;
  if (mark === null) return;
  const [seen, change] = [scroller.getBoundingClientRect(), mark.getBoundingClientRect()];
  const room = Math.min(change.width, seen.width / 3);
  if (change.left + room < seen.right) return;
  scroller.scrollLeft = change.left - left - seen.width / 8;
}
