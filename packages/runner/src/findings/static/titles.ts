/** The titles of groups and tests: as written, and as a pattern for the names that a run gives them. */
import type { Node } from 'oxc-parser';
import type { Script } from './script.ts';
import { bare } from './syntax.ts';
import type { Title } from './test-file.ts';

/** Between the names of groups and tests: Vitest's own joint, and the space of earlier releases; more than one around a nameless group. */
const JOINT = '(?: > | )+';
const ANYTHING = '[\\s\\S]*';
/** What `each` fills in: printf's words, `%$`, and `$name.of.field`. */
const FILLED = /%[sdifjoOc#$%]|\$#|\$[\w$]+(?:\.[\w$]+)*/g;

/** Reads the first argument of `test` or `describe`. With `isEach`, its placeholders stand for anything. */
export function readTitle(script: Script, node: Node | undefined, isEach: boolean): Title {
  const { text, pattern } = node === undefined ? { text: '', pattern: '' } : read(script, bare(node), isEach);
  return { text: isEach && text !== null && text.match(FILLED) !== null ? null : text, pattern };
}

function read(script: Script, node: Node, isEach: boolean): Title {
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'string' ? { text: node.value, pattern: patternOf(node.value, isEach) } : computed();
    case 'TemplateLiteral': {
      const parts = node.quasis.map(({ value }) => patternOf(value.cooked ?? '', isEach));
      const between = node.expressions.map((each) => read(script, bare(each), false));
      const texts = node.quasis.map(({ value }, index) => [
        value.cooked ?? '',
        between[index]?.text ?? (index < between.length ? null : ''),
      ]);
      return {
        text: texts.flat().includes(null) ? null : texts.flat().join(''),
        pattern: parts.map((part, index) => part + (between[index]?.pattern ?? '')).join(''),
      };
    }
    case 'BinaryExpression': {
      if (node.operator !== '+') return computed();
      const [left, right] = [read(script, bare(node.left), isEach), read(script, bare(node.right), isEach)];
      const text = left.text === null || right.text === null ? null : left.text + right.text;
      return { text, pattern: left.pattern + right.pattern };
    }
    case 'Identifier': {
      const binding = script.bindingOf(node);
      if (binding === null || binding.isReassigned) return computed();
      // A function or a class lends its name.
      if (binding.kind === 'function' || binding.kind === 'class')
        return { text: binding.name, pattern: escapePattern(binding.name) };
      return binding.initial === null || binding.path?.length !== 0 ? computed() : read(script, bare(binding.initial), isEach);
    }
    default:
      return computed();
  }
}

function computed(): Title {
  return { text: null, pattern: ANYTHING };
}

function patternOf(text: string, isEach: boolean): string {
  if (!isEach) return escapePattern(text);
  const fixed = text.split(FILLED).map(escapePattern);
  return fixed.join(ANYTHING);
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

/** The title of a test that is defined by a wrapper, which may add to it. */
export function openTitle({ pattern }: Title): Title {
  return { text: null, pattern: pattern + ANYTHING };
}

/** A judge of full names, where the titles from the outermost group on are these; `isOpen` where more groups may stand before. */
export function namedBy(titles: readonly Title[], isOpen: boolean): (name: string) => boolean {
  let expression: RegExp | null = null;
  return (name) => {
    const before = isOpen ? `(?:${ANYTHING}${JOINT})?` : '';
    expression ??= new RegExp(
      `^${before}${titles
        .map(({ pattern }) => pattern.trim())
        .filter(Boolean)
        .join(JOINT)}\\s*$`,
    );
    return expression.test(name);
  };
}
