/** The next tests to write: survivors grouped by function and by the behaviour that nothing looks at. */
import { contextOfModules, isBoundary, mostWorthFirst, type WorthContext } from '@killrate/shared/worth';
import { byPlace, type Functions, functionsOf } from './dynamic/function-mutants.ts';
import { isErrorPath } from './happy-path.ts';
import type { Measured, MeasuredMutant, MeasuredTest } from './measured.ts';
import { findInput, quote } from './next-test-input.ts';

/** What a group of survivors shows that no test looks at. */
type MissingBehaviour =
  | 'boundary'
  | 'error path'
  | 'branch'
  | 'return value'
  | 'call removed'
  | 'calculation'
  | 'content'
  | 'missing value';

/** One test that would kill several survivors. */
export interface NextTest {
  file: string;
  /** The function, empty for code outside of any. */
  symbol: string;
  /** The line of its first survivor. */
  line: number;
  missing: MissingBehaviour;
  /** Keys of the survivors that it would kill, the most worth first. */
  mutants: readonly string[];
  isCovered: boolean;
  /** The test to extend or to copy; null where none comes near. */
  nearest: Pick<MeasuredTest, 'id' | 'file' | 'name' | 'line'> | null;
  /** Goes on after "call it"; null where the texts do not tell. */
  input: string | null;
  /** One sentence on what to assert. */
  assert: string;
}

export interface NextTestOptions {
  /** Only of these sources. */
  isWanted?: (file: string) => boolean;
  /** What decides which survivor is worth most; without it only code and tests do. */
  worth?: WorthContext;
  /** Ids of tests that prove nothing: none of them is the one to extend. */
  hollow?: ReadonlySet<string>;
}

/** The groups, the most worth a test first. Accepted survivors are none. */
export function nextTests(measured: Pick<Measured, 'tests' | 'mutants'>, options: NextTestOptions = {}): NextTest[] {
  const { isWanted = () => true, worth = contextOfModules(() => 0), hollow = new Set() } = options;
  const functions = functionsOf(measured.mutants.values());
  const survivors = [...measured.mutants.values()]
    .filter((mutant) => isUndetected(mutant) && isWanted(mutant.file))
    .sort(byPlace);
  const covering = coveringTests(measured.tests);
  const inOrder = mostWorthFirst(
    survivors.map((mutant) => ({ ...mutant, coveredBy: covering.get(mutant.key)?.length ?? 0 })),
    worth,
  );
  const nameIn = ({ file, symbol }: Owner) => `${file}\0${symbol}`;
  const groups = Map.groupBy(inOrder, (mutant) => `${nameIn(ownerOf(mutant, functions))}\0${missingOf(mutant, functions)}`);
  return [...groups.values()].map((mutants) => describeGroup(mutants, { functions, covering, hollow }));
}

/** One clause and one sentence for a single mutant: which input, and what to assert. */
export function describeKill(mutant: MeasuredMutant, functions: Functions): string {
  const input = findInput(mutant);
  const missing = missingOf(mutant, functions);
  const owner = ownerOf(mutant, functions);
  const call = input === null ? '' : `Call ${nameOf(owner)} ${input}. `;
  return `${call}${assertOf(missing, mutant, owner)}`;
}

function isUndetected({ status, isAccepted }: MeasuredMutant): boolean {
  return !isAccepted && (status === 'Survived' || status === 'NoCoverage');
}

interface Surroundings {
  functions: Functions;
  covering: ReadonlyMap<string, readonly MeasuredTest[]>;
  hollow: ReadonlySet<string>;
}

function describeGroup(mutants: readonly MeasuredMutant[], around: Surroundings): NextTest {
  const [worthiest] = mutants as [MeasuredMutant];
  const owner = ownerOf(worthiest, around.functions);
  const { file, symbol } = owner;
  const missing = missingOf(worthiest, around.functions);
  const nearest = findNearest(mutants, around);
  return {
    ...{ file, symbol, missing },
    line: Math.min(...mutants.map(({ line }) => line)),
    mutants: mutants.map(({ key }) => key),
    isCovered: mutants.some(({ key }) => (around.covering.get(key)?.length ?? 0) > 0),
    nearest: nearest === null ? null : { id: nearest.id, file: nearest.file, name: nearest.name, line: nearest.line },
    input: mutants.map(findInput).find((input) => input !== null) ?? null,
    assert: assertOf(missing, worthiest, owner),
  };
}

