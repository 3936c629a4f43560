/** What becomes of a mutant from one run to another: whoever tells fates is held to the same. */
import type { fateOf } from './fate.ts';
import type { MutantStatus } from './model.ts';

export const FATES: [was: MutantStatus | null, is: MutantStatus | null, fate: ReturnType<typeof fateOf>][] = [
  ['Killed', 'Survived', 'new'],
  ['Timeout', 'NoCoverage', 'new'],
  ['Survived', 'Killed', 'fixed'],
  ['NoCoverage', 'Timeout', 'fixed'],
  ['Survived', 'NoCoverage', 'persistent'],
  ['NoCoverage', 'Survived', 'persistent'],
  ['Killed', 'Timeout', null],
  ['Survived', null, null],
  ['Survived', 'Ignored', null],
  ['Survived', 'CompileError', null],
  [null, 'Survived', null],
  ['Ignored', 'Survived', null],
  ['RuntimeError', 'NoCoverage', null],
  ['Killed', null, null],
  [null, null, null],
  ['CompileError', 'Survived', null],
  ['RuntimeError', 'RuntimeError', null],
];
