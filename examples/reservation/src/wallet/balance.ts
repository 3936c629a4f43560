/** A player's wallet: the chips owned, and those held for a table. Every amount is in integer cents. */
import { WalletError } from './wallet-error.ts';

export type Reservation = {
  readonly tableId: string;
  readonly amount: number;
  /** From this moment on the seat is lost, unless the player has sat down before. */
  readonly expiresAtMs: number;
};

export type Wallet = {
  readonly playerId: string;
  readonly balance: number;
  readonly reservations: readonly Reservation[];
};

/** One million dollars: more than that in one go is a typing error. */
const LARGEST_AMOUNT = 100_000_000;

/** Throws `invalid-amount` unless the amount is a whole, positive number of cents. */
export function assertAmount(amount: number): void {
  if (!Number.isInteger(amount) || amount <= 0 || amount > LARGEST_AMOUNT) {
    throw new WalletError('invalid-amount', `not an amount in cents: ${amount}`);
  }
}

export function openWallet(playerId: string, balance = 0): Wallet {
  return { playerId, balance, reservations: [] };
}

/** The chips held for tables. */
export function reservedChips(wallet: Wallet): number {
  return wallet.reservations.reduce((sum, reservation) => sum + reservation.amount, 0);
}

/** The chips the player may still spend: never those held for a table. */
export function availableChips(wallet: Wallet): number {
  return wallet.balance - reservedChips(wallet);
}

export function deposit(wallet: Wallet, amount: number): Wallet {
  assertAmount(amount);
  return { ...wallet, balance: wallet.balance + amount };
}

/** Throws `insufficient-chips` where the amount is more than what is available. */
export function withdraw(wallet: Wallet, amount: number): Wallet {
  assertAmount(amount);
  if (amount > availableChips(wallet)) {
    throw new WalletError('insufficient-chips', `${wallet.playerId} has not ${amount} cents to spend`);
  }
  return { ...wallet, balance: wallet.balance - amount };
}
