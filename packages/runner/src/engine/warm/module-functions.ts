/** The functions that Vitest compiles modules to: kept from run to run, as each run evaluates the same modules anew. */
import type vm from 'node:vm';

type RunInThisContext = typeof vm.runInThisContext;

/** How the text begins that Vitest wraps a module in: a function of what the module imports and exports. */
const WRAPPED_MODULE = "'use strict';async (__vite_ssr_exports__,";

/**
 * Has equal texts of one file compiled once. A module's state is in what its function makes when it is called, so that every call begins
 * anew; what the function itself keeps is what the machine learned of it, and the texts of tagged templates.
 */
export function keepModuleFunctions(module: { runInThisContext: RunInThisContext }): void {
  const { runInThisContext } = module;
  const kept = new Map<string, { code: string; compiled: unknown }>();
  module.runInThisContext = (code, options) => {
    const file = typeof options === 'object' ? options.filename : undefined;
    if (file === undefined || typeof code !== 'string' || !code.startsWith(WRAPPED_MODULE))
      return runInThisContext(code, options);
    const known = kept.get(file);
    if (known?.code === code) return known.compiled;
    const compiled: unknown = runInThisContext(code, options);
    kept.set(file, { code, compiled });
    return compiled;
  };
}
