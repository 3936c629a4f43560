/** The rule `golden-value`: the expected value is a long or hash-like literal that nothing explains. */
import type { Node } from 'oxc-parser';
import { chainOf } from '../chain.ts';
import type { RuleFlag, StaticRule } from '../rule.ts';
import { bare, isWithin, staticText } from '../syntax.ts';
import type { TestFileModel, TestModel } from '../test-file.ts';
import { readComparison } from '../values/comparison.ts';
import { fullTitle, isJudged } from '../values/judged-tests.ts';

export const rule: StaticRule = {
  name: 'golden-value',
  level: 'information',
  check: (file) => file.tests.filter((test) => isJudged(file, test)).flatMap((test) => checkTest(file, test)),
};

/** Words for values that somebody published, or that are what the code is about. */
const EXPLAINED =
  /\b(?:rfc\s?\d+|nist|fips|vectors?|known answer|spec(?:ification)?|example from|wikipedia|iso\s?\d+|appendix|section \d)\b/i;
/** What is written in another form, and can be read back or worked out by any tool. What only a project's own digest gives is not among it. */
const ENCODES =
  /encod|decod|base\d\d|hex|encrypt|decrypt|cipher|compress|deflate|gzip|zip|serial|stringify|escape|token|uuid|jwt|minif|sign|color|colour|nanoid|uri|url/i;
/** Digests that somebody published. */
const ALGORITHM = /md5|sha-?\d|hmac|crc|murmur|fnv|siphash|xxh|adler|blake|crypto|subtle/i;

function checkTest(file: TestFileModel, test: TestModel): RuleFlag[] {
  const title = fullTitle(file, test);
  if (EXPLAINED.test(title) || isOfPublishedForm(title)) return [];
  return test.assertions.flatMap((assertion) => {
    const comparison = readComparison(assertion);
    if (comparison === null) return [];
    const { actual } = comparison;
    const expected = writtenAs(file, test, comparison.expected);
    if (!isGolden(expected)) return [];
    const text = file.script.textOf(expected);
    if (title.includes(staticText(expected) ?? text) || isOfPublishedForm(unitText(file, actual))) return [];
    const isClear = [assertion.node, expected].some((node) => isExplained(file, test, node, staticText(expected) ?? text));
    return isClear ? [] : [flagOf(assertion.node, text)];
  });
}

/** The literal that a constant of the test holds which is named nowhere else, as where it goes in; anything else as it is. */
function writtenAs({ script }: TestFileModel, { body }: TestModel, node: Node): Node {
  const plain = bare(node);
  const binding = plain.type === 'Identifier' ? script.bindingOf(plain) : null;
  if (binding?.kind !== 'variable' || binding.isReassigned || binding.initial === null || body === null) return node;
  const isOwn = isWithin(binding.identifier, body) && binding.path?.length === 0 && binding.references.length === 1;
  return isOwn ? binding.initial : node;
}

/** What is looked at, as written, without the test's own way of writing it down: `JSON.stringify(plan(week))`. */
function unitText(file: TestFileModel, actual: Node): string {
  return file.script.textOf(digestedBy(file, actual) ?? actual).replace(/^JSON\.stringify\b/, '');
}

/** What the test itself makes a digest of: `createHash('sha256').update(plan(week)).digest('hex')`. */
function digestedBy({ project, script }: TestFileModel, actual: Node): Node | null {
  const { root, links } = chainOf(bare(actual));
  const meaning = project.meaningOf(script, root);
  const isDigest = meaning.kind === 'library' && /^(?:node:)?crypto$/.test(meaning.library ?? '');
  const at = links.findIndex((link) => link.kind === 'member' && link.name === 'update');
  const update = links[at + 1];
  return isDigest && at >= 0 && update?.kind === 'call' ? (update.arguments[0] ?? null) : null;
}

function isOfPublishedForm(text: string): boolean {
  return ENCODES.test(text) || ALGORITHM.test(text);
}

/** Hashes, long texts in one piece, and numbers of more digits than a person works out; a list of such. */
function isGolden(node: Node): boolean {
  const plain = bare(node);
  if (plain.type === 'ArrayExpression')
    return (
      plain.elements.length > 0 &&
      plain.elements.every((each) => each !== null && each.type !== 'SpreadElement' && isGolden(each))
    );
  const text = staticText(plain);
  if (text !== null) return isHashLike(text) || (text.length >= 200 && !/\s/.test(text.slice(0, 120)));
  return (
    plain.type === 'Literal' &&
    typeof plain.value === 'number' &&
    (plain.raw ?? '').replace(/\D/g, '').replace(/0+$/, '').length >= 9
  );
}

function isHashLike(text: string): boolean {
  if (/^(?:0x)?[0-9a-f]{16,}$/i.test(text)) return /\d/.test(text) && new Set(text).size >= 8;
  if (/^[0-9a-f]{8,15}$/i.test(text)) return isShortHash(text);
  const isMixed = /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text);
  return isMixed && /^[\w+/-]{24,}={0,2}$/.test(text);
}

/** Digits and letters in a mix, and no part of it counted up, as people write what stands for a hash. */
function isShortHash(text: string): boolean {
  const changes = text.match(/\d(?=[a-f])|[a-f](?=\d)/gi) ?? [];
  const codes = [...text.toLowerCase()].map((each) => each.charCodeAt(0));
  const isCounted = codes.some((code, at) => codes[at + 1] === code + 1 && codes[at + 2] === code + 2);
  return changes.length >= 2 && new Set(text).size >= 6 && !isCounted;
}

/** A comment beside it says where it is from, or the same literal stands elsewhere in the test, as an input. */
function isExplained(file: TestFileModel, test: TestModel, node: Node, literal: string): boolean {
  const { script } = file;
  const { line, endLine } = script.placeOf(node);
  const isCommented = script.comments.some((comment) => {
    const place = script.placeOf(comment);
    return place.endLine >= line - 1 && place.line <= endLine;
  });
  return isCommented || script.textOf(test.node).split(literal).length > 2;
}

function flagOf(node: Node, text: string): RuleFlag {
  const shown = text.length > 60 ? `${text.slice(0, 57)}...` : text;
  return {
    node,
    message: `Nothing says where the expected value ${shown} comes from: whoever reads this cannot tell right from recorded.`,
  };
}
