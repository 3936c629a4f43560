/** The ledger as it is now, read again only where the file changed. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { LedgerEntry } from '@killrate/shared/gate/acceptance';
import { UserError } from '../errors.ts';
import { ACCEPTED_FILE, readLedger } from '../gate/record-files.ts';

/** The entries, and what is wrong with the file; null where nothing is. */
export interface LedgerView {
  entries: readonly LedgerEntry[];
  problem: string | null;
}

/** Gives back the same object as long as the file does not change. */
export function createLedgerView(root: string): () => LedgerView {
  let stamp: string | null = null;
  let view: LedgerView = { entries: [], problem: null };
  return () => {
    const found = statSync(join(root, ACCEPTED_FILE), { throwIfNoEntry: false });
    const present = found === undefined ? 'none' : `${found.mtimeMs} ${found.size} ${found.ino}`;
    if (present === stamp) return view;
    stamp = present;
    view = read(root);
    return view;
  };
}

function read(root: string): LedgerView {
  try {
    return { entries: readLedger(root), problem: null };
  } catch (error) {
    if (error instanceof UserError) return { entries: [], problem: error.message };
    throw error;
  }
}
