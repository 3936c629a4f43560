/** The sentences a player reads. */
import type { Refusal } from '../wallet/reservation.ts';

/** 123456 -> "$1,234.56" */
export function formatCents(cents: number): string {
  return (cents / 100).toLocaleString('en-US', { style: 'currency', currency: 'USD' });
}

export function refusalText(reason: Refusal): string {
  switch (reason) {
    case 'already-reserved':
      return 'You already have a seat at this table.';
    case 'too-many-tables':
      return 'You are playing at too many tables.';
    case 'below-minimum':
      return 'This is less than the minimum buy-in.';
    case 'insufficient-chips':
      return 'You do not have enough chips.';
  }
}
