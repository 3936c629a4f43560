/** The process that hosts plain Stryker for the bench, as `stryker run` would in the folder it is started in. */
import { readFileSync } from 'node:fs';
import { Stryker } from '@stryker-mutator/core';
import { STOCK_REQUEST, type StockRequest } from './stock-request.ts';

const { options } = JSON.parse(readFileSync(process.env[STOCK_REQUEST] ?? '', 'utf8')) as StockRequest;
await new Stryker(options).runMutationTest();
process.exit(0);
