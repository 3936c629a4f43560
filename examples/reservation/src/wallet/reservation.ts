/** Holding chips for a seat at a table, giving them back, and settling what was won or lost there. */
import { assertAmount, availableChips, type Reservation, type Wallet } from './balance.ts';
import { WalletError } from './wallet-error.ts';

export type Refusal = 'already-reserved' | 'too-many-tables' | 'below-minimum' | 'insufficient-chips';

export type ReserveResult =
  | { readonly kind: 'reserved'; readonly wallet: Wallet }
  | { readonly kind: 'refused'; readonly reason: Refusal };

type ReleaseResult =
  | { readonly kind: 'released'; readonly wallet: Wallet; readonly amount: number }
  | { readonly kind: 'not-found' };

const MAX_TABLES = 4;
const MINIMUM_BUY_IN = 2_000;
export const HOLD_MS = 600_000;

/** Holds chips for one seat. Throws `invalid-amount`; everything else that can go wrong is a refusal. */
export function reserve(wallet: Wallet, tableId: string, amount: number, nowMs: number): ReserveResult {
  assertAmount(amount);
  if (find(wallet, tableId) !== undefined) return { kind: 'refused', reason: 'already-reserved' };
  if (wallet.reservations.length >= MAX_TABLES) return { kind: 'refused', reason: 'too-many-tables' };
  if (amount < MINIMUM_BUY_IN) return { kind: 'refused', reason: 'below-minimum' };
  if (amount > availableChips(wallet)) return { kind: 'refused', reason: 'insufficient-chips' };
  const reservation = { tableId, amount, expiresAtMs: nowMs + HOLD_MS };
  return { kind: 'reserved', wallet: { ...wallet, reservations: [...wallet.reservations, reservation] } };
}

/** Gives the held chips back, untouched. */
export function release(wallet: Wallet, tableId: string): ReleaseResult {
  const held = find(wallet, tableId);
  if (held === undefined) return { kind: 'not-found' };
  return { kind: 'released', wallet: without(wallet, tableId), amount: held.amount };
}

/** Ends a game: the held chips become what is left in front of the player. Throws `invalid-amount`. */
export function settle(wallet: Wallet, tableId: string, chipsLeft: number): ReleaseResult {
  if (!Number.isInteger(chipsLeft) || chipsLeft < 0) {
    throw new WalletError('invalid-amount', `not a stack in cents: ${chipsLeft}`);
  }
  const released = release(wallet, tableId);
  if (released.kind === 'not-found') return released;
  const balance = released.wallet.balance - released.amount + chipsLeft;
  return { kind: 'released', wallet: { ...released.wallet, balance }, amount: chipsLeft };
}

/** Drops the reservations that nobody claimed in time. */
export function expireReservations(wallet: Wallet, nowMs: number): Wallet {
  const kept = wallet.reservations.filter((reservation) => reservation.expiresAtMs > nowMs);
  return kept.length === wallet.reservations.length ? wallet : { ...wallet, reservations: kept };
}

function find(wallet: Wallet, tableId: string): Reservation | undefined {
  return wallet.reservations.find((reservation) => reservation.tableId === tableId);
}

function without(wallet: Wallet, tableId: string): Wallet {
  return {
    ...wallet,
    reservations: wallet.reservations.filter((reservation) => reservation.tableId !== tableId),
  };
}
