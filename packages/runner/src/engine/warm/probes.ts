/** Probes: what is put into a source so that it notes, as it runs, which of its functions were entered. */

import { hasSyntaxError, parseScript } from '../../impact/parse-script.ts';
import { type FunctionPlace, findFunctions, type Node } from '../../impact/source-functions.ts';
import { STATE_KEY } from './engine-state.ts';

const PROBE = 'stryFn_9fa48';
/** The functions that the instrumenter, and this file, add. */
const ADDED = /^stry\w+_9fa48$/;

/**
 * Puts a probe at the start of every function's body, and of the module's own code, into a text in which mutants are placed. The module's
 * own code is number 0; the functions follow in the order of the `source`. What a mutant alone would run needs none: it is a part of the
 * mutant's own text. The text runs once {@link probeHeader} is behind it. Null where a function cannot be found again in it.
 */
export function placeProbes(file: string, source: string, text: string): Probed | null {
  const [original, placed] = [parseScript(file, source), parseScript(file, text)];
  if (hasSyntaxError(original) || hasSyntaxError(placed)) return null;
  const kinds = findFunctions(original.program).map(({ kind }) => kind);
  const { owned, namers, switches } = findAdded(placed.program as unknown as Node);
  const found = findFunctions(placed.program, (node) => owned.has(node)).filter(({ node }) => !namers.has(node));
  if (kinds.length !== found.length || found.some(({ kind }, index) => kind !== kinds[index])) return null;
  const inserts: Insert[] = found.flatMap((place, index) => probesOf(place, index + 1));
  const { body } = placed.program as unknown as { body: Node[] };
  const code = body.find((statement) => !isDirective(statement) && statement.type !== 'ImportDeclaration');
  inserts.push({ at: code?.start ?? text.length, text: `\n;${PROBE}(0);` });
  return { text: insertAll(text, inserts), count: kinds.length + 1, placeOf: placesAmong(found, switches) };
}

/**
 * By id, where a mutant is switched on: in the function of the first number, and there after so many of the functions that this one holds
 * itself. Both stay as they are while the code of the function does, whatever becomes of those within.
 */
function placesAmong(found: readonly FunctionPlace[], switches: readonly Switch[]): Map<string, string> {
  const innermost = (start: number, end: number): number =>
    found.findLastIndex(({ bodyStart, bodyEnd }) => bodyStart <= start && end <= bodyEnd) + 1;
  const children = Map.groupBy(found, ({ start, node }) => innermost(start, node.end));
  return new Map(
    switches.map(({ id, at }) => {
      const number = innermost(at, at);
      return [id, `${number}:${(children.get(number) ?? []).filter(({ start }) => start < at).length}`];
    }),
  );
}

export interface Probed {
  text: string;
  /** How many functions note that they are entered, with the module's own code. */
  count: number;
  /** Where each mutant is switched on, in the order of the text. */
  placeOf: ReadonlyMap<string, string>;
}

/** Where the code asks whether a mutant is active. */
interface Switch {
  id: string;
  at: number;
}

interface Insert {
  at: number;
  text: string;
}

function probesOf({ bodyStart, bodyEnd, node }: FunctionPlace, number: number): Insert[] {
  const body = node.body as Node;
  const call = `${PROBE}(${number})`;
  if (body.type !== 'BlockStatement')
    return [
      { at: bodyStart, text: `(${call},` },
      { at: bodyEnd, text: ')' },
    ];
  const code = (body.body as Node[]).find((statement) => !isDirective(statement));
  return [{ at: code?.start ?? bodyEnd - 1, text: `;${call};` }];
}

function isDirective({ directive }: Node): boolean {
  return typeof directive === 'string';
}

function insertAll(text: string, inserts: readonly Insert[]): string {
  const parts: string[] = [];
  let end = 0;
  for (const insert of inserts.toSorted((a, b) => a.at - b.at)) {
    parts.push(text.slice(end, insert.at), insert.text);
    end = insert.at;
  }
  return parts.join('') + text.slice(end);
}

/** What the probes of a file call, `first` being the number of its own code: hoisted, as a function can be called before its module runs. */
export function probeHeader(first: number): string {
  return [
    `function ${PROBE}(number){var state=globalThis.${STATE_KEY},entered=state===undefined?undefined:state.entered;`,
    `${PROBE}=entered===undefined?function(){}:function(number){entered[${first}+number]=1};${PROBE}(number)}`,
  ].join('');
}

/** What the instrumenter added to a program: code that only a mutant runs, functions that only give another one its name, and what asks for mutants. */
function findAdded(program: Node): { owned: ReadonlySet<Node>; namers: ReadonlySet<Node>; switches: Switch[] } {
  const owned = new Set<Node>();
  const namers = new Set<Node>();
  const switches: Switch[] = [];
  const note = (node: Node): void => {
    switch (node.type) {
      case 'CallExpression': {
        const [id] = isCallOf(node, 'stryMutAct_9fa48') ? (node.arguments as { value?: unknown }[]) : [];
        if (typeof id?.value === 'string') switches.push({ id: id.value, at: node.start });
        return;
      }
      case 'ConditionalExpression':
      case 'IfStatement':
        if (isCallOf(node.test, 'stryMutAct_9fa48')) owned.add(node.consequent as Node);
        return;
      case 'FunctionDeclaration':
        if (ADDED.test(String((node.id as { name?: string } | null)?.name))) owned.add(node);
        return;
      case 'SequenceExpression': {
        const namer = namerIn(node);
        if (namer !== null) namers.add(namer);
      }
    }
  };
  const visit = (node: Node): void => {
    note(node);
    for (const key in node) {
      const child = node[key];
      if (typeof child === 'object' && child !== null) visit(child as Node);
    }
  };
  visit(program);
  return { owned, namers, switches: switches.sort((a, b) => a.at - b.at) };
}

/** `(stryCov_9fa48(...), (() => { const pay = ...; return pay; })())`: the arrow function. */
function namerIn({ expressions }: Node): Node | null {
  const [cover, call, ...others] = expressions as Node[];
  if (others.length > 0 || !isCallOf(cover, 'stryCov_9fa48') || call?.type !== 'CallExpression') return null;
  const callee = call.callee as Node;
  if (callee.type !== 'ArrowFunctionExpression' || (call.arguments as Node[]).length > 0) return null;
  const statements = (callee.body as { body?: Node[] }).body;
  const types = Array.isArray(statements) ? statements.map(({ type }) => type).join(' ') : '';
  return types === 'VariableDeclaration ReturnStatement' ? callee : null;
}

function isCallOf(value: unknown, name: string): boolean {
  const node = value as Node | null | undefined;
  return node?.type === 'CallExpression' && (node.callee as { name?: string }).name === name;
}
