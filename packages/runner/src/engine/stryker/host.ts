/** The child process that hosts Stryker: one request, one Stryker run, messages on their own descriptor. */
import { readFileSync } from 'node:fs';
import { Stryker } from '@stryker-mutator/core';
import { endOwnProcessGroup } from '../../process/end-with-parent.ts';
import { REQUEST_VARIABLE, type Request } from './protocol.ts';
import { say } from './say.ts';

// The parent holds the other end of stdin: when it closes, the parent is gone, however it went.
process.stdin.on('end', endOwnProcessGroup).on('error', endOwnProcessGroup).resume();

const request = JSON.parse(readFileSync(process.env[REQUEST_VARIABLE] ?? '', 'utf8')) as Request;
try {
  await new Stryker(request.options).runMutationTest();
  process.exit(0);
} catch (error) {
  say({ type: 'error', message: error instanceof Error ? error.message : String(error) });
  process.exit(1);
}
