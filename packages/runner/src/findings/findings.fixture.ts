/** Little matrices for tests of the rules: who runs and who kills what, in a few words. */
import type { KillKind } from '@killrate/shared/model';
import type { Flag, StaticFile, StaticTest } from './flag.ts';
import type { Measured, MeasuredMutant, MeasuredTest } from './measured.ts';

const SOURCE = 'src/price.ts';
export const TESTS = 'test/price.test.ts';

/** A mutant in the function `price`; its line is the number in its key, so that keys tell the order of place. */
export function aMutant(key: string, mutant: Partial<MeasuredMutant> = {}): MeasuredMutant {
  const line = mutant.line ?? Number(/\d+/.exec(key)?.[0] ?? 1);
  return {
    ...{ key, file: SOURCE, line, column: 3, endLine: line, endColumn: 8, symbol: 'price' },
    ...{ mutator: 'ArithmeticOperator', original: 'a + b', replacement: 'a - b' },
    ...{ status: 'Killed', isStatic: false, isAccepted: false },
    ...mutant,
  };
}

/** The mutant that empties the body of a function, from its line over as many as are said. */
export function aBody(key: string, lines: number, mutant: Partial<MeasuredMutant> = {}): MeasuredMutant {
  const own = aMutant(key, {
    mutator: 'BlockStatement',
    original: '{\n  return a + b;\n}',
    replacement: '{}',
    column: 1,
    ...mutant,
  });
  return { ...own, endLine: own.line + lines, endColumn: 2 };
}

/** A test of the runs; what it kills it also runs, by an assertion unless said otherwise. */
export function aTest(
  name: string,
  deeds: { covers?: readonly string[]; kills?: readonly string[] | Record<string, KillKind> } & Partial<
    Pick<MeasuredTest, 'file' | 'line' | 'durationMs' | 'id'>
  > = {},
): MeasuredTest {
  const { covers = [], kills = {}, file = TESTS, ...rest } = deeds;
  const killed = new Map<string, KillKind>(
    Array.isArray(kills) ? kills.map((key) => [key, 'assertion']) : Object.entries(kills as Record<string, KillKind>),
  );
  return {
    ...{ id: `${file} > ${name}`, file, name, line: null, durationMs: 1 },
    covers: new Set([...covers, ...killed.keys()]),
    kills: killed,
    ...rest,
  };
}

/** All that runs know, with a matrix over all sources unless said otherwise. */
export function measuredOf(
  mutants: readonly MeasuredMutant[],
  tests: readonly MeasuredTest[],
  measured: Partial<Measured> = {},
): Measured {
  return {
    ...{ hasMatrix: true, withoutMatrix: [], unmeasured: [], tests, assertions: [], compared: [] },
    survivors: new Set(),
    skipped: new Map(),
    mutants: new Map(mutants.map((mutant) => [mutant.key, mutant])),
    ...measured,
  };
}

export function aFlag(rule: string, flag: Partial<Flag> = {}): Flag {
  return {
    ...{ rule, level: 'error', file: TESTS, line: 2, column: 3, message: `flagged by ${rule}` },
    evidence: { code: 'expect(true).toBe(true)' },
    ...flag,
  };
}

/** A test of the text that stands for exactly the name; ten lines long. */
export function aText(name: string, text: Partial<StaticTest> = {}): StaticTest {
  const line = text.line ?? 1;
  return {
    ...{ file: TESTS, line, endLine: line + 9, name, isNamed: (other: string) => other === name },
    ...{ assertion: 'reached', units: [], flags: [] },
    ...text,
  };
}

export function aFile(tests: readonly StaticTest[], file: Partial<StaticFile> = {}): StaticFile {
  return { file: TESTS, tests, flags: [], unknown: [], ...file };
}

/** `count` keys `m1`, `m2` ... */
export function keys(count: number, from = 1): string[] {
  return Array.from({ length: count }, (_, at) => `m${from + at}`);
}