const CALCULATIONS = new Set(['ArithmeticOperator', 'AssignmentOperator', 'UpdateOperator', 'UnaryOperator', 'MethodExpression']);
const CONTENTS = new Set(['StringLiteral', 'ArrayDeclaration', 'ObjectLiteral', 'Regex']);

/** What kind of behaviour a mutant changes. */
function missingOf(mutant: MeasuredMutant, functions: Functions): MissingBehaviour {
  const { mutator, original, replacement } = mutant;
  const body = functions.of(mutant)?.body ?? null;
  if (isErrorPath(mutant, body)) return 'error path';
  if (mutator === 'EqualityOperator' && isBoundary({ original, replacement })) return 'boundary';
  if (mutator === 'OptionalChaining' || (mutator === 'LogicalOperator' && original.includes('??'))) return 'missing value';
  if (CALCULATIONS.has(mutator)) return 'calculation';
  if (CONTENTS.has(mutator)) return 'content';
  if (mutator === 'CallExpression') return 'call removed';
  if (mutator === 'ArrowFunction') return 'return value';
  if (mutator !== 'BlockStatement') return 'branch';
  if (/\breturn\b/.test(original)) return body?.key === mutant.key ? 'return value' : 'branch';
  return /\bthrow\b/.test(original) ? 'error path' : 'call removed';
}

function assertOf(missing: MissingBehaviour, mutant: MeasuredMutant, owner: Owner): string {
  const name = nameOf(owner);
  switch (missing) {
    case 'boundary':
      return `Assert what ${name} gives back, throws or changes exactly at the boundary.`;
    case 'error path':
      return `Assert that ${name} fails there, and with which error: a call that goes well must fail the test.`;
    case 'branch':
      return `Assert what ${name} does differently in that case.`;
    case 'return value':
      return `Assert the value that ${name} gives back, not only that there is one.`;
    case 'call removed':
      return mutant.mutator === 'CallExpression'
        ? `Assert what ${quote(mutant.original.replace(/;$/, ''))} does in ${name}: what it changes, or the error that it throws.`
        : `Assert what ${name} changes or calls there.`;
    case 'calculation':
      return `Assert the exact result of ${name}, written out and not calculated.`;
    case 'content':
      return mutant.mutator === 'StringLiteral' && mutant.original.length > 2
        ? `Assert the text ${quote(mutant.original)} where ${name} gives it out.`
        : `Assert the content that ${name} gives out, item by item.`;
    case 'missing value':
      return `Assert what ${name} does where the value is not there.`;
    default:
      return missing satisfies never;
  }
}

/** The function a mutant lies in; no symbol for code outside of any. */
type Owner = Pick<MeasuredMutant, 'file' | 'symbol'>;

function ownerOf(mutant: MeasuredMutant, functions: Functions): Owner {
  return functions.of(mutant) ?? { file: mutant.file, symbol: '' };
}

/** A function as a sentence names it. */
function nameOf({ file, symbol }: Owner): string {
  return symbol === '' ? `the code of ${file}` : symbol;
}

function coveringTests(tests: readonly MeasuredTest[]): Map<string, MeasuredTest[]> {
  const covering = new Map<string, MeasuredTest[]>();
  for (const test of tests) {
    for (const key of test.covers) {
      const known = covering.get(key) ?? [];
      known.push(test);
      covering.set(key, known);
    }
  }
  return covering;
}

/** Of the tests that run a survivor, or else its function, or else its file, the one that runs the least else. */
function findNearest(mutants: readonly MeasuredMutant[], { functions, covering, hollow }: Surroundings): MeasuredTest | null {
  const [{ file }] = mutants as [MeasuredMutant];
  const ofFunction = functions.of(mutants[0] as MeasuredMutant)?.mutants ?? [];
  const ofFile = () => functions.all.filter((each) => each.file === file).flatMap((each) => each.mutants);
  for (const circle of [() => mutants, () => ofFunction, ofFile]) {
    const tests = circle().flatMap(({ key }) => covering.get(key) ?? []);
    const proving = tests.filter(({ id }) => !hollow.has(id));
    const nearest = (proving.length > 0 ? proving : tests).toSorted(runsLeast)[0];
    if (nearest !== undefined) return nearest;
  }
  return null;
}

function runsLeast(one: MeasuredTest, other: MeasuredTest): number {
  return one.covers.size - other.covers.size || (one.id < other.id ? -1 : 1);
}
