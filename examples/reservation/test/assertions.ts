import { expect } from 'vitest';
import { openWallet, type Wallet } from '../src/wallet/balance.ts';
import { type Refusal, type ReserveResult, reserve } from '../src/wallet/reservation.ts';
import type { WalletErrorCode } from '../src/wallet/wallet-error.ts';

export function expectRefusal(result: ReserveResult, reason: Refusal): void {
  expect(result).toEqual({ kind: 'refused', reason });
}

export function expectWalletError(action: () => unknown, code: WalletErrorCode): void {
  expect(action).toThrow(expect.objectContaining({ name: 'WalletError', code }));
}

/** A wallet of 20,000 cents that holds 5,000 for each of the given tables, reserved at 1,000 ms. */
export function walletAt(...tableIds: string[]): Wallet {
  let wallet = openWallet('ana', 20_000);
  for (const tableId of tableIds) {
    const result = reserve(wallet, tableId, 5_000, 1_000);
    if (result.kind === 'refused') throw new Error(`cannot build the wallet: ${result.reason}`);
    wallet = result.wallet;
  }
  return wallet;
}
