/** The cashier's desk: finds the wallets, applies the rules, keeps the new wallets, and logs it. */
import { feeFor } from '../fees/tiers.ts';
import type { Wallet } from '../wallet/balance.ts';
import { expireReservations, reserve, settle } from '../wallet/reservation.ts';
import { transfer } from '../wallet/transfer.ts';
import { consoleLogger, type Logger } from './logger.ts';
import { formatCents, refusalText } from './messages.ts';

export type Desk = {
  readonly wallets: Map<string, Wallet>;
  /** What each player has sent this month. */
  readonly volumes: Map<string, number>;
  /** The fees the house has earned, one entry a transfer. */
  readonly earnings: number[];
  readonly logger: Logger;
};

export function openDesk(wallets: readonly Wallet[], logger: Logger = consoleLogger): Desk {
  const byPlayer = new Map(wallets.map((wallet) => [wallet.playerId, wallet]));
  logger.info(`open with ${byPlayer.size} wallets`);
  return { wallets: byPlayer, volumes: new Map(), earnings: [], logger };
}

/** Throws where nobody of that name has a wallet here. */
export function walletOf(desk: Desk, playerId: string): Wallet {
  const wallet = desk.wallets.get(playerId);
  if (wallet === undefined) throw new Error(`no wallet for ${playerId}`);
  return wallet;
}

/** Holds chips for a seat; answers what the player reads. */
export function sitDown(desk: Desk, playerId: string, tableId: string, buyIn: number, nowMs: number): string {
  const result = reserve(expireReservations(walletOf(desk, playerId), nowMs), tableId, buyIn, nowMs);
  if (result.kind === 'refused') {
    desk.logger.warn(`${playerId} refused at ${tableId}: ${result.reason}`);
    return refusalText(result.reason);
  }
  desk.wallets.set(playerId, result.wallet);
  desk.logger.info(`${playerId} sits down at ${tableId} with ${buyIn} cents`);
  return `Welcome to ${tableId}. Your ${formatCents(buyIn)} are on the table.`;
}

/** Ends a player's game with what is left of the stack. */
export function standUp(desk: Desk, playerId: string, tableId: string, chipsLeft: number): string {
  const result = settle(walletOf(desk, playerId), tableId, chipsLeft);
  if (result.kind === 'not-found') {
    desk.logger.warn(`${playerId} has no seat at ${tableId}`);
    return 'You have no seat at this table.';
  }
  desk.wallets.set(playerId, result.wallet);
  desk.logger.info(`${playerId} leaves ${tableId} with ${chipsLeft} cents`);
  return `You take ${formatCents(chipsLeft)} home.`;
}

/** Sends chips to another player; the fee goes to the house. Throws what `transfer` throws. */
export function sendChips(desk: Desk, fromId: string, toId: string, amount: number): string {
  const volume = desk.volumes.get(fromId) ?? 0;
  const fee = feeFor(amount, volume);
  const { from, to } = transfer(walletOf(desk, fromId), walletOf(desk, toId), amount, fee);
  desk.wallets.set(fromId, from);
  desk.wallets.set(toId, to);
  desk.volumes.set(fromId, volume + amount);
  bookFee(desk, fee);
  desk.logger.info(`${fromId} sends ${amount} cents to ${toId}, fee ${fee} cents`);
  return `Sent ${formatCents(amount)} to ${toId} (fee ${formatCents(fee)}).`;
}

function bookFee(desk: Desk, fee: number): void {
  if (fee > 0) desk.earnings.push(fee);
}
