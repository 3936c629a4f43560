/** The stable name of a mutant: it stays when lines above move, and changes with the code it speaks of. */
import { createHash } from 'node:crypto';
import { type ParseResult, parseSync, Visitor } from 'oxc-parser';

/** What a mutant is named by; `start` is its offset in the source, in UTF-16 units. */
export interface MutantPlace {
  file: string;
  start: number;
  mutator: string;
  original: string;
  replacement: string;
}

export interface MutantName {
  key: string;
  /** The enclosing function, method or class, from the outside in, joined with `.`; empty at the top level. */
  symbol: string;
}

const KEY_LENGTH = 12;

/**
 * Names the mutants of one source. The key is a hash of path, enclosing symbol, mutator, original text, replacement,
 * and the number of the mutant among those that are alike in all of these, in order of place. `symbolAt` is what {@link symbolFinder} gives.
 */
export function nameMutants(
  source: string,
  places: readonly MutantPlace[],
  symbolAt = symbolFinder(places[0]?.file ?? 'source.ts', source),
): MutantName[] {
  const counts = new Map<string, number>();
  const names = new Map<MutantPlace, MutantName>();
  for (const place of places.toSorted((a, b) => a.start - b.start)) {
    const symbol = symbolAt(place.start);
    // A checkout with other line ends is the same code.
    const likeness = [place.file, symbol, place.mutator, place.original, place.replacement].join('\0').replaceAll('\r\n', '\n');
    const occurrence = (counts.get(likeness) ?? 0) + 1;
    counts.set(likeness, occurrence);
    const key = createHash('sha256').update(`${likeness}\0${occurrence}`).digest('hex').slice(0, KEY_LENGTH);
    names.set(place, { key, symbol });
  }
  return places.map((place) => names.get(place) ?? { key: '', symbol: '' });
}

/** A syntax error in a source, with its line from 1; null where the source can be parsed. */
export function findSyntaxError(file: string, source: string): { line: number; message: string } | null {
  const error = parse(file, source).errors.find(({ severity }) => severity === 'Error');
  if (error === undefined) return null;
  const start = error.labels[0]?.start ?? 0;
  return { line: source.slice(0, start).split('\n').length, message: error.message };
}

/** Plain JavaScript may hold JSX, whatever its file is called: the engine reads it so too. */
function parse(file: string, source: string): ParseResult {
  if (!/\.[cm]?js$/.test(file)) return parseSync(file, source);
  return parseSync(file, source, { lang: 'jsx', sourceType: file.endsWith('.cjs') ? 'commonjs' : undefined });
}

interface Range {
  start: number;
  end: number;
}

interface Scope extends Range {
  name: string;
}

/** Finds, by an offset in a source, the enclosing function, method or class, as a key has it. */
export function symbolFinder(file: string, source: string): (offset: number) => string {
  const scopes = collectScopes(file, source);
  return (offset) =>
    scopes
      .filter((scope) => scope.start <= offset && offset < scope.end)
      .sort((a, b) => a.start - b.start || b.end - a.end)
      .map((scope) => scope.name)
      .join('.');
}

/** A node as the parser hands it out, as far as names go. */
interface Named extends Range {
  id?: { type: string; name?: string } | null;
  key?: { type: string; name?: string; value?: unknown };
}

/** What is named by the place it is assigned to, as in `exports.pay = () => ...`. */
const DEFINITION = /^(?:ArrowFunction|Function|Class)Expression$/;

function collectScopes(file: string, source: string): Scope[] {
  const scopes: Scope[] = [];
  const add = ({ start, end }: Range, name: string | undefined): void => {
    if (name !== undefined) scopes.push({ start, end, name });
  };
  const byId = (node: unknown): void => add(node as Named, (node as Named).id?.name);
  const byKey = (node: unknown): void => add(node as Named, keyName((node as Named).key));
  const byTarget = ({ left, right }: { left: Range; right: Range & { type: string } }): void => {
    if (DEFINITION.test(right.type)) add(right, source.slice(left.start, left.end));
  };
  new Visitor({
    FunctionDeclaration: byId,
    FunctionExpression: byId,
    ClassDeclaration: byId,
    ClassExpression: byId,
    VariableDeclarator: byId,
    MethodDefinition: byKey,
    PropertyDefinition: byKey,
    Property: byKey,
    AssignmentExpression: byTarget,
    TSEnumDeclaration: byId,
    TSModuleDeclaration: byId,
  }).visit(parse(file, source).program);
  return scopes;
}

function keyName(key: Named['key']): string | undefined {
  if (key === undefined) return undefined;
  if (key.type === 'PrivateIdentifier') return `#${key.name}`;
  return key.name ?? (key.type === 'Literal' ? String(key.value) : undefined);
}
