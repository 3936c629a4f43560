/** Checks of types, which Vitest can make beside tests. */

interface TypecheckedConfig {
  exclude: string[];
  typecheck?: { enabled?: boolean; only?: boolean };
}

/**
 * Turns the checks of types off: they look at the sources as they are, and say nothing of a mutant. A project that is there for nothing else
 * has no file left: what it includes was never run.
 */
export function turnTypecheckOff(config: TypecheckedConfig): void {
  const { typecheck } = config;
  if (typecheck?.enabled === true && typecheck.only === true) config.exclude = [...config.exclude, '**'];
  if (typecheck !== undefined) config.typecheck = { ...typecheck, enabled: false };
}
