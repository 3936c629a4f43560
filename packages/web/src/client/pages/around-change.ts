/** Two codes on one line each, cut so that what differs between them is seen. */

/** Code before what differs that is kept, so that the eye finds the place. */
const KEPT = 10;

/** `original` and `replacement` at most about `longest` long; what both begin with is left out where there is not the room for it. */
export function aroundChange(original: string, replacement: string, longest: number): [original: string, replacement: string] {
  const [before, after] = [onOneLine(original), onOneLine(replacement)];
  if (before.length <= longest && after.length <= longest) return [before, after];
  const same = sameStart(before, after);
  const from = same > KEPT + 1 ? same - KEPT : 0;
  return [cut(before, from, longest), cut(after, from, longest)];
}

function onOneLine(code: string): string {
  return code.replace(/\s+/g, ' ').trim();
}

function sameStart(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}

function cut(line: string, from: number, longest: number): string {
  const end = from + longest;
  return `${from > 0 ? '…' : ''}${line.slice(from, end)}${end < line.length ? '…' : ''}`;
}
