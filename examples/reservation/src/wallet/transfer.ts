/** Chips from player to player: one sends, or a prize is shared out. */
import { assertAmount, deposit, type Wallet, withdraw } from './balance.ts';
import { WalletError } from './wallet-error.ts';

type Transfer = { readonly from: Wallet; readonly to: Wallet };

/** The sender pays the amount and the fee; throws `same-player`, and what `withdraw` throws. */
export function transfer(from: Wallet, to: Wallet, amount: number, fee: number): Transfer {
  assertAmount(amount);
  if (from.playerId === to.playerId) {
    throw new WalletError('same-player', `${from.playerId} cannot send chips to the same wallet`);
  }
  return { from: withdraw(from, amount + fee), to: deposit(to, amount) };
}

/** Shares a prize in whole cents: what does not divide goes, cent by cent, to the first winners. */
export function sharePrize(prize: number, winners: number): number[] {
  assertAmount(prize);
  const share = Math.floor(prize / winners);
  const oddCents = prize % winners;
  return Array.from({ length: winners }, (_, place) => (place < oddCents ? share + 1 : share));
}
