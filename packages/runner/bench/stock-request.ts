/** What the process that hosts plain Stryker is asked for. */

export const STOCK_PLUGIN = 'killrate-bench';
/** Names the file of the request; the plugins are loaded in workers too. */
export const STOCK_REQUEST = 'KILLRATE_BENCH_REQUEST';

export interface StockRequest {
  /** Stryker's options, over those of the project's own config file. */
  options: Record<string, unknown>;
  loggingCallees: readonly string[];
  /** Where the time of the first mutant is written. */
  clockPath: string;
}
