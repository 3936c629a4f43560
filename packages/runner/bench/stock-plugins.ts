/** The plugins that the bench brings to plain Stryker: the ignorer that killrate uses, and a clock for the first mutant. */
import { readFileSync, writeFileSync } from 'node:fs';
import { declareClassPlugin, declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';
import { createLoggingIgnorer } from '../src/engine/vitest/logging-ignorer.ts';
import { STOCK_PLUGIN, STOCK_REQUEST, type StockRequest } from './stock-request.ts';

const request = JSON.parse(readFileSync(process.env[STOCK_REQUEST] ?? '', 'utf8')) as StockRequest;

/** Writes down when the first mutant that ran was done. */
class FirstMutantClock {
  #hasStarted = false;

  onMutantTested({ status }: { status: string }): void {
    if (this.#hasStarted || status === 'Ignored' || status === 'NoCoverage') return;
    this.#hasStarted = true;
    writeFileSync(request.clockPath, String(Date.now()));
  }
}

export const strykerPlugins = [
  declareClassPlugin(PluginKind.Reporter, STOCK_PLUGIN, FirstMutantClock),
  declareValuePlugin(PluginKind.Ignore, STOCK_PLUGIN, createLoggingIgnorer(request.loggingCallees)),
];
