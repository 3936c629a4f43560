/** Weaving into a script of the tests what tells that an assertion is executed, without moving a line. */
import { type AssertionSite, findAssertions } from './assertion-sites.ts';
import type { SiteId } from './watched.ts';

export interface Woven {
  code: string;
  sites: SiteId[];
}

/** Where the thread keeps what it hears; see {@link AssertionWatch}. */
const WATCH = '__killrate__.watch';
/** What has nothing of these is not even parsed. */
const MAY_ASSERT = /\b(?:expect|assert)/;

/**
 * The script with its assertions woven; null where it has none, or cannot be read. A call of a matcher gets one more argument,
 * a spread of nothing: it is evaluated after all others and just before the call, in whatever function, generator or wait
 * the call stands. `isCompared` tells the assertions whose two sides are looked at.
 */
export function weave(path: string, text: string, isCompared: (site: SiteId) => boolean): Woven | null {
  if (!MAY_ASSERT.test(text)) return null;
  const found = findAssertions(path, text);
  if (found === null || found.length === 0) return null;
  const placed = found.map((site) => ({ ...site, id: '' }));
  const locate = locator(text);
  for (const site of placed) site.id = `${path}:${locate(site.node.start)}`;
  const pieces = new Pieces();
  const sites = placed.filter((site) =>
    site.kind === 'property' ? weaveProperty(text, site, pieces) : weaveCall(site, isCompared(site.id), pieces),
  );
  if (sites.length === 0) return null;
  return { code: pieces.into(text), sites: [...new Set(sites.map(({ id }) => id))] };
}

type Placed = AssertionSite & { id: SiteId };

function weaveCall({ id, node, actual, expected }: Placed, isCompared: boolean, pieces: Pieces): boolean {
  const name = JSON.stringify(id);
  const sides = isCompared && actual !== null && expected !== null ? { actual, expected } : null;
  for (const [side, value] of Object.entries(sides ?? {})) {
    pieces.insert(value.start, `${WATCH}.${side}(${name}, `);
    pieces.insert(value.end, ')');
  }
  const last = (node.arguments as { end: number }[]).at(-1);
  const told = `...${WATCH}.${sides === null ? 'met' : 'compared'}(${name})`;
  // Behind the last argument instead of before the bracket: a comma may stand there, or a comment.
  if (last === undefined) pieces.insert(node.end - 1, told);
  else pieces.insert(last.end, `, ${told}`);
  return true;
}

/** `x.true` becomes `x[met('true')]`: what is between the brackets is evaluated after `x`, before the property is read. */
function weaveProperty(text: string, { id, node }: Placed, pieces: Pieces): boolean {
  const object = node.object as { end: number };
  const { start, end, name } = node.property as { start: number; end: number; name: string };
  const between = text.slice(object.end, start);
  if (!/^\s*\.\s*$/.test(between)) return false;
  pieces.replace(object.end + between.indexOf('.'), '.', '[');
  pieces.replace(start, text.slice(start, end), `${WATCH}.named(${JSON.stringify(id)}, ${JSON.stringify(name)})]`);
  return true;
}

/** Edits of a text. */
class Pieces {
  readonly #edits: { at: number; removed: number; text: string }[] = [];

  /** Of two edits at one place, the one that was made first stands first: inner assertions come before outer ones. */
  insert(at: number, text: string): void {
    this.replace(at, '', text);
  }

  replace(at: number, removed: string, text: string): void {
    this.#edits.push({ at, removed: removed.length, text });
  }

  into(text: string): string {
    const inOrder = this.#edits.toSorted((a, b) => a.at - b.at);
    let end = 0;
    const parts: string[] = [];
    for (const edit of inOrder) {
      parts.push(text.slice(end, edit.at), edit.text);
      end = edit.at + edit.removed;
    }
    parts.push(text.slice(end));
    return parts.join('');
  }
}

/** From an offset to `line:column`, both from 1. */
function locator(text: string): (offset: number) => string {
  const starts = [0, ...Array.from(text.matchAll(/\r\n|[\n\r\u2028\u2029]/g), (match) => match.index + match[0].length)];
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return `${low + 1}:${offset - (starts[low] ?? 0) + 1}`;
  };
}
