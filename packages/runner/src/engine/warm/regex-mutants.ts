/**
 * What the instrumenter asks about regular expressions, answered as before where it is known: the parser behind it takes longer to begin
 * than most files take to instrument.
 */
import { createRequire, registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

/** By pattern, flags and options as they are asked about, as JSON: the patterns of the mutants. */
export type RegexMutants = Readonly<Record<string, readonly string[]>>;

/** As much of the package as the instrumenter uses. */
interface RegexMutator {
  mutate(pattern: string, flags?: string, options?: object): { pattern: string }[];
}

/** The package that the instrumenter imports. */
const PACKAGE = 'weapon-regex';

let packagePath: string | null = null;
let mutator: RegexMutator | null = null;
let known = new Map<string, readonly string[]>();
let asked = new Map<string, readonly string[]>();

/** Has this module stand for the package in what this thread imports from now on; nothing where Node has no such hooks. */
export function standInForPackage(): void {
  if (typeof registerHooks !== 'function') return;
  registerHooks({
    resolve: (specifier, context, next) => {
      const resolved = next(specifier, context);
      if (specifier !== PACKAGE || !resolved.url.startsWith('file:')) return resolved;
      packagePath = fileURLToPath(resolved.url);
      return { url: import.meta.url, format: 'module', shortCircuit: true };
    },
  });
}

/** Takes what is known from an earlier run. */
export function knowRegexes(answers: RegexMutants): void {
  known = new Map([...known, ...Object.entries(answers)]);
}

/** What was asked since this was last called, with the answers. */
export function takeAsked(): RegexMutants {
  const taken = Object.fromEntries(asked);
  asked = new Map();
  return taken;
}

/** The package's own function, as far as the instrumenter reads what it gives. What it throws, this throws, and keeps nothing. */
export const mutate: RegexMutator['mutate'] = (pattern, flags, options) => {
  const question = JSON.stringify([pattern, flags ?? null, options ?? null]);
  const patterns = known.get(question) ?? askPackage(pattern, flags, options);
  known.set(question, patterns);
  asked.set(question, patterns);
  return patterns.map((each) => ({ pattern: each }));
};

function askPackage(pattern: string, flags: string | undefined, options: object | undefined): string[] {
  if (packagePath === null) throw new Error(`${PACKAGE} was not found`);
  mutator ??= createRequire(import.meta.url)(packagePath) as RegexMutator;
  return mutator.mutate(pattern, flags, options).map((mutant) => mutant.pattern);
}
