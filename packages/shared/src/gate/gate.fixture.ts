/** Mutants, modules and changes for tests of the gate, in a line each. */
import { Gate, type GateCheck, type GateLevel } from '../document.ts';
import type { Acceptance, Mutant, MutantStatus } from '../model.ts';
import { type Scored, type Totals, tally } from '../score.ts';
import type { LedgerEntry } from './acceptance.ts';
import type { GateInput, JudgedChange, JudgedModule } from './gate-input.ts';
import { type GateVerdict, judge } from './judge.ts';
import type { BaseMutant } from './new-survivors.ts';
import type { Metric, Requirement } from './requirement.ts';

export const FILE = 'src/price.ts';
export const MODULE = 'shop';
export const ACCEPTANCE: Acceptance = {
  category: 'equivalent',
  reason: 'same text',
  author: null,
  date: '2026-11-20',
  expires: null,
};

/** How many mutants of each status; `null` are those without one, `accepted` are accepted survivors. */
export type Counts = Partial<Record<MutantStatus | 'null' | 'accepted', number>>;

export function newMutant(key: string, status: MutantStatus | null, mutant: Partial<Mutant> = {}): Mutant {
  return {
    key,
    file: FILE,
    line: 1,
    column: 1,
    endLine: mutant.line ?? 1,
    endColumn: 6,
    symbol: 'price',
    mutator: 'ArithmeticOperator',
    original: 'a + b',
    replacement: 'a - b',
    status,
    reason: null,
    isStatic: false,
    isReused: false,
    acceptance: null,
    coveredBy: [],
    killedBy: [],
    durationMs: 1,
    ...mutant,
  };
}

/** Mutants with keys like `Killed-1`, each on a line of its own; of another file than {@link FILE}, like `src/b.ts Killed-1`. */
export function mutantsOf(counts: Counts, file = FILE): Mutant[] {
  const prefix = file === FILE ? '' : `${file} `;
  const kinds = Object.entries(counts).flatMap(([kind, count]) =>
    Array.from({ length: count }, (_, index) => [kind, `${prefix}${kind}-${index + 1}`] as const),
  );
  return kinds.map(([kind, key], index) => {
    const acceptance = kind === 'accepted' ? ACCEPTANCE : null;
    const status = kind === 'accepted' ? 'Survived' : kind === 'null' ? null : (kind as MutantStatus);
    return newMutant(key, status, { file, line: index + 1, acceptance });
  });
}

export function totalsOf(counts: Counts): Totals {
  return tally(mutantsOf(counts) as Scored[]);
}

export function newRequirement(metric: Metric, limit: number, level: GateLevel = 'error'): Requirement {
  return { metric, limit, level };
}

export function newModule(name: string, requirements: readonly Requirement[], files: readonly string[] = [FILE]): JudgedModule {
  return { name, requirements, files };
}

/** What the base had, by key. */
export function newBase(statuses: Record<string, MutantStatus | null>, mutant: Partial<BaseMutant> = {}): BaseMutant[] {
  return Object.entries(statuses).map(([key, status]) => ({
    key,
    mutator: 'ArithmeticOperator',
    original: 'a + b',
    replacement: 'a - b',
    status,
    killedBy: [],
    ...mutant,
  }));
}

/** A change of one file, all of whose lines are new, to which the base has nothing to say; unless said otherwise. */
export function newChange(
  change: Partial<JudgedChange> & { paths?: readonly string[]; all?: readonly string[] } = {},
): JudgedChange {
  const { paths = [FILE], all = paths, baseMutants = new Map(), ...rest } = change;
  return {
    base: 'main',
    mergeBase: '0123abcd',
    files: paths.map((file) => ({ file, why: 'it changed', baseline: baseMutants.has(file) ? 'store' : null })),
    lines: all.map((file) => ({ file, line: 1, endLine: 10_000 })),
    baseMutants,
    notSurfaced: new Map(),
    gone: new Map(),
    isTestChange: () => false,
    ...rest,
  };
}

/** A module with a kill rate to reach, measured whole, and no change; unless said otherwise. */
export function newInput(input: Partial<GateInput> = {}): GateInput {
  const modules = input.modules ?? [newModule(MODULE, [newRequirement('killRate', 80)])];
  return {
    modules,
    mutants: mutantsOf({ Killed: 9, Survived: 1 }),
    missing: new Map(),
    contents: new Map(modules.flatMap(({ files }) => files.map((file) => [file, `content of ${file}`]))),
    change: null,
    stale: [],
    staleLevel: 'warn',
    floors: new Map(),
    notices: [],
    findings: null,
    smallChange: 10,
    isStrict: false,
    isEmptyAllowed: false,
    ...input,
  };
}

/** Judges, and makes sure that the verdict is one that a document can hold. */
export function judged(input: Partial<GateInput>): GateVerdict {
  const verdict = judge(newInput(input));
  Gate.parse(verdict.gate);
  return verdict;
}

/** The checks of a kind, as a verdict has them. */
export function checksOf({ gate }: { gate: Gate }, kind: GateCheck['kind']): GateCheck[] {
  return gate.checks.filter((check) => check.kind === kind);
}

/** The kinds of the reasons not to be green; none where it is. */
export function whyRed({ reasons }: GateVerdict): string[] {
  return reasons.map(({ kind }) => kind);
}

export function newEntry(key: string, entry: Partial<LedgerEntry> = {}): LedgerEntry {
  return {
    key,
    file: FILE,
    mutator: 'ArithmeticOperator',
    original: 'a + b',
    replacement: 'a - b',
    ...ACCEPTANCE,
    category: 'equivalent',
    ...entry,
  };
}
